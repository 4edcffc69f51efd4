"""The site as in production, on a port, a database and files of its own."""

import json
import os
import socket
import subprocess
import sys
import time
from fcntl import LOCK_EX, flock
from pathlib import Path
from shutil import copy
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[3]
PLACES = "locator/data/osm-2026-09.json"
# In one process: each would take a second to begin.
FILL = f"""
import tests.helpers.browser.wsgi
from django.core.management import call_command
from tests.helpers.browser.rows import add
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
call_command("load_content", verbosity=0)
call_command("import_places", "{PLACES}", verbosity=0)
call_command("createsuperuser", interactive=False, verbosity=0)
add()
"""
STAFF = {"username": "staff", "password": "a password for tests only"}


class Site:
    """
    Where the site answers, and the names of rows that tests visit.

    What is the same for each worker is made once, in a folder that they share.
    """

    def __init__(self, folder, shared):
        self.shared = shared
        self.database = folder / "db.sqlite3"
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = folder / "gunicorn.log"
        self.names = {}
        self.server = None
        self.environment = os.environ | {
            "DEBUG": "false",
            "SECRET_KEY": "only for the tests in the browser",
            "DATABASE_URL": f"sqlite:///{self.database}",
            "CACHE_URL": "",
            "PORT": str(self.port),
            "SITE_URL": self.address,
            "STATIC_IS_HASHED": "true",
            "STATIC_ROOT": str(shared / "static"),
            "TRUSTED_PROXIES": "0",
            "CONTACT_EMAIL": "hello@example.org",
            "DJANGO_SUPERUSER_EMAIL": "staff@example.org",
            "DJANGO_SUPERUSER_USERNAME": STAFF["username"],
            "DJANGO_SUPERUSER_PASSWORD": STAFF["password"],
        }

    def prepare(self):
        """Fill the database, or copy the one that another worker has filled."""
        filled, names = self.shared / "db.sqlite3", self.shared / "names.json"
        with (self.shared / "lock").open("w") as lock:
            flock(lock, LOCK_EX)
            if not names.exists():
                self.fill()
                copy(self.database, filled)
                names.write_text(json.dumps(self.names))
        copy(filled, self.database)
        self.names = json.loads(names.read_text())

    def fill(self):
        """Do as `make run` does, and add the rows of the tests."""
        collecting = self.begin("manage.py", "collectstatic", "--noinput")
        self.compile_messages()
        self.names = json.loads(self.shell(FILL).splitlines()[-1])
        self.finish(collecting)

    def compile_messages(self):
        """Compile what `make` has not, each file in one move: others may read it."""
        for source in ROOT.glob("locale/*/LC_MESSAGES/django.po"):
            compiled = source.with_suffix(".mo")
            if not is_newer(compiled, source):
                fresh = source.with_suffix(f".{self.port}.mo")
                self.run("-m", *COMPILE, "-i", str(source), "-o", str(fresh))
                fresh.replace(compiled)

    def begin(self, *arguments):
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def finish(self, process):
        output, _nothing = process.communicate()
        assert process.returncode == 0, f"{process.args} failed:\n{output}"
        return output

    def run(self, *arguments):
        return self.finish(self.begin(*arguments))

    def shell(self, code):
        """Run Python in the site's surroundings; return what it prints."""
        return self.run("manage.py", "shell", "--no-imports", "-c", code)

    def start(self):
        with self.log.open("w") as log:
            self.server = subprocess.Popen(
                [Path(sys.executable).with_name("gunicorn"), APPLICATION],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        give_up = time.monotonic() + 60
        while not self.answers():
            is_alive = self.server.poll() is None and time.monotonic() < give_up
            assert is_alive, f"gunicorn does not answer:\n{self.log.read_text()}"
            time.sleep(0.1)

    def answers(self):
        try:
            with urlopen(f"{self.address}/healthz") as response:
                return response.status == 200
        except URLError:
            return False

    def stop(self):
        if self.server:
            self.server.terminate()
            self.server.wait()


APPLICATION = "tests.helpers.browser.wsgi:application"
COMPILE = ["babel.messages.frontend", "--quiet", "compile"]


def is_newer(one, other):
    return one.exists() and one.stat().st_mtime >= other.stat().st_mtime


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
