"""Measure one database, which the environment names; write the figures as JSON."""

import json
import sys
import time
from pathlib import Path

import django

STARTED = time.monotonic()
SIZE_OF_MAP = SIZE_OF_FLOOD = 10_000


def main(folder, sizes):
    django.setup()
    from django.db import connection

    from tools.bench import seeding
    from tools.bench.browser import map_figures
    from tools.bench.country import queries
    from tools.bench.figures import MEMORY, Figure
    from tools.bench.flood import flood_figures
    from tools.bench.pages import megabytes, page_figures
    from tools.bench.searching import query_figures, search_figures
    from tools.bench.serving import Site

    say("preparing the database")
    seeding.prepare()
    positions = queries(seeding.cities())
    figures, memory = [], {}
    for size in sizes:
        say(f"adding places up to {size:,}")
        seeding.grow_to(size)
        seeding.settle()
        say("searching")
        figures += search_figures(size, positions)
        figures += query_figures(size)
        say("asking over HTTP")
        with Site(folder / "gunicorn.log") as site:
            # First, since later each worker also keeps thousands of pages.
            memory[size] = megabytes(site, positions)
            figures += page_figures(site, size, positions)
            more = memory[size] - memory[sizes[0]]
            figures.append(Figure(MEMORY, size, f"{more:.0f} MB", more))
            # What a browser does does not depend on the database.
            if size == SIZE_OF_MAP and connection.vendor == "sqlite":
                say("opening the map in a browser")
                figures += map_figures(site, size)
        if size == SIZE_OF_FLOOD:
            say("asking without end")
            figures += flood_figures(folder / "gunicorn.log", size)
    json.dump(figures, sys.stdout)


def say(what):
    print(f"  {time.monotonic() - STARTED:4.0f} s: {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(size) for size in sys.argv[2:]])
