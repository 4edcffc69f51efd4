"""Processes of the site beside that of the tests, with one cache in a database."""

import os
import subprocess
import sys
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
PREPARE = "import sys, django; django.setup()\n"


def run_at_once(folder, code, names, **environment):
    """
    Run the code in a process for each name; return what each of them prints.

    The code finds the name in `sys.argv`. The database is a file of the folder, or
    that of the tests where that is PostgreSQL.
    """
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "kztopup.settings",
        "DATABASE_URL": shared_database(folder),
        **environment,
    }
    create = [sys.executable, "manage.py", "createcachetable"]
    subprocess.run(create, cwd=ROOT, env=environment, check=True)
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", PREPARE + code, name],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in names
    ]
    printed = [process.communicate(timeout=60)[0] for process in processes]
    assert [process.returncode for process in processes] == [0] * len(processes)
    return printed


def shared_database(folder):
    if connection.vendor == "sqlite":
        return f"sqlite:///{folder / 'cache.sqlite3'}"
    base = os.environ["DATABASE_URL"].rpartition("/")[0]
    return f"{base}/{connection.settings_dict['NAME']}"
