from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LocatorConfig(AppConfig):
    name = "locator"
    verbose_name = _("Places")

    def ready(self):
        import_module("locator.checks")
