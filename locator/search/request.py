"""From a search form to a parsed query and filters, for the list and the exports."""

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
    Return the form's query and filters; what cannot be asked becomes its error.

    A form with errors gives its valid choices only.
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
