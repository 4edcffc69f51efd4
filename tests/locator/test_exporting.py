import csv
from datetime import date

import pytest

from locator.exporting import COLUMNS, csv_lines, without_formula
from locator.models import Place
from tests.factories import make_brand, make_place, make_settlement

pytestmark = pytest.mark.django_db


def read(lines):
    """What a program makes of the lines: the comment, then the rows by column."""
    notice, *rows = "".join(lines).splitlines(keepends=True)
    return notice, list(csv.DictReader(rows))


def exported(**fields):
    """One place with the fields, as it comes out."""
    make_place(**fields)
    _, [row] = read(csv_lines(Place.objects.all()))
    return row


def test_has_a_column_for_every_value():
    place = make_place(
        brand=make_brand(slug="magnum", kind="store"),
        settlement=make_settlement(slug="almaty"),
        name="Магнум",
        address="проспект Абая, 1",
        latitude=43.238,
        longitude=76.945,
        opening_hours="Mo-Su 09:00-22:00",
        phone="+7 727 000 00 00",
        website="https://magnum.kz/",
        source=Place.Source.OSM,
        source_id="node/1",
        seen_on=date(2026, 9, 30),
        checked_on=date(2026, 11, 22),
    )

    _, [row] = read(csv_lines(Place.objects.all()))

    assert list(row) == COLUMNS
    assert row == {
        "id": str(place.pk),
        "brand": "magnum",
        "kind": "store",
        "name": "Магнум",
        "address": "проспект Абая, 1",
        "settlement": "almaty",
        "latitude": "43.238",
        "longitude": "76.945",
        "opening_hours": "Mo-Su 09:00-22:00",
        "phone": "+7 727 000 00 00",
        "website": "https://magnum.kz/",
        "status": "published",
        "source": "osm",
        "source_id": "node/1",
        "seen_on": "2026-09-30",
        "checked_on": "2026-11-22",
    }


def test_begins_with_the_licence_as_a_comment():
    notice, rows = read(csv_lines(Place.objects.none()))

    assert notice.startswith("# kztopup places of 20")
    assert "© OpenStreetMap contributors, ODbL 1.0" in notice
    assert rows == []


def test_what_is_not_known_is_empty():
    row = exported()

    assert row["source_id"] == row["seen_on"] == row["checked_on"] == ""
    assert row["opening_hours"] == row["phone"] == ""


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://evil")']
)
def test_free_text_cannot_be_a_formula(text):
    row = exported(name=text, address=text)

    assert row["name"] == row["address"] == f"'{text}"


@pytest.mark.parametrize("text", ["Магнум", "a=b", "", "'quoted", "№ 5-1"])
def test_other_text_stays_as_it_is(text):
    assert without_formula(text) == text


@pytest.mark.parametrize(
    "phone", ["+7 727 000 00 00", "-7", "+77270000000;+77010000000"]
)
def test_phones_stay_as_they_are(phone):
    assert exported(phone=phone)["phone"] == phone


@pytest.mark.parametrize(
    "text", ["a,b", 'a "b" c', "two\nlines", "a;b", "# no comment", "\u2028"]
)
def test_text_with_marks_comes_back_whole(text):
    make_place(address=text)

    header, _, rest = "".join(csv_lines(Place.objects.all())).partition("\r\n")
    [columns, values] = csv.reader(rest.split("\r\n")[0:1] + [rest.split("\r\n", 1)[1]])

    assert header.startswith("#")
    assert dict(zip(columns, values, strict=True))["address"] == text


def test_asks_as_often_for_many_places(django_assert_num_queries):
    for _ in range(20):
        make_place()

    with django_assert_num_queries(1):
        assert len(list(csv_lines(Place.objects.all()))) == 22
