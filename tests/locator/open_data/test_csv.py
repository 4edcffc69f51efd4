"""Places as CSV: opened as it is by programs, and calculated by no spreadsheet."""

import csv
from datetime import date
from io import StringIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from locator.models import Place
from locator.open_data.csv import without_formulas
from locator.open_data.records import COLUMNS
from tests.helpers.factories import make_brand, make_place, make_settlement
from tests.helpers.readers import csv_rows, written


@pytest.mark.django_db
def test_has_a_column_for_every_value():
    place = make_place(
        brand=make_brand(slug="magnum", kind="store"),
        settlement=make_settlement(slug="almaty"),
        name="Магнум",
        address="проспект Абая, 1",
        near="улица Гоголя / проспект Достык",
        latitude=43.238,
        longitude=76.945,
        opening_hours="Mo-Su 09:00-22:00",
        phone="+7 727 000 00 00",
        website="https://magnum.kz/",
        source=Place.Source.OSM,
        source_id="node/1",
        seen_on=date(2026, 9, 30),
    )

    [row] = csv_rows(written("csv"))

    assert list(row) == [*COLUMNS, "licence"]
    licence = row.pop("licence")
    assert "© OpenStreetMap contributors, ODbL 1.0" in licence
    assert row == {
        "id": str(place.pk),
        "brand": "magnum",
        "kind": "store",
        "name": "Магнум",
        "address": "проспект Абая, 1",
        "near": "улица Гоголя / проспект Достык",
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
        "checked_on": "",
    }


@pytest.mark.django_db
def test_begins_with_a_byte_order_mark_and_the_header():
    assert written("csv").startswith('\ufeff"id","brand","kind","name",')


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        (" \u200b\xa0=1", "' \u200b\xa0=1"),
        ("Magnum;=1+1;+2", "Magnum;'=1+1;'+2"),
        ("\t=1\n =2\r\n=3", "\t'=1\n' =2\r\n'=3"),
        # Written, its quotes are doubled: a cell that is empty, then goes on.
        ('a;"=1', "a;'\"=1"),
        ("Mo-Fr 09:00-18:00; PH off", "Mo-Fr 09:00-18:00; PH off"),
        ("a=b", "a=b"),
        ("'quoted", "'quoted"),
        ("№ 5-1", "№ 5-1"),
    ],
)
def test_an_apostrophe_stands_before_each_formula(text, safe):
    assert without_formulas("name", text) == safe


@pytest.mark.parametrize(
    ("phone", "written"),
    [
        ("+7 727 000 00 00", "+7 727 000 00 00"),
        ("+77270000000;+77010000000", "+77270000000;+77010000000"),
        ("+7+HYPERLINK(1)", "'+7+HYPERLINK(1)"),
        ("-7", "'-7"),
    ],
)
def test_a_phone_keeps_its_plus(phone, written):
    assert without_formulas("phone", phone) == written


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@given(text=st.text(st.sampled_from(' ;,\t\n\r"=+-@＝\u200bab1'), max_size=12))
@example(text='a;"=1')
def test_no_cell_is_a_formula_wherever_cells_are_divided(delimiter, text):
    line = StringIO(newline="")
    cells = ["1", without_formulas("source_id", text), "end"]
    csv.writer(line, quoting=csv.QUOTE_ALL).writerow(cells)

    # As Excel does: quotes count where they begin a cell.
    lines = csv.reader(line.getvalue().splitlines(True), delimiter=delimiter)

    found = [cell.strip(' \t\r\n\u200b"') for row in lines for cell in row]
    assert not [cell for cell in found if cell.startswith(("=", "+", "-", "@", "＝"))]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["a,b", 'a "b" c', "two\nlines", "a;b", "# no comment", "\u2028"]
)
def test_text_with_marks_comes_back_whole(text):
    make_place(address=text)

    [row] = csv_rows(written("csv"))

    assert row["address"] == text
