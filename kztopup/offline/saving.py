"""What is saved of a town, in the active language, and how much that is to load."""

from math import ceil
from typing import NamedTuple
from urllib.parse import urlencode

from django.templatetags.static import static
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import get_language

from guides.models import Guide, Operator
from locator.geo.map_assets import map_assets
from locator.models import Settlement
from locator.visitor import Have

# What pages load only once somebody comes to a part of them.
ON_DEMAND = [
    "css/card.css",
    "js/card.js",
    "js/locator/map/ask_position.js",
    "js/locator/search_box.js",
    "js/number_lookup.js",
    "js/phone_number.js",
]
# What pages load at once.
OF_PAGES = ["css/site.css", "js/site.js", "js/locator/map.js", "js/offline.js"]

# On the wire: all files of pages and the map; a page, on average.
FILES_KB = 150
PAGE_KB = 6


class SavedTown(NamedTuple):
    """A settlement with places, to be saved in lists of so many a page."""

    settlement: Settlement
    place_count: int
    page_size: int

    @property
    def page_addresses(self) -> list[str]:
        town, slug = self.settlement.get_absolute_url(), self.settlement.slug
        list_pages = range(2, 1 + ceil(self.place_count / self.page_size))
        answer = reverse("guides:answer")
        said = [{"have": have, "settlement": slug} for have in Have.values]
        return [
            reverse("home"),
            reverse("guides:guides"),
            *(guide.get_absolute_url() for guide in Guide.objects.published()),
            reverse("guides:operators"),
            *(one.get_absolute_url() for one in Operator.objects.for_sheets()),
            reverse("guides:card"),
            answer,
            *(f"{answer}?{urlencode(params)}" for params in said),
            reverse("guides:ask"),
            reverse("about"),
            reverse("offline"),
            town,
            *(f"{town}?page={number}" for number in list_pages),
            *([self.pack] if self.pack else []),
        ]

    @property
    def pack(self) -> str:
        """The address of the town in one file, if this site makes such files."""
        address = f"/{get_language()}/pack/{self.settlement.slug}/"
        try:
            resolve(address)
        except Resolver404:
            return ""
        return address

    @property
    def addresses(self) -> list[str]:
        places = f"{reverse('places_columns')}?lang={get_language()}"
        files = dict.fromkeys([*files_of_pages(), *files_of_map()])
        return [*self.page_addresses, places, *files]

    @property
    def kilobytes(self) -> int:
        """About as many as are loaded, rounded to tens."""
        return round(FILES_KB + PAGE_KB * len(self.page_addresses), -1)


def files_on_demand() -> list[str]:
    return [static(name) for name in ON_DEMAND]


def files_of_pages() -> list[str]:
    return [*map(static, OF_PAGES), *files_on_demand()]


def files_of_map() -> list[str]:
    assets = map_assets().values()
    lists = ([one] if isinstance(one, str) else one for one in assets)
    return [address for addresses in lists for address in addresses]
