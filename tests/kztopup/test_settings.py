"""
Settings differ by environment and are read once, so each test has a process of its own.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECRET_KEY = "nobody-guesses-0123456789-abcdefghijklmnopqrstuvwxyz"

# A developer's .env says nothing here; no static files need to have been collected.
# On that day the holidays of the next year are known, which a check asks for.
BEFORE = """
import datetime, environ
from django.utils import timezone
environ.Env.read_env = lambda *args, **kwargs: None
timezone.localdate = lambda: datetime.date(2026, 11, 29)
"""

VISIT = """
import json, os, django
django.setup()
from django.test import Client
for host in json.loads(os.environ["HOSTS"]):
    answer = Client().get(
        "/admin/login/",
        secure=os.environ["SCHEME"] == "https",
        headers={"host": host} | json.loads(os.environ["HEADERS"]),
    )
    print(json.dumps({
        "status": answer.status_code,
        "location": answer.get("Location", ""),
        "hsts": answer.get("Strict-Transport-Security", ""),
        "cookies": [cookie.OutputString() for cookie in answer.cookies.values()],
    }))
"""


def run(code, **environment):
    defaults = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "kztopup.settings",
        "DATABASE_URL": "sqlite:///:memory:",
        "SECRET_KEY": SECRET_KEY,
        "STATIC_IS_HASHED": "false",
    }
    environment = {k: v for k, v in (defaults | environment).items() if v is not None}
    return subprocess.run(
        [sys.executable, "-c", BEFORE + code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )


def visit(scheme, *hosts, headers=(), **environment):
    """Ask each host for the page on which staff sign in; one process answers all."""
    hosts, headers = json.dumps(hosts), json.dumps(dict(headers))
    process = run(VISIT, SCHEME=scheme, HOSTS=hosts, HEADERS=headers, **environment)
    assert process.returncode == 0, process.stderr
    return [json.loads(line) for line in process.stdout.splitlines()]


def manage(*arguments, **environment):
    code = "from django.core.management import execute_from_command_line\n"
    return run(
        f"{code}execute_from_command_line(['manage.py', *{arguments}])", **environment
    )


def test_missing_secret_key_is_named():
    process = manage("check", SECRET_KEY=None)
    assert process.returncode != 0
    assert "SECRET_KEY" in process.stderr.splitlines()[-1]


def test_deployment_check_is_silent_with_https():
    process = manage(
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
        SITE_URL="https://kztopup.example",
        TRUSTED_PROXIES="1",
    )
    assert process.returncode == 0, process.stderr
    assert "WARNINGS" not in process.stdout + process.stderr


def test_sign_in_works_without_https_on_this_machine():
    """Safari keeps no Secure cookie that came over http, not even from localhost."""
    for answer in visit("http", "127.0.0.1:8000", "localhost:8000", "[::1]:8000"):
        assert (answer["status"], answer["hsts"]) == (200, "")
        assert len(answer["cookies"]) == 1
        assert "Secure" not in answer["cookies"][0]


def test_https_is_asked_for_and_kept():
    [answer] = visit("https", "kztopup.example", SITE_URL="https://kztopup.example")
    assert answer["status"] == 200
    assert answer["hsts"] == "max-age=31536000"
    assert "Secure" in answer["cookies"][0]


def test_how_long_https_is_kept_and_for_what_is_for_the_owner_of_the_domain():
    site = {"SITE_URL": "https://kztopup.example", "HSTS_SUBDOMAINS": "true"}
    [answer] = visit("https", "kztopup.example", HSTS_SECONDS="60", **site)
    assert answer["hsts"] == "max-age=60; includeSubDomains"
    [answer] = visit("https", "kztopup.example", HSTS_SECONDS="0", **site)
    assert answer["hsts"] == ""


def test_http_is_sent_to_https():
    hosts = ["kztopup.example", "kztopup.example.:8443"]
    for answer in visit("http", *hosts, SITE_URL="https://kztopup.example"):
        assert answer["status"] == 301
        assert answer["location"] == "https://kztopup.example/admin/login/"


@pytest.mark.parametrize(
    ("site_url", "hosts"),
    [
        ("https://kztopup.example", ["other.example", "localhost"]),
        ("http://127.0.0.1:8000", ["kztopup.example"]),
    ],
)
def test_no_other_host_is_answered(site_url, hosts):
    answers = visit(site_url.partition(":")[0], *hosts, SITE_URL=site_url)
    assert {answer["status"] for answer in answers} == {400}


def test_an_ipv6_address_is_answered():
    [answer] = visit("http", "[2001:db8::1]:8000", SITE_URL="http://[2001:db8::1]:8000")
    assert answer["status"] == 200


def test_port_moves_the_default_address():
    process = run("from kztopup.settings import SITE_URL; print(SITE_URL)", PORT="8077")
    assert process.stdout.strip() == "http://127.0.0.1:8077"


def test_a_proxy_is_believed_only_when_counted():
    by_https = {
        "headers": {"x-forwarded-proto": "https"},
        "SITE_URL": "https://kztopup.example",
    }
    [answer] = visit("http", "kztopup.example", **by_https)
    assert answer["status"] == 301
    [answer] = visit("http", "kztopup.example", TRUSTED_PROXIES="1", **by_https)
    assert answer["status"] == 200


def test_the_server_is_started_as_the_settings_say():
    code = """
import runpy
server = runpy.run_path("gunicorn.conf.py")
print(server["bind"], server["workers"])
"""

    assert run(code).stdout.split() == ["127.0.0.1:8000", "2"]
    process = run(code, BIND="0.0.0.0", PORT="8077", WEB_CONCURRENCY="5")
    assert process.stdout.split() == ["0.0.0.0:8077", "5"]


@pytest.mark.parametrize(
    ("url", "images"),
    [
        ("", "'self' data:"),
        ("https://{s}.t.example/{z}/{x}/{y}", "'self' data: https://*.t.example"),
    ],
)
def test_pages_may_load_pictures_of_the_host_of_streets_and_no_other(url, images):
    code = """
import django
django.setup()
from django.core.management import call_command
call_command("check")
from django.conf import settings
print(*settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"])
"""

    process = run(code, TILES_URL=url)

    assert process.returncode == 0, process.stderr
    assert process.stdout.splitlines()[-1] == images
