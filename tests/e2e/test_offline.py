"""What was visited opens again without a network, with the server gone, or too slow."""

import re

import pytest
from playwright.sync_api import expect

from tests.helpers.browser.offline import (
    NOTICE,
    cut_network,
    kept_by,
    paths_kept_by,
    visit_first,
    wait_until,
    wait_until_forgotten,
    wait_until_kept,
)
from tests.helpers.browser.visiting import LANGUAGES

SAVED = re.compile(r"^Saved on 20\d\d-\d\d-\d\d \d\d:\d\d, Almaty time\.")
NOT_SAVED = "There is no network now, and that page is not saved."

HERE = "lat=43.238&lon=76.945"

# Pages that stand in for those that were visited long ago, the oldest first.
FILL = """async (count) => {
  const [name] = (await caches.keys()).filter((one) => one.startsWith("visited:"));
  const cache = await caches.open(name);
  for (let page = 0; page < count; page += 1) {
    const headers = { Date: new Date(1e12 + page * 1e6).toUTCString() };
    await cache.put(`/en/guides/page-${page}/`, new Response("", { headers }));
  }
}"""
COUNT = """async () => {
  const [name] = (await caches.keys()).filter((one) => one.startsWith("visited:"));
  const requests = await (await caches.open(name)).keys();
  return requests.filter(({ url }) => !/\\/(static|offline)\\//.test(url)).length;
}"""


def test_first_page_opens_again_offline(home):
    cut_network(home)

    home.reload()

    expect(home.locator(NOTICE)).to_have_text(SAVED)
    expect(home.locator("h1")).to_have_text("Top up a Kazakhstan SIM")
    assert home.evaluate("getComputedStyle(document.body).marginTop") == "0px"


def test_first_page_opens_again_with_the_server_gone(home, own_site):
    with own_site.stopped():
        home.reload()

        expect(home.locator(NOTICE)).to_have_text(SAVED)


def test_copy_is_shown_when_the_server_is_too_slow(home, own_site):
    with own_site.halted():
        home.reload()

        expect(home.locator(NOTICE)).to_have_text(SAVED)


def test_page_without_a_copy_is_waited_for(home, own_site):
    with own_site.halted():
        home.evaluate("location.assign('/en/about/')")
        # Longer than the worker waits for what it has a copy of.
        home.context.new_page().goto(f"{own_site.address}/en/")
        assert home.url.endswith("/en/")

    home.wait_for_url("**/en/about/")
    expect(home.locator(NOTICE)).to_have_count(0)


def test_with_a_network_a_page_is_new(home, go):
    go("en/")

    expect(home.locator(NOTICE)).to_have_count(0)


def test_next_pages_open_again_too(home, go):
    go("en/guides/")
    wait_until_kept(home, "/en/guides/")
    cut_network(home)

    go("en/guides/")

    expect(home.locator(NOTICE)).to_have_text(SAVED)


def test_what_a_visitor_said_leads_to_the_page_without_it(home, go):
    go("en/operators/kcell/")
    wait_until_kept(home, "/en/operators/kcell/")
    cut_network(home)

    go("en/operators/kcell/?have=cash&settlement=almaty")

    expect(home.locator("h1")).to_contain_text("Kcell")
    expect(home.locator(NOTICE)).to_contain_text("It does not show what you chose last")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_not_visited_says_so_offline(phone, own_site, go, language):
    visit_first(phone, f"{own_site.address}/{language}/guides/")
    cut_network(phone)

    go(f"{language}/about/")

    expect(phone.locator("html")).to_have_attribute("lang", language)
    expect(phone.locator(".offline")).to_be_visible()
    notice = phone.locator(NOTICE)
    if language == "en":
        expect(notice).to_have_text(NOT_SAVED)
    else:
        expect(notice).not_to_have_text(re.compile("[a-z]{3}"))


def test_address_of_the_site_leads_home_offline(home, go):
    cut_network(home)

    go("")

    assert home.url.endswith("/en/")
    expect(home.locator(NOTICE)).to_have_text(SAVED)


def test_number_is_looked_up_offline(home, go):
    go("en/operators/")
    wait_until_kept(home, "/en/operators/")
    cut_network(home)
    go("en/operators/")

    home.fill("#number-field", "701 234 56 78")

    expect(home.locator(".number-answer")).to_contain_text("Kcell")


def test_card_is_filled_in_offline(home, go):
    go("en/card/")
    wait_until_kept(home, "/en/card/")
    cut_network(home)
    go("en/card/")

    home.fill("#amount", "2000")
    home.click("#card-form button[type=submit]")

    expect(home.locator("body")).to_have_class(re.compile("shows-card"))


@pytest.mark.parametrize(
    "path",
    [
        f"places/?{HERE}",
        f"answer/?have=cash&{HERE}",
        "places/?q=Abaya+1",
        f"card/?{HERE}",
    ],
)
def test_page_with_a_position_is_never_kept(home, go, path):
    go(f"en/{path}")
    # It is kept after the other.
    go("en/about/")
    wait_until_kept(home, "/en/about/")

    said = re.compile(r"[?&](lat|lon|q)=")
    assert [one for one in paths_kept_by(home) if said.search(one)] == []


def test_pages_of_staff_are_never_kept(home, go):
    go("admin/")
    expect(home.locator("#id_username")).to_be_visible()
    go("en/about/")
    wait_until_kept(home, "/en/about/")

    assert [one for one in paths_kept_by(home) if "admin" in one] == []


def test_form_that_is_posted_goes_by_the_worker(home, go):
    go("en/ask/")
    home.fill("form.ask textarea", "Where can I pay for my SIM in cash?")
    with home.expect_navigation():
        home.click("form.ask button[type=submit]")

    expect(home.locator("h1")).to_be_visible()
    assert "/ask/sent/" in home.url


def test_only_the_newest_60_pages_are_kept(home, go):
    home.evaluate(FILL, 65)

    go("en/about/")
    wait_until_kept(home, "/en/about/")

    wait_until_forgotten(home, "/en/guides/page-0/")
    wait_until(home, f"async () => await ({COUNT})() === 60")
    assert {"/en/", "/en/about/"} <= paths_kept_by(home)


def test_first_visit_keeps_only_what_it_loaded_and_the_offline_page(home):
    [(name, paths)] = kept_by(home).items()

    assert name.startswith("visited:")
    pages = [path for path in paths if not path.startswith("/static/")]
    assert {*pages} == {"/en/", "/en/offline/"}
