"""What axe, the reader of the rules of accessibility, finds on a page."""

from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe


def axe_report(page, *, target_size=True):
    """Return what axe complains about, in words: nothing is an empty text."""
    axe = Axe()
    options = {
        "resultTypes": ["violations"],
        # A rule of WCAG 2.2 that axe leaves off by default.
        "rules": {"target-size": {"enabled": target_size}},
    }
    page.evaluate(axe.axe_script)
    found = AxeResults(page.evaluate("options => axe.run(options)", options))
    return found.generate_report() if found.violations_count else ""
