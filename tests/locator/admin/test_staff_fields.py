from datetime import date

import pytest

from tests.helpers.factories import (
    make_place,
)
from tests.helpers.staff import change, open_form, save

pytestmark = pytest.mark.django_db


class TestFieldsOfStaff:
    def imported(self, **fields):
        fields = {"source": "osm", "source_id": "node/1"} | fields
        return make_place(**fields)

    def test_remember_what_was_changed_of_an_imported_place(self, staff):
        place = self.imported(name="MAGNUM", address="", near="улица Гоголя")

        save(staff, change(place), {"name": "Magnum", "address": "Абая 1", "near": ""})

        place.refresh_from_db()
        assert place.staff_fields == ["address", "name", "near"]

    def test_hold_both_halves_of_a_position(self, staff):
        place = self.imported(latitude=43.238, longitude=76.945)

        save(staff, change(place), {"latitude": "43.239"})

        place.refresh_from_db()
        assert place.staff_fields == ["latitude", "longitude"]

    def test_do_not_hold_what_was_only_looked_at(self, staff):
        place = self.imported(latitude=43.23894912345678, longitude=76.88970912345)

        save(staff, change(place))

        place.refresh_from_db()
        assert place.staff_fields == []

    def test_do_not_hold_what_no_import_writes(self, staff):
        place = self.imported()

        save(staff, change(place), {"access_note_en": "1st floor"})

        place.refresh_from_db()
        assert place.staff_fields == []

    def test_are_not_kept_for_a_place_of_staff(self, staff):
        place = make_place()

        save(staff, change(place), {"name": "Magnum"})

        place.refresh_from_db()
        assert place.staff_fields == []
        assert "source_id" not in open_form(staff, change(place)).fields
        assert "Seen in the source" not in staff.get(change(place)).content.decode()

    def test_can_be_given_back_to_the_import(self, staff):
        place = self.imported(staff_fields=["address", "name", "phone"])

        save(staff, change(place), {"give_back": ["name", "phone"]})

        place.refresh_from_db()
        assert place.staff_fields == ["address"]

    def test_give_back_both_halves_of_a_position(self, staff):
        place = self.imported(staff_fields=["latitude", "longitude", "name"])

        save(staff, change(place), {"give_back": ["longitude"]})

        place.refresh_from_db()
        assert place.staff_fields == ["name"]

    def test_stay_staff_s_when_changed_and_given_back_at_once(self, staff):
        place = self.imported(staff_fields=["name"])

        save(staff, change(place), {"name": "Magnum", "give_back": ["name"]})

        place.refresh_from_db()
        assert place.staff_fields == ["name"]

    def test_are_named_and_where_the_place_comes_from_is_shown(self, staff):
        place = self.imported(staff_fields=["name"], seen_on=date(2026, 9, 1))

        answer = staff.get(change(place))

        page = answer.content.decode()
        assert "https://www.openstreetmap.org/node/1" in page
        assert "1 September 2026" in page
        fields = open_form(staff, change(place)).fields
        assert fields.keys().isdisjoint(
            ["source", "source_id", "seen_on", "staff_fields"]
        )

    def test_cannot_be_sent_by_hand(self, staff):
        place = self.imported()

        save(staff, change(place), {"staff_fields": '["name"]', "source": "staff"})

        place.refresh_from_db()
        assert (place.staff_fields, place.source) == ([], "osm")
