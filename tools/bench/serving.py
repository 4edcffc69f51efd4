"""
The site as gunicorn serves it, asked over HTTP: what its processes' CPU costs.

Time on the clock says little on a machine that does other things too. Needs Linux's
/proc, and PostgreSQL on the same machine to count its part.
"""

import os
import re
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
PROC = Path("/proc")
# As many as one address may have in hand, should all come to one process.
CONNECTIONS = 4
# How much one address may ask for: not what is measured, but where it is.
LIMITS = ["PAGES_PER_MINUTE", "API_REQUESTS_PER_MINUTE", "EXPORTS_PER_MINUTE"]
# As browsers ask.
HEADERS = {"Accept-Encoding": "gzip, deflate, br", "Accept-Language": "en"}


class Site:
    """A server on a port of its own, while the `with` lasts."""

    def __init__(self, log, environment=os.environ):
        self.log = log
        self.environment = environment
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def __enter__(self):
        address = f"http://127.0.0.1:{self.port}"
        with self.log.open("w") as log:
            self.server = subprocess.Popen(
                [sys.executable, "-m", "gunicorn"],
                cwd=ROOT,
                env=self.environment | {"PORT": str(self.port), "SITE_URL": address},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self.wait()
        return self

    def __exit__(self, *_error):
        self.server.terminate()
        self.server.wait()

    def wait(self, seconds=60):
        end = time.monotonic() + seconds
        while True:
            try:
                return self.ask(["/healthz"])
            except OSError as error:
                if self.server.poll() is not None or time.monotonic() > end:
                    raise SystemExit(self.log.read_text()) from error
                time.sleep(0.2)

    def milliseconds(self, paths):
        """Ask for all paths over several connections; return the CPU for each."""
        shares = [paths[number::CONNECTIONS] for number in range(CONNECTIONS)]
        before = self.cpu_by_process()
        with ThreadPoolExecutor(CONNECTIONS) as threads:
            list(threads.map(self.ask, shares))
        after = self.cpu_by_process()
        used = sum(after[pid] - before.get(pid, 0) for pid in after)
        return used / len(paths) / 1e6

    def ask(self, paths):
        link = HTTPConnection("127.0.0.1", self.port, timeout=60)
        for path in paths:
            link.request("GET", path, headers=HEADERS)
            response = link.getresponse()
            response.read()
            if response.status != 200:
                raise SystemExit(f"{path} was answered by {response.status}.")
        link.close()

    def workers(self):
        master = self.server.pid
        return (PROC / f"{master}/task/{master}/children").read_text().split()

    def megabytes(self):
        """Return the memory of the largest worker that it shares with no other."""
        rollups = [(PROC / f"{pid}/smaps_rollup").read_text() for pid in self.workers()]
        private = re.compile(r"^Private_\w+: +(\d+) kB", re.MULTILINE)
        return max(sum(map(int, private.findall(one))) for one in rollups) / 1024

    def cpu_by_process(self):
        """Return the nanoseconds that each serving process has run for."""
        return {
            pid: sum(
                int(thread.read_text().split()[0])
                for thread in PROC.glob(f"{pid}/task/*/schedstat")
            )
            for pid in [*self.workers(), *backends()]
        }


def backends():
    """Return the ids of PostgreSQL's processes that serve the site."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return [str(pid) for (pid,) in cursor.fetchall()]
