"""
The environment of the tests: loaded before Django's settings are read.

Set here, it wins over a developer's `.env`; the shell wins over both, which is how
the same tests run on PostgreSQL.
"""

import os
from pathlib import Path

os.environ.setdefault("DATABASE_URL", "sqlite:///:memory:")
os.environ |= {
    "SECRET_KEY": "only-for-tests",
    "DEBUG": "false",
    "SITE_URL": "http://testserver",
    "STATIC_IS_HASHED": "false",
    # WhiteNoise warns of a folder that is not there, and warnings are errors.
    "STATIC_ROOT": str(Path(__file__).parent.parent / "static"),
    "CACHE_URL": "",
    "TRUSTED_PROXIES": "0",
    "CONTACT_EMAIL": "hello@example.org",
}
