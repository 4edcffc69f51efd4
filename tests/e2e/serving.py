"""The site as in production, on a port, a database and files of its own."""

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
PLACES = "locator/data/osm-2026-09.json"
STAFF = {"username": "staff", "password": "a password for tests only"}


class Site:
    """Where the site answers, and the names of rows that tests visit."""

    def __init__(self, folder):
        self.folder = folder
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = folder / "gunicorn.log"
        self.names = {}
        self.server = None
        self.environment = os.environ | {
            "DEBUG": "false",
            "SECRET_KEY": "only for the tests in the browser",
            "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
            "CACHE_URL": "",
            "PORT": str(self.port),
            "SITE_URL": self.address,
            "STATIC_IS_HASHED": "true",
            "STATIC_ROOT": str(folder / "static"),
            "TRUSTED_PROXIES": "0",
            "CONTACT_EMAIL": "hello@example.org",
            "DJANGO_SUPERUSER_EMAIL": "staff@example.org",
            "DJANGO_SUPERUSER_USERNAME": STAFF["username"],
            "DJANGO_SUPERUSER_PASSWORD": STAFF["password"],
        }

    def prepare(self):
        """Fill the database as `make run` does, and add the rows of the tests."""
        collecting = self.begin("manage.py", "collectstatic", "--noinput")
        self.compile_messages()
        self.run("manage.py", "migrate", "--noinput")
        self.run("manage.py", "createcachetable")
        self.run("manage.py", "load_content")
        self.run("manage.py", "import_places", PLACES)
        self.run("manage.py", "createsuperuser", "--noinput")
        self.names = json.loads(self.shell("from tests.e2e.rows import add; add()"))
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
                [Path(sys.executable).with_name("gunicorn")],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        give_up = time.monotonic() + 30
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


COMPILE = ["babel.messages.frontend", "--quiet", "compile"]


def is_newer(one, other):
    return one.exists() and one.stat().st_mtime >= other.stat().st_mtime


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
