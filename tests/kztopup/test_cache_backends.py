import pytest
from django.core.cache import caches
from django.http import HttpResponse

from kztopup.cache_backends import PageCache
from tests.helpers.processes import run_at_once

COUNT = """
from concurrent.futures import ThreadPoolExecutor
from django.core.cache import cache

cache.add("count", 0)
with ThreadPoolExecutor(4) as pool:
    print(*pool.map(lambda number: cache.incr("count"), range(40)))
"""


@pytest.mark.django_db(transaction=True)
def test_processes_and_threads_that_count_at_once_lose_nothing(tmp_path):
    printed = run_at_once(tmp_path, COUNT, ["one", "other"])

    counts = sorted(int(count) for line in printed for count in line.split())
    assert counts == [*range(1, 81)]


class TestPageCache:
    @pytest.fixture
    def cache(self):
        cache = PageCache("test", {"OPTIONS": {"MAX_ENTRIES": 1000, "MAX_BYTES": 8000}})
        yield cache
        cache.clear()

    def size(self, cache):
        return sum(map(len, cache._cache.values()))

    def test_holds_so_many_bytes(self, cache):
        for number in range(100):
            cache.set(f"page-{number}", b"x" * 900)
            assert self.size(cache) <= 8000

        assert [number for number in range(100) if cache.get(f"page-{number}")] == [
            *range(92, 100)
        ]

    def test_keeps_what_is_asked_for(self, cache):
        cache.set("home", b"x" * 900)
        for number in range(100):
            cache.set(f"page-{number}", b"x" * 900)
            assert cache.get("home")

    def test_keeps_many_small_ones(self, cache):
        for number in range(100):
            cache.set(f"page-{number}", b"x" * 10)

        assert all(cache.get(f"page-{number}") for number in range(100))

    def test_a_large_one_does_not_put_out_the_others(self, cache):
        cache.set("home", b"x" * 900)

        cache.set("large", b"x" * 7000)

        assert cache.get("large") is None
        assert cache.get("home")

    def test_counts_what_has_been_written_over_once(self, cache):
        for _ in range(100):
            cache.set("home", b"x" * 900)
            cache.set("other", b"x" * 900)

        assert cache.get("home")
        assert cache.get("other")

    def test_is_the_one_of_the_pages(self):
        caches["pages"].set("page", HttpResponse("x" * 5_000_000))

        assert isinstance(caches["pages"], PageCache)
        assert not caches["pages"].get("page")
