"""A town saved for offline: how much it is, what works of it, and its removal."""

import json
import re
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect

from tests.helpers.browser.accessibility import axe_report
from tests.helpers.browser.mapping import ICON, open_map
from tests.helpers.browser.measuring import KB
from tests.helpers.browser.offline import NO_WORKER, NOTICE, cut_network, kept_by
from tests.helpers.browser.visiting import LANGUAGES, NARROW, complaints_of

BUTTON = ".offline form button"
KEPT = ".offline-kept li"
TOWN = ".offline-kept a"
PACKED = "#list > li[data-at]"
FIRST = f"{PACKED} >> nth=0"


def save_town(phone):
    phone.click(BUTTON)
    # About sixty pages are made for it.
    expect(phone.locator(TOWN)).to_have_count(1, timeout=60_000)


@pytest.fixture
def saved(phone, go):
    """Almaty is saved, in English; the network is cut."""
    go("en/offline/")
    save_town(phone)
    cut_network(phone)
    return phone


def test_saved_town_works_offline(saved, go):
    complaints = complaints_of(saved)
    for path, heading in [
        ("guides/wrong-number/", "wrong number"),
        ("operators/tele2/", "Tele2"),
        ("answer/?have=kaspi&settlement=almaty", "Kaspi"),
        ("card/", "Card"),
        ("places/almaty/?page=3", "Almaty"),
    ]:
        go(f"en/{path}")
        expect(saved.locator("main")).to_contain_text(heading)
        expect(saved.locator(NOTICE)).to_contain_text("Saved on")

    assert complaints == []


def test_answer_for_an_operator_is_the_one_for_all(saved, go):
    go("en/answer/?have=cash&operator=kcell&settlement=almaty")

    expect(saved.locator(NOTICE)).to_contain_text("does not show what you chose")
    expect(saved.locator("main")).to_contain_text("Almaty")


def test_map_of_a_saved_town_opens_offline(saved, go):
    go("en/places/almaty/")
    complaints = complaints_of(saved)

    open_map(saved, ".map-open")

    expect(saved.locator(ICON)).not_to_have_count(0)
    assert complaints == []
    saved.click(".map-streets")
    expect(saved.locator(".map-status")).to_contain_text("There is no network now")


def test_search_of_places_leads_to_the_pack_of_the_town(saved, go):
    go("en/places/?lat=43.238&lon=76.945&tops_up=kcell")

    assert saved.url.endswith("/en/pack/almaty/?lat=43.238&lon=76.945&tops_up=kcell")
    expect(saved.locator(NOTICE)).to_have_text(re.compile("^Saved on .* slow\\.$"))
    # The list, its filters, distance and bearing, without a network.
    expect(saved.locator("#tops-up")).to_have_value("kcell")
    expect(saved.locator(f"{FIRST} >> .pack-away")).to_contain_text(" m")
    everything = saved.locator(PACKED).count()
    saved.click(".more-filters summary")
    saved.select_option("#kind", "operator")
    assert 0 < saved.locator(PACKED).count() < everything


def test_page_of_a_place_leads_to_it_in_the_pack(saved, go):
    go("en/pack/almaty/")
    place = saved.locator(PACKED).nth(30).get_attribute("id")

    go(f"en/places/almaty/{place.removeprefix('place-')}/?have=cash")

    assert saved.url.endswith(f"/en/pack/almaty/?have=cash#{place}")
    expect(saved.locator(f"#{place}")).to_be_in_viewport()


def test_town_that_is_not_saved_says_so(saved, go):
    go("en/places/astana/?page=2")

    expect(saved.locator(NOTICE)).to_contain_text("that page is not saved")


@pytest.mark.parametrize("language", LANGUAGES)
def test_offline_page_is_accessible_and_fits(phone, go, language):
    phone.set_viewport_size(NARROW)
    go(f"{language}/offline/")
    save_town(phone)

    assert axe_report(phone) == ""
    width = "document.documentElement.scrollWidth"
    assert phone.evaluate(width) == NARROW["width"]


def test_what_is_saved_is_listed_offline_and_can_be_removed(saved, go):
    go("en/offline/")
    expect(saved.locator(TOWN)).to_have_text("Almaty · English")
    expect(saved.locator(KEPT).first).to_contain_text(re.compile(r"\d{3,4} KB"))

    saved.locator(KEPT).first.get_by_role("button").click()
    expect(saved.locator(TOWN)).to_have_count(0)
    saved.locator(KEPT).first.get_by_role("button").click()
    expect(saved.locator(".offline-nothing")).to_be_visible()

    assert kept_by(saved) == {}


def test_town_that_is_saved_again_is_there_once(phone, go):
    go("en/offline/")
    save_town(phone)
    [before] = [name for name in kept_by(phone) if name.startswith("saved:")]

    phone.click(BUTTON)
    expect(phone.locator("form [role=status]")).to_contain_text(
        "Saved.", timeout=60_000
    )

    [after] = [name for name in kept_by(phone) if name.startswith("saved:")]
    assert before != after


def test_without_a_network_nothing_is_half_saved(phone, go):
    go("en/offline/")
    phone.wait_for_function("() => navigator.serviceWorker.controller")
    cut_network(phone)

    phone.click(BUTTON)

    status = phone.locator("form [role=status]")
    expect(status).to_contain_text("Nothing was saved: try again.")
    assert not any(name.startswith("saved:") for name in kept_by(phone))
    phone.context.set_offline(False)
    save_town(phone)


def test_full_storage_is_said_and_nothing_half_saved(phone, go, own_site):
    go("en/offline/")
    phone.wait_for_function("() => navigator.serviceWorker.controller")
    session = phone.context.new_cdp_session(phone)
    quota = {"origin": own_site.address, "quotaSize": 900_000}
    session.send("Storage.overrideQuotaForOrigin", quota)

    phone.click(BUTTON)

    expect(phone.locator("form [role=status]")).to_contain_text("Not enough room")
    assert not any(name.startswith("saved:") for name in kept_by(phone))
    # The site goes on.
    go("en/guides/")
    expect(phone.locator("h1")).to_be_visible()


@pytest.mark.parametrize(
    "script",
    [
        NO_WORKER,
        "ServiceWorkerContainer.prototype.register = "
        "() => Promise.reject(new DOMException('', 'SecurityError'))",
        "delete window.caches",
    ],
    ids=["no worker", "private", "no storage"],
)
def test_browser_that_keeps_nothing_works_online(phone, go, script):
    phone.add_init_script(script)
    errors = []
    phone.on("pageerror", lambda error: errors.append(error))

    go("en/offline/")
    expect(phone.locator(".offline-cannot")).to_be_visible()
    expect(phone.locator(".offline")).to_be_hidden()
    go("en/")
    phone.click(".answer-form button[type=submit]")
    expect(phone.locator("h1")).to_be_visible()

    assert errors == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_size_that_is_said_is_what_is_loaded(phone, go, own_site, language):
    go(f"{language}/offline/")
    options = phone.locator("option")
    for number in (0, options.count() - 1):
        option = options.nth(number)
        said = int(re.search(r"(\d+) [KК]", option.text_content())[1])
        with urlopen(own_site.address + option.get_attribute("value")) as answer:
            addresses = {one for group in json.load(answer).values() for one in group}

        loaded = sum(size_of(own_site.address + one) for one in addresses) / KB

        assert 0.9 * said <= loaded <= 1.1 * said


def size_of(address):
    with urlopen(Request(address, headers={"Accept-Encoding": "br"})) as answer:
        head = f"HTTP/1.1 200 OK\r\n{answer.headers}"
        return len(head.encode()) + len(answer.read())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["sw.js", "{language}/offline/"])
def test_worker_and_offline_page_are_small(own_site, record_property, language, path):
    address = f"{own_site.address}/{path.format(language=language)}"
    with urlopen(Request(address, headers={"Accept-Encoding": "br"})) as answer:
        size = len(answer.read())

    record_property("bytes", size)
    assert size <= 4 * KB
