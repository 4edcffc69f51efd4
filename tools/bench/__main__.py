"""
`make bench`: measure on SQLite and, when it is there, on PostgreSQL; then pages at
64 kbit/s. Arguments are the parts to measure; without any, all are.
"""

import json
import os
import platform
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from tools.bench.figures import Figure, table
from tools.bench.network import network_figures
from tools.bench.serving import LIMITS

SIZES = "1000,10000,100000"
POSTGRES = "postgres://postgres@127.0.0.1:5432/test"


def main(parts):
    tables = [PARTS[part]() for part in parts]
    load = ", ".join(f"{number:.1f}" for number in os.getloadavg())
    print(
        f"{date.today()}, {os.cpu_count()} cores, load {load},"
        f" Python {platform.python_version()}\n",
        *tables,
        sep="\n",
    )


def databases():
    """Measure the search, the pages and the map on every database; return a table."""
    asked = os.environ.get("BENCH_SIZES") or SIZES
    sizes = sorted(int(size) for size in asked.split(","))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        databases = {"SQLite": f"sqlite:///{folder / 'bench.sqlite3'}"}
        try:
            databases["PostgreSQL"] = stack.enter_context(scratch_database())
        except psycopg.OperationalError as error:
            reason = " ".join(str(error).split())
            print(f"SKIPPED: PostgreSQL, because it cannot be reached: {reason}")
        figures = {
            name: measured(name, address, folder, sizes)
            for name, address in databases.items()
        }
    return table(figures)


def network():
    """Measure pages and the map at 64 kbit/s in a browser; return a table."""
    print("64 kbit/s", file=sys.stderr, flush=True)
    figures = network_figures()
    if not figures:
        return "SKIPPED: 64 kbit/s, because there is no Chromium."
    return table({"Chromium": figures})


PARTS = {"databases": databases, "network": network}


@contextmanager
def scratch_database():
    """Make a database on the server of the tests; yield its address; drop it."""
    server = os.environ.get("TEST_POSTGRES_URL") or POSTGRES
    name = f"kztopup_bench_{os.getpid()}"
    with psycopg.connect(
        server, dbname="postgres", autocommit=True, connect_timeout=5
    ) as link:
        link.execute(f"CREATE DATABASE {name}")
        try:
            yield server.rpartition("/")[0] + "/" + name
        finally:
            link.execute(f"DROP DATABASE {name} WITH (FORCE)")


def measured(name, address, folder, sizes):
    """Return what another process measures on a database."""
    print(name, file=sys.stderr, flush=True)
    environment = {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "tools.bench.settings",
        **dict.fromkeys(LIMITS, "1000000000"),
        "CACHE_URL": "",
        "DEBUG": "false",
        "GEOCODER_URL": "",
        "SITE_URL": "http://127.0.0.1",
        "TRUSTED_PROXIES": "0",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tools.bench.measure", folder, *map(str, sizes)],
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    return [Figure(*figure) for figure in json.loads(done.stdout)]


if __name__ == "__main__":
    main(sys.argv[1:] or PARTS)
