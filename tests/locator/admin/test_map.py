from datetime import date
from itertools import accumulate

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.helpers.factories import (
    make_brand,
    make_operator_brand,
    make_place,
    make_places,
    make_settlement,
)
from tests.helpers.staff import listed

pytestmark = pytest.mark.django_db


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
