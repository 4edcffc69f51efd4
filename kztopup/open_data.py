"""The open data in words, for the page about it: what the code itself does not say."""

from typing import NamedTuple

from django.forms import Form
from django.utils.translation import gettext_lazy as _

from locator.open_data.forms import ColumnsForm, LanguageForm, PlacesForm
from locator.open_data.records import COLUMNS as RECORDED
from locator.search.forms import PlaceFilterForm


class Meaning(NamedTuple):
    """A name of the open data, what it means, and an example."""

    name: str
    sentence: str
    example: str


# An example of each parameter; the forms say what it means.
EXAMPLES = {
    "settlement": "almaty",
    "tops_up": "kcell",
    "kind": "store",
    "open": "now",
    "holds": "cash",
    "brand": "magnum",
    "lang": "kk",
    "bbox": "76.8,43.1,77.1,43.4",
    "id": "12,15",
    "near": "43.238,76.945",
    "limit": "5",
}


def parameters(form: type[Form], besides: type[Form] = Form) -> list[Meaning]:
    """Return what the form understands that another one does not."""
    return [
        Meaning(name, field.help_text, EXAMPLES[name])
        for name, field in form.base_fields.items()
        if name not in besides.base_fields
    ]


COLUMNS = [
    Meaning(name, column.meaning, column.example) for name, column in RECORDED.items()
]
FILTERS = parameters(PlaceFilterForm)
FILE_PARAMETERS = parameters(LanguageForm)
PARAMETERS = parameters(PlacesForm, besides=PlaceFilterForm)
COMPACT_PARAMETERS = [name for name, *_more in parameters(ColumnsForm, PlaceFilterForm)]

# What the interface for programs says of a place: these columns, and more.
SHARED = [
    "id",
    "brand",
    "kind",
    "name",
    "address",
    "near",
    "settlement",
    "opening_hours",
    "checked_on",
]

PROPERTIES = [
    Meaning("open", _("Whether it is open now; null if not known."), "true"),
    Meaning("tops_up", _("Operators confirmed to be topped up here."), '["kcell"]'),
    Meaning(
        "said_to_top_up",
        _("Operators said, but not confirmed, to be topped up here."),
        '["tele2", "altel"]',
    ),
    Meaning(
        "url",
        _("Page of the place on this site."),
        "https://example.org/en/places/almaty/123/",
    ),
    Meaning(
        "lines",
        _("A few lines about the place, in the language asked for; only with “id”."),
        '["Almaty", "Store · open until 22:00", "Said to top up: Kcell"]',
    ),
    Meaning(
        "links",
        _("Ways there in other maps, with their names; only with “id”."),
        '[{"words": "2GIS", "title": "…", "url": "https://2gis.kz/…", '
        '"is_for_phones": false}]',
    ),
    Meaning("distance_m", _("Metres from “near”; only if that is given."), "450"),
]

# What the compact form has in its columns, one entry for each place.
COMPACT_COLUMNS = [
    Meaning(
        "brand", _("Index of its brand in the table “brands”; the first is 0."), "0"
    ),
    Meaning(
        "settlement",
        _("Index of its settlement in the table “settlements”; the first is 0."),
        "0",
    ),
    Meaning("id", _("Number of the place. It never changes."), "123"),
    Meaning("latitude", _("Degrees north, times 100,000."), "4323800"),
    Meaning("longitude", _("Degrees east, times 100,000."), "7694500"),
    Meaning(
        "unsure",
        _(
            "1 if it is not known whether the place meets the request, else 0. The "
            "request always includes topping up an operator; with “open”, places whose "
            "hours are not known also get 1."
        ),
        "0",
    ),
]

COMPACT_TABLES = [
    Meaning(
        "brands",
        _("Brands of these places: as in our web addresses, name, kind, colour."),
        '[["magnum","Magnum","store","#e30079"]]',
    ),
    Meaning(
        "settlements",
        _("Their settlements: as in our web addresses, and name in the language."),
        '[["almaty","Almaty"]]',
    ),
    Meaning(
        "operators",
        _("All operators: as in our web addresses, and name."),
        '[["kcell","Kcell"]]',
    ),
]
