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


def save_houses(found: Iterable[House], settlements: dict[str, int]) -> None:
    """Write the houses, given the settlements' keys; one that is known is renewed."""
    Address.objects.bulk_create(
        (
            Address(
                source_id=house.source_id,
                settlement_id=settlements[house.settlement],
                street=house.street,
                house_number=house.house_number,
                latitude=house.latitude,
                longitude=house.longitude,
            )
            for house in found
        ),
        batch_size=500,
        update_conflicts=True,
        unique_fields=["source_id"],
        update_fields=[
            "settlement",
            "street",
            "house_number",
            "latitude",
            "longitude",
        ],
    )
