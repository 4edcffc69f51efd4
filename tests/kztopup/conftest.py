from pathlib import Path

import leaflet
import pytest
from django.core.cache import caches

from tests.helpers.factories import make_site
from tests.helpers.static_files import STATIC, collect


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


@pytest.fixture(scope="session")
def collected(tmp_path_factory):
    """Our files and Leaflet's, collected once."""
    leaflet_files = Path(leaflet.__file__).parent / "static" / "leaflet"
    folder = tmp_path_factory.mktemp("static")
    return collect([STATIC, ("leaflet", leaflet_files)], folder)
