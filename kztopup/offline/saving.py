"""What is saved of a town, in the active language, and how much that is to load."""

from math import ceil
from typing import NamedTuple
from urllib.parse import urlencode

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language

from guides.models import Guide, Operator
from guides.pack.places import pack_kilobytes
from locator.geo.map_assets import map_assets
from locator.models import Settlement
from locator.published import PlaceColumns
from locator.visitor import Have

# What pages load only once somebody comes to a part of them.
ON_DEMAND = [
    "css/card.css",
    "js/card.js",
    "js/locator/map/ask_position.js",
    "js/locator/search_box.js",
    "js/number_lookup.js",
    "js/phone_number.js",
    "js/privacy.js",
    "js/questions.js",
]
# What pages load at once.
OF_PAGES = ["css/site.css", "js/site.js", "js/locator/map.js", "js/offline.js"]

# On the wire: all files of pages and the map; a page; a page of a long list.
FILES_KB = 122
PAGE_KB = 6
LIST_PAGE_KB = 10


class SavedTown(NamedTuple):
    """A settlement with places, to be saved in lists of so many a page."""

    settlement: Settlement
    place_count: int
    page_size: int
    # Of pages that are saved with every town.
    common: list[str]

    @property
    def pages(self) -> list[str]:
        """The addresses of all pages that are saved."""
        town, slug = self.settlement.get_absolute_url(), self.settlement.slug
        said = [{"have": have, "settlement": slug} for have in Have.values]
        return [
            *self.common,
            *(f"{reverse('guides:answer')}?{urlencode(params)}" for params in said),
            town,
            *(f"{town}?page={number}" for number in self.later_list_pages),
            self.pack,
        ]

    @property
    def pack(self) -> str:
        """The address of the town in one file."""
        return reverse("guides:pack", args=[self.settlement.slug])

    @property
    def later_list_pages(self) -> range:
        return range(2, 1 + ceil(self.place_count / self.page_size))

    @property
    def kilobytes(self) -> int:
        """About as many as are loaded, rounded to tens."""
        later = len(self.later_list_pages)
        others = len(self.pages) - later - 1
        pages = PAGE_KB * others + LIST_PAGE_KB * later
        return round(FILES_KB + pages + self.pack_kilobytes, -1)

    @property
    def pack_kilobytes(self) -> int:
        return pack_kilobytes(self.place_count)


def towns_to_save(places: PlaceColumns, page_size: int) -> list[SavedTown]:
    """Return the towns with places, the largest first."""
    common = pages_of_every_town()
    return [
        SavedTown(settlement, count, page_size, common)
        for settlement, count in places.settlements_with()
    ]


def pages_of_every_town() -> list[str]:
    guides = Guide.objects.published()
    operators = Operator.objects.select_related("brand")
    return [
        reverse("home"),
        reverse("guides:guides"),
        *(guide.get_absolute_url() for guide in guides),
        reverse("guides:operators"),
        *(operator.get_absolute_url() for operator in operators),
        reverse("guides:card"),
        reverse("guides:answer"),
        reverse("guides:ask"),
        reverse("about"),
        reverse("offline"),
    ]


def data_of_map() -> str:
    """Return the address of all places, of which a map asks for a part."""
    return f"{reverse('places_columns')}?lang={get_language()}"


def files_on_demand() -> list[str]:
    return [static(name) for name in ON_DEMAND]


def files_of_pages() -> list[str]:
    return [*map(static, OF_PAGES), *files_on_demand()]


def files_of_map() -> list[str]:
    assets = map_assets().values()
    lists = ([one] if isinstance(one, str) else one for one in assets)
    return [address for addresses in lists for address in addresses]
