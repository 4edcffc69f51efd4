"""
The environment of the tests: loaded before Django's settings are read.

Set here, it wins over a developer's `.env`; the shell wins over both, which is how
the same tests run on PostgreSQL: those that use the database.
"""

import os

os.environ.setdefault("DATABASE_URL", "sqlite:///:memory:")
os.environ |= {
    "SECRET_KEY": "only-for-tests",
    "DEBUG": "false",
    "SITE_URL": "http://testserver",
    "STATIC_IS_HASHED": "false",
    "CACHE_URL": "",
    "TRUSTED_PROXIES": "0",
    "CONTACT_EMAIL": "hello@example.org",
    "GEOCODER_URL": "",
    "DATABASE_SECONDS": "0",
    # Tests ask more often than anybody.
    "PAGES_PER_MINUTE": "1000000",
    "EXPORTS_PER_MINUTE": "1000000",
}


def pytest_collection_modifyitems(config, items):
    """Leave out on PostgreSQL what has run on SQLite and asks no database."""
    if os.environ["DATABASE_URL"].startswith("postgres"):
        asking = list(filter(asks_a_database, items))
        others = [item for item in items if not asks_a_database(item)]
        config.hook.pytest_deselected(items=others)
        items[:] = asking


def asks_a_database(item):
    fixtures = {"db", "transactional_db"} & {*item.fixturenames}
    return item.get_closest_marker("django_db") or fixtures
