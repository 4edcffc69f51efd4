import pytest
from django.contrib.auth.models import Permission

from tests.factories import (
    make_place,
    make_settlement,
)
from tests.staff import change, errors, open_form, save

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
        assert 'value="76,945"' in answer.content.decode()

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
