"""What people type, on the shipped data: `searches.tsv` says what each means."""

import csv
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import TestCase
from django.utils import translation

from locator.search.addresses import addresses
from locator.search.parser import parse_query
from locator.search.query import QueryKind

FILE = Path(__file__).with_name("searches.tsv")
MOST_NAMED = 3


def searches():
    with FILE.open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def meaning(query):
    """In a line: what a query was understood as; ~ stands before what is not exact."""
    wanted = query.wanted
    parts = [query.kind.value]
    if query.position:
        parts.append(f"{query.position.latitude:.3f} {query.position.longitude:.3f}")
    parts += [f"{one.name} ({one.settlement})" for one in query.points[:MOST_NAMED]]
    parts += [str(town) for town in query.settlements[:MOST_NAMED]]
    if query.brand:
        parts.append(query.brand.name)
    if wanted and wanted.kind:
        parts.append(wanted.kind)
    if wanted and wanted.places:
        parts.append(f"{len(wanted.places)} places")
    if query.is_near_me:
        parts.append("near me")
    return ("" if query.is_exact else "~") + "; ".join(parts)


class TestShippedSearches(TestCase):
    @classmethod
    def setUpTestData(cls):
        call_command("load_content", verbosity=0)
        call_command("import_places", "locator/data/osm-2026-09.json", verbosity=0)

    def test_mean_what_the_table_says(self):
        for text, expected in searches():
            with self.subTest(text):
                assert meaning(parse_query(text)) == expected

    def test_words_in_any_order_mean_the_same(self):
        for first, second in [
            ("Абая 46", "Алматы"),
            ("Mega", "Astana"),
            ("Kcell", "Almaty"),
            ("metro Abay", "Almaty"),
        ]:
            one, other = (
                parse_query(f"{first} {second}"),
                parse_query(f"{second} {first}"),
            )
            assert meaning(one) == meaning(other)

    def test_a_known_address_is_found_as_every_language_shows_it(self):
        for language in ("en", "zh-hans", "ru", "kk"):
            with translation.override(language):
                for known in addresses().rows:
                    text = f"{known.name}, {known.settlement.name}"
                    query = parse_query(text)
                    assert query.kind == QueryKind.POINT, (language, text, query)
                    assert query.point.settlement == known.settlement


@pytest.mark.django_db
def test_an_empty_site_understands_nothing_and_breaks_at_nothing():
    for text, _expected in searches():
        assert isinstance(parse_query(text).message, str)
