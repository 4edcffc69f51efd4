"""
What scripts and stylesheets may use.

Pages are complete without scripts in Chrome 61 and Safari 12; scripts run from
Chrome 80 and Safari 13.4 on. Of the staff's pages nothing of this is asked.
"""

import re
from pathlib import Path

import pytest
from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "static"
SCRIPTS = sorted({*STATIC.glob("js/**/*.js")} - {*STATIC.glob("js/admin/*.js")})
PUBLIC = ["site", "map", "card", "pack", "poster"]
STYLESHEETS = [STATIC / "css" / f"{name}.css" for name in PUBLIC]

# What came later, by its pattern: the Chrome and the Safari that were the first.
LATER_IN_SCRIPTS = {
    r"(\?\?|\|\||&&)=": (85, "14"),
    r"\.replaceAll\(": (85, "13.4"),
    r"\.replaceChildren\(": (86, "14"),
    r"\.at\(": (92, "15.4"),
    r"\.findLast": (97, "15.4"),
    r"\.to(Sorted|Reversed|Spliced)\(": (110, "16"),
    r"\.requestSubmit\(": (76, "16"),
    r"\.(showPicker|togglePopover|showModal)\(": (99, "16"),
    r"\bstructuredClone\(": (98, "15.4"),
    r"\bObject\.(hasOwn|groupBy)\(": (93, "15.4"),
    r"\bPromise\.(any|withResolvers|try)\(": (85, "14"),
    r"\bArray\.fromAsync\(": (121, "16.4"),
    r"\bAbortSignal\.": (103, "16"),
    r"\b(WeakRef|FinalizationRegistry)\b": (84, "14.5"),
    r"\bcrypto\.randomUUID\(": (92, "15.4"),
    r"\bOffscreenCanvas\b": (69, "16.4"),
    r"\bIntl\.(ListFormat|Segmenter|DisplayNames|DurationFormat)\b": (87, "14.5"),
    r"\bmatchMedia\([^)]*\)\.addEventListener\(": (39, "14"),
    r"addEventListener\([^;]*\bsignal\b": (88, "15"),
    r"[\s.{]#\w+\s*[=(;]": (84, "14.5"),
    r"^\s+static\b": (84, "14.5"),
    r"^\S.*\bawait\b": (89, "15"),
    r"^import .* with ": (123, "17.2"),
    r"\(\?<[=!]": (62, "16.4"),
    r":(is|where|has)\(": (88, "14"),
}
LATER_IN_STYLESHEETS = {
    r"(margin|padding|border)-(inline|block)": (87, "14.1"),
    r"\binset(-\w+)*:": (87, "14.1"),
    # Between the items of a grid there is `grid-gap`.
    r"(?<!grid-)\b(column-|row-)?gap:": (84, "14.1"),
    r":(is|where|has)\(|:not\([^)]*[, ]": (88, "14"),
    r"aspect-ratio:": (88, "15"),
    r"\d[dsl]v[hw]\b": (108, "15.4"),
    r"^\s*&": (112, "16.5"),
    r"@(layer|container|property|scope|starting-style)\b": (85, "15.4"),
    r"\b(color-mix|oklch|light-dark)\(": (111, "15"),
    # A list of selectors is dropped for one that a browser does not know.
    r":focus-visible\s*,|,\s*\S*:focus-visible": (86, "15.4"),
}
# Declarations that older browsers drop: one that they know stands before them.
NEEDS_ANOTHER = re.compile(r"([\w-]+):[^;]*\b(?:min|max|clamp)\(")


def later(table, text):
    """The patterns of a table that a text without its comments has."""
    code = re.sub(r"/\*.*?\*/|(?<!:)//.*?$", "", text, flags=re.S | re.M)
    return {name: table[name] for name in table if re.search(name, code, re.M)}


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: file.name)
def test_scripts_use_what_chrome_80_and_safari_13_know(file):
    assert later(LATER_IN_SCRIPTS, file.read_text()) == {}


@pytest.mark.parametrize("file", STYLESHEETS, ids=lambda file: file.name)
def test_stylesheets_use_what_older_browsers_know(file):
    assert later(LATER_IN_STYLESHEETS, file.read_text()) == {}


def test_values_that_chrome_61_drops_stand_after_one_that_it_knows():
    lines = STYLESHEETS[0].read_text().splitlines()

    for before, line in zip(lines, lines[1:], strict=False):
        if found := NEEDS_ANOTHER.match(line.strip()):
            assert before.strip().startswith(f"{found[1]}:"), line


@pytest.mark.parametrize(
    ("table", "text"),
    [
        (LATER_IN_SCRIPTS, "list.replaceChildren(...rows);"),
        (LATER_IN_SCRIPTS, "marker.content ??= popup();"),
        (LATER_IN_SCRIPTS, "class A {\n  #hidden = 1;\n}"),
        (LATER_IN_SCRIPTS, "class A {\n  static { }\n}"),
        (LATER_IN_STYLESHEETS, "p {\n  padding-inline: 1rem;\n}"),
        (LATER_IN_STYLESHEETS, "p {\n  gap: 1rem;\n}"),
        (LATER_IN_STYLESHEETS, "a, b:focus-visible {\n}"),
    ],
)
def test_what_is_newer_would_be_found(table, text):
    assert later(table, text)
    assert not later(table, f"/* {text} */")
