import time
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.core.cache.backends import db as database_cache

from kztopup.lib import rate_limit
from kztopup.lib.rate_limit import client_address, counts_here, is_over_limit


@pytest.mark.parametrize(
    ("proxies", "forwarded_for", "address"),
    [
        (0, None, "192.0.2.9"),
        (0, "198.51.100.1", "192.0.2.9"),
        (1, None, "192.0.2.9"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        (2, "6.6.6.6, 198.51.100.1, 203.0.113.5", "198.51.100.1"),
        (2, "198.51.100.1,203.0.113.5", "198.51.100.1"),
        (2, "203.0.113.5", "192.0.2.9"),
    ],
)
def test_believes_as_many_addresses_as_there_are_proxies(
    rf, settings, proxies, forwarded_for, address
):
    settings.TRUSTED_PROXIES = proxies
    headers = {"x-forwarded-for": forwarded_for} if forwarded_for else {}

    request = rf.get("/", headers=headers, REMOTE_ADDR="192.0.2.9")

    assert client_address(request) == address


pytestmark = pytest.mark.usefixtures("no_hour_ends")


def ask_often(rf, times, address="192.0.2.9", name="ask", seconds=3600):
    request = rf.get("/", REMOTE_ADDR=address)
    return [
        is_over_limit(name, request, limit=3, seconds=seconds) for _ in range(times)
    ]


def test_counts_to_the_limit(rf, db):
    assert ask_often(rf, 5) == [False, False, False, True, True]


def test_counts_each_address_and_each_form_by_itself(rf, db):
    ask_often(rf, 5)

    assert ask_often(rf, 1, address="192.0.2.10") == [False]
    assert ask_often(rf, 1, name="report") == [False]


@pytest.fixture
def clock(monkeypatch):
    """Set the time, in seconds after the beginning of an hour, for the caches too."""
    hour = time.time() // 3600 * 3600

    def set_clock(seconds):
        now = hour + seconds
        monkeypatch.setattr(time, "time", lambda: now)
        monkeypatch.setattr(
            database_cache, "tz_now", lambda: datetime.fromtimestamp(now, UTC)
        )

    return set_clock


def test_starts_again_when_the_time_is_over(rf, db, clock):
    clock(10)
    ask_often(rf, 5)

    clock(10 + 3601)

    assert ask_often(rf, 1) == [False]


@pytest.mark.parametrize("later", [200, 400, 3000])
def test_counts_for_all_of_the_time(rf, db, clock, later):
    """What `incr` has touched lasts 300 seconds in the database's cache, not more."""
    clock(10)
    ask_often(rf, 3)

    clock(10 + later)

    assert ask_often(rf, 1) == [True]


def test_a_steady_trickle_is_never_over_the_limit(rf, db, clock):
    over = []
    for number in range(40):  # three in 600 seconds, where three may be
        clock(number * 200)
        over += ask_often(rf, 1, seconds=600)

    assert not any(over)


def test_nobody_is_over_the_limit_while_the_cache_is_dead(
    rf, dead_shared_cache, caplog
):
    assert ask_often(rf, 5) == [False] * 5
    assert "The shared cache does not answer" in caplog.text


def test_nobody_is_over_the_limit_when_the_count_has_just_run_out(rf, monkeypatch):
    monkeypatch.setattr(cache, "add", lambda *args: False, raising=False)

    def no_such_key(*args):
        raise ValueError

    monkeypatch.setattr(cache, "incr", no_such_key, raising=False)

    assert ask_often(rf, 1) == [False]


def ask_in_batches(rf, times, limit=20):
    request = rf.get("/", REMOTE_ADDR="192.0.2.9")
    return [
        is_over_limit("api", request, limit=limit, seconds=3600, batch=10)
        for _ in range(times)
    ]


class TestBatches:
    def test_count_to_the_limit(self, rf, db):
        assert ask_in_batches(rf, 22) == [False] * 20 + [True] * 2

    def test_ask_the_shared_cache_once_each(self, rf, db, monkeypatch):
        told = []
        monkeypatch.setattr(
            cache,
            "incr",
            lambda key, step: told.append(step) or sum(told),
            raising=False,
        )

        ask_in_batches(rf, 29)

        assert told == [10, 10]

    def test_of_all_processes_are_one_count(self, rf, db):
        ask_in_batches(rf, 20)
        counts_here.clear()  # as it is in another process

        assert ask_in_batches(rf, 12) == [False] * 9 + [True] * 3

    def test_never_end_in_a_refusal_while_the_cache_is_dead(
        self, rf, dead_shared_cache, caplog
    ):
        assert not any(ask_in_batches(rf, 50))
        assert caplog.text.count("The shared cache does not answer") == 5

    def test_of_many_addresses_are_kept_in_little_memory(self, rf, db, monkeypatch):
        monkeypatch.setattr(rate_limit, "MOST_COUNTS_HERE", 100)

        for number in range(250):
            request = rf.get("/", REMOTE_ADDR=f"192.0.2.{number}")
            is_over_limit("api", request, limit=20, seconds=3600, batch=10)

        assert len(counts_here) <= 100
