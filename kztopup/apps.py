from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin.apps import SimpleAdminConfig


class SiteConfig(AppConfig):
    name = "kztopup"

    def ready(self):
        import_module("kztopup.checks")


class AdminConfig(SimpleAdminConfig):
    """
    Register the admin modules of our own apps, and of no others.

    Autodiscovery would import `leaflet.admin`, which stops without the GDAL
    library, though no model here is geographic.
    """

    default_site = "kztopup.admin.AdminSite"

    def ready(self):
        super().ready()
        for app in ("django.contrib.auth", "locator", "guides"):
            import_module(f"{app}.admin")
        import_module("kztopup.user_admin")
