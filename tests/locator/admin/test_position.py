import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission

from tests.helpers.factories import (
    ASTANA,
    make_brand,
    make_place,
    make_settlement,
)
from tests.helpers.staff import Form, change, errors, open_form, save

pytestmark = pytest.mark.django_db


class TestPosition:
    @pytest.mark.parametrize("language", ["zh-hans", "en", "ru", "kk"])
    def test_is_shown_with_dots_whatever_the_language(self, staff, language):
        staff.cookies["django_language"] = language
        place = make_place(latitude=43.238949, longitude=76.88970912345)

        form = open_form(staff, change(place))

        assert form.fields["latitude"] == "43.238949"
        assert form.fields["longitude"] == "76.8897091"

    @pytest.mark.parametrize("make", [make_place, make_settlement])
    def test_may_be_typed_with_commas(self, staff, make):
        row = make()

        save(staff, change(row), {"latitude": "51,128", "longitude": "71,430°"})

        row.refresh_from_db()
        assert row.position == (51.128, 71.43)

    @pytest.mark.parametrize("field", ["latitude", "longitude"])
    @pytest.mark.parametrize(
        "typed",
        [
            "51.128, 71.43",
            "51°07'40.8\"N 71°25'48\"E",
            "N51.128 E71.43",
            "https://2gis.kz/astana/geo/71.43,51.128",
        ],
    )
    def test_may_be_pasted_into_one_field(self, staff, field, typed):
        place = make_place()

        save(staff, change(place), {field: typed})

        place.refresh_from_db()
        assert place.position == (51.128, 71.43)

    @pytest.mark.parametrize(
        ("typed", "complaint"),
        [
            ("76.945, 43.238", "look swapped: did you mean 43.238, 76.945?"),
            ("https://2gis.kz/astana", "does not say where the place is"),
        ],
    )
    def test_pasted_is_doubted_as_visitors_is(self, staff, typed, complaint):
        answer = save(staff, change(make_place()), {"latitude": typed})

        assert complaint in errors(answer)["latitude"][0]

    @pytest.mark.parametrize("make", [make_place, make_settlement])
    def test_is_not_saved_swapped(self, staff, make):
        row = make()

        answer = save(staff, change(row), {"latitude": "76,945", "longitude": "43,238"})

        assert errors(answer) == {
            "latitude": [
                "Latitude and longitude look swapped: did you mean 43.238, 76.945?"
            ],
            "longitude": ["This looks like the latitude."],
        }
        # What was typed is there to be corrected.
        assert Form(answer).fields["latitude"] == "76,945"

    @pytest.mark.parametrize(
        ("latitude", "longitude", "complaints"),
        [
            ("60", "76.945", {"latitude": "between 40.5 and 55.5"}),
            ("43.2", "10", {"longitude": "between 46.4 and 87.4"}),
            ("", "76.945", {"latitude": "required"}),
            ("nan", "inf", {"latitude": "one number", "longitude": "one number"}),
            ("9" * 500, "76.945", {"latitude": "one number"}),
        ],
    )
    def test_says_in_words_what_is_wrong(self, staff, latitude, longitude, complaints):
        place = make_place()

        answer = save(
            staff, change(place), {"latitude": latitude, "longitude": longitude}
        )

        found = errors(answer)
        assert found.keys() == complaints.keys()
        for field, words in complaints.items():
            assert len(found[field]) == 1
            assert words in found[field][0]

    def test_is_read_with_dots_by_those_who_may_not_change_it(
        self, client, django_user_model
    ):
        place = make_place(latitude=43.238949, longitude=76.889709)
        reader = django_user_model.objects.create_user("reader", is_staff=True)
        reader.user_permissions.add(Permission.objects.get(codename="view_place"))
        client.force_login(reader)
        client.cookies["django_language"] = "ru"

        page = client.get(change(place)).content.decode()

        assert "43.238949, 76.889709" in page
        assert "43,238949" not in page


def test_history_names_the_numbers_in_the_reader_s_language(staff):
    place = make_place()
    save(staff, change(place), {"latitude": "43.25"})
    staff.cookies["django_language"] = "ru"

    page = staff.get(f"/admin/locator/place/{place.pk}/history/").content.decode()

    assert "широта" in page and "Latitude" not in page


class TestDoubts:
    def test_name_the_town_that_the_point_lies_at(self, staff):
        make_settlement(name="Astana", latitude=ASTANA[0], longitude=ASTANA[1])
        place = make_place(settlement=make_settlement(name="Almaty"))
        moved = {"latitude": "51.13", "longitude": "71.44"}

        answer = save(staff, change(place), moved)
        save(staff, change(place), moved | {"is_sure": "on"})

        said = "This point lies at Astana, not at Almaty."
        assert said in errors(answer)["settlement"][0]
        place.refresh_from_db()
        assert place.position == (51.13, 71.44)
        history = LogEntry.objects.latest("pk").get_change_message()
        assert history == "Changed latitude and longitude."

    def test_ask_about_another_town_for_a_place_that_stays(self, staff):
        place = make_place(settlement=make_settlement(name="Almaty"))
        astana = make_settlement(latitude=ASTANA[0], longitude=ASTANA[1])

        answer = save(staff, change(place), {"settlement": astana.pk})

        assert "This point lies at Almaty" in errors(answer)["settlement"][0]

    def test_do_not_ask_which_of_two_towns_at_one_point(self, staff):
        places = [make_place(latitude=43.3), make_place(latitude=43.3)]

        for place in places:
            save(staff, change(place), {"latitude": "43.25"})

            place.refresh_from_db()
            assert place.latitude == 43.25

    def test_ask_nothing_of_a_place_that_stays(self, staff):
        make_settlement(latitude=ASTANA[0], longitude=ASTANA[1])
        place = make_place(latitude=ASTANA[0], longitude=ASTANA[1])

        save(staff, change(place), {"name": "Kcell"})

        place.refresh_from_db()
        assert place.name == "Kcell"

    def test_warn_of_another_place_of_the_brand_at_the_point(self, staff):
        brand, settlement = make_brand(), make_settlement()
        other = make_place(name="Kcell", brand=brand, settlement=settlement)
        place = make_place(latitude=43.3, brand=brand, settlement=settlement)
        moved = {"latitude": "43.23801"}

        answer = save(staff, change(place), moved)
        save(staff, change(place), moved | {"is_sure": "on"})

        assert f"Kcell (№ {other.pk})" in errors(answer)["latitude"][0]
        place.refresh_from_db()
        assert place.latitude == 43.23801

    def test_warn_of_one_whose_brand_a_place_is_given(self, staff):
        other, place = make_place(name="Kcell"), make_place()

        answer = save(staff, change(place), {"brand": other.brand.pk})

        assert f"Kcell (№ {other.pk})" in errors(answer)["latitude"][0]

    def test_do_not_warn_of_what_is_no_such_place(self, staff):
        brand, settlement = make_brand(), make_settlement()
        ours = {"brand": brand, "settlement": settlement}
        make_place(settlement=settlement)
        make_place(**ours, status="closed")
        make_place(**ours, latitude=43.24)
        make_place(**ours, longitude=76.946)
        place = make_place(**ours, latitude=43.3)

        # The second time it is itself at the point.
        for latitude in ("43.238", "43.23801"):
            assert save(staff, change(place), {"latitude": latitude}).status_code == 302
