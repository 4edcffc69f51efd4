"""The site's own settings, and one more address: a view that does nothing."""

from kztopup.settings import *  # noqa: F403

ROOT_URLCONF = "tools.bench.urls"
