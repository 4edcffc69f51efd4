from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuidesConfig(AppConfig):
    name = "guides"
    verbose_name = _("Guides")

    def ready(self):
        # The admin shows what upgrades have left to staff of all that ships.
        import_module("guides.seeds")
