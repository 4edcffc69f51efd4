"""
Search in the admin, in any script and any case.

SQLite's LIKE folds the case of ASCII letters only, and keeps JSON's Cyrillic as
`\\u0410`; Django's own search would not find "алматы".
"""

import re

from django.db.models import Q

# A search of more words would be a pasted page.
MOST_WORDS = 10


def words_of(search_term: str) -> list[str]:
    # PostgreSQL refuses NUL in a text.
    return search_term.replace("\0", " ").casefold().split()[:MOST_WORDS]


def containing(queryset, fields, words):
    """
    Return the keys of the rows with every word somewhere in the fields.

    For tables of some hundred rows, which are read whole. A field may hold a list.
    """
    keys = []
    for key, *values in queryset.order_by().values_list("pk", *fields):
        text = "\n".join(
            "\n".join(map(str, value)) if isinstance(value, list) else value or ""
            for value in values
        ).casefold()
        if all(word in text for word in words):
            keys.append(key)
    return keys


class SmallTableSearch:
    """Search the texts and lists of `search_fields` in a table of some hundred rows."""

    def get_search_results(self, request, queryset, search_term):
        words = words_of(search_term)
        if words:
            keys = containing(self.model.objects.all(), self.search_fields, words)
            queryset = queryset.filter(pk__in=keys)
        return queryset, False


class CaseBlindSearch:
    """
    Search `search_fields` of a large table without regard to case.

    Each word may also name a row that this one belongs to: `search_related` maps a
    foreign key to its model's fields.
    """

    search_related = {}

    def get_search_results(self, request, queryset, search_term):
        for word in words_of(search_term):
            is_met = Q()
            for field in self.search_fields:
                is_met |= Q(**{f"{field}__iregex": re.escape(word)})
            for name, fields in self.search_related.items():
                related = self.model._meta.get_field(name).related_model
                keys = containing(related.objects.all(), fields, [word])
                is_met |= Q(**{f"{name}__in": keys})
            queryset = queryset.filter(is_met)
        return queryset, False
