"""What was searched for, in words."""

from collections.abc import Iterator

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from locator.geo.geodesy import Position
from locator.geo.map_searches import map_searches
from locator.models import Brand
from locator.search.filters import Filters
from locator.search.forms import HOLDINGS, in_km
from locator.search.query import ParsedQuery, QueryKind
from locator.search.text import NO_PHONE_NUMBER
from locator.words import rounded, untranslated

register = template.Library()


@register.simple_tag
def asked_in_words(filters: Filters, query: ParsedQuery | None = None) -> str:
    """Return what was asked, as HTML, or "" where nothing was."""
    parts = [*what(filters), *where(filters, query)]
    return format_html_join(" · ", "{}", ((part,) for part in parts))


@register.simple_tag
def no_phone_number():
    """Return attributes that let a field take no phone number, without scripts too."""
    return format_html(
        'pattern="{}" title="{}"',
        NO_PHONE_NUMBER,
        _("A phone number is sent to nobody. Here goes a place."),
    )


@register.simple_tag
def searches_for(query: ParsedQuery):
    """Return searches in other maps for words that say nothing to us, as pairs."""
    if query.kind != QueryKind.NOTHING:
        return []
    return [(query.text, map_searches(query.text))]


@register.simple_tag
def words_for(query: ParsedQuery, point) -> str:
    """Return words that ask for the same near one of the points to choose from."""
    what = query.wanted.kind, query.brand and query.brand.name
    return " ".join([*filter(None, what), f"{point.name}, {point.settlement.name}"])


def what(filters: Filters) -> Iterator[str]:
    """Yield which places were asked for; names are in no browser's dictionary."""
    if filters.operator:
        yield untranslated(filters.operator.name)
    if filters.holds:
        yield dict(HOLDINGS)[filters.holds]
    if filters.kind:
        yield capfirst(str(Brand.Kind(filters.kind).label))
    if filters.brand:
        yield untranslated(filters.brand.name)
    if filters.is_open:
        yield _("open now")


def where(filters: Filters, query: ParsedQuery | None) -> Iterator[str]:
    """Yield the words of the box, the town, the point and the distance."""
    if query and query.kind not in (QueryKind.EMPTY, QueryKind.POSITION):
        yield _("“%(text)s”") % {"text": query.text}
    town = filters.settlement or filters.centre
    if town and not (query and query.settlement):
        yield town.name
    if filters.bbox:
        yield _("on this part of the map")
    start = filters.own_position if filters.bbox else filters.position
    is_named = filters.centre or (query and query.point)
    if start and not is_named:
        yield near(start)
    if filters.radius_km and not filters.is_cut:
        yield in_km(filters.radius_km)


def near(position: Position) -> str:
    return _("near %(latitude)s, %(longitude)s") % {
        "latitude": rounded(position.latitude),
        "longitude": rounded(position.longitude),
    }
