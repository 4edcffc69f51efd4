import os
import shutil

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.helpers.browser.mapping import (
    ALMATY,
    MARKER,
    NEAR,
    NOTE_PLACES,
    open_map,
    open_map_at,
)
from tests.helpers.browser.offline import NO_WORKER, OwnSite, visit_first
from tests.helpers.browser.serving import Site
from tests.helpers.browser.visiting import ONE_COLUMN, Outside, complaints_of, go_to

BROWSERS = ["chromium", "chromium-browser", "google-chrome"]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    # A process for each page takes longer than most of the pages.
    "--renderer-process-limit=1",
    "--disable-gpu",
    # Should a test forget to answer in the place of another host, nobody does.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The site as in production, with the shipped content and places."""
    base = tmp_path_factory.getbasetemp()
    is_one_of_several = "PYTEST_XDIST_WORKER" in os.environ
    shared = base.parent if is_one_of_several else base
    site = Site(tmp_path_factory.mktemp("site"), shared)
    site.prepare()
    try:
        site.start()
        yield site
    finally:
        site.stop()
    log = site.log.read_text()
    assert "Internal Server Error" not in log, log


# For the package, not the session: as long as Playwright runs, Django takes the
# thread for an asynchronous one and lets no other test reach the database.
@pytest.fixture(scope="package")
def browser():
    executable = os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, BROWSERS)), None
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield browser
        browser.close()


def context_in(browser, *, has_worker=False, **options):
    context = browser.new_context(**{"viewport": ONE_COLUMN} | options)
    context.add_init_script(NOTE_PLACES)
    if not has_worker:
        # What it keeps would be there for the next test too.
        context.add_init_script(NO_WORKER)
    return context


# Most tests share it: the public pages keep nothing in a browser, which
# `test_public_pages_set_no_cookie` asks of one of its own.
@pytest.fixture(scope="package")
def context(browser):
    context = context_in(browser)
    yield context
    context.close()


@pytest.fixture
def outside(site):
    outside = Outside(site)
    yield outside
    assert outside.strangers == []


@pytest.fixture
def page(context, outside):
    page = context.new_page()
    outside.guard(page)
    yield page
    page.close()


@pytest.fixture
def complaints(page):
    """What the console of the page complains about; what was expected is cleared."""
    return complaints_of(page)


@pytest.fixture(scope="package")
def shared_page(context, site):
    """A page for tests that only go somewhere and look."""
    outside = Outside(site)
    page = context.new_page()
    outside.guard(page)
    yield page
    page.close()
    assert outside.strangers == []


@pytest.fixture
def tab(shared_page, site):
    """The shared page, as a new one would be: what a tab remembers is forgotten."""
    shared_page.goto(f"{site.address}/robots.txt")
    shared_page.evaluate("sessionStorage.clear()")
    shared_page.set_viewport_size(ONE_COLUMN)
    shared_page.emulate_media(media="null", color_scheme="light", forced_colors="none")
    return shared_page


@pytest.fixture
def nothing_breaks(complaints):
    """Let nothing break; that a file has not come is what some of the tests want."""
    yield
    missing = "Failed to load resource"
    assert [one for one in complaints if not one.startswith(missing)] == []


@pytest.fixture
def visit(browser, outside):
    """Open a page in a browser that has never been here, with options of its own."""
    contexts = []

    def visit(*, has_cache=False, **options):
        contexts.append(context_in(browser, **options))
        page = contexts[-1].new_page()
        # Who guards a page takes the browser's cache from it.
        guard = outside.watch if has_cache else outside.guard
        guard(page)
        return page

    yield visit
    for context in contexts:
        context.close()


@pytest.fixture
def places(page, site):
    go_to(page, site, "en", "places")
    return page


@pytest.fixture
def street(page, site):
    """The map of a part of a city where the places that are listed have markers."""
    open_map_at(page, site, NEAR, 15, ALMATY)
    expect(page.locator(MARKER)).not_to_have_count(0)
    return page


@pytest.fixture
def fitted(page, site):
    """The map of the list of a city, as it opens after a press."""
    go_to(page, site, "en", "city")
    open_map(page)
    return page


@pytest.fixture(scope="module")
def own_site(site, tmp_path_factory):
    """A site of a module’s own, which may be stopped."""
    own_site = OwnSite(tmp_path_factory.mktemp("own"), site.shared)
    own_site.prepare()
    try:
        own_site.start()
        yield own_site
    finally:
        own_site.stop()


@pytest.fixture
def phone(browser, own_site):
    """A page in a browser that has never been here, and may have a service worker."""
    context = context_in(browser, has_worker=True)
    outside = Outside(own_site)
    page = context.new_page()
    outside.watch(page)
    yield page
    context.close()
    assert outside.strangers == []


@pytest.fixture
def go(phone, own_site):
    """Go to a path of the site that may be stopped."""

    def go(path):
        return phone.goto(f"{own_site.address}/{path}")

    return go


@pytest.fixture
def home(phone, own_site):
    """Home, in English, the first page that the phone has visited."""
    visit_first(phone, f"{own_site.address}/en/")
    return phone
