"""The figures measured, beside what they should be: one table in Markdown."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

EXACT = "exact answers"
API_CITY = "API near, city"
API_STEPPE = "API near, steppe"
LIST_NEAR = "list of 20 near, uncached"
LIST_CACHED = "list of 20, from cache"
PAGE_100 = "list of 20 near, page 100, as a multiple of page 1"
MEMORY = "memory of a process, more than with the fewest places"
GROWTH = "{}: growth"
FIRST_PAINT = "{}, first contentful paint"
COMPLETE = "{}, complete"
MAP_FROM_PRESS = "map, first marker after the press"
MAP_FROM_NAVIGATION = "map, first marker, pressed as soon as the list is complete"
MAP_FIRST = "map, until the first markers"
MAP_PANNING = "map, longest task while panning in the {}"
MAP_BYTES = "map, columns of all places, gzip"
FLOOD = "p95 for others during 20 a second of: {}"
FLOODS = ["list", "search", "town", "file", "sitemap", "sign-in"]

# As many places as ship.
SHIPPED = 0

# At 64 kbit/s.
SECONDS = {
    **{COMPLETE.format(page): 4 for page in ("home", "answer", "guide", "card")},
    COMPLETE.format("list"): 5,
    MAP_FROM_PRESS: 12,
}

# By what it is and the number of places: at most so many times an empty view's CPU,
# or so many of a unit.
UNITS = {
    MAP_FIRST: " ms",
    MAP_PANNING.format("city"): " ms",
    MAP_PANNING.format("country"): " ms",
    MAP_BYTES: " KB",
    MEMORY: " MB",
    **{FLOOD.format(what): " ms" for what in FLOODS},
    **dict.fromkeys(SECONDS, " s"),
}
GOALS = {
    **{
        (what, size): 3 for what in (API_CITY, API_STEPPE) for size in (10_000, 100_000)
    },
    (LIST_NEAR, 10_000): 25,
    (LIST_CACHED, 10_000): 1.2,
    (PAGE_100, 10_000): 1.5,
    (GROWTH.format(API_CITY), 100_000): 1.3,
    (GROWTH.format(LIST_NEAR), 100_000): 1.5,
    (MEMORY, 100_000): 40,
    (MAP_FIRST, 10_000): 1500,
    (MAP_PANNING.format("city"), 10_000): 200,
    (MAP_PANNING.format("country"), 10_000): 200,
    (MAP_BYTES, 10_000): 75,
    **{(FLOOD.format(what), 10_000): 1000 for what in FLOODS},
    **{(what, SHIPPED): seconds for what, seconds in SECONDS.items()},
}


class Figure(NamedTuple):
    """One thing measured: `value` is what a goal is about, `text` what is shown."""

    what: str
    size: int
    text: str
    value: float | None = None


def table(by_system: Mapping[str, Sequence[Figure]]) -> str:
    """Return a row for each thing measured, a column for each of what it ran on."""
    cells = {
        name: {(figure.what, figure.size): figure for figure in with_growth(figures)}
        for name, figures in by_system.items()
    }
    lines = [
        ["places", "what", "goal", *cells],
        ["--:", "---", "---", *["---"] * len(cells)],
    ]
    for key in next(iter(cells.values())):
        what, size = key
        judged = [
            told(column[key]) if key in column else "" for column in cells.values()
        ]
        places = "shipped" if size == SHIPPED else f"{size:,}"
        lines.append([places, what, goal_of(*key), *judged])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def with_growth(figures):
    """Return the figures, and how much dearer ten times as many places are."""
    return [*figures, *growth(figures, API_CITY), *growth(figures, LIST_NEAR)]


def growth(figures, what):
    multiples = {figure.size: figure.value for figure in figures if figure.what == what}
    for size, multiple in multiples.items():
        if size // 10 in multiples:
            times = multiple / multiples[size // 10]
            yield Figure(GROWTH.format(what), size, f"{times:.2f}x", times)


def goal_of(what, size):
    if what == EXACT:
        return "100 %"
    goal = GOALS.get((what, size))
    return f"≤ {goal}{UNITS.get(what, 'x')}" if goal else ""


def told(figure):
    """Return the cell of a figure: with whether its goal is met, if it has one."""
    if figure.what == EXACT:
        is_met = figure.value == 1
    elif goal := GOALS.get((figure.what, figure.size)):
        is_met = figure.value <= goal
    else:
        return figure.text
    return f"{figure.text}: {'met' if is_met else '**missed**'}"
