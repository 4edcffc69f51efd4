import pytest
from django.core.cache import caches

from tests.helpers.factories import make_site


@pytest.fixture
def site():
    """One of everything; the paths of the public pages in English, by their names."""
    return {name: f"/en/{path}" for name, path in make_site().items()}


@pytest.fixture
def kept(monkeypatch):
    """What is put into the cache of pages, as it is put there."""
    kept = []
    put = caches["pages"].set

    def remember(key, value, *args, **kwargs):
        if hasattr(value, "content"):
            kept.append(value)
        return put(key, value, *args, **kwargs)

    monkeypatch.setattr(caches["pages"], "set", remember)
    return kept
