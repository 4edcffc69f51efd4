"""The service worker as it is sent, and what is saved of a town."""

import json
import re

import pytest
from django.test import override_settings

from tests.helpers.answers import get, vary
from tests.helpers.factories import make_place, make_places, make_settlement
from tests.helpers.pages import addresses, main, parse, texts
from tests.helpers.static_files import STATIC, hashed

pytestmark = pytest.mark.django_db

LANGUAGES = ["zh-hans", "en", "ru", "kk"]

# Modules that pages load when somebody comes to a part of them.
LATER = ["js/number_lookup.js", "js/card.js", "js/locator/search_box.js"]

# An import of another module, and what pages name to be loaded by a module.
IMPORT = re.compile(r"""from\s*["']\./([\w/]+\.js)["']""")
NAMED = "//@data-module | //@data-style | //@data-ask-position"


@pytest.fixture
def worker(client, collected):
    """The answer that is the worker, with hashed names."""
    with hashed(collected.location):
        yield client.get("/sw.js")


def constants_of(answer):
    """What stands before the script."""
    return json.loads(re.match(r"const SITE = (\{.*\});\n", answer.text)[1])


class TestServiceWorker:
    def test_is_a_script_that_is_asked_for_each_time(self, worker):
        assert worker.status_code == 200
        assert worker["Content-Type"] == "text/javascript; charset=utf-8"
        assert worker["Cache-Control"] == "public, no-cache"
        assert worker["ETag"]
        assert not worker.cookies

    def test_is_one_for_all_languages(self, client, collected):
        with hashed(collected.location):
            found = {
                get(client, "/sw.js", **{"accept-language": language}).content
                for language in LANGUAGES
            }

        assert len(found) == 1

    def test_is_allowed_by_the_policy(self, worker):
        assert "default-src 'self'" in worker["Content-Security-Policy"]
        assert "worker-src" not in worker["Content-Security-Policy"]

    def test_has_words_in_each_language(self, worker):
        words = constants_of(worker)["words"]

        assert [*words] == LANGUAGES
        for name in ("saved", "less", "missing"):
            assert len({words[language][name] for language in LANGUAGES}) == 4
        assert all("{date}" in words[language]["saved"] for language in LANGUAGES)

    def test_is_of_the_version_of_the_files(self, client, collected, tmp_path):
        names = collected.hashed_files

        def version_in(folder):
            with hashed(folder):
                return constants_of(client.get("/sw.js"))["version"]

        manifest = {"paths": names, "version": "1.1", "hash": "another"}
        (tmp_path / "staticfiles.json").write_text(json.dumps(manifest))

        assert version_in(collected.location) != version_in(tmp_path) == "another"

    def test_is_not_there_without_hashed_names(self, client):
        with override_settings(STATIC_IS_HASHED=False):
            assert client.get("/sw.js").status_code == 404

    def test_keeps_what_pages_load_later(self, client, site, collected, worker):
        """Else it would be missing offline after a first visit."""
        kept = {*constants_of(worker)["files"]}
        named = set()
        with hashed(collected.location):
            for path in [*site.values(), "/en/card/", "/en/answer/"]:
                named |= {*parse(client.get(path)).xpath(NAMED)}
            assert len(named) >= 4
            for name in LATER:
                folder = name.rpartition("/")[0]
                for imported in IMPORT.findall((STATIC / name).read_text()):
                    named.add(collected.url(f"{folder}/{imported}"))

        assert named <= kept


class TestOfflinePage:
    def test_offers_the_towns_with_places_the_largest_first(self, client):
        for slug, population in [("small", 10), ("large", 20), ("empty", 30)]:
            town = make_settlement(slug=slug, name=slug, population=population)
            if slug != "empty":
                make_place(settlement=town)

        page = parse(client.get("/en/offline/"))

        offered = page.xpath("//option/@value")
        assert offered == ["/en/offline/large.json", "/en/offline/small.json"]
        for text in page.xpath("//option/text()"):
            assert re.search(r"(large|small): about \d+ KB to load", text)

    def test_is_not_for_search_engines_and_names_the_manifest(self, client):
        page = parse(client.get("/ru/offline/"))

        assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert page.xpath("//link[@rel='manifest']/@href") == ["/manifest.webmanifest"]

    def test_is_complete_without_scripts(self, client):
        shown = main(client.get("/en/offline/"))

        assert texts(shown, ".//p[@class='offline-cannot']")
        assert shown.xpath(".//section/@hidden")

    @pytest.mark.parametrize("path", ["/kk/", "/kk/places/almaty/"])
    def test_pages_lead_there(self, client, site, path):
        assert "/kk/offline/" in addresses(parse(client.get(path)))

    def test_number_of_towns_costs_no_query(
        self, client, django_assert_max_num_queries
    ):
        for number in range(20):
            make_place(settlement=make_settlement(slug=f"town-{number}"))

        with django_assert_max_num_queries(6):
            client.get("/en/offline/")


class TestAddresses:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_page_is_there_under_that_address(self, client, site, language):
        found = client.get(f"/{language}/offline/almaty.json").json()

        assert len(found["pages"]) == len({*found["pages"]}) > 15
        for path in found["pages"]:
            assert path.startswith(f"/{language}/")
            answer = client.get(path)
            assert answer.status_code == 200, path
            assert answer["Content-Type"].startswith("text/html")
            # The worker looks for them in this order.
            names = re.findall(r"[?&](\w+)=", path)
            assert names == sorted(names)

    def test_has_the_files_that_its_pages_name(self, client, site, collected):
        with hashed(collected.location):
            found = client.get("/en/offline/almaty.json").json()
            named = set()
            for path in found["pages"]:
                text = client.get(path).text
                named |= {*re.findall(r'(?:/static/)[^"&;]+\.(?:css|json|js)', text)}

        assert len(named) > 20
        assert named <= {*found["files"]}

    def test_has_every_page_of_the_list(self, client, site):
        town = make_settlement(slug="astana")
        make_places(45, settlement=town)

        def list_pages(**headers):
            found = get(client, "/en/offline/astana.json", **headers).json()
            return [one for one in found["pages"] if "/places/astana/" in one]

        town_page = "/en/places/astana/"
        assert list_pages() == [town_page, f"{town_page}?page=2", f"{town_page}?page=3"]
        assert len(list_pages(**{"save-data": "on"})) == 5

    def test_has_no_position(self, client, site):
        found = client.get("/en/offline/almaty.json").json()

        for path in [*found["pages"], *found["files"]]:
            assert not re.search(r"[?&](lat|lon|q|bbox|near|geocode)=", path)

    def test_is_kept_by_everybody_and_varies_on_what_saves_data(self, client, site):
        answer = get(client, "/en/offline/almaty.json")

        assert answer["Cache-Control"] == "public, max-age=60"
        assert vary(answer) == {"accept-encoding", "save-data"}

    @pytest.mark.parametrize("slug", ["nowhere", "no-such-town"])
    def test_is_not_there_for_a_town_without_places(self, client, site, slug):
        assert client.get(f"/en/offline/{slug}.json").status_code == 404
