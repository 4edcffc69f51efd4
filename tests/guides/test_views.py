import html
import json
import re
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import OperationalError
from django.utils import timezone

from guides.models import Guide, Question
from tests.factories import (
    make_brand,
    make_code,
    make_guide,
    make_need,
    make_network_note,
    make_operator,
    make_place,
    make_places,
    make_prefix,
    make_question,
    make_settlement,
    make_source,
    make_step,
    make_top_up,
    make_way_to_pay,
)

pytestmark = pytest.mark.django_db

LANGUAGES = ["zh-hans", "en", "ru", "kk"]
QUESTION = "Where can I pay for my SIM in cash?"
FROM_HERE = {"sec-fetch-site": "same-origin"}


def main_of(response):
    """The page's main part, where nothing is hidden in attributes."""
    return html.unescape(response.text.partition("<main")[2].partition("</main>")[0])


def alternates(response):
    """The languages in which search engines are told to find the page."""
    return re.findall(r'<link rel="alternate" hreflang="([^"]*)"', response.text)


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


class TestOperators:
    def test_are_side_by_side(self, client):
        operator = make_operator(app="My Kcell")
        make_prefix(operator, "701")
        make_prefix(operator, "702")

        main = main_of(client.get("/en/operators/"))

        for fact in ("Kcell", "+7 701", "+7 702", "My Kcell"):
            assert fact in main

    def test_a_sheet_shows_facts_with_source_and_day(self, client):
        operator = make_operator(owner="Kcell JSC", support_phone="+7 727 000 00 00")
        sourced = {
            "verdict": "confirmed",
            "source_url": "https://www.kcell.kz/codes",
            "checked_on": "2026-11-22",
        }
        make_prefix(operator, "701", **sourced)
        make_code(operator, "*100#", note="**Free**", **sourced)
        make_way_to_pay(operator.brand, channel="app", holds="kaspi", fee="0 %")
        shop = make_brand(name="Magnum")
        make_top_up(shop, operator.brand)
        make_place(brand=operator.brand)

        main = main_of(client.get("/en/operators/kcell/"))

        for fact in (
            "Kcell JSC",
            "+7 727 000 00 00",
            "+7 701",
            "*100#",
            "<strong>Free</strong>",
            "Kaspi",
            "0 %",
            "Magnum",
            'href="/en/places/?tops_up=kcell"',
            'href="/en/places/?brand=kcell"',
        ):
            assert fact in main
        assert main.count('<a href="https://www.kcell.kz/codes" rel="noopener">') == 2
        assert main.count('<time datetime="2026-11-22">22 November 2026</time>') == 2

    def test_are_compared_by_need_with_verdicts(self, client):
        need = make_need(title_en="Calls", text_en="To talk.")
        make_network_note(
            need, network="Teleport", text_en="Reaches far.", verdict="said"
        )

        main = main_of(client.get("/en/operators/"))

        words = ["Calls", "To talk.", "Teleport", "Reaches far.", "said, not confirmed"]
        places = [main.index(word) for word in words]
        assert places == sorted(places)

    def test_a_sheet_lists_codes_by_what_is_needed_first(self, client):
        operator = make_operator()
        make_code(operator, "000", purpose="collect-call")
        make_code(operator, "*9#", purpose="balance")

        main = main_of(client.get("/en/operators/kcell/"))

        assert main.index("*9#") < main.index("000")

    def test_ways_to_pay_stand_by_what_one_holds_and_say_a_note_once(self, client):
        brand = make_operator().brand
        for channel in ["app", "site"]:
            for holds in ["foreign-card", "cash"]:
                note = "Ask." if holds == "foreign-card" else ""
                make_way_to_pay(brand, channel=channel, holds=holds, note_en=note)

        main = main_of(client.get("/en/operators/kcell/"))

        assert main.count("<strong>Foreign Visa or Mastercard</strong>") == 1
        assert main.count("<strong>Cash</strong>") == 1
        assert main.index("<strong>Cash") < main.index("<strong>Foreign")
        assert main.count("Ask.") == 1

    @pytest.mark.parametrize(("age", "is_old"), [(365, False), (366, True)])
    def test_a_fact_checked_over_a_year_ago_says_so(self, client, age, is_old):
        checked_on = timezone.localdate() - timedelta(days=age)
        fact = {"verdict": "said", "checked_on": checked_on}
        operator = make_operator(source_url="https://a.example/", checked_on=checked_on)
        make_prefix(operator, **fact)
        make_code(operator, **fact)
        make_way_to_pay(operator.brand, **fact)
        make_top_up(make_brand(), operator.brand, **fact)
        make_network_note(make_need(), **fact)
        guide = make_guide(slug="x", reviewed_on=checked_on)
        make_source(guide, checked_on=checked_on)
        old = "(over a year ago: it may have changed)"

        sheet = main_of(client.get("/en/operators/kcell/"))
        assert len(re.findall(r"checked\s+<time", sheet)) == 5
        assert sheet.count(old) == (5 if is_old else 0)
        for path, count in [("/en/operators/", 1), ("/en/guides/x/", 2)]:
            main = main_of(client.get(path))
            assert main.count(old) == (count if is_old else 0)

    def test_a_code_without_a_source_is_marked(self, client):
        make_code(make_operator(), "*100#", verdict="said")

        assert 'class="fact fact-said"' in client.get("/en/operators/kcell/").text

    def test_names_only_its_published_guides(self, client):
        operator = make_operator()
        make_guide(title_en="About it").operators.add(operator)
        make_guide(title_en="Draft", status="draft").operators.add(operator)
        make_guide(title_en="About others")

        main = main_of(client.get("/en/operators/kcell/"))

        assert "About it" in main
        assert "Draft" not in main
        assert "About others" not in main

    @pytest.mark.parametrize("slug", ["nothing", "magnum", "%00", "я"])
    def test_others_are_not_found(self, client, slug):
        make_brand(slug="magnum")

        assert client.get(f"/en/operators/{slug}/").status_code == 404


def make_store_guide():
    """A guide whose one step sends the reader to a store."""
    guide = make_guide(slug="at-a-store", steps=0)
    make_step(guide, title="Find a store", place_kind="store")
    return guide


class TestNearestPlaces:
    def test_are_three_of_the_kind_once_a_position_is_known(self, client):
        make_store_guide()
        store, office = make_brand(kind="store"), make_brand(kind="operator")
        for number in range(4):
            latitude = 43.25 - number / 1000
            make_place(brand=store, latitude=latitude, address=f"Абая {number}")
        make_place(brand=office, latitude=43.238, address="Сатпаева 1")
        make_place(brand=store, latitude=43.238, address="Тайная 1", status="hidden")

        response = client.get("/en/guides/at-a-store/?lat=43.238&lon=76.945")

        main = main_of(response)
        shown = re.findall(r"<span lang=\"ru\">(.*?)</span>", main)
        assert shown == ["Абая 3", "Абая 2", "Абая 1"]
        assert "the nearest to where you searched" in main
        assert "1.0\N{NO-BREAK SPACE}km to the north" in main
        assert response["Cache-Control"] == "private, max-age=60"

    def test_are_those_of_a_settlement_that_is_known(self, client):
        make_store_guide()
        city = make_settlement(slug="astana", name="Astana", latitude=51.1)
        make_place(settlement=city, latitude=51.1, address="Достык 1")

        response = client.get("/en/guides/at-a-store/?settlement=astana")

        main = main_of(response)
        assert "the nearest to the centre of Astana" in main
        assert "Достык 1" in main
        assert response["Cache-Control"] == "public, max-age=60"

    def test_say_whether_they_are_open(self, client):
        make_store_guide()
        make_place(opening_hours="24/7")

        main = main_of(client.get("/en/guides/at-a-store/?lat=43.2&lon=76.9"))

        assert "open day and night" in main

    def test_a_position_is_nearer_than_a_settlement(self, client):
        make_store_guide()
        make_place(settlement=make_settlement(slug="astana", latitude=51.1))

        path = "/en/guides/at-a-store/?settlement=astana&lat=43.2&lon=76.9"

        assert "the nearest to where you searched" in main_of(client.get(path))

    def test_the_biggest_cities_are_to_choose_from_till_then(self, client):
        make_store_guide()
        for number in range(8):
            city = make_settlement(
                slug=f"city-{number}", name=f"City {number}", population=number
            )
            make_place(settlement=city)
        make_settlement(slug="empty", population=1_000_000)

        main = main_of(client.get("/en/guides/at-a-store/"))

        chosen = re.findall(r'href="\?settlement=(.*?)#near-1"', main)
        assert chosen == ["city-7", "city-6", "city-5", "city-4", "city-3", "city-2"]
        assert 'id="near-1"' in main

    def test_cities_without_such_a_place_are_no_choice(self, client):
        make_store_guide()
        make_place(
            settlement=make_settlement(slug="offices-only"),
            brand=make_brand(kind="operator"),
        )

        assert "Where are you?" not in main_of(client.get("/en/guides/at-a-store/"))

    def test_far_away_are_not_called_near(self, client):
        make_store_guide()
        make_settlement(slug="astana", latitude=51.13, longitude=71.43)
        make_place(latitude=43.238, longitude=76.945)

        main = main_of(client.get("/en/guides/at-a-store/?settlement=astana"))

        assert re.search(r"no place near there: the nearest is 9\d\d\skm away", main)
        assert 'class="place"' not in main
        assert 'href="/en/guides/?settlement=astana">Other ways' in main

    def test_are_no_matter_of_guides_that_send_nowhere(self, client):
        make_guide(slug="online")
        make_place(settlement=make_settlement(slug="astana"))

        for query in ("", "?settlement=astana", "?lat=43.2&lon=76.9"):
            main = main_of(client.get(f"/en/guides/online/{query}"))
            assert "near-" not in main
            assert 'class="place"' not in main

    def test_links_keep_where_the_reader_is(self, client):
        make_store_guide()
        place = make_place(settlement=make_settlement(slug="astana"))

        text = client.get("/en/guides/at-a-store/?settlement=astana").text

        assert f'href="/en/places/astana/{place.pk}/?settlement=astana"' in text
        assert 'href="/en/places/?kind=store&amp;settlement=astana"' in text
        assert 'href="/en/guides/at-a-store/#near-1"' in text

    @pytest.mark.parametrize(
        "query",
        [
            "settlement=nowhere",
            "settlement=%00",
            "settlement=" + "a" * 5000,
            "settlement=<script>",
            "lat=43.2",
            "lon=76.9",
            "lat=nan&lon=76.9",
            "lat=1e400&lon=76.9",
            "lat=10&lon=10",
            "lat=76.9&lon=43.2",
            "lat=x&lon=y",
        ],
    )
    def test_what_cannot_be_understood_is_ignored_and_kept_by_no_cache(
        self, client, query
    ):
        make_store_guide()
        make_place(settlement=make_settlement(slug="astana"))

        response = client.get(f"/en/guides/at-a-store/?{query}")

        assert response.status_code == 200
        assert 'href="?settlement=astana#near-1"' in response.text
        assert 'class="place"' not in response.text
        # Other pages would refuse it.
        assert 'href="/en/guides/"' in response.text
        assert "private" in response["Cache-Control"]

    def test_cost_a_bounded_number_of_queries(
        self, client, django_assert_max_num_queries
    ):
        guide = make_store_guide()
        for kind in ("store", "operator", "operator"):
            make_step(guide, place_kind=kind)
        for kind in ("store", "operator"):
            make_places(5, brand=make_brand(kind=kind))

        with django_assert_max_num_queries(16):
            client.get("/en/guides/at-a-store/?lat=43.2&lon=76.9")
        with django_assert_max_num_queries(7):
            client.get("/en/guides/at-a-store/")


def send(client, text=QUESTION, language="en", headers=FROM_HERE, **more):
    return client.post(
        f"/{language}/ask/",
        {"text": text} | more.pop("data", {}),
        headers=headers,
        **more,
    )


class TestAsking:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_keeps_a_question_for_staff(self, client, language):
        response = send(client, language=language)

        assert response.status_code == 302
        assert response["Location"] == f"/{language}/ask/sent/"
        question = Question.objects.get()
        assert (question.text, question.language) == (QUESTION, language)
        assert question.status == Question.Status.WAITING

    def test_shows_nothing_before_staff_publish_it(self, client):
        send(client)
        assert QUESTION not in client.get("/en/ask/").text

        Question.objects.update(
            status=Question.Status.PUBLISHED, answer_en="At **any** till."
        )

        caches["pages"].clear()
        response = client.get("/en/ask/")
        assert f"<summary>{QUESTION}</summary>" in response.text
        assert "At <strong>any</strong> till." in response.text

    def test_a_shipped_question_is_in_the_reader_s_language(self, client):
        make_question(
            slug="fee", status="published", text_ru="Какая комиссия?", answer_ru="Нет."
        )

        text = client.get("/ru/ask/").text

        assert '<details class="question" id="fee">' in text
        assert "<summary>Какая комиссия?</summary>" in text

    def test_a_question_asked_in_one_language_is_shown_in_it(self, client):
        make_question(language="zh-hans", text="哪里？", status="published")

        for language in ("en", "ru", "kk"):
            text = client.get(f"/{language}/ask/").text
            assert '<summary lang="zh-hans">哪里？</summary>' in text

    def test_a_hidden_question_is_not_shown(self, client):
        make_question(status=Question.Status.HIDDEN, text=QUESTION)

        assert QUESTION not in client.get("/en/ask/").text

    def test_a_question_is_text(self, client):
        make_question(
            status=Question.Status.PUBLISHED, text="<script>alert(1)</script> **x**"
        )

        text = client.get("/en/ask/").text

        assert "&lt;script&gt;alert(1)&lt;/script&gt; **x**" in text

    def test_an_answer_in_another_language_says_so(self, client):
        make_question(
            status=Question.Status.PUBLISHED, language="zh-hans", answer_ru="Да"
        )

        text = client.get("/kk/ask/").text

        assert '<summary lang="zh-hans">' in text
        assert '<div class="text" lang="ru">' in text

    @pytest.mark.parametrize(
        "number", ["87011234567", "+7 (701) 123-45-67", "8-701-123-45-67", "701 12 34"]
    )
    def test_long_numbers_are_not_stored(self, client, number):
        send(client, f"My number is {number}, where do I pay?")

        assert Question.objects.get().text == "My number is •••, where do I pay?"

    def test_a_robot_is_thanked_and_forgotten(self, client):
        response = send(client, data={"homepage": "https://spam.example"})

        assert response["Location"] == "/en/ask/sent/"
        assert not Question.objects.exists()

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "   ",
            "abc",
            "a" * 1001,
            "\0" + QUESTION,
            "a" * 10_000 + "</textarea>",
            "\0" * 20,
        ],
    )
    def test_an_error_is_announced_and_keeps_what_was_typed(self, client, text):
        response = send(client, text, language="ru")

        assert response.status_code == 400
        assert '<html lang="ru">' in response.text
        [alert] = re.findall(r'<p class="error" role="alert">(.*?)</p>', response.text)
        assert alert
        area = re.search(r"<textarea[^>]*>(.*?)</textarea>", response.text, re.DOTALL)
        assert html.unescape(area[1]).strip("\r\n") == text.strip("\r\n")
        assert 'aria-invalid="true"' in area[0]
        assert not Question.objects.exists()

    @pytest.mark.parametrize("text", ["a" * 10, "a" * 1000, "  padded to be kept  "])
    def test_ten_to_a_thousand_characters_are_taken(self, client, text):
        assert send(client, text).status_code == 302
        assert Question.objects.get().text == text.strip()

    @pytest.mark.parametrize(
        "body",
        [
            b"text=%ff%fe%ed%a0%80+where+do+I+pay",
            b"text=" + b"%F0%9F%92%B3" * 20,
            b"text=Where%20%0A%0D%E2%80%A8 pay%3F",
        ],
    )
    def test_any_bytes_can_be_sent(self, client, body):
        response = client.generic(
            "POST",
            "/en/ask/",
            body,
            content_type="application/x-www-form-urlencoded",
            headers=FROM_HERE,
        )

        assert response.status_code == 302
        assert Question.objects.count() == 1

    @pytest.mark.parametrize(
        ("content_type", "body"),
        [
            ("application/json", b'{"text": "Where can I pay in cash?"}'),
            ("text/plain", b"Where can I pay in cash?"),
            ("multipart/form-data", b"no boundary"),
            ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
            ("application/x-www-form-urlencoded; charset=utf-16", b"text=x"),
            ("application/x-www-form-urlencoded; charset=nonsense", b"text=x"),
            ("application/x-www-form-urlencoded", b"&" * 1200 + b"a=b&" * 1200),
        ],
    )
    def test_other_bodies_are_refused(self, client, content_type, body):
        response = client.generic(
            "POST", "/kk/ask/", body, content_type=content_type, headers=FROM_HERE
        )

        assert response.status_code == 400
        assert '<html lang="kk">' in response.text
        assert not Question.objects.exists()

    @pytest.mark.parametrize("headers", [{"origin": "http://testserver"}, FROM_HERE])
    def test_is_taken_from_our_own_page(self, client, headers):
        assert send(client, headers=headers).status_code == 302

    @pytest.mark.parametrize(
        "headers",
        [
            {},
            {"sec-fetch-site": "cross-site"},
            {"sec-fetch-site": "same-site"},
            {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
            {"origin": "https://evil.example"},
            {"origin": "null"},
        ],
    )
    def test_is_taken_from_nowhere_else(self, client, headers):
        response = send(client, headers=headers, language="kk")

        assert response.status_code == 403
        assert '<html lang="kk">' in response.text
        assert not Question.objects.exists()

    def test_needs_and_sets_no_cookie(self, client):
        client.handler.enforce_csrf_checks = True

        response = send(client)

        assert response.status_code == 302
        assert not response.cookies

    def test_what_was_typed_is_kept_by_no_cache(self, client):
        response = send(client, "abc")

        assert "public" not in response.get("Cache-Control", "")


@pytest.mark.usefixtures("no_hour_ends")
class TestTooManyQuestions:
    def test_too_many_from_one_address_keep_their_text(self, client):
        for _ in range(30):
            assert send(client).status_code == 302

        response = send(client, language="ru")

        assert response.status_code == 429
        assert '<html lang="ru">' in response.text
        assert 'class="error" role="alert"' in response.text
        assert QUESTION in response.text
        assert Question.objects.count() == 30

    def test_another_address_may_still_ask(self, client):
        for _ in range(31):
            send(client)

        assert send(client, REMOTE_ADDR="192.0.2.9").status_code == 302

    def test_an_address_is_what_our_proxy_says(self, client, settings):
        settings.TRUSTED_PROXIES = 1

        def send_from(address):
            headers = FROM_HERE | {"x-forwarded-for": f"6.6.6.6, {address}"}
            return send(client, headers=headers).status_code

        assert [send_from("192.0.2.1") for _ in range(31)] == [302] * 30 + [429]
        assert send_from("192.0.2.2") == 302

    def test_a_header_is_not_believed_without_a_proxy(self, client):
        statuses = [
            send(
                client, headers=FROM_HERE | {"x-forwarded-for": f"192.0.2.{number}"}
            ).status_code
            for number in range(31)
        ]

        assert statuses[-1] == 429

    def test_mistakes_do_not_count(self, client):
        for _ in range(31):
            assert send(client, "abc").status_code == 400

        assert send(client).status_code == 302


class TestTrouble:
    def test_a_busy_database_keeps_the_text(self, client, monkeypatch):
        def busy(*args, **kwargs):
            raise OperationalError("database is locked")

        monkeypatch.setattr(Question, "save", busy)

        response = send(client, language="kk")

        assert response.status_code == 503
        assert '<html lang="kk">' in response.text
        assert 'class="error" role="alert"' in response.text
        assert QUESTION in response.text

    def test_a_dead_cache_stops_no_question(self, client, settings):
        settings.CACHES = settings.CACHES | {
            "default": {
                "BACKEND": "django.core.cache.backends.redis.RedisCache",
                "LOCATION": "redis://127.0.0.1:1/0",
            }
        }

        assert send(client).status_code == 302
        assert Question.objects.get().text == QUESTION
