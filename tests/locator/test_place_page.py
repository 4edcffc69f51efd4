import pytest

from locator.models import Place, Verdict
from locator.published import published_places
from tests.helpers.factories import (
    make_brand,
    make_guide,
    make_operator_brand,
    make_place,
    make_settlement,
    make_step,
    make_top_up,
    make_way_to_pay,
)
from tests.helpers.pages import (
    addresses,
    canonical,
    links,
    listed,
    main,
    main_text,
    parse,
    place_path,
    structured_data,
    text_of,
    texts,
)

pytestmark = pytest.mark.django_db

FOR_A_DRIVER = "//*[@aria-labelledby='driver']/p"


def test_shows_its_facts(client):
    kcell = make_operator_brand()
    place = make_place(
        settlement=make_settlement(slug="almaty"),
        name="Магнум Экспресс",
        address="Абая 1",
        latitude=43.2,
        longitude=76.9,
        opening_hours="Mo-Su 09:00-22:00",
        phone="+7 727 000 00 00",
        website="https://www.example.org/shop",
        access_note="1st floor",
        seen_on="2026-09-30",
    )
    make_top_up(place.brand, kcell, Verdict.CONFIRMED)
    make_way_to_pay(place.brand, fee="none")

    response = client.get(f"/en/places/almaty/{place.pk}/")

    words = main_text(response)
    for fact in (
        "Абая 1",
        "1st floor",
        "Магнум Экспресс",
        "43.20000, 76.90000",
        "every day 09:00–22:00",
        "example.org",
        "30 September 2026",
        "Kcell : yes, confirmed",
        "22 November 2026",
        "Cash",
    ):
        assert fact in words
    assert ("+7 727 000 00 00", "tel:+77270000000") in links(main(response))


def test_says_what_is_not_known(client):
    place = make_place()

    words = main_text(client.get(place_path(place)))

    assert "not known: ask first" in words
    assert words.count("Not known. Ask before you pay.") == 2
    assert "None" not in words


def test_leads_there_in_every_map(client):
    place = make_place(latitude=43.2, longitude=76.9)

    led = addresses(main(client.get(place_path(place))))

    for start in (
        "https://2gis.kz/",
        "https://yandex.ru/maps/",
        "https://www.google.com/maps/dir/",
        "https://maps.apple.com/",
        "geo:43.20000,76.90000",
    ):
        assert any(address.startswith(start) for address in led), start


@pytest.mark.parametrize("language", ["zh-hans", "en", "ru", "kk"])
@pytest.mark.parametrize(
    ("address", "lang", "town"),
    [("ул. Абая, 1", "ru", "Шымкент"), ("Абай көшесі, 1", "kk", "Шымкент қ.")],
)
def test_can_be_shown_to_a_driver(client, language, address, lang, town):
    city = make_settlement(name_en="Shymkent", name_ru="Шымкент", name_kk="Шымкент қ.")
    brand = make_brand(name="Magnum")
    place = make_place(settlement=city, address=address, brand=brand)

    [shown] = parse(client.get(place_path(place, language))).xpath(FOR_A_DRIVER)

    assert shown.get("lang") == lang
    assert text_of(shown) == f"Magnum {town}, {address}"


def test_without_a_street_a_driver_is_told_the_nearest_address(client):
    place = make_place(latitude=43.238, longitude=76.945)
    make_place(latitude=43.2490, longitude=76.945, address="Абая 2")

    response = client.get(place_path(place))

    [shown] = texts(parse(response), f"{FOR_A_DRIVER}[@lang='ru']")
    assert shown.endswith("1,2 км к югу от адреса Абая 2 43.23800, 76.94500")


def test_with_a_street_is_near_nothing_else(client):
    place = make_place(address="Абая 1")
    make_place(address="Абая 2")

    assert "Абая 2" not in main_text(client.get(place_path(place)))


def test_shows_the_steps_that_apply_there(client):
    guide = make_guide(slug="at-a-store", title_en="At a store", channel="store")
    make_step(guide, title="Find a store", place_kind="store")
    make_step(guide, title="Say the number")
    make_step(guide, title="Pay")
    machine = make_guide(title_en="At a machine", channel="terminal")
    make_step(machine, title="Look for a red machine", place_kind="terminal")
    draft = make_guide(status="draft")
    make_step(draft, title="Not yet", place_kind="store")
    place = make_place()

    response = client.get(f"{place_path(place)}?lat=43.2&lon=76.9")

    words = main_text(response)
    assert "What to do here Say the number Pay All steps: At a store" in words
    # Who reads it stands there.
    assert "Find a store" not in words
    assert "machine" not in words
    assert "Not yet" not in words
    query = f"settlement={place.settlement.slug}&lat=43.200&lon=76.900"
    assert f"/en/guides/at-a-store/?{query}" in addresses(main(response))


def test_folds_the_steps_of_guides_that_only_lead_there(client):
    own = make_guide(channel="store", title_en="At a store")
    make_step(own, title="Find a store", place_kind="store")
    other = make_guide(channel="help", title_en="Buy a SIM")
    make_step(other, title="Buy one here", place_kind="store")

    response = client.get(place_path(make_place()))

    [folded] = texts(parse(response), "//details[contains(., 'Guides that may')]")
    assert folded == "Guides that may help here Buy a SIM"
    assert "At a store" in main_text(response)


@pytest.mark.parametrize("kind", ["bank", "post", "terminal"])
def test_without_steps_has_no_heading_for_them(client, kind):
    place = make_place(brand=make_brand(kind=kind))

    assert "What to do here" not in main_text(client.get(place_path(place)))


def test_costs_a_bounded_number_of_queries(client, django_assert_max_num_queries):
    place = make_place()
    make_place(address="Абая 1")
    for _ in range(5):
        make_step(make_guide(), place_kind="store")

    published_places()

    with django_assert_max_num_queries(6):
        client.get(place_path(place))


def test_usual_hours_are_not_said_to_be_its_own(client):
    brand = make_brand(
        usual_hours="24/7",
        usual_hours_source_url="https://example.org/",
        usual_hours_checked_on="2026-11-22",
    )
    place = make_place(brand=brand)

    words = main_text(client.get(place_path(place)))

    assert "usually day and night, not confirmed here" in words
    assert "hours not known: ask first" in words


def test_says_first_what_somebody_needs_who_goes_there(client):
    guide = make_guide(channel="store")
    make_step(guide, place_kind="store")
    place = make_place(phone="+7 727 000 00 00")
    make_top_up(place.brand, make_operator_brand())
    make_way_to_pay(place.brand)

    page = main(client.get(place_path(place)))

    parts = page.xpath("./h1 | ./ul | ./section[not(@hidden)] | ./dl | ./details")
    names = [part.get("aria-labelledby") or part.tag for part in parts]
    assert names == ["h1", "ul", "steps", "driver", "tops-up", "pay", "dl", "details"]


def test_no_browser_translates_what_stands_on_signs(client):
    brand = make_brand(name="Magnum")
    place = make_place(brand=brand, name="Магнум", address="Абая 1", phone="+7 1234567")
    make_top_up(brand, make_operator_brand())

    page = main(client.get(place_path(place)))

    kept = texts(page, ".//*[@translate='no']")
    for sign in ["Magnum", "Магнум", "Абая 1", "Abaya 1", "+7 1234567", "Kcell"]:
        assert sign in kept
    [driver] = page.xpath(".//*[@class='for-a-driver']/@translate")
    assert driver == "no"


def test_the_links_there_are_named_by_what_they_are_for(client):
    place = make_place(brand=make_brand(name="Magnum"), address="Төле Би көшесі, 229")

    page = main(client.get(place_path(place)))

    names = page.xpath(".//*[@class='way-there']//a/@aria-label")
    assert names == [
        f"Directions in {name} to Magnum, Tole Bi 229"
        for name in ["2GIS", "Google", "Yandex", "Apple"]
    ]


def test_a_link_to_send_says_nothing_of_where_its_sender_is(client):
    place = make_place()

    page = client.get(f"{place_path(place)}?lat=43.2&lon=76.9")

    [address] = parse(page).xpath("//button/@data-address")
    assert address == canonical(page) == f"http://testserver{place_path(place)}"
    words = main_text(page)
    assert "From the point 43.200, 76.900:" in words
    assert "you searched" not in words


@pytest.mark.parametrize("zeros", ["0", "00", "0" * 50])
def test_has_a_number_without_leading_zeros(client, zeros):
    place = make_place(settlement=make_settlement(slug="almaty"))

    response = client.get(f"/en/places/almaty/{zeros}{place.pk}/?lat=43.2&lon=76.9")

    assert response.status_code == 301
    there = f"/en/places/almaty/{place.pk}/?lat=43.2&lon=76.9"
    assert response["Location"] == there
    assert client.get(there).status_code == 200
    assert client.get(f"/en/places/almaty/{zeros}/").status_code == 404


def test_moves_with_its_settlement(client):
    place = make_place(settlement=make_settlement(slug="new"))
    make_settlement(slug="old")

    for slug in ("old", "never-was"):
        response = client.get(f"/ru/places/{slug}/{place.pk}/")
        assert response.status_code == 301
        assert response["Location"] == f"/ru/places/new/{place.pk}/"

    there = client.get(f"/ru/places/old/{place.pk}/?lat=43.2&lon=76.9")
    assert there["Location"] == f"/ru/places/new/{place.pk}/?lat=43.200&lon=76.900"


def test_hidden_are_not_found(client):
    place = make_place(status=Place.Status.HIDDEN)

    assert client.get(place_path(place)).status_code == 404
    assert client.get(f"/en/places/elsewhere/{place.pk}/").status_code == 404


@pytest.mark.parametrize("pk", ["0", "9" * 18, "9" * 30, "9" * 5000, "x", "-1"])
def test_others_are_not_found(client, pk):
    make_settlement(slug="almaty")

    assert client.get(f"/en/places/almaty/{pk}/").status_code == 404


@pytest.mark.parametrize("language", ["zh-hans", "en", "ru", "kk"])
def test_coordinates_have_a_dot_in_every_language(client, language):
    place = make_place(latitude=43.238949, longitude=76.889709)

    response = client.get(place_path(place, language))

    assert "43.23895, 76.88971" in main_text(response)
    [marker] = parse(response).find_class("place")
    assert marker.get("data-latitude") == "43.23895"
    assert marker.get("data-longitude") == "76.88971"
    assert "43,23" not in response.text


def test_a_name_cannot_end_a_script(client):
    attack = "</script><script>alert(1)</script><!--"
    place = make_place(
        name=attack,
        address=attack,
        brand=make_brand(name=attack),
        settlement=make_settlement(name=attack),
    )

    response = client.get(place_path(place))

    assert "alert(1)</script>" not in response.text
    description, crumbs = structured_data(response)
    assert description["name"] == attack
    assert crumbs["itemListElement"][-1]["name"] == attack


def test_is_described_for_search_engines(client):
    place = make_place(settlement=make_settlement(slug="almaty", name="Almaty"))

    response = client.get(place_path(place))

    description, crumbs = structured_data(response)
    assert description["@type"] == "GroceryStore"
    assert crumbs["@type"] == "BreadcrumbList"
    assert [item["item"] for item in crumbs["itemListElement"]] == [
        "http://testserver/en/places/",
        "http://testserver/en/places/almaty/",
        f"http://testserver/en/places/almaty/{place.pk}/",
    ]


class TestClosed:
    def test_says_so_and_leads_to_the_nearest_others(self, client):
        closed = make_place(status=Place.Status.CLOSED, name="Was here")
        far = make_place(latitude=43.5)
        near = make_place(latitude=43.239)
        make_place(status=Place.Status.CLOSED)

        response = client.get(place_path(closed))

        assert response.status_code == 410
        assert text_of(main(response).find("h1")).startswith("Closed: Brand")
        assert listed(response) == [near.pk, far.pk]

    def test_is_found_under_its_old_town(self, client):
        make_settlement(slug="old")
        closed = make_place(status=Place.Status.CLOSED)

        response = client.get(f"/en/places/old/{closed.pk}/")

        assert response["Location"] == place_path(closed)


def test_a_space_stands_between_a_colour_and_a_name(client):
    place = make_place(address="Абая 1")
    make_place(brand=place.brand, settlement=place.settlement)

    for path in [place_path(place), "/en/places/"]:
        swatches = parse(client.get(path)).xpath("//h1/svg | //h3/svg")
        assert swatches
        assert all((swatch.tail or "").startswith(" ") for swatch in swatches)


@pytest.mark.parametrize("slug", ["алматы", "阿拉木图", "%D9%A3"])
def test_no_town_has_a_name_in_other_letters(client, slug):
    assert client.get(f"/en/places/{slug}/0124/").status_code == 404
