"""
Search in the admin's lists, which folds words as the visitors' search does.

All rows are read once, whatever is asked for: their texts as they sound, and the names
of the rows that they belong to.
"""

import re
from collections import defaultdict
from functools import cache

from django.utils.translation import gettext_lazy as _

from kztopup.lib.admin.translation import in_all_languages
from locator.search.text import is_number, is_same_word, words

NAMES = in_all_languages("name")
SETTLEMENT_TEXTS = [*NAMES, "slug", "other_names"]
LANDMARK_TEXTS = [*NAMES, "slug", "aliases"]
BRAND_TEXTS = ["name", "slug", "aliases"]
SEARCH_HELP = _("Any part of a name, in any language, script and case.")

# A search of more words would be a pasted page.
MOST_WORDS = 10

# Digits, with what people write between them; fewer are of a house.
PHONE = re.compile(r"\+?(?:[\s().-]*\d){5,}\s*")
# Without +7 or 8.
NATIONAL_DIGITS = 10


class FoldedSearch:
    """
    Find the rows with every word of a search somewhere in their `search_fields`.

    Each word may also name a row that this one belongs to: `search_related` maps a
    foreign key to its model's fields. A phone is found by its digits, in any form.
    """

    search_related = {}
    search_phones = []

    def get_search_results(self, request, queryset, search_term):
        if search_term.strip():
            queryset = queryset.filter(pk__in=self.keys_of(search_term))
        return queryset, False

    def keys_of(self, search_term):
        """Return the keys of all rows that meet the search."""
        known = words_by_key(self.model, self.search_fields)
        if self.search_related:
            self.add_related(known)
        keys = with_words(known, words(search_term)[:MOST_WORDS])
        if self.search_phones and PHONE.fullmatch(search_term):
            keys |= with_digits(self.model, self.search_phones, search_term)
        return keys

    def add_related(self, known):
        names = list(self.search_related)
        related = [
            words_by_key(self.model._meta.get_field(name).related_model, fields)
            for name, fields in self.search_related.items()
        ]
        for key, *owners in self.model.objects.order_by().values_list("pk", *names):
            for owner, words_of_owner in zip(owners, related, strict=True):
                known[key] |= words_of_owner[owner]


def words_by_key(model, fields) -> dict[int, set[str]]:
    """Return the words of each row; a field may hold a list, or be of rows under it."""
    fold = cache(words)  # names repeat
    known = defaultdict(set)
    for key, *values in model.objects.order_by().values_list("pk", *fields):
        for value in values:
            for text in value if isinstance(value, list) else [value]:
                known[key].update(fold(str(text or "")))
    return known


def with_words(known, typed) -> set[int]:
    """Return the keys of those that have all the words, one at least."""
    all_words = set().union(*known.values())
    meanings = [{word for word in all_words if is_met(one, word)} for one in typed]
    return {
        key
        for key, words_of_row in known.items()
        if meanings and all(words_of_row & meaning for meaning in meanings)
    }


def is_met(typed, known):
    """Whether a typed word is part of a known one; a number is so of words only."""
    if is_number(typed) and is_number(known):
        return is_same_word(typed, known)
    return typed in known or is_same_word(typed, known)


def with_digits(model, fields, phone) -> set[int]:
    """Return the keys of the rows that have the digits in one of these fields."""
    digits = re.sub(r"\D", "", phone)[-NATIONAL_DIGITS:]
    return {
        key
        for key, *values in model.objects.order_by().values_list("pk", *fields)
        if any(digits in re.sub(r"\D", "", value) for value in values)
    }
