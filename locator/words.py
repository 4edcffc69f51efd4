"""A place in words, the same in cards, popups and files of open data."""

from collections.abc import Iterable, Mapping

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from locator.models import Brand, Verdict


def place_in_words(
    town: str, address: str, kind: str, hours: str, operators: Mapping[str, list[Brand]]
) -> list[str]:
    """Return the lines of a place: where, which kind and when, and whom it tops up."""
    where = " · ".join(filter(None, [town, address]))
    kind = capfirst(str(Brand.Kind(kind).label))
    return [where, f"{kind} · {hours}", *top_ups_in_words(operators)]


def top_ups_in_words(operators: Mapping[str, list[Brand]]) -> list[str]:
    """Return a sentence for each degree of certainty that a place tops up somebody."""
    sentences = []
    if confirmed := operators.get(Verdict.CONFIRMED):
        sentences.append(_("Tops up: %(names)s") % named(confirmed))
    if said := operators.get(Verdict.SAID):
        sentences.append(_("Said to top up: %(names)s") % named(said))
    return sentences or [_("May top up: ask first")]


def named(brands: Iterable[Brand]) -> dict[str, str]:
    return {"names": " · ".join(brand.name for brand in brands)}
