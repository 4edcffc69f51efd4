import json
import re

import pytest

from guides.models import Guide
from tests.guides.reading import alternates, main_of
from tests.helpers.factories import (
    make_brand,
    make_code,
    make_guide,
    make_operator,
    make_source,
    make_top_up,
    make_way_to_pay,
)

pytestmark = pytest.mark.django_db

LANGUAGES = ["zh-hans", "en", "ru", "kk"]


class TestGuides:
    def test_lists_what_is_published(self, client):
        make_guide(title_en="Pay at a till")
        make_guide(title_en="Not yet", status=Guide.Status.DRAFT)

        for path in ("/en/guides/", "/en/"):
            main = main_of(client.get(path))
            assert "Pay at a till" in main
            assert "Not yet" not in main

    def test_a_title_in_another_language_says_so(self, client):
        make_guide(slug="x", title_kk="", title_ru="Онлайн")

        main = main_of(client.get("/kk/guides/"))

        assert '<h3 lang="ru"><a href="/kk/guides/x/">Онлайн</a></h3>' in main


class TestChooser:
    @pytest.mark.parametrize("path", ["/en/", "/en/guides/"])
    def test_asks_what_one_has(self, client, path):
        main = main_of(client.get(path))

        assert "What do you have?" in main
        assert 'href="/en/guides/?have=cash#ways">Cash</a>' in main

    def test_answers_with_ways_guide_and_places(self, client):
        operator = make_operator()
        shop = make_brand(name="Magnum", slug="magnum")
        make_top_up(shop, operator.brand)
        make_way_to_pay(shop, verdict="said")
        make_guide(slug="till", channel="store", title_en="Pay at a till")

        main = main_of(client.get("/en/guides/?have=cash&operator=kcell"))
        ways = main.partition('id="ways"')[2].partition("</section>")[0]

        assert "Ways to top up with: Cash" in ways
        assert "Said to work, not confirmed" in ways
        assert '<a href="/en/guides/till/">' in ways
        assert 'href="/en/places/?brand=magnum&tops_up=kcell"' in ways
        assert 'href="/en/places/?kind=store&tops_up=kcell"' in ways

    def test_offers_each_operator_and_keeps_what_one_has(self, client):
        make_operator()

        main = main_of(client.get("/en/guides/?have=cash"))

        assert 'href="?have=cash&operator=kcell#ways"' in main
        assert 'href="/en/guides/?have=cash#ways" aria-current="true"' in main

    def test_an_operator_s_codes_stand_open_under_its_name(self, client):
        make_code(make_operator(), "*131*N#", purpose="ask-a-friend", verdict="said")

        main = main_of(client.get("/en/guides/?have=nothing&operator=kcell"))

        assert '<details class="operator-codes" open>' in main
        assert '<span class="code">*131*N#</span>' in main

    def test_says_that_it_knows_no_way(self, client):
        make_guide(slug="ask-a-friend", channel="friend")

        main = main_of(client.get("/en/guides/?have=nothing"))

        assert "We know of no way for this." in main
        ways = main.partition('id="ways"')[2].partition("</section>")[0]
        assert 'href="/en/guides/ask-a-friend/"' in ways
        assert 'href="/en/places/?kind=operator"' in main

    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("zh-hans", "不在我们的列表里"),
            ("en", "is not in our list"),
            ("ru", "нет в нашем списке"),
            ("kk", "Біздің тізімде"),
        ],
    )
    @pytest.mark.parametrize("query", ["have=gold", "have=cash&operator=nobody"])
    def test_what_it_does_not_know_is_said_so(self, client, language, words, query):
        response = client.get(f"/{language}/guides/?{query}")

        assert response.status_code == 400
        assert words in main_of(response)

    def test_may_be_kept_by_caches(self, client):
        make_operator()

        for query in ["have=cash", "have=cash&operator=kcell"]:
            response = client.get(f"/en/guides/?{query}")
            assert "public" in response["Cache-Control"]


class TestGuide:
    def test_says_first_what_it_comes_to(self, client):
        make_guide(slug="x", short_en="Pay at the till.", intro_en="Long words.")

        main = main_of(client.get("/en/guides/x/"))

        assert main.index("Pay at the till.") < main.index("Long words.")

    def test_a_step_lists_codes_with_their_operator_and_verdict(self, client):
        guide = make_guide(slug="x", steps=1)
        guide.steps.update(codes_for="balance")
        operator = make_operator()
        make_code(operator, "*100#", verdict="said", note_en="Try it.")
        make_code(operator, "*166#", purpose="plan")

        main = main_of(client.get("/en/guides/x/"))
        codes = main.partition('<details class="operator-codes">')[2]

        assert "Kcell</summary>" in codes
        assert re.search(r"\*100#</span>.*?said, not confirmed.*?Try it\.", codes, re.S)
        assert "*166#" not in main

    @pytest.mark.parametrize("channel", ["office", "store"])
    def test_has_words_for_the_counter_where_there_is_one(self, client, channel):
        make_guide(slug="x", channel=channel)

        main = main_of(client.get("/zh-hans/guides/x/"))

        assert main.count('<span lang="kk">') >= 12
        assert main.count('<span lang="ru">') >= 12
        assert main.count('lang="kk-Latn"') >= 12

    @pytest.mark.parametrize(("reader", "other"), [("ru", "kk"), ("kk", "ru")])
    def test_words_are_in_the_language_that_the_reader_lacks(
        self, client, reader, other
    ):
        make_guide(slug="x", channel="store")

        main = main_of(client.get(f"/{reader}/guides/x/"))

        assert f'<span lang="{other}">' in main
        assert f'<span lang="{reader}">' not in main

    def test_an_online_guide_has_no_words_for_the_counter(self, client):
        make_guide(slug="x", channel="online")

        assert "Words for the counter" not in client.get("/en/guides/x/").text

    def test_shows_its_steps_in_order_with_sources_and_review(self, client):
        guide = make_guide(slug="x", steps=3)
        make_source(guide, url="https://www.example.org/tariff")
        operator = make_operator()
        guide.operators.add(operator)

        main = main_of(client.get("/en/guides/x/"))

        steps = [main.index(f"Guide title {number}") for number in (1, 2, 3)]
        assert steps == sorted(steps)
        assert (
            '<a href="https://www.example.org/tariff" rel="noopener">example.org'
            in (main)
        )
        assert '<time datetime="2026-11-22">22 November 2026</time>' in main
        assert 'href="/en/operators/kcell/"' in main

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_is_in_the_language_of_the_page(self, client, language):
        guide = make_guide(slug="x")

        response = client.get(f"/{language}/guides/x/")

        title = getattr(guide, f"title_{language.replace('-', '_')}")
        assert f"<h1>{title}</h1>" in response.text
        assert 'class="notice"' not in response.text
        assert alternates(response) == ["zh-hans", "en", "x-default", "ru", "kk"]

    @pytest.mark.parametrize(
        ("language", "shown_in"),
        [("kk", "ru"), ("ru", "en"), ("zh-hans", "en"), ("en", "ru")],
    )
    def test_a_missing_text_is_shown_in_another_language(
        self, client, language, shown_in
    ):
        suffix = language.replace("-", "_")
        guide = make_guide(
            slug="x",
            **{f"title_{suffix}": "", f"intro_{suffix}": "", f"outro_{suffix}": ""},
        )
        guide.steps.update(**{f"title_{suffix}": "", f"text_{suffix}": ""})

        response = client.get(f"/{language}/guides/x/")

        main = main_of(response)
        title = getattr(guide, f"title_{shown_in}")
        assert 'class="notice"' in main
        assert f'<h1 lang="{shown_in}">{title}</h1>' in main
        # The introduction, the last words and two steps' texts.
        assert main.count(f'<div class="text" lang="{shown_in}">') == 4
        assert main.count(f'<h2 lang="{shown_in}">') == 2

    def test_an_incomplete_language_is_not_offered_to_search_engines(self, client):
        make_guide(slug="x", outro_kk="")

        for language in LANGUAGES:
            response = client.get(f"/{language}/guides/x/")
            assert alternates(response) == ["zh-hans", "en", "x-default", "ru"]

    def test_says_nothing_of_a_text_that_no_language_has(self, client):
        make_guide(slug="x", outro_zh_hans="", outro_en="", outro_ru="", outro_kk="")

        assert 'class="notice"' not in client.get("/kk/guides/x/").text

    def test_renders_markdown_without_what_could_run(self, client):
        make_guide(
            slug="x",
            intro_en="**Bold** <script>alert(1)</script> [x](javascript:alert(2))",
            outro_en="See [places](places:terminal).",
        )

        text = client.get("/en/guides/x/").text

        assert "<strong>Bold</strong>" in text
        assert "<script>alert" not in text
        assert 'href="javascript' not in text
        assert 'href="/en/places/?kind=terminal"' in text

    def test_is_described_for_search_engines(self, client):
        make_guide(slug="x", title_en="</script><b>", summary_en='A "short" way')

        response = client.get("/en/guides/x/")

        description, crumbs = (
            json.loads(found)
            for found in re.findall(
                r'<script type="application/ld\+json">(.*?)</script>', response.text
            )
        )
        assert description["@type"] == "Article"
        assert description["headline"] == "</script><b>"
        assert len(description["hasPart"]) == 2
        assert crumbs["itemListElement"][-1]["name"] == "</script><b>"
        assert '<meta property="og:type" content="article">' in response.text
        assert (
            '<meta name="description" content="A &quot;short&quot; way">'
            in response.text
        )

    @pytest.mark.parametrize("slug", ["nothing", "draft", "%00", "я", "a" * 5000])
    def test_others_are_not_found(self, client, slug):
        make_guide(slug="draft", status=Guide.Status.DRAFT)

        response = client.get(f"/kk/guides/{slug}/")

        assert response.status_code == 404
        assert '<html lang="kk">' in response.text
