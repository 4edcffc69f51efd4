import pytest

from tests.processes import run_at_once

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
