"""A database with what ships and nothing else, for what a browser measures."""

import os
import subprocess
import sys

from tools.bench.serving import ROOT

FILL = """
from django.core.management import call_command
from locator.models import Place
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
call_command("load_content", verbosity=0)
call_command("import_places", "locator/data/osm-2026-09.json", verbosity=0)
almaty = Place.objects.published().filter(settlement__slug="almaty")
print(almaty.exclude(address="").order_by("pk")[0].pk)
"""


def shipped(folder):
    """Fill a database in a folder; return the site's environment and a place's id."""
    environment = os.environ | {
        "DEBUG": "false",
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "CACHE_URL": "",
        "TRUSTED_PROXIES": "0",
    }
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", FILL]
    printed = subprocess.check_output(command, cwd=ROOT, env=environment, text=True)
    return environment, printed.split()[-1]
