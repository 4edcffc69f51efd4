import time
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.utils import translation

from kztopup.lib import rate_limit
from kztopup.lib.rate_limit import (
    client_address,
    counts_here,
    is_over_limit,
    network_of,
    rate_limited,
)


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
        # As some proxies write it.
        (1, "198.51.100.1:5123", "198.51.100.1"),
        (1, "[2001:db8::1]:443", "2001:db8::1"),
        (1, "[2001:db8::1]", "2001:db8::1"),
        (1, "2001:DB8:0::1", "2001:db8::1"),
        (1, "::ffff:198.51.100.1", "198.51.100.1"),
        # Whatever is no address.
        (1, "unknown", "192.0.2.9"),
        (1, "x" * 5000, "192.0.2.9"),
        (1, "198.51.100.1:port", "192.0.2.9"),
        (1, "[198.51.100.1", "192.0.2.9"),
        (1, "6.6.6.6, _hidden", "192.0.2.9"),
    ],
)
def test_believes_as_many_addresses_as_there_are_proxies(
    rf, settings, proxies, forwarded_for, address
):
    settings.TRUSTED_PROXIES = proxies
    headers = {"x-forwarded-for": forwarded_for} if forwarded_for else {}

    request = rf.get("/", headers=headers, REMOTE_ADDR="192.0.2.9")

    assert client_address(request) == address


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.9", "192.0.2.9"),
        ("::ffff:192.0.2.9", "192.0.2.9"),
        ("2001:db8:0:7:1:2:3:4", "2001:db8:0:7::/64"),
        ("2001:db8:0:7::", "2001:db8:0:7::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
    ],
)
def test_one_visitor_holds_an_address_or_64_bits_of_one(address, network):
    assert network_of(address) == network


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


def test_starts_again_when_the_time_is_over(rf, db, clock):
    ask_often(rf, 5)

    clock.advance(3601)

    assert ask_often(rf, 1) == [False]


@pytest.mark.parametrize("later", [200, 400, 3000])
def test_counts_for_all_of_the_time(rf, db, clock, later):
    """What `incr` has touched lasts 300 seconds in the database's cache, not more."""
    ask_often(rf, 3)

    clock.advance(later)

    assert ask_often(rf, 1) == [True]


def test_a_steady_trickle_is_never_over_the_limit(rf, db, clock):
    over = []
    for _number in range(40):  # three in 600 seconds, where three may be
        over += ask_often(rf, 1, seconds=600)
        clock.advance(200)

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


def test_counts_a_name_in_place_of_the_address(rf, db):
    over = [
        is_over_limit(
            "sign-in",
            rf.get("/", REMOTE_ADDR=f"192.0.2.{number}"),
            limit=3,
            seconds=3600,
            by="somebody",
        )
        for number in range(5)
    ]

    assert over == [False, False, False, True, True]


class SharedCache:
    """A cache for all threads, which does something while it is asked to count."""

    def __init__(self, meanwhile=lambda: None):
        self.sum = 0
        self.counting = Lock()
        self.meanwhile = meanwhile

    def add(self, key, value, seconds):
        pass

    def touch(self, key, seconds):
        pass

    def incr(self, key, requests):
        self.meanwhile()
        with self.counting:
            self.sum += requests
            return self.sum


class TestThreads:
    @pytest.mark.parametrize("batch", [1, 10])
    def test_lose_no_request(self, rf, monkeypatch, batch):
        request = rf.get("/")
        # Others go on.
        shared = SharedCache(lambda: time.sleep(0))
        monkeypatch.setattr(rate_limit, "cache", shared)

        def ask(number):
            return is_over_limit("x", request, limit=400, seconds=3600, batch=batch)

        with ThreadPoolExecutor(8) as threads:
            over = list(threads.map(ask, range(1000)))

        [count] = counts_here.values()
        assert shared.sum == 1000
        assert (count.of_all, count.here) == (1000, 0)
        # While threads tell their batches, a few of others count twice.
        assert 400 - 8 * batch <= over.count(False) <= 400 + 8 * batch

    def test_count_on_while_another_is_told(self, rf, monkeypatch):
        request = rf.get("/")

        def ask_twice():
            for _ in range(2):
                is_over_limit("x", request, limit=99, seconds=3600, batch=10)

        monkeypatch.setattr(rate_limit, "cache", SharedCache(ask_twice))

        for _ in range(10):
            is_over_limit("x", request, limit=99, seconds=3600, batch=10)

        [count] = counts_here.values()
        assert (count.of_all, count.here) == (10, 2)


@pytest.mark.django_db
class TestLimitedView:
    @pytest.fixture(autouse=True)
    def three_a_minute(self, settings):
        settings.EXPORTS_PER_MINUTE = 3

    @staticmethod
    @rate_limited("exports", "EXPORTS_PER_MINUTE")
    def view(request):
        return HttpResponse("made")

    @staticmethod
    @rate_limited("presses", "EXPORTS_PER_MINUTE", parameter="press")
    def pressed(request):
        return HttpResponse("made")

    def statuses(self, view, requests):
        return [view(request).status_code for request in requests]

    def test_answers_so_often(self, rf):
        requests = [rf.get("/export/x")] * 5

        assert self.statuses(self.view, requests) == [200] * 3 + [429] * 2

    def test_says_so_to_programs_in_json(self, rf):
        self.statuses(self.view, [rf.get("/export/x")] * 3)

        refused = self.view(rf.get("/export/x"))

        assert refused["Content-Type"] == "application/json"
        assert "3 requests a minute" in refused.text
        assert refused["Retry-After"] == "48"

    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("en", "Try again in a minute"),
            ("ru", "Попробуйте через минуту"),
            ("kk", "Бір минуттан кейін"),
            ("zh-hans", "一分钟后"),
        ],
    )
    def test_says_so_to_readers_in_their_language(self, rf, language, words):
        self.statuses(self.view, [rf.get("/en/")] * 3)

        with translation.override(language):
            refused = self.view(rf.get("/en/"))

        assert refused.status_code == 429
        assert words in refused.text
        assert "{" not in refused.text
        assert refused["Retry-After"] == "48"

    def test_counts_only_what_has_the_parameter(self, rf):
        plain, pressed = rf.get("/en/"), rf.get("/en/?press=1")

        assert self.statuses(self.pressed, [plain] * 9) == [200] * 9
        assert self.statuses(self.pressed, [pressed] * 4) == [200] * 3 + [429]
        assert self.statuses(self.pressed, [plain]) == [200]


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
