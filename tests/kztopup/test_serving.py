"""The site as gunicorn serves it, asked over a socket."""

import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection

import pytest

from tests.helpers.browser.serving import ROOT, Site

MANY = 50
HALF_SENT = {
    "nothing": b"",
    "headers": b"GET /en/ HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/h",
    "body": b"POST /en/ask/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    b"Sec-Fetch-Site: same-origin\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 99\r\n\r\nte",
}


@contextmanager
def served(folder, **environment):
    """Serve the database of the folder."""
    site = Site(folder, folder)
    site.log = folder / f"{site.port}.log"
    site.environment |= {"STATIC_IS_HASHED": "false"} | environment
    if not (folder / "db.sqlite3").exists():
        site.run("manage.py", "migrate", "--noinput")
        site.run("manage.py", "createcachetable")
    try:
        site.start()
        yield site
    finally:
        site.stop()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="module")
def site(folder):
    with served(folder) as site:
        yield site


def ask(site, path, **headers):
    """Return the status, the headers and the body, which must come soon."""
    connection = HTTPConnection("127.0.0.1", site.port, timeout=10)
    try:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


@pytest.mark.parametrize("half", HALF_SENT.values(), ids=HALF_SENT)
def test_slow_clients_keep_nobody_waiting(site, half):
    with ExitStack() as stack:
        for _ in range(MANY):
            address = ("127.0.0.1", site.port)
            slow = stack.enter_context(socket.create_connection(address, timeout=10))
            slow.sendall(half)

        for _ in range(MANY):
            assert ask(site, "/healthz")[0] == 200


def test_what_is_asked_for_by_and_by_is_answered(site):
    with socket.create_connection(("127.0.0.1", site.port), timeout=10) as slow:
        for letter in b"GET /healthz HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n":
            slow.sendall(bytes([letter]))

        assert slow.makefile("rb").readline() == b"HTTP/1.0 200 OK\r\n"


def test_a_large_body_is_refused_before_it_comes(site):
    with socket.create_connection(("127.0.0.1", site.port), timeout=10) as greedy:
        greedy.sendall(b"POST /en/ask/ HTTP/1.1\r\nContent-Length: 300000000\r\n\r\n")

        assert b"413" in greedy.makefile("rb").readline()


def test_head_sends_no_body_and_logs_nothing(site):
    logged = site.log.read_text()

    for path in ("/en/", "/en/about/", "/healthz", "/export/places.csv"):
        with socket.create_connection(("127.0.0.1", site.port), timeout=10) as link:
            link.sendall(f"HEAD {path} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n".encode())
            answer = link.makefile("rb").read()
        assert answer.startswith(b"HTTP/1.0 200 OK\r\n")
        assert answer.endswith(b"\r\n\r\n") and answer.count(b"\r\n\r\n") == 1

    assert site.log.read_text() == logged


@pytest.mark.parametrize("prefix", ["/en", "//evil.example"])
def test_no_header_moves_the_site(site, prefix):
    status, _headers, body = ask(site, f"{prefix}/healthz", SCRIPT_NAME=prefix)

    assert status == 404
    assert b"evil.example" not in body


def test_the_server_does_not_say_what_it_is(site):
    assert "Server" not in ask(site, "/healthz")[1]


@pytest.mark.parametrize("proxies", ["0", "1"])
def test_behind_https(folder, proxies):
    site_url = "https://kztopup.example"
    with served(folder, SITE_URL=site_url, TRUSTED_PROXIES=proxies) as site:
        # Who watches over machines knows their addresses only.
        assert ask(site, "/healthz")[0] == 200

        believed = 200 if proxies == "1" else 301
        for name, text, status in [
            ("X-Forwarded-Proto", "https", believed),
            ("X-Forwarded-Ssl", "on", 301),
            ("X-Forwarded-Protocol", "ssl", 301),
        ]:
            headers = {"Host": "kztopup.example", name: text}
            assert ask(site, "/en/about/", **headers)[0] == status


def test_a_wrong_host_and_a_long_address_are_a_line_of_the_log(site):
    for path, host in [("/en/", "evil.example"), (f"/{'x' * 9000}", "127.0.0.1")]:
        logged = site.log.read_text()

        assert ask(site, path, Host=host)[0] in (400, 404)

        [line] = site.log.read_text().removeprefix(logged).splitlines()
        assert re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", line)
        assert len(line) < 600


def test_a_server_takes_over_from_another_without_an_outage(folder):
    pid_file = folder / "pid"
    arguments = f"--pid={pid_file}"
    with served(folder, GUNICORN_CMD_ARGS=arguments, WEB_CONCURRENCY="1") as site:
        site.server.send_signal(signal.SIGUSR2)
        while site.log.read_text().count("The site is at") < 2:
            assert ask(site, "/healthz")[0] == 200
        new = int(pid_file.with_suffix(".2").read_text())

        try:
            site.server.terminate()
            while site.server.poll() is None:
                assert ask(site, "/healthz")[0] == 200
            assert ask(site, "/healthz")[0] == 200
        finally:
            os.kill(new, signal.SIGTERM)


def test_the_master_keeps_nothing_that_its_next_processes_should_read_anew():
    """Or HUP would mix the old code, or the old variables, with the new."""
    code = """
import os, sys
before = dict(os.environ)
from gunicorn.app.wsgiapp import WSGIApplication
sys.argv = ["gunicorn"]
config = WSGIApplication().cfg
print(config.worker_class.__name__, config.preload_app, dict(os.environ) == before)
print(*[name for name in sys.modules if name.split(".")[0] in
       ("django", "guides", "kztopup", "locator")])
"""
    command = [sys.executable, "-c", code]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stdout

    assert printed.splitlines() == [
        "WaitressWorker False True",
        "kztopup kztopup.worker",
    ]
