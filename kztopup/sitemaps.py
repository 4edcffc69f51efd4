"""The pages, in every language they exist in, for search engines."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import sitemaps
from django.urls import reverse

from guides.models import Guide, Operator
from locator.models import Place


class Sitemap(sitemaps.Sitemap):
    """Addresses under SITE_URL, whatever host the request names."""

    i18n = True
    alternates = True
    protocol = urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc

    def get_urls(self, *args, **kwargs):
        """Name the English page as the one for everybody else, as pages do."""
        urls = super().get_urls(*args, **kwargs)
        for url in urls:
            url["alternates"] += [
                alternate | {"lang_code": "x-default"}
                for alternate in url["alternates"]
                if alternate["lang_code"] == "en"
            ]
        return urls


class PageSitemap(Sitemap):
    def items(self):
        return [
            "home",
            "guides:guides",
            "guides:operators",
            "locator:places",
            "guides:ask",
            "about",
            "about_data",
        ]

    def location(self, name):
        return reverse(name)


class GuideSitemap(Sitemap):
    """Guides, each in the languages it is complete in."""

    def items(self):
        return Guide.objects.published().prefetch_related("steps")

    def get_languages_for_item(self, guide):
        return guide.complete_languages()

    def lastmod(self, guide):
        return guide.reviewed_on


class OperatorSitemap(Sitemap):
    def items(self):
        return Operator.objects.select_related("brand")


class SettlementSitemap(Sitemap):
    def items(self):
        return Place.objects.published().settlements()


class PlaceSitemap(Sitemap):
    def items(self):
        return Place.objects.published().select_related("settlement").order_by("pk")


SITEMAPS = {
    "pages": PageSitemap,
    "guides": GuideSitemap,
    "operators": OperatorSitemap,
    "settlements": SettlementSitemap,
    "places": PlaceSitemap,
}
