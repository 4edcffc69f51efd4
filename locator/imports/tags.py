"""The meaning of a row's tags: which brand it is of, and its place's fields."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from locator.hours.normalise import normalise_hours
from locator.hours.validation import validate_opening_hours
from locator.imports.rows import Reason
from locator.models import Brand, Place
from locator.models.fields import PHONES

# A chain's name on something of another kind is not a place of the chain: a car park
# called Магнум, a company's office called SMALL.
KINDS_OF_PLACE = [
    (Brand.Kind.OPERATOR, "office", {"telecommunication"}),
    (Brand.Kind.OPERATOR, "shop", {"mobile_phone", "mobile_phone_accessories"}),
    (
        Brand.Kind.STORE,
        "shop",
        {
            "supermarket",
            "convenience",
            "grocery",
            "general",
            "beverages",
            "alcohol",
            "wholesale",
        },
    ),
    (Brand.Kind.TERMINAL, "amenity", {"payment_terminal"}),
]

# Left out whatever their name is: a Kaspi parcel locker tops nothing up.
NEVER_A_PLACE = {
    ("amenity", "bank"): Reason.BANK,
    ("amenity", "atm"): Reason.ATM,
    ("amenity", "parcel_locker"): Reason.PARCEL_LOCKER,
    ("amenity", "post_office"): Reason.POST,
    ("amenity", "parking"): Reason.CAR_PARK,
    ("shop", "mall"): Reason.MALL,
}

OF_NO_BRAND = {
    Brand.Kind.STORE: Reason.OTHER_STORE,
    Brand.Kind.TERMINAL: Reason.OTHER_TERMINAL,
}


class BrandIndex(NamedTuple):
    """Brands by kind and Wikidata item, and by kind and normalised name."""

    by_wikidata: dict[tuple[str, str], Brand]
    by_name: dict[tuple[str, str], Brand]

    def find(self, tags: dict[str, str]) -> Brand | None:
        """Return the brand whose place the tags describe."""
        kinds = kinds_of_place(tags)
        wikidata = tags.get("brand:wikidata", "")
        found = [self.by_wikidata.get((kind, wikidata)) for kind in kinds]
        found += [
            self.by_name.get((kind, name))
            for name in normalised_names(tags)
            for kind in kinds
        ]
        return next((brand for brand in found if brand), None)

    def reason_without(self, tags: dict[str, str]) -> Reason:
        """Return why tags that are of no brand become no place."""
        for (key, value), reason in NEVER_A_PLACE.items():
            if value in values(tags, key):
                return reason
        known_names = {name for kind, name in self.by_name}
        if known_names.intersection(normalised_names(tags)):
            return Reason.LOOK_ALIKE
        if "telecommunication" in values(tags, "office"):
            return Reason.OTHER_TELECOM
        kinds = kinds_of_place(tags)
        if Brand.Kind.OPERATOR in kinds:
            return Reason.PHONE_SHOP
        return OF_NO_BRAND[kinds[0]] if kinds else Reason.OTHER


def index_brands(brands: Iterable[Brand]) -> BrandIndex:
    index = BrandIndex({}, {})
    for brand in brands:
        if brand.wikidata:
            index.by_wikidata.setdefault((brand.kind, brand.wikidata), brand)
        for name in [brand.name, *brand.aliases]:
            if normalise_name(name):
                index.by_name.setdefault((brand.kind, normalise_name(name)), brand)
    return index


def normalise_name(name: str) -> str:
    """
    Return what two spellings of one name share: “Kassa-24” is “KASSA 24”.

    Only whole names are compared, so that “MAGNUMs” is not Magnum.
    """
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", name).casefold())


def normalised_names(tags: dict[str, str]) -> Iterator[str]:
    """
    Yield the names, what stands over the door before the name of a company.

    Names in other languages count: a Галмарт may be mapped as “Керуен” with its own
    name in `name:kk` only.
    """
    in_languages = sorted(key for key in tags if key.startswith("name:"))
    for key in ["brand", "name", *in_languages, "operator"]:
        if key in tags:
            yield normalise_name(tags[key])


def kinds_of_place(tags: dict[str, str]) -> list[Brand.Kind]:
    return [kind for kind, key, fit in KINDS_OF_PLACE if fit & values(tags, key)]


def values(tags: dict[str, str], key: str) -> set[str]:
    """Return a tag's values: OpenStreetMap writes several with semicolons."""
    return {value.strip() for value in tags.get(key, "").split(";")}


def address(tags: dict[str, str]) -> str:
    """Return street and house number as signposted; a number alone says nothing."""
    street, house = street_and_house(tags)
    return ", ".join([street, house]) if street and house else street


def street_and_house(tags: dict[str, str]) -> tuple[str, str]:
    return tags.get("addr:street", ""), tags.get("addr:housenumber", "")


def is_usable(field: str, text: str) -> bool:
    """Whether the place's field can hold the text."""
    try:
        if field == "opening_hours":
            validate_opening_hours(text)
        if field == "website":
            URLValidator(schemes=["http", "https"])(text)
    except ValidationError:
        return False
    if field == "phone" and not PHONES.fullmatch(text):
        return False
    return len(text) <= Place._meta.get_field(field).max_length


def place_fields(
    tags: dict[str, str], brand: Brand
) -> tuple[dict[str, str], list[str]]:
    """
    Return a place's own fields, and those whose text could not be used.

    Such a field is left empty, which means “not known”.
    """
    fields = {
        "brand": brand.slug,
        "name": tags.get("name") or brand.name,
        "address": address(tags),
        "opening_hours": normalise_hours(tags.get("opening_hours", "")),
        "phone": tags.get("phone") or tags.get("contact:phone", ""),
        "website": tags.get("website") or tags.get("contact:website", ""),
    }
    unusable = [
        field
        for field in ["address", "opening_hours", "phone", "website"]
        if fields[field] and not is_usable(field, fields[field])
    ]
    return fields | dict.fromkeys(unusable, ""), unusable
