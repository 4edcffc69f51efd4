from django.conf import settings
from django.contrib import admin
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.i18n import set_language


class AdminSite(admin.AdminSite):
    site_header = _("kztopup: staff")
    site_title = _("kztopup")
    index_title = _("What is true on the site")

    def get_urls(self):
        # Before Django's own, the last of which takes every address.
        return [path("language/", set_language, name="language"), *super().get_urls()]

    def each_context(self, request):
        return super().each_context(request) | {
            "interface_languages": settings.LANGUAGES
        }
