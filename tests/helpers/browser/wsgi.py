"""The site at the moment of all tests, whenever they run."""

from django.utils import timezone

from tests.helpers.clock import NOW

# Before all that keeps the function itself.
timezone.now = lambda: NOW

from kztopup.wsgi import application  # noqa: E402

__all__ = ["application"]
