"""The page that answers the one question, as a visitor reads it."""

import pytest

from guides.models import Operator
from guides.seeds import load_content
from tests.helpers.clock import TODAY
from tests.helpers.factories import (
    ALMATY,
    make_brand,
    make_code,
    make_guide,
    make_operator,
    make_place,
    make_settlement,
    make_top_up,
    make_way_to_pay,
)
from tests.helpers.pages import (
    addresses,
    cards,
    links,
    main,
    main_text,
    meta,
    parse,
    text_of,
    texts,
)

pytestmark = pytest.mark.django_db

LANGUAGES = ["zh-hans", "en", "ru", "kk"]


@pytest.fixture
def kcell():
    operator = make_operator()
    make_code(operator, "*100#", purpose="balance", verdict="said")
    return operator


@pytest.fixture
def almaty():
    return make_settlement(slug="almaty", name="Almaty")


def make_terminal(operator, **fields):
    terminal = make_brand(name="Kassa24", slug="kassa24", kind="terminal")
    make_top_up(terminal, operator.brand)
    make_way_to_pay(terminal, channel="terminal", verdict="said")
    return make_place(brand=terminal, **fields)


def order_of(response, *words):
    text = main_text(response)
    positions = [text.index(word) for word in words]
    return positions == sorted(positions)


class TestQuestion:
    @pytest.mark.parametrize("path", ["/en/", "/en/answer/"])
    def test_stands_on_home_and_where_nothing_is_asked(self, client, kcell, path):
        page = main(client.get(path))

        assert texts(page, ".//legend") == ["I have"]
        assert texts(page, ".//select[@name='operator']/option") == [
            "I do not know",
            "Kcell",
        ]
        assert page.xpath(".//form[@action='/en/answer/']//input[@name='q']")

    def test_keeps_what_was_asked(self, client, kcell, almaty):
        path = "/en/answer/?have=kaspi&operator=kcell&settlement=almaty"

        page = main(client.get(path))

        [have] = page.xpath(".//input[@name='have'][@checked]")
        [operator] = page.xpath(".//option[@selected]")
        assert have.get("value") == "kaspi"
        assert operator.get("value") == "kcell"
        assert page.xpath(".//input[@id='q']/@value") == ["Almaty"]

    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("zh-hans", "不在我们的列表里"),
            ("en", "is not in our list"),
            ("ru", "В нашем списке нет"),
            ("kk", "Біздің тізімде"),
        ],
    )
    @pytest.mark.parametrize("query", ["have=gold", "have=cash&operator=nobody"])
    def test_what_it_does_not_know_is_said_so(self, client, language, words, query):
        response = client.get(f"/{language}/answer/?{query}&q=Абая")

        assert response.status_code == 400
        assert words in main_text(response)
        assert parse(response).xpath("//input[@id='q']/@value") == ["Абая"]

    def test_half_a_position_is_refused_in_words(self, client):
        response = client.get("/en/answer/?have=cash&lat=43.2")

        assert response.status_code == 400
        assert "A position needs both lat and lon." in main_text(response)


class TestAnswer:
    def test_says_what_to_do_then_where_what_to_say_and_how_to_check(
        self, client, kcell, almaty
    ):
        make_terminal(kcell, settlement=almaty, address="Абая 1")
        make_guide(slug="paid-and-it-did-not-arrive", title_en="Paid, not arrived")

        response = client.get("/en/answer/?have=cash&operator=kcell&settlement=almaty")

        assert order_of(
            response,
            "Pay in cash at a payment terminal.",
            "Nearest",
            "Kassa24",
            "Say or show",
            "Төлем терминалы қайда?",
            "Did the money arrive?",
            "*100#",
            "If it does not work",
            "Paid, not arrived",
        )

    def test_says_that_no_way_with_a_foreign_card_is_confirmed(self, client, kcell):
        make_terminal(kcell)

        words = main_text(client.get("/en/answer/?have=foreign-card&operator=kcell"))

        assert "We found no confirmed way to pay with a foreign card." in words
        assert "Take out tenge at a cash machine and pay in cash at" in words

    def test_names_terminals_where_only_others_are_advised(self, client, kcell):
        store = make_brand(name="Magnum")
        make_top_up(store, kcell.brand)
        make_way_to_pay(store, channel="till", verdict="said")
        make_place(brand=store)

        words = main_text(client.get("/en/answer/?have=cash&operator=kcell"))

        assert "Or try a payment terminal" in words

    def test_names_terminals_once(self, client, kcell):
        make_terminal(kcell)

        words = main_text(client.get("/en/answer/?have=cash&operator=kcell"))

        assert "Pay in cash at a payment terminal." in words
        assert "Or try a payment terminal" not in words

    @pytest.mark.parametrize("purpose", ["balance", "packages"])
    def test_says_where_no_code_is_for_the_balance(self, client, purpose):
        make_code(make_operator(), "*100#", purpose=purpose)

        words = main_text(client.get("/en/answer/?have=cash&operator=kcell"))

        is_said = "We found no code for the balance: look in the app." in words
        assert is_said == (purpose != "balance")

    def test_asks_where_one_is_until_it_knows(self, client, kcell):
        make_terminal(kcell)

        page = main(client.get("/en/answer/?have=cash&operator=kcell"))

        [form] = page.xpath(".//section[@aria-labelledby='nearest']//form")
        hidden = form.xpath(".//input[@type='hidden']")
        assert [(field.name, field.value) for field in hidden] == [
            ("have", "cash"),
            ("operator", "kcell"),
        ]

    def test_lists_three_that_fit_before_any_that_may(self, client, kcell, almaty):
        unknown = make_brand(name="Other", kind="store")
        for number in range(4):
            make_place(brand=unknown, settlement=almaty, address=f"Абая {number}")
        far = make_terminal(kcell, settlement=almaty, latitude=ALMATY[0] + 0.05)

        response = client.get("/en/answer/?have=cash&operator=kcell&settlement=almaty")

        first, *others = cards(response)
        assert "Kassa24" in first
        assert len(others) == 2
        assert f"/en/places/almaty/{far.pk}/" in str(addresses(main(response)))

    def test_no_place_of_elsewhere_is_near(self, client, kcell):
        make_terminal(kcell)
        make_settlement(slug="astana", latitude=51.13, longitude=71.43)

        response = client.get("/en/answer/?have=cash&operator=kcell&settlement=astana")

        assert cards(response) == []
        assert "We know of no place in" in main_text(response)

    @pytest.mark.parametrize(
        ("q", "asked"),
        [
            ("43.24, 76.95", "Cash · Kcell · near 43.24, 76.95"),
            ("Almaty", "Cash · Kcell · Almaty"),
            ("Абая 1", "Cash · Kcell · Абая 1"),
        ],
    )
    def test_reads_where_one_is_in_words(self, client, kcell, almaty, q, asked):
        make_terminal(kcell, settlement=almaty, address="Абая 1")

        response = client.get(
            "/en/answer/", {"have": "cash", "operator": "kcell", "q": q}
        )

        [summary] = texts(main(response), ".//details[@class='asked']/summary/span")
        assert summary == asked
        assert "Kassa24" in cards(response)[0]
        assert "private" in response["Cache-Control"]

    def test_says_what_it_did_not_understand(self, client, kcell):
        response = client.get("/en/answer/?have=cash&q=Qqqqqq")

        assert "do not know “Qqqqqq”" in main_text(response)
        assert parse(response).xpath("//input[@id='q']/@value") == ["Qqqqqq"]

    def test_offers_towns_of_one_name(self, client, kcell):
        for slug in ("abay-1", "abay-2"):
            make_settlement(slug=slug, name="Abay")

        response = client.get("/en/answer/?have=cash&q=Abay")

        assert ("Abay", "?have=cash&settlement=abay-1") in links(main(response))

    def test_codes_of_which_one_is_surer_are_all_there(self, client, kcell):
        make_code(kcell, "*131*N#", purpose="ask-a-friend", verdict="said")
        confirmed = {"source_url": "https://example.org/", "checked_on": TODAY}
        make_code(
            kcell, "*130*N#", purpose="ask-a-friend", verdict="confirmed", **confirmed
        )

        words = main_text(client.get("/en/answer/?have=nothing&operator=kcell"))

        assert words.index("*130*N#") < words.index("*131*N#")
        assert words.count("We have not dialled these codes") == 1

    def test_other_ways_are_folded_unless_they_may_work(self, client, kcell):
        store = make_brand(name="Small", kind="store")
        make_top_up(store, kcell.brand, "unknown")
        make_way_to_pay(store, verdict="unknown")
        make_terminal(kcell)

        page = main(client.get("/en/answer/?have=cash&operator=kcell"))

        [others] = page.xpath(".//details[@class='other-ways']")
        assert "Small" in text_of(others)
        assert others.get("open") is None

    def test_links_take_along_what_was_said(self, client, kcell, almaty):
        place = make_terminal(kcell, settlement=almaty)
        make_guide(slug="ask-a-friend", title_en="Ask a friend")

        page = main(
            client.get("/en/answer/?have=cash&operator=kcell&settlement=almaty")
        )

        said = "operator=kcell&have=cash&settlement=almaty"
        assert ("Ask a friend", f"/en/guides/ask-a-friend/?{said}") in links(page)
        assert f"/en/places/almaty/{place.pk}/?operator=kcell&have=cash" in addresses(
            page
        )
        assert "/en/places/?holds=cash&tops_up=kcell&settlement=almaty" in addresses(
            page
        )

    def test_is_kept_by_caches_without_a_position_and_by_no_search_engine(
        self, client, kcell, almaty
    ):
        make_terminal(kcell)

        response = client.get("/en/answer/?have=cash&operator=kcell&settlement=almaty")

        assert response["Cache-Control"] == "public, max-age=60"
        assert meta(response, "robots") == "noindex"
        [canonical] = parse(response).xpath("//link[@rel='canonical']/@href")
        assert canonical.endswith("/en/answer/")

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_operator_and_means_has_an_answer(self, client, language):
        load_content()
        operators = ["", *Operator.objects.values_list("brand__slug", flat=True)]

        for have in ["cash", "foreign-card", "kz-card", "kaspi", "friend", "nothing"]:
            for operator in operators:
                query = {"have": have, "operator": operator, "settlement": "shymkent"}
                response = client.get(
                    f"/{language}/answer/", {k: v for k, v in query.items() if v}
                )
                assert response.status_code == 200
                [heading] = texts(main(response), ".//h1")
                assert len(heading) > 10
