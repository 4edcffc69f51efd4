"""
Bring an old database up to date, as `make run` does, and print what it shows then.

Run on an empty database, in a process of its own: migrations are of the whole project.
"""

import json
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection

ROWS = Path(__file__).with_name("edited_by_staff.json")
LAST_MIGRATIONS = [("locator", "0003"), ("guides", "0002")]
PAGES = [
    "/en/",
    "/en/guides/top-up-at-a-store/",
    "/ru/guides/top-up-at-a-store/",
    "/en/operators/kcell/",
    "/ru/operators/altel/",
    "/en/places/almaty/397/",
    "/en/places/almaty/4/",
    "/en/places/almaty/5/",
    "/en/places/?brand=magnum&settlement=almaty",
]


def insert(table, rows):
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for row in rows:
            columns = ", ".join(map(quote, row))
            marks = ", ".join(["%s"] * len(row))
            cursor.execute(
                f"INSERT INTO {quote(table)} ({columns}) VALUES ({marks})",
                list(row.values()),
            )


def count_on(table):
    """Let the next row of a table have an id of its own, as after a real one."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) "
                f"FROM {table}"
            )


def main():
    django.setup()
    for app, migration in LAST_MIGRATIONS:
        call_command("migrate", app, migration, verbosity=0)
    for table, rows in json.loads(ROWS.read_text()).items():
        insert(table, rows)
        count_on(table)
    for _ in range(2):  # the second time changes nothing
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("load_content", verbosity=0)

    from django.test import Client

    from guides.models import Question
    from locator.models import Brand, Place

    answers = [Client().get(page, secure=False) for page in PAGES]
    print(
        json.dumps(
            {
                "statuses": [answer.status_code for answer in answers],
                "pages": [answer.content.decode() for answer in answers],
                "colour": Brand.objects.get(slug="magnum").colour,
                "places": list(
                    Place.objects.order_by("pk").values_list("name", "status")
                ),
                "questions": Question.objects.filter(slug=None).count(),
            }
        )
    )


if __name__ == "__main__":
    main()
