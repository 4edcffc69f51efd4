"""The shipped regions, settlements, brands and holidays: `locator/data`."""

from pathlib import Path

from locator.models import Brand, Holiday, Region, Settlement, TopUp, WayToPay
from locator.seeds.merge import merge, read_csv, read_toml_folder
from locator.seeds.save import Report
from locator.seeds.schema import Schema

FOLDER = Path(__file__).resolve().parent.parent / "data"

FACT = ("verdict", "source_url", "checked_on")

REGION = Schema("region", Region, key="code", texts=("name",))

SETTLEMENT = Schema(
    "settlement",
    Settlement,
    key="slug",
    fields=("other_names", "latitude", "longitude", "population"),
    texts=("name",),
    references={"region": "code"},
)

HOLIDAY = Schema("holiday", Holiday, key="day", fields=("source_url",), texts=("name",))

TOP_UP = Schema(
    "top-up",
    TopUp,
    label=("operator",),
    fields=FACT,
    references={"operator": "slug"},
)

WAY_TO_PAY = Schema(
    "way to pay",
    WayToPay,
    label=("channel", "holds"),
    fields=("channel", "holds", *FACT),
    texts=("fee", "note"),
)

BRAND = Schema(
    "brand",
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
    children={
        "tops_up": ("top_ups", TOP_UP),
        "ways_to_pay": ("ways_to_pay", WAY_TO_PAY),
    },
)


def load(folder: Path, report: Report) -> None:
    """Merge the files of a folder like `locator/data` into the database."""
    merge(REGION, read_csv(folder / "regions.csv", REGION, report), report)
    merge(SETTLEMENT, read_csv(folder / "settlements.csv", SETTLEMENT, report), report)
    merge(HOLIDAY, read_csv(folder / "holidays.csv", HOLIDAY, report), report)
    merge(BRAND, read_toml_folder(folder / "brands", BRAND, report), report)
