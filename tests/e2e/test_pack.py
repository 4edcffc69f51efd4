"""The pack, opened from a phone's files: no server, no network."""

import json
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests.helpers.browser.visiting import LANGUAGES, NARROW, complaints_of

LIST = "#list > li[data-at]"
FIRST = f"{LIST} >> nth=0"


@pytest.fixture(scope="module", params=LANGUAGES)
def pack_file(request, site, tmp_path_factory, shared_page):
    """A pack in a file, as a visitor saves it."""
    language = request.param
    answer = shared_page.request.get(f"{site.address}/{language}/pack/almaty/")
    file = tmp_path_factory.mktemp("pack") / f"kztopup-{language}.html"
    file.write_bytes(answer.body())
    return file


@pytest.fixture
def english(site, tmp_path, shared_page):
    answer = shared_page.request.get(f"{site.address}/en/pack/almaty/")
    file = tmp_path / "pack.html"
    file.write_bytes(answer.body())
    return file


def opened(visit, file, **options):
    """The file in a browser without a network; no request of it may be tried."""
    page = visit(viewport=NARROW, **options)
    page.context.set_offline(True)
    page.complaints = complaints_of(page)
    page.goto(file.as_uri())
    return page


def test_it_works_from_a_file_in_flight_mode(visit, pack_file):
    page = opened(visit, pack_file)

    everything = page.locator(LIST).count()
    assert everything > 200
    page.select_option("#from", index=1)
    expect(page.locator(f"{FIRST} >> .pack-away")).not_to_have_text("")
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]

    page.fill("#number-field", "８７０５１２３４５６７")
    expect(page.locator(".number-answer")).to_contain_text("Beeline")
    expect(page.locator("#operator")).to_have_value("beeline")
    page.click(".card-form > .button")
    expect(page.locator(".card-number")).to_have_text("705 123 45 67")
    expect(page.locator("h1")).to_be_hidden()
    page.go_back()
    expect(page.locator("h1")).to_be_visible()
    assert page.complaints == []


def test_places_stand_by_their_distance_from_a_landmark(visit, english):
    page = opened(visit, english)

    page.select_option("#from", index=2)

    latitude, longitude = page.input_value("#from").split(",")
    at = page.locator(LIST).evaluate_all(
        "places => places.map((one) => one.dataset.at)"
    )
    # Measured on the plane, where a degree of longitude is shorter.
    far = [
        ((float(y) - float(latitude)) * 1.37) ** 2 + (float(x) - float(longitude)) ** 2
        for y, x in (one.split(",") for one in at)
    ]
    assert all(one <= other * 1.05 for one, other in zip(far, far[1:], strict=False))


def test_filters_sort_what_is_not_known_apart_and_count_what_is_left_out(
    visit, english
):
    page = opened(visit, english)
    brands = json.loads(page.get_attribute("#list", "data-brands"))

    page.select_option("#tops-up", "kcell")

    known = page.locator(LIST).evaluate_all(
        "all => all.map((one) => one.dataset.brand)"
    )
    degrees = [brands[one].get("kcell", 0) for one in known]
    assert all(degree >= 0 for degree in degrees)
    sure = [degree > 0 for degree in degrees]
    assert sure == sorted(sure, reverse=True)
    everything = 226
    assert f"Places: {len(known)}." in page.inner_text("#count")
    page.click(".more-filters summary")
    page.select_option("#kind", "store")
    stores = page.locator(LIST).count()
    assert 0 < stores < everything
    assert f"not to fit: {everything - stores}." in page.inner_text("#count")


def test_the_list_is_whole_without_scripts(visit, english):
    page = opened(visit, english, java_script_enabled=False)

    assert page.locator(LIST).count() == 226
    assert page.locator("#filters").is_hidden()
    assert page.is_visible("#codes")
    assert page.locator("section.card").count() == 1


def test_position_of_the_browser_sorts_the_places(visit, site):
    page = visit(
        viewport=NARROW,
        geolocation={"latitude": 43.2389, "longitude": 76.9455},
        permissions=["geolocation"],
    )
    page.goto(f"{site.address}/en/pack/almaty/")

    page.click("#near")

    expect(page.locator(f"{FIRST} >> .pack-away")).to_contain_text(" m")


def test_it_takes_over_what_the_address_of_a_list_asks_for(visit, site):
    page = visit()
    page.goto(f"{site.address}/en/pack/almaty/?lat=43.239&lon=76.945&operator=beeline")

    expect(page.locator("#tops-up")).to_have_value("beeline")
    expect(page.locator(f"{FIRST} >> .pack-away")).not_to_have_text("")


def hours_of(file, hours, since):
    """Write hours into a pack: of its first place, in minutes since its first day."""
    text = file.read_text()
    text = text.replace('data-hours="[]"', f'data-hours="{json.dumps(hours)}"')
    start = text.index('data-since="') + len('data-since="')
    text = text[:start] + str(since) + text[text.index('"', start) :]
    file.write_text(text.replace("<li id=", '<li data-hours="0" id=', 1))


def moment(minutes):
    return datetime.fromtimestamp(minutes * 60, UTC)


@pytest.mark.parametrize(
    ("minute", "words"),
    [
        (8 * 60, "opens at 09:00"),
        (12 * 60, "open until 22:00"),
        (22 * 60, "closed"),
        (24 * 60 + 600, "hours not known: ask first"),
    ],
)
def test_what_is_open_follows_the_clock_of_almaty(visit, english, minute, words):
    """The phone is in another zone: what counts is the minute, not its clock."""
    since = 29_670_000
    hours_of(english, [[[540, 1320, True], [1440, 2880, False]]], since)
    page = visit(timezone_id="America/New_York")
    page.clock.set_fixed_time(moment(since + minute))

    page.goto(english.as_uri())

    expect(page.locator("[data-hours='0']")).to_contain_text(words)


def test_an_old_pack_says_so(visit, english):
    since = 29_670_000
    hours_of(english, [[[0, 20160, True]]], since)
    page = visit()
    page.clock.set_fixed_time(moment(since + 14 * 1440))

    page.goto(english.as_uri())

    expect(page.locator("#pack-old")).to_contain_text("Save it again.")
    assert "open" not in page.inner_text("[data-hours='0']")
