"""The pack: all that helps in a town, in one file that loads nothing."""

import json
import re
from base64 import b64encode
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest
from django.core.management import call_command
from django.utils import translation

from guides.models import Guide, Operator
from locator.models import Place
from tests.helpers.factories import (
    make_brand,
    make_holiday,
    make_landmark,
    make_operator,
    make_operator_brand,
    make_place,
    make_settlement,
    make_top_up,
)
from tests.helpers.pages import addresses, parse, text_of, texts

pytestmark = pytest.mark.django_db

LANGUAGES = ["zh-hans", "en", "ru", "kk"]
# 10:00 in Almaty, on a Monday.
MONDAY = datetime(2026, 11, 30, 5, tzinfo=UTC)


@pytest.fixture
def town(clock):
    clock.advance((MONDAY - clock.now()).total_seconds())
    return make_settlement(slug="almaty", name="Almaty")


def pack(client, language="en"):
    response = client.get(f"/{language}/pack/almaty/")
    assert response.status_code == 200
    return parse(response)


def shipped():
    call_command("load_content", verbosity=0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_every_place_of_the_town_and_no_other(client, town, language):
    shown = [
        make_place(settlement=town, address=f"улица Абая, {number}", phone="+7 727 1")
        for number in range(25)
    ]
    make_place(settlement=town, status=Place.Status.HIDDEN)
    make_place(settlement=town, status=Place.Status.CLOSED)
    make_place()

    items = pack(client, language).xpath("//ol[@id='list']/li")

    assert {item.get("id") for item in items} == {f"place-{one.pk}" for one in shown}
    for item in items:
        assert "улица Абая" in text_of(item)
        assert "+7 727 1" in text_of(item)


def test_a_place_without_an_address_says_what_it_stands_by(client, town):
    make_place(settlement=town, near="проспект Абая")

    [item] = pack(client).xpath("//ol[@id='list']/li")

    assert "near проспект Абая" in text_of(item)


def test_hours_are_in_words_and_as_intervals(client, town):
    make_place(settlement=town, opening_hours="Mo-Fr 09:00-18:00")
    make_place(settlement=town, opening_hours="Mo-Fr 09:00-18:00")
    make_place(settlement=town)
    make_holiday(day=date(2026, 12, 1))

    page = pack(client)

    [places] = page.xpath("//ol[@id='list']")
    [intervals] = json.loads(places.get("data-hours"))
    assert intervals[0] == [540, 1080, True]
    # Nobody knows of Tuesday, a holiday.
    assert intervals[1] == [1440, 2880, False]
    assert len(intervals) == 10
    assert (
        int(places.get("data-since")) * 60
        == datetime(2026, 11, 29, 19, tzinfo=UTC).timestamp()
    )
    assert places.xpath("count(li[@data-hours='0'])") == 2
    assert any("Mon–Fri 09:00–18:00" in text for text in texts(places, "li"))
    # Without any there is nothing to ask for.
    assert page.xpath("//input[@id='open']")


def test_that_hours_are_missing_is_said_once_above_the_list(client, town, clock):
    make_place(settlement=town)
    assert text_of(pack(client).body).count("Opening hours are not known.") == 1

    make_place(settlement=town, opening_hours="Mo-Su 09:00-22:00")
    clock.advance(61)
    text = text_of(pack(client).body)
    assert text.count("Hours that are missing are not known.") == 1
    assert "Opening hours are not known." not in text


def test_it_says_what_is_known_of_brands(client, town):
    brand, other = make_brand(slug="shop"), make_brand(slug="other")
    kcell = make_operator_brand()
    make_top_up(brand, kcell, "confirmed")
    make_top_up(other, kcell, "no")
    for one in (brand, other):
        make_place(settlement=town, brand=one)

    [places] = pack(client).xpath("//ol[@id='list']")

    known = json.loads(places.get("data-brands"))
    assert known["shop"]["kcell"] > 0 > known["other"]["kcell"]


def test_landmarks_of_the_town_are_offered(client, town):
    make_landmark(settlement=town, name="Green Bazaar", latitude=43.26, longitude=76.95)
    make_landmark(settlement=make_settlement(), name="Elsewhere")

    options = pack(client).xpath("//select[@id='from']/option")

    assert [(one.text.strip(), one.get("value")) for one in options[1:]] == [
        ("Almaty", "43.23800,76.94500"),
        ("Green Bazaar", "43.26000,76.95000"),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_the_codes_of_every_operator_and_every_guide_in_short(
    client, town, language
):
    shipped()

    page = pack(client, language)

    codes = text_of(page.xpath("//section[@aria-labelledby='codes']")[0])
    for operator in Operator.objects.prefetch_related("codes"):
        assert operator.brand.name in codes
        for code in operator.codes.all():
            assert code.code in codes
    guides = text_of(page.xpath("//section[@aria-labelledby='guides']")[0])
    with translation.override(language):
        for guide in Guide.objects.published():
            assert guide.title in guides
            assert " ".join(guide.short.split()) in guides
    assert page.xpath("//table[@class='prefixes']")
    assert page.xpath("//section[@class='card']")


def test_it_loads_nothing(client, town):
    shipped()
    make_place(settlement=town)
    response = client.get("/en/pack/almaty/")
    page = parse(response)

    assert page.xpath("//@src") == []
    assert page.xpath("//link[not(@rel='icon')]") == []
    assert "url(" not in page.xpath("string(//style)")
    assert "@import" not in page.xpath("string(//style)")
    assert not re.search(r"^\s*(import|export)\b", page.xpath("string(//script)"), re.M)
    # Every link leads on this page or names the site, which a file is not part of.
    outside = [one for one in addresses(page) if not re.match("#|tel:|https?://", one)]
    assert outside == []
    assert page.xpath("//form/@action") == ["http://testserver/en/card/"] or all(
        action.startswith("http") for action in page.xpath("//form/@action")
    )


def test_its_policy_allows_its_own_style_and_script_alone(client, town):
    response = client.get("/en/pack/almaty/")
    page = parse(response)

    [written] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    sent = response["Content-Security-Policy"]
    assert sent == f"{written}; frame-ancestors 'none'"
    assert written.startswith("default-src 'none';")
    for element, directive in [("style", "style-src"), ("script", "script-src")]:
        [text] = page.xpath(f"//{element}/text()")
        digest = b64encode(sha256(text.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}';" in written
    assert "unsafe" not in written


def test_names_are_no_markup(client, town):
    evil = "<script>alert(1)</script>"
    make_place(settlement=town, brand=make_brand(name=evil), address=evil, phone=evil)
    make_landmark(settlement=town, name=evil)

    page = pack(client)

    assert len(page.xpath("//script")) == 1
    assert evil in text_of(page.xpath("//ol[@id='list']/li")[0])


def test_it_says_when_it_was_made_and_whose_the_data_are(client, town):
    text = text_of(pack(client).body)

    assert "made on 30 November 2026 at 10:00, Almaty time" in text
    assert "Save it again before 14 December 2026" in text
    assert "OpenStreetMap contributors, Open Database License (ODbL)" in text


def test_it_is_one_answer_for_everybody(client, town):
    plain = client.get("/en/pack/almaty/")
    asked = client.get("/en/pack/almaty/?lat=43.238&lon=76.945&operator=kcell")

    assert "public" in plain["Cache-Control"]
    assert plain.content == asked.content


def test_a_town_without_places_has_the_rest(client, town):
    make_operator()
    make_place(settlement=make_settlement(name="Elsewhere", latitude=43.5))

    page = pack(client)
    assert "Elsewhere" in text_of(page.body)

    assert "No places are listed yet." in text_of(page.body)
    assert "Kcell" in text_of(page.xpath("//section[@aria-labelledby='codes']")[0])


def test_an_unknown_town_has_none(client, db):
    assert client.get("/en/pack/nowhere/").status_code == 404


def test_the_page_of_a_town_and_an_answer_there_offer_it(client, town):
    make_place(settlement=town)
    for path in ["/en/places/almaty/", "/en/answer/?have=cash&settlement=almaty"]:
        [link] = parse(client.get(path)).xpath("//a[@download='kztopup-almaty.html']")

        assert link.get("href").partition("?")[0] == "/en/pack/almaty/"
        assert re.search(r"\(\d+ KB\)", text_of(link))
