"""
The tests of JavaScript modules in `tests/js/`, each run in the browser.

A test is a function that a file exports; its name is the claim.
"""

import re

import pytest

from tests.helpers.browser.serving import ROOT

FOLDER = ROOT / "tests" / "js"
TESTS = [
    (file.name, name)
    for file in sorted(FOLDER.glob("*.js"))
    if file.name != "testing.js"
    for name in re.findall(r"^export (?:async )?function (\w+)", file.read_text(), re.M)
]

# It fails with the error of the test.
RUN = "async ([file, name]) => { await (await import(file))[name](); }"


@pytest.fixture(scope="module")
def own_page(context):
    page = context.new_page()
    yield page
    page.close()


@pytest.fixture
def empty_page(own_page, site):
    """A page of the site's own origin that also has the files of the tests."""

    def answer(route):
        file = FOLDER / route.request.url.rpartition("/")[2]
        if file.suffix == ".js":
            route.fulfill(path=file, content_type="text/javascript")
        else:
            route.fulfill(content_type="text/html", body="<!doctype html>")

    own_page.route(f"{site.address}/tests/js/*", answer)
    own_page.goto(f"{site.address}/tests/js/")
    return own_page


@pytest.mark.parametrize(("file", "name"), TESTS)
def test_module(empty_page, file, name):
    empty_page.evaluate(RUN, [f"/tests/js/{file}", name])
