from locator.models.addresses import Address
from locator.models.brands import (
    Brand,
    BrandQuerySet,
    TopUp,
    WayToPay,
    WayToPayQuerySet,
)
from locator.models.facts import LIKELY, SUREST_FIRST, Fact, Verdict
from locator.models.fields import (
    LatitudeField,
    Located,
    LongitudeField,
    inside_kazakhstan,
    web_address,
)
from locator.models.holidays import Holiday
from locator.models.landmarks import Landmark
from locator.models.places import Place, PlaceQuerySet
from locator.models.seeds import SeedRecord
from locator.models.settlements import Region, Settlement

__all__ = [
    "Address",
    "Brand",
    "BrandQuerySet",
    "TopUp",
    "WayToPay",
    "WayToPayQuerySet",
    "LIKELY",
    "SUREST_FIRST",
    "Fact",
    "Verdict",
    "LatitudeField",
    "Located",
    "LongitudeField",
    "inside_kazakhstan",
    "web_address",
    "Holiday",
    "Landmark",
    "Place",
    "PlaceQuerySet",
    "SeedRecord",
    "Region",
    "Settlement",
]
