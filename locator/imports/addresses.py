"""The addresses of an extract: of whatever is in it, also of what is no place."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from locator.imports.catchment import Catchment
from locator.imports.rows import Row
from locator.imports.tags import street_and_house
from locator.models import Address


class House(NamedTuple):
    """A house with a number, and the slug of its settlement."""

    source_id: str
    settlement: str
    street: str
    house_number: str
    latitude: float
    longitude: float


def houses(rows: Iterable[Row], catchment: Catchment) -> Iterator[House]:
    """Yield the houses that the fields of an address can hold."""
    for row in rows:
        street, number = street_and_house(row.tags)
        if (
            street
            and number
            and fits("street", street)
            and fits("house_number", number)
        ):
            settlement = catchment.settlement_of(row.position).slug
            yield House(row.source_id, settlement, street, number, *row.position)


def fits(field: str, text: str) -> bool:
    return len(text) <= Address._meta.get_field(field).max_length


def save_houses(
    found: Iterable[House], area: Iterable[str], settlements: dict[str, int]
) -> None:
    """Replace the houses of the settlements of an area, given the settlements’ keys."""
    found = list(found)
    keys = [settlements[slug] for slug in area if slug in settlements]
    Address.objects.filter(settlement__in=keys).delete()
    # One that has moved to another town is not there twice.
    Address.objects.filter(source_id__in=[house.source_id for house in found]).delete()
    Address.objects.bulk_create(
        (
            Address(settlement_id=settlements[settlement], **fields)
            for settlement, fields in map(in_settlement, found)
        ),
        batch_size=500,
    )


def in_settlement(house: House) -> tuple[str, dict]:
    fields = house._asdict()
    return fields.pop("settlement"), fields
