"""The texts that ship: whole in every language, well set, and never more than known."""

import re
import tomllib
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import TestCase
from django.urls import resolve
from django.utils import translation
from lxml.html import fragment_fromstring, fromstring

from guides import phrases
from guides.models import Guide, Operator
from guides.rendering import render
from guides.seeds import FOLDER
from locator.models import Brand
from locator.seeds import files

LANGUAGES = [code for code, name in settings.LANGUAGES]
FILES = [
    *sorted(FOLDER.glob("*/*.toml")),
    FOLDER / "phrases.toml",
    *sorted(files.FOLDER.glob("brands/*.toml")),
]
CODE = re.compile(r"\*[\d*]+(?:N|X+)?#")


class Text(NamedTuple):
    """A text in one language, and where it stands."""

    where: str
    language: str
    text: str


def texts_of(value, where: str) -> Iterator[Text]:
    if isinstance(value, list):
        for number, item in enumerate(value, start=1):
            yield from texts_of(item, f"{where} {number}")
    elif isinstance(value, dict):
        for key, item in value.items():
            if key in LANGUAGES and isinstance(item, str):
                yield Text(where, key, item)
            else:
                yield from texts_of(item, f"{where} {key}")


def tables_of(value, where: str) -> Iterator[tuple[str, dict]]:
    """Yield every table of a file that gives one text in several languages."""
    if isinstance(value, list):
        for number, item in enumerate(value, start=1):
            yield from tables_of(item, f"{where} {number}")
    elif isinstance(value, dict):
        if any(language in value for language in LANGUAGES):
            yield where, value
        for key, item in value.items():
            yield from tables_of(item, f"{where} {key}")


FILES_READ = {
    str(path.relative_to(path.parents[1])): tomllib.loads(path.read_text("utf-8"))
    for path in FILES
}
TABLES = [table for name, file in FILES_READ.items() for table in tables_of(file, name)]
TEXTS = [text for name, file in FILES_READ.items() for text in texts_of(file, name)]


def texts(*languages) -> list[Text]:
    return [text for text in TEXTS if text.language in languages]


def test_there_are_texts_to_read():
    assert len(TEXTS) > 1000
    assert {text.language for text in TEXTS} == set(LANGUAGES)


def test_every_text_is_there_in_every_language():
    assert [
        where
        for where, table in TABLES
        if not all(table.get(language, "").strip() for language in LANGUAGES)
    ] == []


MISTAKES = {
    "empty bold": (LANGUAGES, r"\*\*\s*\*\*|____"),
    "two spaces": (LANGUAGES, r"\S  +\S"),
    "space at the end of a line": (LANGUAGES, r"[ \t]+$"),
    "space before punctuation": (LANGUAGES, r"\s[,.;:!?。，；：！？](?!\d)"),
    "straight quotes": (LANGUAGES, r"[\"']"),
    "English quotes": (["ru", "kk"], "[“”]"),
    "hyphen for a dash": (["ru", "kk"], r"\S - "),
    "long dash between figures": (LANGUAGES, r"\d\s?—\s?\d"),
    "Latin inside a Cyrillic word": (
        ["ru", "kk"],
        r"[а-яёәіңғүұқөһ][a-z]|[a-z][а-яёәіңғүұқөһ]",
    ),
    "half-width punctuation": (["zh-hans"], r"[一-龥][,.:;!?]|[,;!?][一-龥]"),
    "no space beside Latin": (["zh-hans"], r"[一-龥][A-Za-z0-9]|[A-Za-z0-9][一-龥]"),
    "traditional quotes": (["zh-hans"], "[「」『』]"),
    # Each has a better one in docs/glossary.md.
    "a word that misleads": (
        LANGUAGES,
        r"信用充值|禁网|没有证实|没有找到来源|\bговорят\b|бетті тексер|бөгде"
        r"|\bshops?\b",
    ),
    "number in other groups": (LANGUAGES, r"\+7 ?\(|\+7\d|\+7 \d{3} \d{3}[ -]\d{4}"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_no_text_has(mistake):
    languages, pattern = MISTAKES[mistake]

    found = [
        (text.where, text.language, match[0])
        for text in texts(*languages)
        if (match := re.search(pattern, without_links(text.text), re.I | re.M))
    ]

    assert found == []


def without_links(text: str) -> str:
    """The text as it is read: of a link only its words, of a code nothing."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"`[^`]*`", "N", text)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_finds_the_mistake(mistake):
    samples = {
        "empty bold": "a **** b",
        "two spaces": "a  b",
        "space at the end of a line": "a \nb",
        "space before punctuation": "a , b",
        "straight quotes": 'a "b"',
        "English quotes": "“а”",
        "hyphen for a dash": "а - б",
        "long dash between figures": "1—30",
        "Latin inside a Cyrillic word": "бaланс",
        "half-width punctuation": "充值,好",
        "no space beside Latin": "在Kcell",
        "traditional quotes": "「好」",
        "a word that misleads": "Говорят, так",
        "number in other groups": "+7 (701) 234-56-78",
    }

    assert re.search(MISTAKES[mistake][1], samples[mistake], re.I | re.M)


def test_only_an_operator_s_own_file_names_codes():
    """Elsewhere pages list the codes themselves, with operator and verdict."""
    assert [
        (text.where, text.language, code)
        for text in TEXTS
        if not text.where.startswith("operators/")
        for code in CODE.findall(text.text)
    ] == []


@pytest.mark.parametrize("path", sorted(FOLDER.glob("operators/*.toml")), ids=str)
def test_a_code_in_a_note_is_a_row_of_the_operator_too(path):
    operator = tomllib.loads(path.read_text("utf-8"))
    rows = {row["code"] for row in operator.get("codes", [])}

    named = {
        code
        for text in texts_of(operator, path.stem)
        for code in CODE.findall(text.text)
    }

    assert named <= rows


def test_every_code_has_a_source():
    assert [
        (name, row["code"])
        for name, file in FILES_READ.items()
        for row in file.get("codes", [])
        if not (row.get("source_url") and row.get("checked_on"))
    ] == []


def test_every_guide_has_a_source_and_a_short_form():
    guides = [file for name, file in FILES_READ.items() if name.startswith("guides/")]

    assert len(guides) >= 14
    for guide in guides:
        assert guide["sources"], guide["slug"]
        assert all(0 < len(text) <= 300 for text in guide["short"].values())


def test_sources_of_a_guide_are_told_apart_by_their_titles():
    guides = [file for name, file in FILES_READ.items() if name.startswith("guides/")]

    for guide in guides:
        for language in LANGUAGES:
            titles = [source["title"][language] for source in guide["sources"]]
            assert len(set(titles)) == len(titles), (guide["slug"], titles)


@pytest.mark.parametrize("language", LANGUAGES)
def test_phrases_can_be_said_and_shown(language):
    with translation.override(language):
        for channel in ("office", "store"):
            found = phrases.phrases_for(channel)

            assert 12 <= len(found) <= 24
            for phrase in found:
                assert phrase.meaning
                for saying in phrase.sayings:
                    assert saying.language != language
                    assert re.search("[а-яәіңғүұқөһ]", saying.text, re.I)
                    assert re.fullmatch(r"[a-z …,.?!:’-]+", saying.reading)


PROMISED = {
    "office": ["data-package", "minutes-and-texts", "monthly-fee", "check-balance"],
    "store": ["this-number", "units", "check-balance", "where-is-a-terminal"],
    "terminal": ["where-is-a-terminal", "help-at-a-terminal"],
    "friend": ["from-your-app"],
}


@pytest.mark.parametrize("channel", PROMISED)
def test_there_are_words_for_what_guides_promise(channel):
    rows = [row for row in phrases.read_phrases() if channel in row["channels"]]

    assert {*PROMISED[channel]} <= {row["slug"] for row in rows}


@pytest.mark.django_db
class TestPages(TestCase):
    @classmethod
    def setUpTestData(cls):
        call_command("load_content", verbosity=0)

    def test_a_guide_begins_with_what_helps_most(self):
        slugs = [guide.slug for guide in Guide.objects.published()]
        assert len(slugs) >= 14
        for language in LANGUAGES:
            for slug in slugs:
                response = self.client.get(f"/{language}/guides/{slug}/")
                [first] = fromstring(response.content).xpath(
                    "//main//h1/following-sibling::*[1]"
                )
                short = FILES_READ[f"guides/{slug}.toml"]["short"][language]
                assert first.get("class") == "short", (language, slug)
                assert first.text_content().strip().endswith(short), (language, slug)

    def test_links_lead_to_pages_that_exist(self):
        for language in LANGUAGES:
            targets = set()
            with translation.override(language):
                for text in texts(language):
                    html = fragment_fromstring(render(text.text), create_parent=True)
                    targets |= {*html.xpath("//a/@href")}
                self.check(targets)

    def check(self, targets):
        inside = {target for target in targets if target.startswith("/")}

        assert len(inside) > 20
        assert all(target.startswith("https://") for target in targets - inside)
        for target in inside:
            path, _, query = target.partition("#")[0].partition("?")
            if query:
                assert query.removeprefix("kind=") in Brand.Kind.values
            match = resolve(path)
            if match.url_name == "guide":
                assert Guide.objects.published().filter(**match.kwargs).exists(), target
            elif match.url_name == "operator":
                slug = match.kwargs["slug"]
                assert Operator.objects.filter(brand__slug=slug).exists(), target

    def test_every_guide_is_complete_in_every_language(self):
        for guide in Guide.objects.prefetch_related("steps"):
            assert guide.complete_languages() == LANGUAGES, guide.slug

    def test_steps_list_codes_that_some_operator_has(self):
        purposes = set(Operator.objects.values_list("codes__purpose", flat=True))
        listed = set(Guide.objects.values_list("steps__codes_for", flat=True))

        assert listed - {""} <= purposes
        assert listed - {""}
