"""All tests are run on SQLite; on PostgreSQL, those that ask a database."""

import os
import re
import subprocess
import sys

import pytest

from tests.helpers.browser.serving import ROOT

FILE = """
import pytest

@pytest.mark.django_db
def test_marked(): pass

def test_rows(db): pass

def test_commits(transactional_db): pass

def test_staff(admin_user): pass

def test_nothing(): pass

def test_settings(settings): pass
"""
# So that these are never left out themselves.
pytestmark = pytest.mark.django_db

ASKING = {"marked", "rows", "commits", "staff"}
OTHERS = {"nothing", "settings"}


@pytest.mark.parametrize(
    ("url", "left"),
    [
        ("sqlite:///:memory:", ASKING | OTHERS),
        ("postgres://nobody@127.0.0.1:1/none", ASKING),
    ],
    ids=["SQLite", "PostgreSQL"],
)
def test_are_run_on(tmp_path, url, left):
    file = tmp_path / "test_all.py"
    file.write_text(FILE)
    options = ["-n0", "-q", "--collect-only", "-p", "no:cacheprovider"]

    run = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "-c", "pyproject.toml", file],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": url},
        capture_output=True,
        text=True,
    )

    assert run.returncode == 0, run.stdout + run.stderr
    assert set(re.findall(r"::test_(\w+)", run.stdout)) == left
