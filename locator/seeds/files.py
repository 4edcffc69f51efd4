"""The shipped regions, settlements, landmarks, holidays and brands: `locator/data`."""

from pathlib import Path

from locator.models import (
    Brand,
    Holiday,
    Landmark,
    Region,
    Settlement,
    TopUp,
    WayToPay,
)
from locator.seeds.read import SeedFiles
from locator.seeds.schema import Schema, register

FOLDER = Path(__file__).resolve().parent.parent / "data"

FACT = ("verdict", "source_url", "checked_on")

REGION = register(Schema(Region, key="code", texts=("name",)))

SETTLEMENT = register(
    Schema(
        Settlement,
        key="slug",
        fields=("other_names", "latitude", "longitude", "population"),
        texts=("name",),
        references={"region": "code"},
    )
)

LANDMARK = register(
    Schema(
        Landmark,
        key="slug",
        fields=("kind", "aliases", "latitude", "longitude", "accuracy_m", "source"),
        texts=("name",),
        references={"settlement": "slug"},
    )
)

HOLIDAY = register(Schema(Holiday, key="day", fields=("source_url",), texts=("name",)))

TOP_UP = Schema(
    TopUp,
    parent="brand",
    label=("operator",),
    fields=FACT,
    references={"operator": "slug"},
)

WAY_TO_PAY = Schema(
    WayToPay,
    parent="brand",
    label=("channel", "holds"),
    fields=("channel", "holds", *FACT),
    texts=("fee", "note"),
)

BRAND = register(
    Schema(
        Brand,
        key="slug",
        fields=(
            "name",
            "kind",
            "colour",
            "website",
            "wikidata",
            "aliases",
            "usual_hours",
            "usual_hours_source_url",
            "usual_hours_checked_on",
        ),
        texts=("note",),
        children={"tops_up": TOP_UP, "ways_to_pay": WAY_TO_PAY},
    )
)


def read(files: SeedFiles, folder: Path = FOLDER) -> None:
    """Read a folder like `locator/data`."""
    files.read_csv(folder / "regions.csv", REGION)
    files.read_csv(folder / "settlements.csv", SETTLEMENT)
    files.read_csv(folder / "landmarks.csv", LANDMARK)
    files.read_csv(folder / "holidays.csv", HOLIDAY)
    files.read_folder(folder / "brands", BRAND)
