"""
The changes that a file makes: `plan_import(extract)`, then `apply_plan(plan)`.

A reader of its format comes before (`locator.imports.overpass`). Reading knows no
database, planning writes nothing, applying decides nothing. A plan is plain values
that JSON can hold (brands and settlements by slug), so that it can be shown, kept and
replayed; replaying it changes nothing more.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import translation

from locator.hours.doubts import doubts, is_never_open
from locator.imports.addresses import House, houses, save_houses
from locator.imports.catchment import Catchment
from locator.imports.duplicates import Merged, Shop, merge_duplicates, successors
from locator.imports.near_streets import near_street
from locator.imports.rows import Extract, LeftOut, Reason, Row
from locator.imports.tags import BrandIndex, index_brands, place_fields
from locator.models import Brand, Place, Settlement

POSITION = ["latitude", "longitude"]
OWN_FIELDS = ["name", "address", "near", "opening_hours", "phone", "website"]


class NothingToImportInto(Exception):
    """Brands or settlements are missing; the message says what to do."""


class ChangeKind(StrEnum):
    """The kinds of changes to a place. What is gone or in conflict is only reported."""

    NEW = "new"
    EDITED = "edited"
    MOVED = "moved"
    GONE = "gone"
    CONFLICT = "conflict"


class Change(NamedTuple):
    """
    One change of one place: the fields it concerns, before and after.

    `place` is the primary key, None for a new one. After a conflict is what the file
    says and nothing writes.
    """

    kind: ChangeKind
    source_id: str
    name: str
    place: int | None
    before: dict[str, Any]
    after: dict[str, Any]


class DoubtfulHours(NamedTuple):
    """Opening hours that hardly anybody means: imported, and shown to staff."""

    source_id: str
    text: str


class Unusable(NamedTuple):
    """A tag whose text no field can hold: the field is left empty."""

    source_id: str
    field: str


@dataclass
class Plan:
    """The changes that an extract would make, and what of it becomes no place."""

    source: str
    day: date | None
    changes: list[Change] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    unusable: list[Unusable] = field(default_factory=list)
    doubtful_hours: list[DoubtfulHours] = field(default_factory=list)
    # Places that the extract shows again: their `seen_on` becomes its day.
    seen: list[int] = field(default_factory=list)
    places_by_brand: Counter[str] = field(default_factory=Counter)
    # Of everything in the extract, where visitors may start from; and the settlements,
    # by slug, whose known houses these replace.
    houses: list[House] = field(default_factory=list)
    area: list[str] = field(default_factory=list)

    def of_kind(self, kind: ChangeKind) -> list[Change]:
        return [change for change in self.changes if change.kind == kind]


def plan_import(extract: Extract) -> Plan:
    """
    Compare the extract with the places of its source, and write nothing.

    Raise NothingToImportInto while there are no brands or settlements.
    """
    brands = index_brands(Brand.objects.order_by("slug"))
    catchment = Catchment(Settlement.objects.order_by("-population", "pk"))
    if not brands.by_name or not catchment.settlements:
        raise NothingToImportInto(
            "There are no brands or no settlements yet: run load_content first."
        )
    plan = Plan(extract.source, extract.day, left_out=list(extract.left_out))
    known = places_by_source_id(extract.source)
    shops, plan.merged = merge_duplicates(
        identify_brands(extract.rows, brands, plan), set(known)
    )
    plan.places_by_brand.update(shop.fields["brand"] for shop in shops)
    places = match(shops, known)
    for shop in shops:
        compare(shop, places.pop(shop.source_id, None), catchment, plan)
    area = {catchment.settlement_of(row.position) for row in extract.rows}
    keys = {settlement.pk for settlement in area}
    plan.changes += gone(places.values(), keys, extract.day)
    if not is_older(extract, keys):
        plan.houses += houses(extract.rows, catchment)
        plan.area += sorted(settlement.slug for settlement in area)
    return plan


def is_older(extract: Extract, area: set[int]) -> bool:
    """Whether places of the area have been seen in a newer extract."""
    places = Place.objects.filter(source=extract.source, settlement__in=area)
    newest = places.aggregate(newest=Max("seen_on"))["newest"]
    return bool(extract.day and newest and extract.day < newest)


def places_by_source_id(source: str) -> dict[str, Place]:
    places = Place.objects.filter(source=source, source_id__isnull=False)
    places = places.select_related("brand", "settlement").order_by("pk")
    return {place.source_id: place for place in places}


def identify_brands(
    rows: Iterable[Row], brands: BrandIndex, plan: Plan
) -> Iterator[Shop]:
    """Yield the rows that are a brand's place; note the others in the plan."""
    for row in rows:
        brand = brands.find(row.tags)
        if brand is None:
            name = row.tags.get("name", "")
            reason = brands.reason_without(row.tags)
            plan.left_out.append(LeftOut(row.source_id, name, reason))
            continue
        fields, unusable = place_fields(row.tags, brand)
        hours = fields["opening_hours"]
        if hours and is_never_open(hours):
            closed = LeftOut(row.source_id, fields["name"], Reason.CLOSED)
            plan.left_out.append(closed)
            continue
        if hours and doubts(hours):
            plan.doubtful_hours.append(DoubtfulHours(row.source_id, hours))
        plan.unusable += [Unusable(row.source_id, name) for name in unusable]
        yield Shop(row.source_id, row.position, fields)


def match(shops: list[Shop], known: dict[str, Place]) -> dict[str, Place]:
    """Return every known place by the id it has in the file, or by its old one."""
    in_file = {shop.source_id for shop in shops}
    unknown = [shop for shop in shops if shop.source_id not in known]
    vanished = [
        Shop(source_id, place.position, {"brand": place.brand.slug})
        for source_id, place in known.items()
        if source_id not in in_file
    ]
    new_ids = successors(unknown, vanished)
    return {
        new_ids.get(source_id, source_id): place for source_id, place in known.items()
    }


def compare(shop: Shop, place: Place | None, catchment: Catchment, plan: Plan) -> None:
    """Note in the plan what the shop changes of its place."""
    wanted = {"source_id": shop.source_id, **shop.fields, **shop.position._asdict()}
    if place is None:
        wanted["near"] = near_street(shop.source_id, shop.position, None)
        wanted["settlement"] = catchment.settlement_of(shop.position).slug
        plan.changes.append(
            Change(
                ChangeKind.NEW, shop.source_id, shop.fields["name"], None, {}, wanted
            )
        )
        return
    if plan.day and place.seen_on and plan.day < place.seen_on:
        plan.left_out.append(LeftOut(shop.source_id, place.name, Reason.OLDER))
        return
    staffs = fields_of_staff(place)
    position = place.position if staffs.issuperset(POSITION) else shop.position
    wanted["near"] = near_street(shop.source_id, position, place)
    wanted["settlement"] = catchment.settlement_of(position).slug
    plan.changes += changes_of(place, wanted, staffs)
    if plan.day and place.seen_on != plan.day:
        plan.seen.append(place.pk)


def changes_of(
    place: Place, wanted: dict[str, Any], staffs: set[str]
) -> Iterator[Change]:
    """Yield what differs, by kind; a field of staff's is a conflict."""
    current = current_fields(place)
    differing = [name for name, value in wanted.items() if value != current[name]]
    by_kind = {
        ChangeKind.EDITED: set(differing) - staffs - set(POSITION),
        ChangeKind.MOVED: (set(differing) - staffs).intersection(POSITION),
        # A source that says nothing does not contradict.
        ChangeKind.CONFLICT: {
            name for name in staffs.intersection(differing) if wanted[name]
        },
    }
    for kind, names in by_kind.items():
        if names:
            before = {name: current[name] for name in differing if name in names}
            after = {name: wanted[name] for name in before}
            yield Change(kind, place.source_id, place.name, place.pk, before, after)


def current_fields(place: Place) -> dict[str, Any]:
    return {
        "source_id": place.source_id,
        "brand": place.brand.slug,
        "settlement": place.settlement.slug,
    } | {name: getattr(place, name) for name in OWN_FIELDS + POSITION}


def fields_of_staff(place: Place) -> set[str]:
    """Return the fields no import writes: half a position is no position."""
    names = set(place.staff_fields)
    return names.union(POSITION) if names.intersection(POSITION) else names


def gone(places: Iterable[Place], area: set[int], day: date | None) -> Iterator[Change]:
    """
    Yield the published places that the extract should show and does not.

    An extract of Almaty says nothing of Karaganda: its area is the settlements that
    it has anything in.
    """
    for place in places:
        is_older = day and place.seen_on and day < place.seen_on
        is_shown = place.status == Place.Status.PUBLISHED
        if is_shown and place.settlement_id in area and not is_older:
            before, after = {"status": place.status}, {"status": Place.Status.CLOSED}
            yield Change(
                ChangeKind.GONE, place.source_id, place.name, place.pk, before, after
            )


@transaction.atomic
def apply_plan(plan: Plan) -> None:
    """
    Write what is new, edited and moved, all or nothing.

    A place that was deleted since is not brought back, a field that staff have set
    since is not overwritten.
    """
    # The column without a language takes the language that is active.
    with translation.override(settings.LANGUAGE_CODE):
        ids = {
            "brand": dict(Brand.objects.values_list("slug", "pk")),
            "settlement": dict(Settlement.objects.values_list("slug", "pk")),
        }
        create(plan, ids)
        update(plan, ids)
        Place.objects.filter(pk__in=plan.seen).update(seen_on=plan.day)
        save_houses(plan.houses, plan.area, ids["settlement"])


def create(plan: Plan, ids: dict[str, dict[str, int]]) -> None:
    there = set(
        Place.objects.filter(source=plan.source).values_list("source_id", flat=True)
    )
    Place.objects.bulk_create(
        Place(
            source=plan.source,
            seen_on=plan.day,
            status=Place.Status.PUBLISHED,
            **as_columns(change.after, ids),
        )
        for change in plan.of_kind(ChangeKind.NEW)
        if change.source_id not in there
    )


def update(plan: Plan, ids: dict[str, dict[str, int]]) -> None:
    changes = plan.of_kind(ChangeKind.EDITED) + plan.of_kind(ChangeKind.MOVED)
    changed = {change.place for change in changes}
    places = Place.objects.select_for_update().in_bulk(changed)
    for change in changes:
        if place := places.get(change.place):
            staffs = fields_of_staff(place)
            after = {k: v for k, v in change.after.items() if k not in staffs}
            for column, value in as_columns(after, ids).items():
                setattr(place, column, value)
    fields = ["source_id", "brand", "settlement", *OWN_FIELDS, *POSITION]
    Place.objects.bulk_update(places.values(), fields, batch_size=200)


def as_columns(
    fields: dict[str, Any], ids: dict[str, dict[str, int]]
) -> dict[str, Any]:
    """Return the fields with brand and settlement as primary keys, not slugs."""
    return dict(
        (f"{name}_id", ids[name][value]) if name in ids else (name, value)
        for name, value in fields.items()
    )
