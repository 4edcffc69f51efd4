"""The open data in words: what each column, property and parameter says."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class Meaning(NamedTuple):
    """A name of the open data, what it means, and an example."""

    name: str
    sentence: str
    example: str


COLUMNS = [
    Meaning("id", _("Number of the place. It never changes."), "123"),
    Meaning("brand", _("Brand, as our addresses name it."), "magnum"),
    Meaning("kind", _("operator (an office), store, terminal, bank or post."), "store"),
    Meaning("name", _("Name, as the source writes it."), "Магнум"),
    Meaning(
        "address",
        _("Address as signposted; empty if not known."),
        "проспект Абая, 10",
    ),
    Meaning(
        "settlement", _("City, town or village, as our addresses name it."), "almaty"
    ),
    Meaning("latitude", _("Degrees north, WGS 84."), "43.238"),
    Meaning("longitude", _("Degrees east, WGS 84."), "76.945"),
    Meaning(
        "opening_hours",
        _("Opening hours in OpenStreetMap’s syntax; empty if not known."),
        "Mo-Su 09:00-22:00",
    ),
    Meaning(
        "phone",
        _("Phone number, as the source writes it; empty if not known."),
        "+7 727 000 00 00",
    ),
    Meaning(
        "website", _("Page of the place; empty if not known."), "https://example.org/"
    ),
    Meaning(
        "status",
        _("Always the same: hidden and closed places are not in the files."),
        "published",
    ),
    Meaning(
        "source",
        _("Where the place comes from: osm (OpenStreetMap), staff or csv."),
        "osm",
    ),
    Meaning("source_id", _("Its id there; empty if it has none."), "node/1234567890"),
    Meaning(
        "seen_on",
        _("Day on which the source had it; empty if not known."),
        "2026-09-30",
    ),
    Meaning(
        "checked_on",
        _("Day on which a person checked it; empty if nobody has."),
        "2026-11-22",
    ),
]

# What the interface for programs says of a place: these columns, and more.
SHARED = [
    "id",
    "brand",
    "kind",
    "name",
    "address",
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
    Meaning("distance_m", _("Metres from “near”; only if that is given."), "450"),
]

# What the files understand, and the interface for programs too.
FILTERS = [
    Meaning("settlement", _("Only places in this city, town or village."), "almaty"),
    Meaning("brand", _("Only places of this brand."), "magnum"),
    Meaning("kind", _("Only places of this kind."), "store"),
    Meaning(
        "tops_up",
        _(
            "Not the places known not to top up this operator. Those of which it is "
            "not known are there."
        ),
        "kcell",
    ),
    Meaning(
        "holds",
        _(
            "Not the places known to refuse this: cash, foreign-card, kz-card or "
            "kaspi. Those of which it is not known are there."
        ),
        "cash",
    ),
    Meaning(
        "open",
        _(
            "Not the places known to be closed now. Those whose hours are not known, "
            "which are most, are there."
        ),
        "now",
    ),
]

# What only the interface for programs understands.
PARAMETERS = [
    Meaning(
        "bbox",
        _("Only places between these degrees: west, south, east, north."),
        "76.8,43.1,77.1,43.4",
    ),
    Meaning("id", _("Only the places with these ids, at most 20."), "12,15"),
    Meaning(
        "near",
        _(
            "The nearest places, the closest first: latitude, longitude. Only three "
            "decimals of each count."
        ),
        "43.238,76.945",
    ),
    Meaning(
        "limit",
        _("How many at most, up to 1000. If left out: 20 with “near”, else 1000."),
        "5",
    ),
    Meaning(
        "lang",
        _("Language: zh-hans, en, ru or kk. English if left out."),
        "kk",
    ),
]

# What the compact form has in its columns, one entry for each place.
COMPACT_COLUMNS = [
    Meaning("brand", _("Place in the table “brands”, counted from 0."), "0"),
    Meaning("settlement", _("Place in the table “settlements”, counted from 0."), "0"),
    Meaning("id", _("Number of the place. It never changes."), "123"),
    Meaning("latitude", _("Degrees north, times 100,000."), "4323800"),
    Meaning("longitude", _("Degrees east, times 100,000."), "7694500"),
    Meaning(
        "unsure",
        _(
            "1 if it is not known whether the place meets what is asked, else 0. "
            "Always asked: that it tops up an operator. With “open”, 1 are those whose "
            "hours are not known."
        ),
        "0",
    ),
]

COMPACT_TABLES = [
    Meaning(
        "brands",
        _("Brands of these places: as our addresses name them, name, kind, colour."),
        '[["magnum","Magnum","store","#e30079"]]',
    ),
    Meaning(
        "settlements",
        _("Their settlements: as our addresses name them, and name in the language."),
        '[["almaty","Almaty"]]',
    ),
    Meaning(
        "operators",
        _("All operators: as our addresses name them, and name."),
        '[["kcell","Kcell"]]',
    ),
]

# Parameters of the interface that the compact form understands besides the filters.
COMPACT_PARAMETERS = ["bbox", "lang"]
