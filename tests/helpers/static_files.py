"""Static files under hashed names, as in production, in a folder of the tests."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import override_settings

from kztopup.staticfiles import HashedStorage

STATIC = Path(settings.BASE_DIR) / "static"


def hashed(folder):
    """Settings by which files have hashed names and lie in the folder."""
    storage = {"BACKEND": "kztopup.staticfiles.HashedStorage"}
    return override_settings(
        STATIC_IS_HASHED=True,
        STATIC_ROOT=folder,
        STORAGES=settings.STORAGES | {"staticfiles": storage},
    )


def collect(sources, folder):
    """Collect the files of the source folders; those of the admin take too long."""
    finder = "django.contrib.staticfiles.finders.FileSystemFinder"
    found = override_settings(STATICFILES_DIRS=sources, STATICFILES_FINDERS=[finder])
    finders.get_finder.cache_clear()
    with hashed(folder), found:
        call_command("collectstatic", verbosity=0, interactive=False)
        storage = HashedStorage()
    finders.get_finder.cache_clear()
    return storage
