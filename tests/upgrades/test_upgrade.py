import json
import os
import subprocess
import sys
import uuid

import pytest
from django.conf import settings
from django.db import connection


@pytest.fixture
def database(tmp_path, transactional_db):
    """The address of an empty database of the kind that the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'old.sqlite3'}"
        return
    name = f"upgrade_{uuid.uuid4().hex}"
    address = os.environ["DATABASE_URL"].rpartition("/")[0]
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        yield f"{address}/{name}"
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_database_of_before_keeps_what_staff_wrote(database):
    """The rows are of the last version whose places had bands, edited in its admin."""
    printed = subprocess.run(
        [sys.executable, "-m", "tests.upgrades.upgrade"],
        cwd=settings.BASE_DIR,
        env=os.environ
        | {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "kztopup.settings"},
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    shown = json.loads(printed)
    home, guide, guide_ru, operator, note, own, hidden, moved, listed = shown["pages"]

    assert shown["statuses"] == [200, 200, 200, 200, 200, 200, 404, 200, 200]
    assert "A title of the staff" in guide
    assert "Шаг сотрудника" in guide_ru
    assert "Owner of the staff" in operator
    assert "share their prefixes: a number" not in operator  # as shipped
    assert "Заметка сотрудника" in note
    assert "Kcell of the staff" in own
    assert "09:00–22:00" in moved
    assert "Magnum of the staff" not in listed
    assert 'href="/en/places/almaty/5/"' in listed
    assert shown["colour"] == "#123456"
    assert ["Magnum of the staff", "hidden"] in shown["places"]
    assert len(shown["places"]) == 4
    assert shown["questions"] == 1
    assert "Tele2" in home  # what shipped since, or was not there, is
