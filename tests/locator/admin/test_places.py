import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from locator.models import Place
from tests.helpers.factories import (
    make_brand,
    make_place,
    make_settlement,
)
from tests.helpers.pages import links, parse
from tests.helpers.staff import act, base_column, change, errors, listed, save

pytestmark = pytest.mark.django_db


class TestPlaceList:
    def test_finds_places_by_name_address_brand_settlement_and_source(self, staff):
        almaty = make_settlement(name_en="Almaty", name_ru="Алматы")
        magnum = make_brand(name="Magnum", aliases=["Магнум"])
        place = make_place(
            name="Магнум на Абая",
            address="проспект Абая, 10/1",
            brand=magnum,
            settlement=almaty,
            source="osm",
            source_id="node/42",
        )
        make_place(name="Tele2")
        changelist = reverse("admin:locator_place_changelist")

        for term in (
            "«Магнум»",
            "магнум",
            "абая",
            "10/1",
            "гнум",
            "MAGNUM",
            "алматы",
            "node/42",
            "магнум алматы абая",
        ):
            assert listed(staff, f"{changelist}?q={term}") == [place], term
        assert listed(staff, f"{changelist}?q=магнум+астана") == []
        assert listed(staff, f"{changelist}?q=магнум+алматы+астана") == []
        assert listed(staff, f"{changelist}?q=.*") == []
        assert listed(staff, f"{changelist}?q=(") == []

    def test_finds_a_street_in_other_letters_and_endings_and_its_house(self, staff):
        kabanbai = make_place(address="Қабанбай батыр даңғылы, 53")
        tole = make_place(address="Төле би көшесі, 101")
        abai = make_place(address="Абай даңғылы, 15")
        make_place(address="Абай даңғылы, 115")

        for term, place in [
            ("кабанбай", kabanbai),
            ("tole", tole),
            ("толе", tole),
            ("Абая, 15", abai),
        ]:
            assert listed(staff, f"/admin/locator/place/?q={term}") == [place], term

    def test_finds_a_phone_by_its_digits(self, staff):
        place = make_place(phone="+7 (727) 258-83-00; +7 701 000 00 00")
        make_place(phone="+7 727 258 83 01")

        for term in ("87272588300", "%2B7 727 258-83-00", "258 83 00", "7010000000"):
            assert listed(staff, f"/admin/locator/place/?q={term}") == [place], term

    def test_asks_no_more_for_many_words(self, staff):
        make_place(name="Magnum")

        counts = []
        for term in ("warm up", "magnum", "magnum " * 10):
            with CaptureQueriesContext(connection) as captured:
                listed(staff, f"/admin/locator/place/?q={term}")
            counts.append(len(captured))

        assert counts[1] == counts[2]

    def test_offers_the_settlements_with_most_places_and_the_chosen_one(self, staff):
        for number in range(14):
            settlement = make_settlement(name_en=f"Town {number}.")
            for _ in range(20 - number):
                make_place(settlement=settlement)
        changelist = reverse("admin:locator_place_changelist")

        offered = dict(links(parse(staff.get(changelist))))
        assert "Town 0." in offered
        assert "Town 13." not in offered

        places = listed(staff, f"{changelist}?settlement={settlement.pk}")
        assert {place.settlement for place in places} == {settlement}
        page = parse(staff.get(f"{changelist}?settlement={settlement.pk}"))
        assert "Town 13." in dict(links(page))

    @pytest.mark.parametrize("junk", ["x", "9" * 40, "-1", "²", ""])
    def test_has_no_place_in_a_settlement_that_is_none(self, staff, junk):
        make_place()
        changelist = reverse("admin:locator_place_changelist")

        assert listed(staff, f"{changelist}?settlement={junk}") == []

    def test_counts_what_each_filter_would_find(self, staff):
        make_place(settlement=make_settlement(name_en="Almaty"))

        page = staff.get("/admin/locator/place/?_facets=True").content.decode()

        assert "Almaty (1)" in page

    def test_is_reached_from_a_settlement_and_from_a_brand(self, staff):
        place = make_place()
        make_place()

        for row in (place.settlement, place.brand):
            page = reverse(f"admin:locator_{row._meta.model_name}_changelist")
            counted = staff.get(page).context["cl"].result_list.get(pk=row.pk)
            assert counted.place_count == 1
        assert listed(
            staff,
            reverse("admin:locator_place_changelist")
            + f"?brand__id__exact={place.brand.pk}",
        ) == [place]


class TestPlaceActions:
    def test_hide_places_so_that_no_import_publishes_them(self, staff):
        imported = make_place(source="osm", source_id="node/1", staff_fields=["name"])
        own = make_place()
        other = make_place()

        act(staff, "hide", [imported, own])

        imported.refresh_from_db()
        own.refresh_from_db()
        other.refresh_from_db()
        assert (imported.status, own.status, other.status) == (
            "hidden",
            "hidden",
            "published",
        )
        assert imported.staff_fields == ["name", "status"]
        assert own.staff_fields == []

    def test_publish_says_how_many(self, staff):
        hidden = make_place(status="hidden")
        published = make_place()

        answer = act(staff, "publish", [hidden, published])

        said = [str(message) for message in get_messages(answer.wsgi_request)]
        assert [one.partition(".")[0] for one in said] == ["1 row is now: published"]
        hidden.refresh_from_db()
        assert hidden.status == "published"
        assert LogEntry.objects.get().object_id == str(hidden.pk)

    def test_leave_the_texts_as_they_are(self, staff):
        staff.cookies["django_language"] = "ru"
        place = make_place(access_note_en="Inside", access_note_ru="Внутри")

        act(staff, "hide", [place])

        assert base_column(place, "access_note") == "Inside"

    def test_are_for_those_who_may_change_places(self, client, django_user_model):
        place = make_place()
        reader = django_user_model.objects.create_user("reader", is_staff=True)
        reader.user_permissions.add(Permission.objects.get(codename="view_place"))
        client.force_login(reader)

        act(client, "hide", [place])

        place.refresh_from_db()
        assert place.status == "published"


class TestNewPlace:
    def test_is_staff_s_own(self, staff):
        brand, settlement = make_brand(), make_settlement()
        sent = {
            "name": "Magnum",
            "brand": brand.pk,
            "settlement": settlement.pk,
            "latitude": "43,238",
            "longitude": "76,945",
            "opening_hours": "Mo-Fr 09:00-18:00",
        }

        save(staff, "/admin/locator/place/add/", sent, button="_save")

        place = Place.objects.get()
        assert (place.source, place.source_id) == (Place.Source.STAFF, None)
        assert place.staff_fields == []

    def test_needs_hours_that_can_be_read(self, staff):
        sent = {"opening_hours": "Пн-Пт 9-18 звоните"}

        answer = save(staff, change(make_place()), sent)

        assert errors(answer)["opening_hours"] == [
            "“звоните” cannot be read as opening hours.",
            "Did you mean “Mo-Fr 09:00-18:00”?",
        ]


class TestHours:
    @pytest.fixture
    def place(self):
        return make_place(
            source="osm", source_id="node/1", opening_hours="Mo-Su 09:00-22:00"
        )

    def test_are_kept_in_the_spelling_of_openstreetmap(self, staff, place):
        save(staff, change(place), {"opening_hours": "Пн–Пт с 9 до 18"})

        place.refresh_from_db()
        assert place.opening_hours == "Mo-Fr 09:00-18:00"
        assert place.staff_fields == ["opening_hours"]

    def test_in_another_spelling_are_not_staff_s(self, staff, place):
        save(staff, change(place), {"opening_hours": "Ежедневно 9-22"})

        place.refresh_from_db()
        assert place.opening_hours == "Mo-Su 09:00-22:00"
        assert place.staff_fields == []

    def test_in_doubt_are_asked_about_once_more(self, staff, place):
        sent = {"opening_hours": "Mo-Fr 18-9"}

        answer = save(staff, change(place), sent)

        assert errors(answer)["opening_hours"] == [
            "“18:00-09:00” is a whole night, until the next morning. "
            "Did you mean “Mo-Fr 09:00-18:00”?",
            "If these hours are right as they are, tick the box and save again.",
        ]
        assert parse(answer).xpath("//input[@name='opening_hours_meant']")
        # A tick is for the hours that were asked about.
        other = sent | {"opening_hours_meant": "Mo-Fr 20:00-09:00"}
        assert errors(save(staff, change(place), other))
        save(staff, change(place), sent | {"opening_hours_meant": "Mo-Fr 18:00-09:00"})
        place.refresh_from_db()
        assert place.opening_hours == "Mo-Fr 18:00-09:00"

    def test_that_were_there_are_not_asked_about(self, staff):
        place = make_place(opening_hours="off")

        save(staff, change(place), {"phone": "+7 727 000 00 00"})

        place.refresh_from_db()
        assert place.phone


def test_an_imported_place_cannot_be_deleted(staff):
    """The next import would bring it back: it is hidden or closed instead."""
    imported = make_place(source="osm", source_id="node/1")
    ours = make_place()

    assert staff.post(f"/admin/locator/place/{imported.pk}/delete/").status_code == 403
    staff.post(f"/admin/locator/place/{ours.pk}/delete/", {"post": "yes"})

    assert list(Place.objects.all()) == [imported]
