"""A plan of an import, in words."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from locator.imports.plan import Change, ChangeKind, Plan


def describe(plan: Plan, in_full: bool) -> Iterator[str]:
    """Yield the lines of a report: counts, or in full every change as well."""
    day = f" of {plan.day:%Y-%m-%d}" if plan.day else ""
    yield f"Places in the extract{day}: {plan.places_by_brand.total()}"
    for brand, count in plan.places_by_brand.most_common():
        yield f"  {count:>5} {brand}"
    yield f"{len(plan.houses)} houses with an address, to search from"
    for kind in ChangeKind:
        changes = plan.of_kind(kind)
        only_reported = kind in (ChangeKind.GONE, ChangeKind.CONFLICT) and changes
        yield f"{len(changes)} {kind}" + (" (nothing done)" if only_reported else "")
        if in_full:
            yield from map(describe_change, changes)
    yield f"{len(plan.merged)} merged"
    if in_full:
        for kept, dropped, brand, distance_m in plan.merged:
            yield f"  {kept} with {dropped}: {brand}, {distance_m} m apart"
    if plan.unusable:
        yield f"{len(plan.unusable)} texts that cannot be used, left empty"
        for source_id, field in plan.unusable if in_full else []:
            yield f"  {source_id}: {field}"
    if plan.doubtful_hours:
        yield f"{len(plan.doubtful_hours)} opening hours to look at, taken as they are"
        for source_id, text in plan.doubtful_hours if in_full else []:
            yield f"  {source_id}: {text}"
    yield from describe_left_out(plan, in_full)


def describe_change(change: Change) -> str:
    if change.kind == ChangeKind.NEW:
        said = {name: value for name, value in change.after.items() if value != ""}
        del said["source_id"], said["name"]
        fields = ", ".join(f"{name} {value}" for name, value in said.items())
    else:
        fields = ", ".join(
            f"{name} {change.before[name]!r} -> {value!r}"
            for name, value in change.after.items()
        )
    return f"  {change.source_id} {change.name}: {fields}"


def describe_left_out(plan: Plan, in_full: bool) -> Iterator[str]:
    yield f"{len(plan.left_out)} left out"
    names = defaultdict(Counter)
    for _, name, reason in plan.left_out:
        names[reason][name or "no name"] += 1
    for reason in sorted(names, key=lambda reason: -names[reason].total()):
        yield f"  {names[reason].total():>5} {reason}"
        if in_full:
            counted = [
                f"{name} ({count})" if count > 1 else name
                for name, count in names[reason].most_common()
            ]
            yield f"        {', '.join(counted)}"
