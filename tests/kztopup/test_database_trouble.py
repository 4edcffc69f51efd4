"""
What visitors get while the database is locked, silent, not migrated or not writable.

Each test has a process and a database of its own.
"""

import json
import shutil
import socket
import sqlite3
import struct
import tempfile
from pathlib import Path
from threading import Thread

import pytest

from tests.kztopup.test_settings import run

BEGIN = """
import json, django
django.setup()
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client

def ask(method, path, **options):
    client = Client(raise_request_exception=False)
    return getattr(client, method)(path, **options)

def send(text="Does it work at night?"):
    headers = {"sec-fetch-site": "same-origin"}
    return ask("post", "/en/ask/", data={"text": text}, headers=headers)

def say(**what):
    print(json.dumps(what))
"""

MIGRATE = """
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
"""

KILL_MIGRATE = """
import os

def kill(execute, sql, parameters, *more):
    if sql.startswith('INSERT INTO "django_migrations"') and "0002_words" in parameters:
        os._exit(9)
    return execute(sql, parameters, *more)

with connection.execute_wrapper(kill):
    call_command("migrate", "guides", verbosity=0)
"""

READ_ONLY = """
import os
from kztopup.lib import memory

# All code is loaded, while that is allowed too.
send("The first one."), ask("get", "/en/places/?q=a"), ask("get", "/en/operators/mts/")
connection.close()
memory.forget_everything()
if os.geteuid() == 0:
    os.seteuid(65534)
paths = ["/healthz", "/en/operators/", "/en/ask/", "/en/places/?q=b"]
pages = [ask("get", path).status_code for path in paths]
answer = send()
text_is_kept = "Does it work at night?" in answer.text
say(pages=pages, sent=[answer.status_code, text_is_kept])
"""

SILENT = """
import time
about = ask("get", "/en/about/").status_code
if {greets}:
    connection.ensure_connection()
    connection.close_if_unusable_or_obsolete()
began = time.monotonic()
health = ask("get", "/healthz").status_code
seconds = time.monotonic() - began
answer = send()
text_is_kept = "Does it work at night?" in answer.text
sent = [answer.status_code, text_is_kept]
say(about=about, health=health, seconds=seconds, sent=sent)
"""

# With no patience, what would have been a wait is an error at once.
SEND_WHILE_LOCKED = """
import sqlite3
waits = []

def count_waits(execute, *args):
    try:
        return execute(*args)
    except OperationalError:
        waits.append(connection.settings_dict["OPTIONS"]["timeout"])
        raise

send("The first one opens the count.")
other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
other.execute("BEGIN IMMEDIATE")
with connection.execute_wrapper(count_waits):
    connection.cursor().execute("PRAGMA busy_timeout = 0")
    answer = send()
other.execute("ROLLBACK")
say(
    status=answer.status_code,
    text_is_kept="Does it work at night?" in answer.text,
    seconds=sum(waits),
    health=ask("get", "/healthz").status_code,
    again=[send().status_code, *other.execute("SELECT count(*) FROM guides_question")],
)
"""


def outcome(code, **environment):
    process = run(BEGIN + code, SITE_URL="http://testserver", **environment)
    assert process.returncode == 0, process.stderr
    return json.loads(process.stdout)


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    file = tmp_path_factory.mktemp("migrated") / "db.sqlite3"
    outcome(MIGRATE + "say()", DATABASE_URL=f"sqlite:///{file}")
    return file


@pytest.fixture
def file(migrated, tmp_path):
    return shutil.copy(migrated, tmp_path)


def test_a_question_is_given_back_before_a_proxy_gives_up(file):
    found = outcome(SEND_WHILE_LOCKED, DATABASE_URL=f"sqlite:///{file}")

    assert (found["status"], found["text_is_kept"]) == (503, True)
    assert 0 < found["seconds"] < 20
    assert found["health"] == 200
    # The one before, and the one sent again; not the one that was given back.
    assert found["again"] == [302, [2]]


@pytest.mark.parametrize(
    ("table", "method", "path"),
    [
        ("locator_settlement", "get", "/en/places/?q=magnum"),
        ("guides_question", "post", "/en/ask/"),
    ],
)
def test_a_missing_table_is_a_fault_and_not_a_load(file, table, method, path):
    with sqlite3.connect(file) as database:
        database.execute(f"ALTER TABLE {table} RENAME TO gone")
    database.close()
    code = f"""
answer = send() if {method!r} == "post" else ask("get", {path!r})
say(status=answer.status_code)
"""

    assert outcome(code, DATABASE_URL=f"sqlite:///{file}") == {"status": 500}


def test_health_says_what_is_not_migrated(file):
    with sqlite3.connect(file) as database:
        database.execute("DELETE FROM django_migrations WHERE app = 'guides'")
    database.close()
    code = """
answer = ask("get", "/healthz")
say(status=answer.status_code, says=answer.text)
"""

    found = outcome(code, DATABASE_URL=f"sqlite:///{file}")

    assert found["status"] == 503
    assert found["says"].startswith("Not migrated: guides.0")


def test_a_killed_migrate_can_be_run_again(tmp_path):
    database = {"DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3"}
    assert run(BEGIN + KILL_MIGRATE, **database).returncode == 9

    outcome(MIGRATE + "say()", **database)


@pytest.mark.parametrize(
    ("journal_mode", "mode_of_folder"), [("wal", 0o555), ("delete", 0o777)]
)
def test_what_cannot_be_written_is_read(migrated, journal_mode, mode_of_folder):
    # Where an account without rights, which root becomes, gets at it.
    with tempfile.TemporaryDirectory() as folder:
        file = shutil.copy(migrated, folder)
        deny = f"""
import os, sqlite3
owner = sqlite3.connect({str(file)!r})
owner.execute("PRAGMA journal_mode = {journal_mode}")
owner.close()
os.chmod({str(file)!r}, 0o444 if {journal_mode!r} == "delete" else 0o644)
os.chmod({folder!r}, {mode_of_folder})
"""
        code = READ_ONLY.replace("connection.close()", "connection.close()" + deny)

        found = outcome(code, DATABASE_URL=f"sqlite:///{file}")

        Path(folder).chmod(0o755)
    assert found == {"pages": [200] * 4, "sent": [503, True]}


def message(kind, *values):
    body = b"".join(value.encode() + bytes(1) for value in values) or bytes(4)
    return kind + struct.pack("!i", len(body) + 4) + body


# "Welcome", the least that Django wants to know, and "ask".
GREETING = (
    message(b"R")
    + message(b"S", "server_version", "16.0")
    + message(b"S", "client_encoding", "UTF8")
    + message(b"S", "TimeZone", "UTC")
    + b"Z\0\0\0\5I"
)


def greet_and_say_no_more(listener):
    connection, _address = listener.accept()
    with connection:
        connection.recv(1000)
        connection.sendall(GREETING)
        while connection.recv(1000):
            pass


@pytest.mark.parametrize("greets", [False, True])
def test_a_silent_postgresql_is_not_waited_for(greets):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"127.0.0.1:{listener.getsockname()[1]}"
        options = "sslmode=disable&gssencmode=disable"
        server = Thread(target=greet_and_say_no_more, args=[listener])
        if greets:
            server.start()

        found = outcome(
            SILENT.format(greets=greets),
            DATABASE_URL=f"postgres://somebody@{address}/site?{options}",
        )

        if greets:
            server.join()
    # Three, and what a busy machine needs; without a limit it is eleven or more.
    assert found.pop("seconds") < 10
    assert found == {"about": 200, "health": 503, "sent": [503, True]}
