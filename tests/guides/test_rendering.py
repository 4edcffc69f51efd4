import lxml.html
import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from guides.markdown import TAGS, to_html, validate_markdown
from guides.rendering import render
from tests.helpers.factories import make_settlement

LANGUAGES = ["zh-hans", "en", "ru", "kk"]


def parse(fragment):
    return lxml.html.fragment_fromstring(fragment, create_parent=True)


def test_renders_what_the_guides_use():
    html = render(
        "A **bold** and *soft* `*100#`\n\n- one\n- two\n\n1. first\n\n### Title\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n> quoted"
    )

    found = parse(html)
    for path, text in {
        "p/strong": "bold",
        "p/em": "soft",
        "p/code": "*100#",
        "ul/li": "one",
        "ol/li": "first",
        "h3": "Title",
        ".//td": "1",
        "blockquote/p": "quoted",
    }.items():
        assert found.findtext(path) == text
    assert isinstance(html, SafeString)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<b style='color:red'>bold</b>",
        "<iframe src=//evil.example></iframe>",
        "<!-- comment -->",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        "<javascript:alert(1)>",
        "![picture](https://evil.example/pixel.png)",
        "[x]: javascript:alert(1)\n\n[x]",
        "# Title of the first rank",
        '[x](https://example.org "onmouseover=alert(1)")',
    ],
)
def test_nothing_that_could_run_or_load_survives(text):
    for element in parse(render(text)).iterdescendants():
        assert element.tag in TAGS
        assert {*element.keys()} <= {"href", "rel", "title"}
        address = element.get("href", "").lower()
        assert not address.startswith(("javascript", "data", "vbscript"))


@given(st.text(alphabet="<>[]()!`*_#|\\&;:/\"'= \nscriptjavaon-1.h", max_size=80))
def test_no_text_makes_other_tags_or_attributes(text):
    for element in parse(render(text)).iterdescendants():
        assert element.tag in TAGS
        assert {*element.keys()} <= {"href", "rel", "title"}


@given(st.text())
def test_any_text_can_be_rendered(text):
    render(text)


@pytest.mark.parametrize(
    "address",
    [
        "https://kcell.kz/",
        "http://kcell.kz/",
        "mailto:a@example.org",
        "tel:+77010000000",
    ],
)
def test_links_to_other_sites_stay(address):
    [link] = parse(render(f"[x]({address})")).iter("a")

    assert dict(link.attrib) == {"href": address, "rel": "noopener"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("link", "path"),
    [
        ("guide:top-up-online", "guides/top-up-online/"),
        ("operator:kcell", "operators/kcell/"),
        ("settlement:almaty", "places/almaty/"),
        ("places:terminal", "places/?kind=terminal"),
    ],
)
def test_named_pages_lead_there_in_the_active_language(language, link, path):
    with translation.override(language):
        html = render(f"[x]({link})")

    assert parse(html).xpath("p/a/@href") == [f"/{language}/{path}"]


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("guide:top-up-online", "guides/top-up-online/?settlement=almaty&lat="),
        ("operator:kcell", "operators/kcell/?settlement=almaty&lat="),
        ("page:ask", "ask/?settlement=almaty&lat="),
        ("page:operators#prefixes", "operators/?settlement=almaty&lat="),
        ("settlement:astana", "places/astana/?lat="),
        ("places:terminal", "places/?kind=terminal&settlement=almaty&lat="),
        ("https://kcell.kz/?a=b", "https://kcell.kz/?a=b"),
    ],
)
@pytest.mark.django_db
def test_links_to_pages_take_along_where_the_reader_is(link, address):
    make_settlement(slug="almaty")
    request = RequestFactory().get("/en/?settlement=almaty&lat=43.238&lon=76.945")

    [href] = parse(render(f"[x]({link})", request)).xpath("p/a/@href")

    assert href.removeprefix("/en/").startswith(address)


@pytest.mark.parametrize(
    "link", ["guide:", "guide:no%20slug", "operator:a/b", "settlement:%D0%90", "guide"]
)
def test_a_mistyped_name_does_not_break_the_page(link):
    assert "x</a>" in render(f"[x]({link})")


def test_a_link_in_a_list_in_a_quote_is_led_too():
    html = render("> - *[x](operator:kcell)*")

    assert parse(html).xpath("//li//a/@href") == ["/en/operators/kcell/"]


def test_no_text_is_nothing():
    assert render("") == ""


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("|a" * 13 + "|\n" + "|-" * 13 + "|\n|1", "at most 12 columns"),
        ("> a" + "|a" * 12 + "\n> -" + "|-" * 12, "at most 12 columns"),
        ("|a" * 12 + "|\n" + "|-" * 12 + "|\n" + "|1\n" * 200, "too much"),
        ("![***" * 1000, "too much"),
        ("word\n\n" * 4000, "too much"),
        ("A paragraph of some words.\n\n" * 800, "too much"),
    ],
)
def test_what_would_be_slow_is_refused(text, complaint):
    with pytest.raises(ValidationError, match=complaint):
        validate_markdown(text)


def test_a_large_table_and_a_long_text_are_taken():
    validate_markdown("|a" * 12 + "|\n" + "|-" * 12 + "|\n" + "|1\n" * 90)
    validate_markdown("> " + "|a" * 12 + "|\n> " + "|-" * 12 + "|")
    validate_markdown(("A paragraph of *some* words. " * 50 + "\n\n") * 13)


def test_a_text_is_turned_into_html_once():
    to_html.cache_clear()

    for language in LANGUAGES:
        with translation.override(language):
            render("[x](page:ask)")

    assert to_html.cache_info().misses == 1
