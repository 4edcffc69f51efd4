import pytest

from guides.models import Guide
from tests.helpers.factories import (
    make_code,
    make_guide,
    make_operator,
    make_source,
)
from tests.helpers.pages import (
    addresses,
    alternates,
    links,
    main,
    main_text,
    meta,
    parse,
    structured_data,
    text_of,
    texts,
)

pytestmark = pytest.mark.django_db

LANGUAGES = ["zh-hans", "en", "ru", "kk"]
PHRASES = ".//dl//*[@lang=$language]"


class TestGuides:
    def test_lists_what_is_published(self, client):
        make_guide(title_en="Pay at a till")
        make_guide(title_en="Not yet", status=Guide.Status.DRAFT)

        for path in ("/en/guides/", "/en/"):
            words = main_text(client.get(path))
            assert "Pay at a till" in words
            assert "Not yet" not in words

    def test_a_title_in_another_language_says_so(self, client):
        make_guide(slug="x", title_kk="", title_ru="Онлайн")

        [title] = main(client.get("/kk/guides/")).xpath(".//h3[@lang='ru']")

        assert links(title) == [("Онлайн", "/kk/guides/x/")]


class TestGuide:
    def test_says_first_what_it_comes_to(self, client):
        make_guide(slug="x", short_en="Pay at the till.", intro_en="Long words.")

        words = main_text(client.get("/en/guides/x/"))

        assert words.index("Pay at the till.") < words.index("Long words.")

    def test_says_it_before_that_not_all_is_translated(self, client):
        make_guide(slug="x", short_en="Pay at the till.", title_kk="")

        page = main(client.get("/kk/guides/x/"))

        after = page.xpath(".//h1/following-sibling::p/@class")
        assert after[:2] == ["short", "notice"]

    def test_a_step_lists_codes_with_their_operator_and_verdict(self, client):
        guide = make_guide(slug="x", steps=1)
        guide.steps.update(codes_for="balance")
        operator = make_operator()
        make_code(operator, "*100#", verdict="said", note_en="Try it.")
        make_code(operator, "*166#", purpose="plan")

        page = main(client.get("/en/guides/x/"))

        [codes] = texts(page, ".//details[not(@open)][contains(summary, 'Kcell')]")
        assert codes == "Kcell *100# Balance Try it. Support and sources: Kcell"

    @pytest.mark.parametrize("channel", ["office", "store"])
    def test_has_words_for_the_counter_where_there_is_one(self, client, channel):
        make_guide(slug="x", channel=channel)

        page = main(client.get("/zh-hans/guides/x/"))

        for language in ["kk", "kk-Latn", "ru", "ru-Latn"]:
            assert len(page.xpath(PHRASES, language=language)) >= 12, language

    @pytest.mark.parametrize(("reader", "other"), [("ru", "kk"), ("kk", "ru")])
    def test_words_are_in_the_language_that_the_reader_lacks(
        self, client, reader, other
    ):
        make_guide(slug="x", channel="store")

        page = main(client.get(f"/{reader}/guides/x/"))

        assert page.xpath(PHRASES, language=other)
        assert not page.xpath(PHRASES, language=reader)

    def test_an_online_guide_has_no_words_for_the_counter(self, client):
        make_guide(slug="x", channel="online")

        assert "Words for the counter" not in client.get("/en/guides/x/").text

    def test_shows_its_steps_in_order_with_sources_and_review(self, client):
        guide = make_guide(slug="x", steps=3)
        make_source(guide, url="https://www.example.org/tariff")
        make_source(guide, url="https://www.example.org/x", title="Kcell: plans")
        operator = make_operator()
        guide.operators.add(operator)

        page = main(client.get("/en/guides/x/"))

        assert texts(page, ".//ol/li/h2") == [f"Guide title {n}" for n in (1, 2, 3)]
        assert ("example.org", "https://www.example.org/tariff") in links(page)
        assert ("Kcell: plans", "https://www.example.org/x") in links(page)
        assert ("Kcell", "/en/operators/kcell/") in links(page)
        assert "Last reviewed: 22 November 2026" in text_of(page)

    def test_ends_with_the_way_to_ask(self, client):
        make_guide(slug="x")

        page = main(client.get("/en/guides/x/"))

        assert ("Something unclear? Ask us.", "/en/ask/") in links(page)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_is_in_the_language_of_the_page(self, client, language):
        guide = make_guide(slug="x")

        response = client.get(f"/{language}/guides/x/")

        title = getattr(guide, f"title_{language.replace('-', '_')}")
        assert texts(parse(response), "//h1[not(@lang)]") == [title]
        assert parse(response).find_class("notice") == []
        assert {*alternates(response)} == {*LANGUAGES, "x-default"}

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

        assert parse(response).find_class("notice")
        borrowed = main(response).xpath(f"article//*[@lang='{shown_in}']")
        assert text_of(borrowed[0]) == getattr(guide, f"title_{shown_in}")
        # The title, the introduction, two steps and the last words.
        tags = ["h1", "div", "h2", "div", "h2", "div", "div"]
        assert [text.tag for text in borrowed] == tags

    def test_an_incomplete_language_is_not_offered_to_search_engines(self, client):
        make_guide(slug="x", outro_kk="")

        for language in LANGUAGES:
            response = client.get(f"/{language}/guides/x/")
            assert {*alternates(response)} == {"zh-hans", "en", "x-default", "ru"}

    def test_says_nothing_of_a_text_that_no_language_has(self, client):
        make_guide(slug="x", outro_zh_hans="", outro_en="", outro_ru="", outro_kk="")

        assert parse(client.get("/kk/guides/x/")).find_class("notice") == []

    def test_renders_markdown_without_what_could_run(self, client):
        make_guide(
            slug="x",
            intro_en="**Bold** <script>alert(1)</script> [x](javascript:alert(2))",
            outro_en="See [places](places:terminal).",
        )

        page = main(client.get("/en/guides/x/"))

        assert texts(page, ".//div/p/strong") == ["Bold"]
        assert page.xpath(".//script[contains(., 'alert')]") == []
        assert not any("javascript" in address for address in addresses(page))
        assert ("places", "/en/places/?kind=terminal") in links(page)

    def test_is_described_for_search_engines(self, client):
        make_guide(slug="x", title_en="</script><b>", summary_en='A "short" way')

        response = client.get("/en/guides/x/")

        description, crumbs = structured_data(response)
        assert description["@type"] == "Article"
        assert description["headline"] == "</script><b>"
        assert len(description["hasPart"]) == 2
        assert crumbs["itemListElement"][-1]["name"] == "</script><b>"
        assert meta(response, "og:type") == "article"
        assert meta(response, "description") == 'A "short" way'

    @pytest.mark.parametrize("slug", ["nothing", "draft", "%00", "я", "a" * 5000])
    def test_others_are_not_found(self, client, slug):
        make_guide(slug="draft", status=Guide.Status.DRAFT)

        response = client.get(f"/kk/guides/{slug}/")

        assert response.status_code == 404
        assert parse(response).get("lang") == "kk"
