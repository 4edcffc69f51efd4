import os
import subprocess
import sys
from textwrap import dedent

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guides.models import Guide, Need, Operator, Question, Step
from locator.models import (
    Brand,
    Holiday,
    Landmark,
    Place,
    Region,
    SeedRecord,
    Settlement,
    Verdict,
)
from tests.helpers.factories import (
    make_brand,
    make_code,
    make_guide,
    make_holiday,
    make_landmark,
    make_need,
    make_network_note,
    make_operator,
    make_operator_brand,
    make_place,
    make_prefix,
    make_question,
    make_region,
    make_settlement,
    make_source,
    make_top_up,
    make_way_to_pay,
)
from tests.helpers.pages import addresses, parse

pytestmark = pytest.mark.django_db

# Of what upgrades left to staff there is one page, without a form for each row.
MODELS = sorted(
    admin.site._registry.keys() - {SeedRecord}, key=lambda model: model._meta.label
)
LANGUAGES = ["zh-hans", "en", "ru", "kk"]


def address(model, page, *args):
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
    return reverse(name, args=args)


@pytest.fixture
def staff(client, admin_user):
    client.force_login(admin_user)
    return client


class TestWithoutGDAL:
    def test_using_the_admin_imports_neither_leaflet_admin_nor_gis(self):
        script = dedent(
            """
            import sys, django
            django.setup()
            from django.contrib import admin
            from django.contrib.auth.models import User
            from django.core.management import call_command
            from django.test import Client
            from django.urls import reverse
            call_command("migrate", verbosity=0)
            user = User.objects.create_superuser("staff")
            client = Client()
            client.force_login(user)
            for model in admin.site._registry:
                meta = model._meta
                is_page = meta.object_name == "SeedRecord"
                for page in ["changelist"] if is_page else ["changelist", "add"]:
                    name = f"admin:{meta.app_label}_{meta.model_name}_{page}"
                    assert client.get(reverse(name)).status_code == 200, name
            loaded = [
                name for name in sys.modules
                if name.startswith(("leaflet.admin", "django.contrib.gis"))
            ]
            assert not loaded, loaded
            print("used", len(admin.site._registry))
            """
        )

        run = subprocess.run(
            [sys.executable, "-c", script],
            env={
                **os.environ,
                "DATABASE_URL": "sqlite:///:memory:",
                "DJANGO_SETTINGS_MODULE": "kztopup.settings",
            },
            capture_output=True,
            text=True,
        )

        assert run.returncode == 0, run.stderr
        assert run.stdout.strip() == f"used {len(admin.site._registry)}"


class TestLanguageSwitch:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_changes_the_language_of_the_login_page(self, client, language):
        there = "/admin/login/?next=/admin/"

        answer = client.post("/admin/language/", {"language": language, "next": there})
        page = parse(client.get(answer.url))

        assert answer.url == there
        assert page.get("lang") == language
        assert page.xpath("//*[@aria-current]/@value") == [language]

    def test_leads_back_to_the_page_it_stands_on(self, staff):
        there = "/admin/locator/place/?status__exact=hidden"

        form = parse(staff.get(there)).get_element_by_id("interface-language")

        assert form.fields["next"] == there

    def test_leads_to_no_other_site(self, client):
        answer = client.post(
            "/admin/language/", {"language": "ru", "next": "https://example.org/"}
        )

        assert answer.url == "/"

    def test_needs_the_token_that_its_form_carries(self):
        client = Client(enforce_csrf_checks=True)
        page = parse(client.get("/admin/login/"))
        form = page.get_element_by_id("interface-language")
        token = form.fields["csrfmiddlewaretoken"]
        sent = {"language": "kk", "next": "/admin/"}

        assert client.post("/admin/language/", sent).status_code == 403
        answer = client.post("/admin/language/", sent | {"csrfmiddlewaretoken": token})
        assert answer.cookies["django_language"].value == "kk"
        assert answer.cookies["django_language"]["path"] == "/admin/"


def make_everything():
    """Make a row of every kind; return one of each model in the admin."""
    brand = make_operator_brand()
    operator = make_operator(brand)
    make_prefix(operator)
    make_code(operator)
    store = make_brand(aliases=["Магнум"])
    make_top_up(store, brand, verdict=Verdict.CONFIRMED)
    make_way_to_pay(store)
    place = make_place(brand=store, source="osm", source_id="node/1")
    place.staff_fields = ["name"]
    place.save()
    guide = make_guide()
    guide.operators.add(operator)
    make_source(guide)
    return {
        Brand: store,
        Operator: operator,
        Holiday: make_holiday(),
        Landmark: make_landmark(),
        Place: place,
        Settlement: place.settlement,
        Region: place.settlement.region,
        Guide: guide,
        Need: make_network_note(make_need()).need,
        Question: make_question(),
        User: User.objects.first() or User.objects.create_user("somebody"),
        Group: Group.objects.create(name="editors"),
    }


# What the security policy would stop; a script that is only data is not run.
STOPPED = (
    "//style | //*[@style] | //@*[starts-with(name(), 'on')]"
    " | //script[not(starts-with(@src, '/') or @type='application/json')]"
    " | //link[not(starts-with(@href, '/') or starts-with(@href, 'data:'))]"
)


class TestEveryPage:
    def test_runs_no_script_but_the_site_s_own(self, staff):
        rows = make_everything()
        pages = ["/admin/", "/admin/login/", "/admin/password_change/"]
        pages.append(address(SeedRecord, "changelist"))
        for model in MODELS:
            pages += [address(model, "changelist"), address(model, "add")]
            pages += [
                address(model, page, rows[model].pk)
                for page in ("change", "delete", "history")
            ]
        # An imported place has no such page.
        pages.remove(address(Place, "delete", rows[Place].pk))

        for page in pages:
            answer = staff.get(page)
            assert answer.status_code in (200, 302), page
            if answer.status_code == 200:
                assert parse(answer).xpath(STOPPED) == [], page
            assert "default-src 'self'" in answer["Content-Security-Policy"]

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_opens_in_every_language(self, staff, language):
        rows = make_everything()
        staff.cookies["django_language"] = language

        for model in MODELS:
            for page in (
                address(model, "changelist"),
                address(model, "add"),
                address(model, "change", rows[model].pk),
                address(model, "changelist") + "?q=кал",
            ):
                answer = staff.get(page)
                assert answer.status_code == 200, page
                assert parse(answer).get("lang") == language

    def test_may_be_read_only(self, client):
        rows = make_everything()
        reader = User.objects.create_user("reader", is_staff=True)
        reader.user_permissions.set(
            Permission.objects.filter(codename__startswith="view_")
        )
        client.force_login(reader)

        for model in MODELS:
            page = address(model, "change", rows[model].pk)
            assert client.get(page).status_code == 200, page
            assert client.post(page).status_code == 403, page
            assert client.get(address(model, "add")).status_code == 403, page

    def test_is_for_those_with_its_permission(self, client):
        client.force_login(User.objects.create_user("reader", is_staff=True))

        for model in MODELS:
            answer = client.get(address(model, "changelist"))
            assert answer.status_code == 403
        assert "Your account lacks the permission" in answer.text
        assert "/admin/" in addresses(parse(answer))
        assert "/admin/logout/" in [form.action for form in parse(answer).forms]


def many(model, count):
    """Make many rows of a model, with as much around them as they may have."""
    if model is Place:
        brands = [make_brand() for _ in range(count // 5)]
        settlements = [make_settlement() for _ in range(count // 5)]
        return Place.objects.bulk_create(
            Place(
                name=f"Place {number}",
                brand=brands[number % len(brands)],
                settlement=settlements[number % len(settlements)],
                latitude=43.2,
                longitude=76.9,
            )
            for number in range(count)
        )
    if model is Settlement:
        regions = [make_region() for _ in range(20)]
        return [make_settlement(region=regions[n % 20]) for n in range(count)]
    if model is Operator:
        return [
            make_operator(make_brand(kind=Brand.Kind.OPERATOR)) for _ in range(count)
        ]
    if model is Guide:
        guides = Guide.objects.bulk_create(
            Guide(slug=f"{count}-{number}", channel="online", title_en="Guide")
            for number in range(count)
        )
        return Step.objects.bulk_create(
            Step(guide=guide, position=number, title_en="Step", text_ru="Текст")
            for guide in guides
            for number in (1, 2)
        )
    makers = {
        Brand: make_brand,
        Holiday: make_holiday,
        Landmark: make_landmark,
        Region: make_region,
        Need: make_need,
        Question: make_question,
        User: lambda: User.objects.create(username=f"u-{User.objects.count()}"),
        Group: lambda: Group.objects.create(name=f"g-{Group.objects.count()}"),
    }
    return [makers[model]() for _ in range(count)]


class TestLists:
    @pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
    def test_ask_as_many_questions_for_a_thousand_rows_as_for_ten(self, staff, model):
        page = address(model, "changelist")
        many(model, 10)
        staff.get(page)
        with CaptureQueriesContext(connection) as few:
            staff.get(page)

        many(model, 990)
        # What is kept in memory is read anew after a write, whatever the page shows.
        staff.get(page)
        with CaptureQueriesContext(connection) as queries:
            answer = staff.get(page)

        assert answer.context["cl"].result_count >= 1000
        assert len(queries) == len(few)
        assert len(queries) < 15


class TestAutocomplete:
    def test_tells_settlements_of_one_name_apart_by_their_region(self, staff):
        abai = make_region(name_en="Abai Region")
        turkistan = make_region(name_en="Turkistan Region")
        make_settlement(name_en="Aksu", region=abai, population=2000)
        make_settlement(name_en="Aksu", region=turkistan, population=1000)

        answer = staff.get(
            "/admin/autocomplete/",
            {
                "app_label": "locator",
                "model_name": "place",
                "field_name": "settlement",
                "term": "aksu",
            },
        )

        assert [result["text"] for result in answer.json()["results"]] == [
            "Aksu (Abai Region)",
            "Aksu (Turkistan Region)",
        ]
