from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.core.cache import caches
from django.db import InterfaceError, OperationalError, connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import timezone, translation

from guides.models import Guide, Operator, Prefix, Question, ShortCode, Step
from locator.hours.state import ZONE
from locator.models import Brand, Place, Settlement, TopUp, WayToPay
from locator.published import published_places
from tests.factories import (
    ALMATY,
    PUBLIC_PAGES,
    make_guide,
    make_place,
    make_region,
    make_settlement,
    make_site,
)

pytestmark = pytest.mark.django_db

LANGUAGES = ["zh-hans", "en", "ru", "kk"]


@pytest.fixture
def site():
    return make_site()


class Tags(HTMLParser):
    """The start tags of a page, each with its attributes and its first text."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def every_answer(client, site):
    """Every public page in a language that is not Latin, and each kind of mistake."""
    for path in (
        *site.values(),
        "places/?lat=43.238&lon=76.945",
        "places/?brand=nothing",
        "places/?page=99",
        "nothing/",
    ):
        yield path, client.get(f"/kk/{path}")
    yield "forbidden", client.post("/kk/ask/", {"text": "Where can I pay in cash?"})


class TestEveryPage:
    @pytest.mark.parametrize("page", PUBLIC_PAGES)
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_is_there_in_every_language(self, client, site, page, language):
        response = client.get(f"/{language}/{site[page]}")

        assert response.status_code == 200
        assert response["Content-Type"] == "text/html; charset=utf-8"
        assert response["Content-Language"] == language
        assert f'<html lang="{language}">' in response.text

    @pytest.mark.parametrize("page", PUBLIC_PAGES)
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_is_everybodys_for_a_minute(
        self, client, site, page, language, monkeypatch
    ):
        # Where no place opens or closes, nor is about to.
        noon = timezone.now().astimezone(ZONE).replace(hour=12)
        monkeypatch.setattr(timezone, "now", lambda: noon)

        response = client.get(f"/{language}/{site[page]}")

        assert set(response["Cache-Control"].split(", ")) == {"public", "max-age=60"}
        assert response["Vary"].lower() == "accept-encoding"
        assert not response.cookies
        assert response["ETag"]

    def test_has_a_strict_policy(self, client, site):
        for path, response in every_answer(client, site):
            policy = dict(
                directive.strip().partition(" ")[::2]
                for directive in response["Content-Security-Policy"].split(";")
            )
            assert policy["default-src"] == "'self'", path
            assert policy["object-src"] == policy["base-uri"] == "'none'"
            assert policy["frame-ancestors"] == "'none'"
            assert policy["form-action"] == "'self'"
            assert "unsafe" not in response["Content-Security-Policy"]
            assert "nonce" not in response["Content-Security-Policy"]
            assert not policy.keys() & {"script-src", "style-src", "script-src-elem"}
            assert "geolocation=(self), camera=()" in response["Permissions-Policy"]

    def test_has_nothing_that_the_policy_would_stop(self, client, site):
        for path, response in every_answer(client, site):
            for tag, attributes in Tags(response.text).found:
                if tag == "script":
                    is_data = attributes.get("type") == "application/ld+json"
                    assert is_data or attributes["src"].startswith("/static/"), path
                assert tag not in ("style", "iframe", "object", "embed", "base"), path
                assert "style" not in attributes, path
                assert not [name for name in attributes if name.startswith("on")], path

    def test_loads_nothing_from_other_sites(self, client, site):
        for path, response in every_answer(client, site):
            for tag, attributes in Tags(response.text).found:
                loaded = [attributes.get("src"), attributes.get("srcset")]
                if tag == "link" and attributes["rel"] not in (
                    "canonical",
                    "alternate",
                ):
                    loaded.append(attributes["href"])
                for address in filter(None, loaded):
                    assert address.startswith(("/static/", "/favicon.ico", "data:")), (
                        path
                    )

    def test_has_one_heading_and_one_main_part(self, client, site):
        for path, response in every_answer(client, site):
            tags = [tag for tag, _ in Tags(response.text).found]
            assert tags.count("h1") == tags.count("main") == 1, path
            assert tags.count("title") == 1, path

    @pytest.mark.parametrize("page", PUBLIC_PAGES)
    def test_leads_on_with_where_the_reader_is(self, client, site, page):
        where = "lat=43.238&lon=76.945"

        response = client.get(f"/en/{site[page]}?{where}", follow=True)

        links = [
            (attributes["href"], attributes.get("class"))
            for tag, attributes in Tags(response.text).found
            if tag == "a" and attributes["href"].startswith(("/en/", "?"))
        ]
        assert len(links) > 5
        # One way is to forget it, and the map leads to what it shows itself.
        assert [
            link
            for link, name in links
            if where not in link and name != "map-search-here" and link != "?"
        ] == []

    @pytest.mark.parametrize("page", PUBLIC_PAGES)
    def test_asks_no_page_for_what_it_does_not_know(self, client, site, page):
        """It would lead to the address without that, by a second request."""
        where = "lat=43.238&lon=76.945"
        response = client.get(f"/en/{site[page]}?{where}", follow=True)

        asked, form = [], {}
        for tag, attributes in Tags(response.text).found:
            link = urlsplit(attributes.get("href", ""))
            is_ours = (
                link.path.startswith(("/en/", "/api/", "/export/")) or not link.path
            )
            if tag == "a" and link.query and is_ours:
                asked.append((link.path, {*QueryDict(link.query)}))
            elif tag == "form":
                form = attributes
            elif form.get("method") == "get" and "name" in attributes:
                asked.append((form["action"], {attributes["name"]}))

        assert asked
        for path, names in asked:
            parameters = resolve(path or f"/en/{site[page]}").func.parameters
            assert names <= {*parameters.public, *parameters.private}, path

    def test_has_every_id_once(self, client, site):
        for path, response in every_answer(client, site):
            ids = [
                attributes["id"]
                for _, attributes in Tags(response.text).found
                if "id" in attributes
            ]
            assert len(ids) == len(set(ids)), path

    @pytest.mark.parametrize("page", sorted({*PUBLIC_PAGES} - {"ask"}))
    def test_cannot_be_posted_to(self, client, site, page):
        headers = {"sec-fetch-site": "same-origin"}

        response = client.post(f"/en/{site[page]}", headers=headers)

        assert response.status_code == 405

    def test_has_no_untranslated_object_in_it(self, client, site):
        for path, response in every_answer(client, site):
            for slip in ("None", "<class", "object at 0x", "{{", "{%", "__proxy__"):
                assert slip not in response.text, path


# The lists, each with the most queries that it may cost.
LISTS = {
    "/en/": 4,
    "/en/guides/": 2,
    "/en/guides/?have=cash&operator=operator-0": 7,
    "/en/guides/?have=nothing": 7,
    "/en/operators/": 6,
    "/en/operators/operator-0/": 8,
    "/en/places/": 2,
    "/en/places/?tops_up=operator-0": 2,
    "/en/places/?lat=43.238&lon=76.945": 2,
    "/en/places/?tops_up=operator-0&lat=43.238&lon=76.945": 2,
    "/en/places/city/": 3,
    "/en/places/empty/": 6,
    "/en/ask/": 2,
    "/api/places.geojson": 3,
    "/api/places.geojson?near=43.238,76.945": 4,
    "/api/places.geojson?tops_up=operator-0": 4,
    "/api/places.geojson?id=1,2,3": 3,
    "/api/places.columns.json": 3,
    "/api/places.columns.json?tops_up=operator-0": 4,
}


def make_rows(start, stop):
    """Rows of every kind that a list shows, each by one query."""
    numbers = range(start, stop)
    region = make_region()
    brands = Brand.objects.bulk_create(
        Brand(slug=f"{kind}-{number}", name=f"{kind} {number}", kind=kind)
        for number in numbers
        for kind in ("operator", "store")
    )
    stores = [brand for brand in brands if brand.kind == "store"]
    operator_brands = [brand for brand in brands if brand.kind == "operator"]
    first_operator = Brand.objects.get(slug="operator-0")
    TopUp.objects.bulk_create(
        TopUp(
            brand=brand,
            operator=first_operator,
            verdict="said" if brand.pk % 2 else "unknown",
        )
        for brand in stores
    )
    WayToPay.objects.bulk_create(
        WayToPay(brand=brand, channel="till", holds="cash") for brand in brands
    )
    city = Settlement.objects.get(slug="city")
    towns = Settlement.objects.bulk_create(
        Settlement(
            slug=f"town-{number}",
            name=f"Town {number}",
            region=region,
            latitude=50.0,
            longitude=70.0,
        )
        for number in numbers
    )
    Place.objects.bulk_create(
        Place(
            brand=brand,
            settlement=settlement,
            name=f"Place {number}",
            latitude=ALMATY[0] + number / 10_000,
            longitude=ALMATY[1],
        )
        for number, (brand, town) in enumerate(zip(stores, towns, strict=True))
        for settlement in (city, town)
    )
    operators = Operator.objects.bulk_create(
        Operator(brand=brand, owner="Owner", network="Network")
        for brand in operator_brands
    )
    Prefix.objects.bulk_create(
        Prefix(operator=operator, digits="701") for operator in operators
    )
    ShortCode.objects.bulk_create(
        ShortCode(operator=operator, code="*100#", purpose="balance")
        for operator in operators
    )
    guides = Guide.objects.bulk_create(
        Guide(
            slug=f"guide-{number}",
            channel="online",
            status="published",
            title=f"Guide {number}",
            summary="Summary",
        )
        for number in numbers
    )
    Step.objects.bulk_create(
        Step(guide=guide, position=1, title="Step") for guide in guides
    )
    Operator.objects.get(brand=first_operator).guides.add(*guides)
    Question.objects.bulk_create(
        Question(text_en="Where?", language="en", status="published", answer="There.")
        for _ in numbers
    )


@pytest.fixture
def first_rows():
    """What the paths of LISTS name, and ten rows of every kind."""
    make_settlement(slug="city")
    make_settlement(slug="empty")
    brand = Brand.objects.create(slug="operator-0", name="First", kind="operator")
    Operator.objects.create(brand=brand, owner="Owner", network="Network")
    make_rows(1, 11)


def count_queries(client, paths):
    counts = {}
    for path in paths:
        caches["pages"].clear()
        # What processes keep in memory is read once a minute (`locator.published`).
        published_places()
        with CaptureQueriesContext(connection) as captured:
            response = client.get(path)
            assert response.getvalue()
        assert response.status_code == 200, path
        counts[path] = len(captured)
    return counts


def test_lists_ask_as_often_for_hundreds_of_rows_as_for_ten(client, first_rows):
    few = count_queries(client, LISTS)

    make_rows(11, 301)

    many = count_queries(client, LISTS)
    assert {path: count for path, count in many.items() if count > LISTS[path]} == {}
    assert many == few


# The parts of the sitemap, each with its queries: to count the rows, and to read them.
SITEMAPS = {
    "/sitemap.xml": 4,
    "/sitemap-pages.xml": 0,
    "/sitemap-guides.xml": 3,
    "/sitemap-operators.xml": 2,
    "/sitemap-settlements.xml": 2,
    "/sitemap-places.xml": 2,
}


def test_the_sitemap_asks_as_often_for_a_thousand_rows_as_for_ten(client, first_rows):
    """A row of each kind is many addresses: these are a thousand rows in all."""
    few = count_queries(client, SITEMAPS)

    make_rows(11, 211)

    assert count_queries(client, SITEMAPS) == few == SITEMAPS


class TestHome:
    def test_names_the_largest_cities_with_places(self, client):
        for population in range(1, 11):
            city = make_settlement(population=population, name=f"City {population}.")
            make_place(settlement=city)
        make_settlement(population=100, name="Empty.")

        text = client.get("/en/").text

        found = [number for number in range(1, 11) if f"City {number}." in text]
        assert found == [3, 4, 5, 6, 7, 8, 9, 10]
        assert "Empty." not in text
        assert text.index("City 10.") < text.index("City 9.")

    def test_has_a_way_on_before_there_is_anything(self, client):
        response = client.get("/en/")

        assert response.status_code == 200
        assert 'href="/en/places/"' in response.text

    def test_leads_to_every_guide(self, client):
        make_guide(slug="one")
        make_guide(slug="two")

        text = client.get("/kk/").text

        assert 'href="/kk/guides/one/"' in text
        assert 'href="/kk/guides/two/"' in text


class TestAbout:
    def test_gives_an_address_to_write_to(self, client):
        assert 'href="mailto:hello@example.org"' in client.get("/en/about/").text

    def test_without_an_address_leads_to_the_form(self, client, settings):
        settings.CONTACT_EMAIL = ""

        text = client.get("/en/about/").text

        assert "mailto:" not in text
        assert text.count('href="/en/ask/"') == 2


class TestRobots:
    def test_are_kept_out_of_the_admin_and_shown_the_sitemap(self, client, settings):
        settings.ALLOWED_HOSTS = ["localhost", "testserver"]

        response = client.get("/robots.txt", headers={"host": "localhost"})

        assert response.status_code == 200
        assert response["Content-Type"].startswith("text/plain")
        lines = response.text.splitlines()
        assert "Disallow: /admin/" in lines
        # Each is made anew, and there is no end of them.
        for path in ("/api/", "/export/", "/*?*lat=", "/*?*q="):
            assert f"Disallow: {path}" in lines
        assert "Sitemap: http://testserver/sitemap.xml" in lines


class TestHealth:
    def test_is_good_while_the_database_answers(self, client):
        response = client.get("/healthz")

        assert (response.status_code, response.content) == (200, b"ok\n")

    @pytest.mark.parametrize("error", [OperationalError, InterfaceError])
    def test_is_bad_when_the_connection_is_lost(self, client, monkeypatch, error):
        def lost(*args):
            raise error("server closed the connection unexpectedly")

        monkeypatch.setattr(connection, "cursor", lost)

        assert client.get("/healthz").status_code == 503

    def test_is_bad_when_the_database_answers_no_query(self, client):
        def refuse(*args):
            raise OperationalError("disk I/O error")

        with connection.execute_wrapper(refuse):
            assert client.get("/healthz").status_code == 503

    def test_is_kept_by_nobody(self, client):
        assert "no-store" in client.get("/healthz")["Cache-Control"]

    def test_is_asked_without_https(self, client, settings):
        settings.SECURE_SSL_REDIRECT = True

        assert client.get("/healthz").status_code == 200
        assert client.get("/en/").status_code == 301


class TestMistakes:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_are_said_in_the_readers_language(self, client, language):
        def title(path, **options):
            response = client.get(f"/{language}/{path}", **options)
            assert f'<html lang="{language}">' in response.text
            assert '<meta name="robots" content="noindex">' in response.text
            return response.status_code, response.text.partition("<title>")[2][:60]

        found = dict([title("nothing/"), title("?" + "a=b&" * 2000)])

        assert set(found) == {404, 400}
        if language != "en":
            with translation.override("en"):
                english = client.get("/en/nothing/").text.partition("<title>")[2][:60]
            assert found[404] != english

    def test_a_fault_is_said_in_words(self, client, monkeypatch):
        def fault(*args):
            raise RuntimeError

        monkeypatch.setattr(Place.objects, "published", fault, raising=False)
        client.raise_request_exception = False

        response = client.get("/ru/places/")

        assert response.status_code == 500
        assert '<html lang="ru">' in response.text

    def test_a_fault_of_the_api_is_said_in_json(self, client, monkeypatch):
        def fault(*args):
            raise RuntimeError

        monkeypatch.setattr(Place.objects, "published", fault, raising=False)
        client.raise_request_exception = False

        response = client.get("/api/places.geojson")

        assert response.status_code == 500
        assert response.json()["errors"]

    def test_another_host_is_refused(self, client):
        response = client.get("/en/", headers={"host": "evil.example"})

        assert response.status_code == 400
        assert "evil.example" not in response.text
