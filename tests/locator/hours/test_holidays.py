import csv
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError
from django.template.loader import render_to_string
from django.utils import translation
from lxml.html import fragment_fromstring

from locator.hours.state import ZONE, open_state
from locator.models import Holiday, Place
from locator.open_states import holidays_around, open_states
from locator.published import NO, UNKNOWN, YES, published_places
from locator.search.criteria import is_open
from locator.seeds import files
from locator.seeds.read import SeedFiles
from locator.seeds.save import ContentProblems, save
from tests.helpers.factories import (
    make_brand,
    make_holiday,
    make_place,
    make_settlement,
)

pytestmark = pytest.mark.django_db

# A Monday among the holidays of its year, and the Monday after.
NAURYZ = datetime(2027, 3, 22, 12, 0, tzinfo=ZONE)
MONDAY = datetime(2027, 3, 29, 12, 0, tzinfo=ZONE)


def test_is_found_for_the_days_that_an_opening_may_depend_on():
    near = [make_holiday(day=date(2027, 3, day)) for day in (21, 22, 29)]
    make_holiday(day=date(2027, 3, 20))
    make_holiday(day=date(2027, 3, 30))

    found = holidays_around(NAURYZ)

    assert found == {holiday.day: holiday for holiday in near}


def test_is_found_by_the_day_in_kazakhstan():
    holiday = make_holiday(day=date(2027, 3, 22))
    in_utc = datetime.fromisoformat("2027-03-21T20:00+00:00")

    assert open_state("10:00-22:00", in_utc, holidays_around(in_utc)).holiday == (
        holiday
    )


def test_a_day_is_one_holiday():
    make_holiday(day=date(2027, 3, 22))

    with pytest.raises(IntegrityError):
        make_holiday(day=date(2027, 3, 22))


def load(path):
    read = SeedFiles()
    read.read_csv(path, files.HOLIDAY)
    return save(read)


class TestFile:
    @pytest.fixture
    def path(self, tmp_path):
        path = tmp_path / "holidays.csv"
        path.write_text(
            "day,name_en,source_url\n2027-03-22,Nauryz,https://a.example/\n"
        )
        return path

    def test_a_newer_one_changes_the_day_that_is_there(self, path):
        load(path)
        path.write_text(path.read_text().replace("Nauryz", "Nauryz meiramy"))

        report = load(path)

        assert report.changed == {"holiday": 1}
        assert Holiday.objects.get().name_en == "Nauryz meiramy"

    def test_a_newer_one_leaves_what_staff_wrote(self, path):
        load(path)
        Holiday.objects.update(name_en="Nauryz meiramy")
        path.write_text(path.read_text().replace("Nauryz", "Navruz"))

        report = load(path)

        assert report.kept == ["holiday 2027-03-22: name_en kept"]
        assert Holiday.objects.get().name_en == "Nauryz meiramy"

    def test_a_day_that_is_none_is_a_problem(self, path):
        path.write_text(path.read_text().replace("03-22", "02-30"))

        with pytest.raises(ContentProblems, match=r"^holidays.csv, line 2: day: "):
            load(path)

        assert not Holiday.objects.exists()


class TestShipped:
    @pytest.fixture
    def shipped_holidays(self):
        load(files.FOLDER / "holidays.csv")
        return {holiday.day: holiday for holiday in Holiday.objects.all()}

    def test_have_a_name_in_every_language_and_a_source(self):
        with (files.FOLDER / "holidays.csv").open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))

        assert len(rows) > 30
        assert all(value.strip() for row in rows for value in row.values())
        assert all(row["source_url"].startswith("https://") for row in rows)
        assert [row["day"] for row in rows] == sorted(row["day"] for row in rows)

    @pytest.mark.parametrize("year", [2026, 2027])
    def test_have_the_days_off_by_law(self, shipped_holidays, year):
        days = ["01-01", "01-02", "01-07", "03-08", "03-21", "03-22", "03-23", "05-01"]
        days += ["05-07", "05-09", "07-06", "10-25", "12-16"]

        for day in days:
            assert date.fromisoformat(f"{year}-{day}") in shipped_holidays

    def test_have_the_first_day_of_kurban_ait(self, shipped_holidays):
        assert shipped_holidays[date(2026, 5, 27)].name_en == "Kurban Ait"
        assert shipped_holidays[date(2027, 5, 16)].name_en == "Kurban Ait"

    def test_have_constitution_day_where_the_new_constitution_puts_it(
        self, shipped_holidays
    ):
        assert shipped_holidays[date(2027, 3, 15)].name_en == "Constitution Day"
        assert date(2026, 8, 30) not in shipped_holidays
        assert date(2027, 8, 30) not in shipped_holidays


def names_by_state(moment):
    """The names of the published places, by whether they are open."""
    published = published_places()
    states = is_open(published, moment)
    return {
        state: sorted(
            Place.objects.filter(
                pk__in=published.keys[states == state].tolist()
            ).values_list("name", flat=True)
        )
        for state in (YES, NO, UNKNOWN)
    }


class TestPlaces:
    @pytest.fixture(autouse=True)
    def places(self):
        make_holiday(day=NAURYZ.date())
        always = {"brand": make_brand(), "settlement": make_settlement()}
        for name, hours in {
            "always": "24/7",
            "plain": "Mo-Su 10:00-22:00",
            "ruled": "Mo-Su 10:00-22:00; PH 12:00-15:00",
            "off": "Mo-Su 10:00-22:00; PH off",
            "weekend": "Sa-Su 10:00-22:00; PH off",
            "unread": "ask the guard",
            "none": "",
        }.items():
            make_place(name=name, opening_hours=hours, **always)

    def test_are_open_closed_or_not_known(self):
        assert names_by_state(MONDAY) == {
            YES: ["always", "off", "plain", "ruled"],
            NO: ["weekend"],
            UNKNOWN: ["none", "unread"],
        }

    def test_on_a_holiday_hours_without_a_rule_for_it_are_not_known(self):
        assert names_by_state(NAURYZ) == {
            YES: ["always", "ruled"],
            NO: ["off", "weekend"],
            UNKNOWN: ["none", "plain", "unread"],
        }

    def test_tell_their_states_for_one_query(self, django_assert_num_queries):
        hours = [place.opening_hours for place in Place.objects.order_by("pk")]

        with django_assert_num_queries(1):
            states, end = open_states(hours, NAURYZ)

        assert [state.is_open for state in states] == [
            True,
            None,
            True,
            False,
            False,
            None,
            None,
        ]
        # The first to change is the one with a rule: it is closing soon from then on.
        assert end == NAURYZ + timedelta(hours=2, minutes=1)

    def test_without_hours_cost_no_query(self, django_assert_num_queries):
        with django_assert_num_queries(0):
            _states, end = open_states(["", ""], NAURYZ)

        assert end is None


def shown(hours, moment):
    state = open_state(hours, moment, holidays_around(moment))
    html = render_to_string("locator/place/_open_state.html", {"state": state})
    return fragment_fromstring(html).text


class TestShownState:
    @pytest.mark.parametrize(
        ("hours", "hour", "words"),
        [
            ("10:00-22:00", 12, "open until 22:00"),
            ("10:00-24:00", 12, "open until 24:00"),
            ("10:00-12:30", 12, "closing soon: open until 12:30"),
            ("14:00-22:00", 12, "opens at 14:00"),
            ("Mo 10:00-11:00; Th 09:00-18:00", 12, "opens on Thursday at 09:00"),
            ("24/7", 12, "open day and night"),
            ("off", 12, "closed"),
            ("", 12, "hours not known: ask first"),
            ("ask the guard", 12, "hours not known: ask first"),
        ],
    )
    def test_is_a_sentence(self, hours, hour, words):
        assert shown(hours, MONDAY.replace(hour=hour)) == words

    def test_names_the_holiday(self):
        make_holiday(day=NAURYZ.date(), name_en="Nauryz")

        assert shown("10:00-22:00", NAURYZ) == "today is Nauryz: hours may differ"

    def test_names_the_holiday_in_the_reader_s_language(self):
        make_holiday(day=NAURYZ.date(), name_en="Nauryz", name_kk="Наурыз мейрамы")

        with translation.override("kk"):
            assert "Наурыз мейрамы" in shown("10:00-22:00", NAURYZ)

    def test_escapes_the_name(self):
        make_holiday(day=NAURYZ.date(), name_en="<b>Nauryz</b>")

        assert "<b>Nauryz</b>" in shown("10:00-22:00", NAURYZ)
