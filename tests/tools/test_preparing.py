"""The scripts with which `make` prepares a folder, each in a folder of its own."""

import os
import socket
import subprocess
import sys
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from kztopup.management.commands import check_database
from tests.helpers.browser.serving import ROOT

# Makes no environment, but says that it would.
PYTHON = f"""#!/bin/sh
[ "$2" = venv ] && echo makes "$@" && exit
exec {sys.executable} "$@"
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "tools").symlink_to(ROOT / "tools")
    (tmp_path / "python").write_text(PYTHON)
    (tmp_path / "python").chmod(0o755)
    return tmp_path


def begin(folder, *command, **environment):
    kept = {name: os.environ[name] for name in ("PATH",)}
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    return subprocess.Popen(
        command, cwd=folder, env=kept | environment, text=True, **pipes
    )


def run(folder, *command, **environment):
    with begin(folder, *command, **environment) as process:
        told, wrong = process.communicate()
    return process.returncode, told + wrong


@pytest.mark.parametrize(
    ("environment", "dotenv", "told"),
    [
        ({"PORT": "abc"}, "", "PORT is “abc”"),
        ({"PORT": ""}, "PORT=8077", "PORT is “”"),
        ({"PORT": "99999"}, "", "PORT is “99999”"),
        ({"PORT": "0"}, "", "PORT is “0”"),
        ({"PORT": "18446744073709559616"}, "", "PORT is “18446744073709559616”"),
        ({}, "PORT=abc", "PORT is “abc”"),
        ({}, "PORT={busy}", "port {busy}: another program listens there"),
        ({"PORT": "{busy}"}, "PORT=abc", "port {busy}: another program listens there"),
        ({"PORT": "{free}"}, "PORT=abc", ""),
        ({}, 'PORT="{free}"', ""),
    ],
)
def test_a_port_that_is_none_or_busy_is_said_with_the_cure(
    folder, environment, dotenv, told
):
    with socket.create_server(("127.0.0.1", 0)) as busy, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        ports = {"busy": busy.getsockname()[1], "free": free.getsockname()[1]}
        free.close()
        (folder / ".env").write_text(dotenv.format(**ports))
        environment = {name: v.format(**ports) for name, v in environment.items()}

        status, said = run(folder, "tools/check-port", "./python", **environment)

    assert told.format(**ports) in said
    # One sentence, or nothing.
    assert (status, said.count("\n")) == ((1, 1) if told else (0, 0))
    assert not told or "PORT=8077 make run" in said


def test_two_that_prepare_one_folder_wait_for_each_other(folder):
    alone = ["tools/one-at-a-time", "./python"]
    with begin(folder, *alone, "sh", "-c", "echo begun; read line") as first:
        assert first.stdout.readline() == "begun\n"
        with begin(folder, *alone, "sh", "-c", 'echo "$0"', "second") as second:
            assert "waiting for it" in second.stdout.readline()
            first.communicate("end\n")

            assert second.communicate() == ("second\n", "")


@pytest.mark.parametrize(
    ("venv", "named", "is_made"),
    [
        (None, "", True),
        ("#!/bin/sh\nexit 1", "", True),
        ("#!/bin/sh\necho '(3, 1)'", "", False),
        ("#!/bin/sh\necho '(3, 1)'", "named", True),
        (PYTHON, "named", False),
    ],
)
def test_an_environment_is_made_anew_when_it_is_old(folder, venv, named, is_made):
    if venv:
        (folder / ".venv/bin").mkdir(parents=True)
        (folder / ".venv/bin/python").write_text(venv)
        (folder / ".venv/bin/python").chmod(0o755)

    status, said = run(folder, "tools/check-venv", "./python", named)

    assert (status, "makes -m venv --clear .venv" in said) == (0, is_made)


class TestDatabase:
    @pytest.fixture
    def answers(self, monkeypatch):
        """Let the server be absent as long as it answers nothing."""
        answers = []

        def connect():
            if not answers:
                raise OperationalError("connection\n refused")

        server = SimpleNamespace(vendor="postgresql", ensure_connection=connect)
        monkeypatch.setattr(check_database, "connection", server)
        return answers

    def test_is_waited_for(self, db, answers, monkeypatch, capsys):
        monkeypatch.setattr("time.sleep", answers.append)

        call_command("check_database")

        assert capsys.readouterr().err == (
            "Waiting for the database: connection refused\n"
        )

    def test_is_given_up_in_one_sentence(self, answers):
        with pytest.raises(CommandError) as told:
            call_command("check_database", seconds=-1)

        assert str(told.value) == "The database cannot be reached: connection refused"

    def test_that_lacks_migrations_is_told_from_one_that_is_absent(
        self, db, monkeypatch
    ):
        monkeypatch.setattr(check_database, "missing_migrations", lambda: ["one"])

        with pytest.raises(SystemExit, match="3"):
            call_command("check_database")


@pytest.mark.parametrize(
    ("system", "fonts", "told"),
    [
        ("Linux", "", ["libatomic1", "fonts-wqy-microhei"]),
        ("Linux", "NotoSansCJK", ["libatomic1"]),
        ("Darwin", "", []),
    ],
)
def test_what_a_browser_lacks_is_said_and_nothing_is_installed(
    folder, system, fonts, told
):
    node = folder / ".venv/lib/python3/site-packages/playwright/driver/node"
    node.parent.mkdir(parents=True)
    programs = {node: "exit 127", folder / "uname": f"echo {system}"}
    programs[folder / "fc-list"] = f"printf '%s' '{fonts}'"
    for name in ("apt-get", "apt", "chromium", "chromium-browser", "google-chrome"):
        programs[folder / name] = f"touch {folder}/called-{name}; exit 1"
    for path, does in programs.items():
        path.write_text(f"#!/bin/sh\n{does}\n")
        path.chmod(0o755)
    path = f"{folder}:{os.environ['PATH']}"

    status, said = run(folder, "tools/check-browser", PATH=path)
    found, chromium = run(folder, "tools/find-chromium", PATH=path)

    assert [line.rpartition(" ")[2] for line in said.splitlines()] == told
    assert (status, found) == (1 if told else 0, 1)
    assert chromium.startswith("There is no Chromium; on Debian, as root: apt install")
    assert not [*folder.glob("called-*apt*")]
