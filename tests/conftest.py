import socket
import time

import hypothesis
import pytest
from django.core.cache import caches
from django.core.cache.backends import db as database_cache
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone, translation

from kztopup.lib import memory
from kztopup.lib.load_shedding import in_hand
from kztopup.lib.rate_limit import counts_here
from tests.helpers.clock import Clock

# A machine with other work is slow; that is no fault of what is tested.
hypothesis.settings.register_profile("tests", max_examples=50, deadline=None)
hypothesis.settings.load_profile("tests")


@pytest.fixture(autouse=True)
def empty_caches():
    """Let no test see a page, a place or a count that another has left in memory."""
    caches["pages"].clear()
    counts_here.clear()
    memory.forget_everything()
    in_hand.clear()


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Let it be the same moment in every test, but in one that moves it on."""
    clock = Clock()
    monkeypatch.setattr(time, "time", clock.time)
    monkeypatch.setattr(memory, "time", clock)
    monkeypatch.setattr(timezone, "now", clock.now)
    monkeypatch.setattr(database_cache, "tz_now", clock.now)
    return clock


@pytest.fixture
def dead_shared_cache(settings):
    """Let the cache that all processes share be one that does not answer."""
    dead = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": "redis://127.0.0.1:1/0",
    }
    settings.CACHES = settings.CACHES | {"default": dead}


@pytest.fixture(autouse=True)
def in_english(settings):
    """Let no test begin in the language that another one's request has left."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(scope="module")
def shipped_content(django_db_setup, django_db_blocker):
    """What ships, loaded once for the tests of a module, which take back their own."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_content", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def staff(client, admin_user):
    """The client of a staff member who may do all, and reads English."""
    client.force_login(admin_user)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture(scope="session", autouse=True)
def quick_settings():
    """Hash no password a million times; look for a static file when it is asked for."""
    cheap = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(PASSWORD_HASHERS=cheap, WHITENOISE_AUTOREFRESH=True):
        yield


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Let no test but those in the browser open a connection to another host."""
    connect = socket.socket.connect

    def connect_locally(self, address):
        is_local = isinstance(address, (str, bytes)) or address[0] in (
            "127.0.0.1",
            "::1",
            "localhost",
        )
        if not is_local:
            raise AssertionError(f"A test tried to reach {address}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_locally)
