from datetime import date
from itertools import accumulate

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from locator.models import Brand, Place, Region, Settlement, TopUp, Verdict, WayToPay
from tests.factories import (
    make_brand,
    make_operator_brand,
    make_place,
    make_places,
    make_region,
    make_settlement,
    make_top_up,
    make_way_to_pay,
)
from tests.staff import errors, open_form, save

pytestmark = pytest.mark.django_db


def change(row):
    meta = row._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])


@pytest.fixture
def staff(client, admin_user):
    client.force_login(admin_user)
    client.cookies["django_language"] = "en"
    return client


def listed(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return list(answer.context["cl"].result_list)


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


class TestFieldsOfStaff:
    def imported(self, **fields):
        fields = {"source": "osm", "source_id": "node/1"} | fields
        return make_place(**fields)

    def test_remember_what_was_changed_of_an_imported_place(self, staff):
        place = self.imported(name="MAGNUM", address="")

        save(staff, change(place), {"name": "Magnum", "address": "Абая 1"})

        place.refresh_from_db()
        assert place.staff_fields == ["address", "name"]

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


class TestPlaceActions:
    def act(self, staff, action, places):
        return staff.post(
            reverse("admin:locator_place_changelist"),
            {"action": action, "_selected_action": [place.pk for place in places]},
        )

    def test_hide_places_so_that_no_import_publishes_them(self, staff):
        imported = make_place(source="osm", source_id="node/1", staff_fields=["name"])
        own = make_place()
        other = make_place()

        self.act(staff, "hide", [imported, own])

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

        answer = self.act(staff, "publish", [hidden, published])

        said = [str(message) for message in get_messages(answer.wsgi_request)]
        assert said == ["1 row is now: published."]
        hidden.refresh_from_db()
        assert hidden.status == "published"
        assert LogEntry.objects.get().object_id == str(hidden.pk)

    def test_leave_the_texts_as_they_are(self, staff):
        staff.cookies["django_language"] = "ru"
        place = make_place(access_note_en="Inside", access_note_ru="Внутри")

        self.act(staff, "hide", [place])

        assert base_column(place, "access_note") == "Inside"

    def test_are_for_those_who_may_change_places(self, client, django_user_model):
        place = make_place()
        reader = django_user_model.objects.create_user("reader", is_staff=True)
        reader.user_permissions.add(Permission.objects.get(codename="view_place"))
        client.force_login(reader)

        self.act(client, "hide", [place])

        place.refresh_from_db()
        assert place.status == "published"


class TestPlacesAsColumns:
    LIST = "/admin/locator/place/"
    URL = "/admin/locator/place/places.columns.json"

    def columns(self, staff, query=""):
        response = staff.get(self.URL + query)
        assert response.status_code == 200
        return response.json()

    def ids(self, staff, query=""):
        return {*accumulate(self.columns(staff, query)["id"])}

    def reader(self, client, django_user_model, *codenames):
        reader = django_user_model.objects.create_user("reader", is_staff=True)
        reader.user_permissions.set(Permission.objects.filter(codename__in=codenames))
        client.force_login(reader)
        return client

    def test_have_an_address_of_their_own(self):
        assert reverse("admin:locator_place_columns") == self.URL

    def test_mark_what_is_not_published(self, staff):
        brand, settlement = make_brand(), make_settlement()
        for status in ("published", "hidden", "closed"):
            make_place(brand=brand, settlement=settlement, status=status)

        columns = self.columns(staff)

        assert len(columns["id"]) == 3
        assert columns["unsure"] == [0, 1, 1]

    @pytest.mark.parametrize(
        "query",
        [
            "",
            "?q=magnum",
            "?q=АБАЯ&status__exact=hidden",
            "?status__exact=closed",
            "?brand__kind__exact=operator",
            "?source__exact=osm",
            "?opening_hours__isempty=1",
            "?checked_on__isempty=0",
            "?settlement={town}",
            "?settlement=x",
            "?brand__id__exact={brand}",
            "?o=-2.1&q=magnum",
            "?all=",
        ],
    )
    def test_are_those_of_the_list(self, staff, query):
        town, magnum = make_settlement(), make_brand(name="Magnum")
        for status in ("published", "hidden", "closed"):
            make_place(brand=magnum, status=status, settlement=town)
            make_place(brand=magnum, status=status, opening_hours="24/7")
            make_place(brand=make_operator_brand(f"op-{status}"), status=status)
            make_place(address="Абая 1", status=status, checked_on=date(2026, 11, 22))
        make_place(source="osm", source_id="node/1")
        query = query.format(town=town.pk, brand=magnum.pk)

        found = self.ids(staff, query)

        shown = listed(staff, self.LIST + query)
        assert found == {place.pk for place in shown}
        assert bool(found) == (query != "?settlement=x")

    def test_are_of_all_pages(self, staff):
        places = make_places(101)

        assert self.ids(staff) == {place.pk for place in places}
        assert self.ids(staff, "?p=2") == self.ids(staff)

    @pytest.mark.parametrize(
        "query", ["?nothing=1", "?brand__places__staff_fields=1", "?p=99"]
    )
    def test_say_in_json_that_there_is_no_such_list(self, staff, query):
        make_places(101)

        response = staff.get(self.URL + query)

        assert response.status_code == 400
        assert response["Content-Type"] == "application/json"
        assert response.json()["errors"]["__all__"]

    def test_name_settlements_in_the_language_of_the_reader(self, staff):
        make_place(settlement=make_settlement(name_en="Almaty", name_ru="Алматы"))
        staff.cookies["django_language"] = "ru"

        assert self.columns(staff)["settlements"][0][1] == "Алматы"

    def test_are_never_kept(self, staff):
        response = staff.get(self.URL)

        assert "private" in response["Cache-Control"]
        assert "no-store" in response["Cache-Control"]
        assert "Access-Control-Allow-Origin" not in response

    def test_are_for_staff(self, client):
        response = client.get(self.URL)

        assert response.status_code == 302
        assert response["Location"].startswith("/admin/login/")

    def test_are_for_those_who_may_look_at_places(self, client, django_user_model):
        place = make_place(status="hidden")
        reader = self.reader(client, django_user_model, "view_place")

        assert self.ids(reader) == {place.pk}

    @pytest.mark.parametrize("codenames", [[], ["view_brand", "add_place"]])
    def test_are_refused_to_other_staff(self, client, django_user_model, codenames):
        reader = self.reader(client, django_user_model, *codenames)

        assert reader.get(self.URL).status_code == 403

    def test_cannot_be_posted(self, staff):
        assert staff.post(self.URL).status_code == 405

    def test_cost_as_many_queries_however_many_there_are(self, staff):
        counts = []
        for _ in range(2):
            for _ in range(10):
                make_place()
            with CaptureQueriesContext(connection) as captured:
                self.columns(staff)
            counts.append(len(captured))

        assert counts[0] == counts[1]


def base_column(row, column):
    """Read the column without a language, which modeltranslation hides."""
    with connection.cursor() as cursor:
        table, key = row._meta.db_table, row.pk
        cursor.execute(f"SELECT {column} FROM {table} WHERE id = %s", [key])
        return cursor.fetchone()[0]


class TestBaseColumn:
    @pytest.mark.parametrize("language", ["zh-hans", "en", "ru", "kk"])
    def test_is_english_whoever_saves(self, staff, language):
        settlement = make_settlement(name_en="Almaty", name_ru="Алматы")
        staff.cookies["django_language"] = language

        save(staff, change(settlement), {"population": "2000000"})

        assert base_column(settlement, "name") == "Almaty"

    def test_of_inlines_is_english_too(self, staff):
        brand = make_brand()
        way = make_way_to_pay(brand, note_en="Ask.", note_ru="Спросите.")
        staff.cookies["django_language"] = "ru"

        save(staff, change(brand), {"ways_to_pay-0-note_ru": "Сначала спросите."})

        way.refresh_from_db()
        assert way.note_ru == "Сначала спросите."
        assert base_column(way, "note") == "Ask."


class TestSettlement:
    def test_is_added_with_its_english_name(self, staff):
        region = make_region()
        sent = {
            "slug": "abay",
            "region": region.pk,
            "name_en": "Abay",
            "name_ru": "Абай",
            "latitude": "49,63",
            "longitude": "72,86",
            "population": "28000",
            "other_names": "Чурубай-Нура\n  Churubay-Nura \n\nЧурубай-Нура\n",
        }

        save(staff, "/admin/locator/settlement/add/", sent)

        settlement = Settlement.objects.get()
        assert settlement.other_names == ["Чурубай-Нура", "Churubay-Nura"]
        assert settlement.name_ru == "Абай"

    def test_is_not_added_without_it(self, staff):
        answer = save(
            staff,
            "/admin/locator/settlement/add/?languages=ru,kk",
            {"slug": "abay", "name_ru": "Абай", "region": make_region().pk}
            | {"latitude": "49.63", "longitude": "72.86"},
        )

        assert errors(answer) == {"name_en": ["This field is required."]}

    def test_other_names_are_shown_one_on_a_line(self, staff):
        settlement = make_settlement(other_names=["Верный", "Alma-Ata"])

        form = open_form(staff, change(settlement))

        assert form.fields["other_names"] == "Верный\nAlma-Ata"

    @pytest.mark.parametrize(
        "term",
        ["алматы", "ALMA", "阿拉木图", "верный", "alma верн", "alma\x00 алмат"],
    )
    def test_is_found_by_any_of_its_names_in_any_case(self, staff, term):
        almaty = make_settlement(
            slug="almaty",
            name_en="Almaty",
            name_ru="Алматы",
            name_kk="Алматы",
            name_zh_hans="阿拉木图",
            other_names=["Алма-Ата", "Верный"],
        )
        make_settlement(name_en="Astana")
        sources = {"app_label": "locator", "model_name": "place"}
        sources |= {"field_name": "settlement", "term": term}

        answer = staff.get("/admin/autocomplete/", sources)

        found = [result["id"] for result in answer.json()["results"]]
        assert found == [str(almaty.pk)]


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
            "магнум",
            "абая",
            "10/1",
            "MAGNUM",
            "алматы",
            "node/42",
            "магнум алматы абая",
        ):
            assert listed(staff, f"{changelist}?q={term}") == [place], term
        assert listed(staff, f"{changelist}?q=магнум+астана") == []
        assert listed(staff, f"{changelist}?q=.*") == []
        assert listed(staff, f"{changelist}?q=(") == []

    def test_offers_the_settlements_with_most_places_and_the_chosen_one(self, staff):
        for number in range(14):
            settlement = make_settlement(name_en=f"Town {number}.")
            for _ in range(20 - number):
                make_place(settlement=settlement)
        changelist = reverse("admin:locator_place_changelist")

        page = staff.get(changelist).content.decode()
        assert "Town 0." in page
        assert ">Town 13.</a>" not in page

        places = listed(staff, f"{changelist}?settlement={settlement.pk}")
        assert {place.settlement for place in places} == {settlement}
        page = staff.get(f"{changelist}?settlement={settlement.pk}").content.decode()
        assert ">Town 13.</a>" in page

    @pytest.mark.parametrize("junk", ["x", "9" * 40, "-1", "²", ""])
    def test_has_no_place_in_a_settlement_that_is_none(self, staff, junk):
        make_place()
        changelist = reverse("admin:locator_place_changelist")

        assert listed(staff, f"{changelist}?settlement={junk}") == []

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


class TestBrand:
    def test_aliases_are_edited_one_on_a_line(self, staff):
        brand = make_brand(aliases=["Магнум", "MAGNUM Daily"])

        form = open_form(staff, change(brand))
        assert form.fields["aliases"] == "Магнум\nMAGNUM Daily"
        save(staff, change(brand), {"aliases": "Магнум\n\n  Магнум  \r\nmagnum\n"})

        brand.refresh_from_db()
        assert brand.aliases == ["Магнум", "magnum"]

    def test_may_have_no_alias(self, staff):
        brand = make_brand(aliases=["Магнум"])

        save(staff, change(brand), {"aliases": ""})

        brand.refresh_from_db()
        assert brand.aliases == []

    def test_colour_is_drawn_without_a_style(self, staff):
        make_brand(colour="#1f6feb")

        page = staff.get(reverse("admin:locator_brand_changelist")).content.decode()

        assert 'fill="#1f6feb"' in page

    def test_says_how_to_write_a_colour_and_what_usual_hours_need(self, staff):
        brand = make_brand()

        answer = save(staff, change(brand), {"colour": "red", "usual_hours": "24/7"})

        assert errors(answer) == {
            "__all__": [
                "Write the colour like #1f6feb.",
                "Usual hours need a source and a day.",
            ]
        }

    def test_refuses_hours_nobody_can_read(self, staff):
        answer = save(staff, change(make_brand()), {"usual_hours": "always"})

        assert "cannot be read as opening hours" in errors(answer)["usual_hours"][0]

    def test_says_that_a_verdict_of_an_inline_needs_a_source(self, staff):
        brand, kcell = make_brand(), make_operator_brand()
        make_top_up(brand, kcell)
        make_way_to_pay(brand)

        answer = save(
            staff,
            change(brand),
            {"top_ups-0-verdict": "confirmed", "ways_to_pay-0-verdict": "no"},
        )

        needed = ["“Confirmed” and “no” need a source and the day it was checked."]
        assert errors(answer) == {
            "top_ups-0-__all__": needed,
            "ways_to_pay-0-__all__": needed,
        }

    def test_takes_new_rows_and_tells_of_double_ones(self, staff):
        brand, kcell = make_brand(), make_operator_brand()
        make_top_up(brand, kcell)
        added = {
            "top_ups-TOTAL_FORMS": "2",
            "top_ups-1-brand": brand.pk,
            "top_ups-1-operator": kcell.pk,
            "top_ups-1-verdict": "said",
        }

        answer = save(staff, change(brand), added)
        assert errors(answer)["top_ups"]

        tele2 = make_operator_brand(slug="tele2", name="Tele2")
        save(staff, change(brand), added | {"top_ups-1-operator": tele2.pk})
        assert TopUp.objects.get(operator=tele2).verdict == Verdict.SAID

    def test_tops_up_operators_only(self, staff):
        brand, store = make_brand(), make_brand()
        make_top_up(brand, make_operator_brand())

        answer = save(staff, change(brand), {"top_ups-0-operator": store.pk})

        assert "top_ups-0-operator" in errors(answer)

    def test_asks_as_many_questions_for_many_inlines_as_for_few(self, staff):
        def open_brand(operators):
            brand = make_brand()
            for operator in operators:
                make_top_up(brand, operator)
            for holds in WayToPay.Holds.values[: len(operators)]:
                make_way_to_pay(brand, holds=holds)
            staff.get(change(brand))
            with CaptureQueriesContext(connection) as queries:
                staff.get(change(brand))
            return len(queries)

        operators = [make_operator_brand(slug=f"o{n}", name=f"O{n}") for n in range(6)]

        assert open_brand(operators) == open_brand(operators[:1])

    def test_website_without_a_scheme_is_secure(self, staff):
        brand = make_brand()

        save(staff, change(brand), {"website": "www.magnum.kz"})

        brand.refresh_from_db()
        assert brand.website == "https://www.magnum.kz"


class TestRegion:
    def test_is_edited_in_two_languages_and_keeps_the_others(self, staff):
        region = make_region(
            name_en="Almaty",
            name_ru="Алматы",
            name_kk="Алматы",
            name_zh_hans="阿拉木图",
        )

        save(staff, change(region) + "?languages=ru,kk", {"name_kk": "Алматы қаласы"})

        region = Region.objects.get()
        with translation.override("zh-hans"):
            assert region.name == "阿拉木图"
        assert (region.name_en, region.name_ru) == ("Almaty", "Алматы")
        assert region.name_kk == "Алматы қаласы"


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
        answer = save(staff, change(make_place()), {"opening_hours": "с 9 до 18"})

        assert "cannot be read as opening hours" in errors(answer)["opening_hours"][0]


def test_brands_are_found_by_their_aliases(staff):
    magnum = make_brand(name="Magnum", aliases=["Магнум"])
    make_brand(name="Tele2")

    found = listed(staff, reverse("admin:locator_brand_changelist") + "?q=магнум")

    assert found == list(Brand.objects.filter(pk=magnum.pk))


def test_an_imported_place_cannot_be_deleted(staff):
    """The next import would bring it back: it is hidden or closed instead."""
    imported = make_place(source="osm", source_id="node/1")
    ours = make_place()

    assert staff.post(f"/admin/locator/place/{imported.pk}/delete/").status_code == 403
    staff.post(f"/admin/locator/place/{ours.pk}/delete/", {"post": "yes"})

    assert list(Place.objects.all()) == [imported]
