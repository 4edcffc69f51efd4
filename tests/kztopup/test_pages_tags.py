import json
import re
from datetime import date

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.translation import gettext
from hypothesis import given
from hypothesis import strategies as st

from kztopup.templatetags.facts import domain_link
from kztopup.templatetags.pages import (
    breadcrumb_list,
    icon,
    json_ld,
    lang_attribute,
    mark,
)
from locator.templatetags.places import coordinate, distance
from tests.helpers.factories import (
    PUBLIC_PAGES,
    make_guide,
    make_place,
    make_places,
    make_settlement,
    make_site,
)
from tests.helpers.pages import (
    alternates,
    canonical,
    meta,
    parse,
    structured_data,
    texts,
)

LANGUAGES = ["zh-hans", "en", "ru", "kk"]
NOT_INDEXED = ["sent", "empty-settlement", "poster", "offline"]


def switch(response):
    """Where the switch of languages leads, by language."""
    found = parse(response).xpath("//nav[@aria-label]/a[@hreflang=@lang]")
    return {link.get("lang"): link.get("href") for link in found}


@pytest.mark.django_db
class TestLanguages:
    @pytest.mark.parametrize("page", PUBLIC_PAGES)
    def test_the_switch_keeps_the_page_and_its_query(self, client, page):
        path = make_site()[page]
        query = "lat=43.238&lon=76.945&settlement=%22%3E%D1%8F%00"

        response = client.get(f"/ru/{path}?{query}")

        assert switch(response) == {
            language: f"/{language}/{path}?{query}" for language in LANGUAGES
        }
        assert texts(parse(response), "//*[@aria-current='true']") == ["Русский"]

    def test_the_switch_does_not_ask_the_geocoder(self, client):
        response = client.get("/ru/places/?q=Abay+9999&geocode=1&kind=store")

        assert switch(response)["kk"] == "/kk/places/?kind=store&q=Abay+9999"

    def test_the_switch_keeps_nothing_of_too_many_parameters(self, client):
        response = client.get("/ru/places/?" + "a=b&" * 2000)

        assert response.status_code == 400
        assert switch(response)["kk"] == "/kk/places/"

    def test_the_switch_on_a_missing_page_leads_home(self, client):
        response = client.get("/ru/no/such/page/")

        assert switch(response) == {code: f"/{code}/" for code in LANGUAGES}

    def test_a_query_cannot_be_markup(self, client):
        text = client.get('/en/?"><script>alert(1)</script>').text

        assert "<script>alert" not in text

    @pytest.mark.parametrize("page", sorted({*PUBLIC_PAGES} - {*NOT_INDEXED}))
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_search_engines_are_told_every_language(self, client, page, language):
        path = make_site()[page]

        response = client.get(f"/{language}/{path}?lat=43.238&lon=76.945")

        assert alternates(response) == {
            "zh-hans": f"http://testserver/zh-hans/{path}",
            "en": f"http://testserver/en/{path}",
            "ru": f"http://testserver/ru/{path}",
            "kk": f"http://testserver/kk/{path}",
            "x-default": f"http://testserver/en/{path}",
        }
        assert canonical(response) == f"http://testserver/{language}/{path}"
        assert "noindex" not in response.text

    @pytest.mark.parametrize("page", NOT_INDEXED)
    def test_pages_with_nothing_to_find_are_not_indexed(self, client, page):
        response = client.get(f"/en/{make_site()[page]}")

        assert meta(response, "robots") == "noindex"
        assert alternates(response) == {}

    def test_addresses_are_those_of_the_site_whatever_host_is_asked(
        self, client, settings
    ):
        settings.ALLOWED_HOSTS = ["*"]

        text = client.get("/en/places/", headers={"host": "evil.example"}).text

        assert "evil.example" not in text


@pytest.mark.django_db
@pytest.mark.parametrize("page", PUBLIC_PAGES)
class TestMeta:
    def test_describes_the_page(self, client, page):
        response = client.get(f"/en/{make_site()[page]}")

        title = f"{meta(response, 'og:title')} · kztopup"
        assert texts(parse(response), "/html/head/title") == [title]
        assert meta(response, "og:url") == canonical(response)
        kind = "article" if page == "guide" else "website"
        assert meta(response, "og:type") == kind
        assert meta(response, "og:site_name") == "kztopup"
        assert meta(response, "description") == meta(response, "og:description") != ""
        assert meta(response, "twitter:card") == "summary_large_image"

    def test_shared_link_has_a_picture_in_its_language(self, client, page):
        path = make_site()[page]

        for language in LANGUAGES:
            response = client.get(f"/{language}/{path}")

            address = f"http://testserver/static/img/share-{language}.png"
            assert meta(response, "og:image") == address
            assert meta(response, "og:image:width") == "1200"
            assert meta(response, "og:image:height") == "630"
            with translation.override(language):
                headline = gettext("Top up a Kazakhstan SIM")
            assert meta(response, "og:image:alt") == f"kztopup: {headline}"

    def test_structured_data_can_be_parsed(self, client, page):
        response = client.get(f"/kk/{make_site()[page]}")

        types = [description["@type"] for description in structured_data(response)]
        expected = [] if page == "home" else ["BreadcrumbList"]
        expected += {"guide": ["Article"], "place": ["GroceryStore"]}.get(page, [])
        assert sorted(types) == sorted(expected)


def test_mark_costs_few_bytes():
    assert 'aria-hidden="true"' in mark()
    assert 'fill="currentColor"' in mark()
    assert len(mark()) <= 300
    assert len(icon()) <= 300


@pytest.mark.django_db
def test_every_page_has_a_title_and_a_description_of_its_own(client):
    site = make_site()
    for field in ("og:title", "og:description"):
        found = {meta(client.get(f"/en/{path}"), field) for path in site.values()}
        assert len(found) == len(site)


class TestJson:
    @given(st.text(max_size=50))
    def test_comes_back_whole_and_cannot_end_its_script(self, text):
        written = json_ld({"name": text})

        assert json.loads(written) == {"name": text}
        assert not {"<", ">", "&"} & set(written)

    def test_other_scripts_stay_as_they_are(self):
        assert json_ld({"name": "Алматы 中"}) == '{"name":"Алматы 中"}'


def test_the_way_to_a_page_is_numbered_with_whole_addresses():
    crumbs = [("Places", "/en/places/"), ("Almaty", "/en/places/almaty/")]

    assert breadcrumb_list(crumbs)["itemListElement"] == [
        {
            "@type": "ListItem",
            "position": 1,
            "name": "Places",
            "item": "http://testserver/en/places/",
        },
        {
            "@type": "ListItem",
            "position": 2,
            "name": "Almaty",
            "item": "http://testserver/en/places/almaty/",
        },
    ]


@pytest.mark.django_db
class TestLangAttribute:
    @pytest.mark.parametrize(
        ("missing", "active", "attribute"),
        [
            ([], "kk", ""),
            (["kk"], "kk", ' lang="ru"'),
            (["kk", "ru"], "kk", ' lang="en"'),
            (["ru"], "ru", ' lang="en"'),
            (["zh_hans"], "zh-hans", ' lang="en"'),
            (["zh_hans", "en"], "zh-hans", ' lang="ru"'),
            (["en"], "en", ' lang="ru"'),
            (["zh_hans", "en", "ru", "kk"], "en", ""),
        ],
    )
    def test_names_the_language_that_is_shown(self, missing, active, attribute):
        guide = make_guide(**{f"outro_{language}": "" for language in missing})

        with translation.override(active):
            assert lang_attribute(guide, "outro") == attribute


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.kcell.kz/ru/codes?a=b", "kcell.kz"),
        ("https://kcell.kz", "kcell.kz"),
        ("https://my.kcell.kz:8000/", "my.kcell.kz:8000"),
    ],
)
def test_a_source_is_named_by_its_host(url, host):
    assert domain_link(url) == f'<a href="{url}" rel="noopener">{host}</a>'


class TestNumbers:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_coordinates_have_a_dot_in_every_language(self, language):
        with translation.override(language):
            assert coordinate(43.2389494) == "43.23895"
            assert coordinate(76.0) == "76.00000"

    @pytest.mark.parametrize(
        ("km", "written"),
        [
            (0, "10"),
            (0.004, "10"),
            (0.016, "20"),
            (0.224, "220"),
            (0.994, "990"),
            (0.996, "1.0"),
            (3.34, "3.3"),
            (9.94, "9.9"),
            (9.96, "10"),
            (29.4, "29"),
            (1234.5, "1234"),
        ],
    )
    def test_distances_are_as_fine_as_they_need_be(self, km, written):
        number, unit = distance(km).split()

        assert number == written
        assert unit == ("m" if km < 0.995 else "km")

    @pytest.mark.parametrize(
        ("language", "written"),
        [("en", "3.3"), ("zh-hans", "3.3"), ("ru", "3,3"), ("kk", "3,3")],
    )
    def test_distances_are_written_as_the_language_does(self, language, written):
        with translation.override(language):
            assert distance(3.34).startswith(written)


class TestDates:
    @pytest.mark.parametrize(
        ("language", "written"),
        [
            ("en", "22 November 2026"),
            ("ru", "22 ноября 2026\xa0г."),
            ("kk", "2026 жылғы 22 қараша"),
            ("zh-hans", "2026年11月22日"),
        ],
    )
    def test_are_written_as_the_language_does(self, language, written):
        with translation.override(language):
            shown = Template("{{ day|date }}").render(
                Context({"day": date(2026, 11, 22)})
            )

        # Chinese is written with and without spaces between numbers and words.
        assert shown.replace(" ", "") == written.replace(" ", "")

    @pytest.mark.parametrize("month", range(1, 13))
    def test_months_are_small_in_kazakh(self, month):
        with translation.override("kk"):
            shown = Template("{{ day|date }}").render(
                Context({"day": date(2026, month, 5)})
            )

        assert re.fullmatch(r"2026 жылғы 5 [а-яәіңғүұқөһ]+", shown)

    @pytest.mark.django_db
    def test_are_so_on_a_page(self, client):
        make_guide(slug="x", reviewed_on=date(2026, 11, 22))

        shown = texts(parse(client.get("/kk/guides/x/")), "//time")

        assert shown == ["2026 жылғы 22 қараша"]


@pytest.mark.django_db
class TestPlurals:
    def words(self, client, language, count):
        """What is said of so many places, the digits left out."""
        settlement = make_settlement()
        make_places(count, settlement=settlement)
        page = parse(client.get(f"/{language}/places/{settlement.slug}/"))
        [summary] = texts(page, "//p[@class='summary']")
        assert str(count) in summary
        return re.sub(r"\d+", "", summary)

    def test_english_has_two_forms(self, client):
        one, two, five = (self.words(client, "en", count) for count in (1, 2, 5))

        assert one != two == five

    def test_russian_has_three_forms(self, client):
        one, two, five, eleven, twenty_one = (
            self.words(client, "ru", count) for count in (1, 2, 5, 11, 21)
        )

        assert len({one, two, five}) == 3
        assert eleven == five
        assert twenty_one == one

    @pytest.mark.parametrize("language", ["kk", "zh-hans"])
    def test_kazakh_and_chinese_have_one(self, client, language):
        one, two, five = (self.words(client, language, count) for count in (1, 2, 5))

        assert one == two == five

    @pytest.mark.parametrize("language", ["ru", "kk", "zh-hans"])
    def test_nothing_stays_english(self, client, language):
        make_place()

        assert not re.search("[a-z]", self.words(client, language, 3))
