"""What a form asks for as a whole: its words, and its filters."""

from typing import NamedTuple

from django.core.exceptions import ValidationError

from locator.search.filters import Filters, filters_of
from locator.search.forms import PlaceSearchForm
from locator.search.parser import parse_query
from locator.search.query import ParsedQuery, QueryKind


class SearchRequest(NamedTuple):
    query: ParsedQuery
    filters: Filters


def read_search(form: PlaceSearchForm) -> SearchRequest:
    """
    Return what the form asks for; what cannot be asked becomes an error of the form.

    Of a form with errors only the choices that can be read.
    """
    if form.is_valid():
        query = parse_query(form.cleaned_data["q"])
        chosen = form.cleaned_data["settlement"]
        if chosen and query.kind == QueryKind.SETTLEMENT:
            query = query.or_in(chosen)
        try:
            return SearchRequest(query, filters_of(form.cleaned_data, query))
        except ValidationError as error:
            form.add_error(None, error)
    choices = {
        name: form.cleaned_data.get(name) for name in ("settlement", "brand", "kind")
    }
    return SearchRequest(ParsedQuery(QueryKind.EMPTY), Filters(**choices))
