"""Extracts of OpenStreetMap, as Overpass answers them."""

import io
import json

from locator.imports.overpass import read_overpass
from locator.imports.plan import apply_plan, plan_import

METRE = 1 / 111_195  # of latitude, in degrees


def element(number=1, kind="node", metres=0, **tags):
    """One object of Overpass, so many metres north of the middle of Almaty."""
    position = {"lat": 43.238 + metres * METRE, "lon": 76.945}
    point = position if kind == "node" else {"center": position}
    tags = {"name": "Magnum", "shop": "supermarket"} | tags
    tags = {key.replace("__", ":"): value for key, value in tags.items() if value}
    return {"type": kind, "id": number, "tags": tags} | point


def tele2(number=1, **fields):
    fields = {"name": "Tele2", "shop": None, "office": "telecommunication"} | fields
    return element(number, **fields)


def overpass(*elements, day="2026-09-22"):
    stamp = {"timestamp_osm_base": f"{day}T08:45:51Z"}
    return {"version": 0.6, "osm3s": stamp, "elements": list(elements)}


def plan_of(*elements, day="2026-09-22"):
    document = json.dumps(overpass(*elements, day=day)).encode()
    return plan_import(read_overpass(io.BytesIO(document)))


def import_places(*elements, day="2026-09-22"):
    plan = plan_of(*elements, day=day)
    apply_plan(plan)
    return plan


def reasons(plan):
    return [reason for _, _, reason in plan.left_out]
