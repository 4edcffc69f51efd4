"""Mistakes in the settings, said at start-up."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.checks import Error, register


@register
def site_url_is_an_address(app_configs, **kwargs):
    parts = urlsplit(settings.SITE_URL)
    if parts.scheme in ("http", "https") and parts.hostname and not parts.path:
        return []
    return [
        Error(
            f"SITE_URL is “{settings.SITE_URL}”, which is not the address of a site.",
            hint="Write it like https://kztopup.example, without a path.",
            id="kztopup.E001",
        )
    ]


@register
def tiles_have_an_address(app_configs, **kwargs):
    if urlsplit(settings.TILES_URL).scheme in ("http", "https"):
        return []
    return [
        Error(
            f"TILES_URL is “{settings.TILES_URL}”, which no browser can ask.",
            hint="Begin it with https://.",
            id="kztopup.E003",
        )
    ]


@register
def geocoder_has_an_address(app_configs, **kwargs):
    parts = urlsplit(settings.GEOCODER_URL)
    is_address = parts.scheme in ("http", "https") and parts.hostname
    if not settings.GEOCODER_URL or (is_address and not parts.query):
        return []
    return [
        Error(
            f"GEOCODER_URL is “{settings.GEOCODER_URL}”, which is no Nominatim’s.",
            hint="Write it like https://nominatim.example, or leave it empty.",
            id="kztopup.E005",
        )
    ]


@register
def map_layers_have_attribution(app_configs, **kwargs):
    layers = settings.LEAFLET_CONFIG["TILES"]
    if all(options.get("attribution") for _name, _url, options in layers):
        return []
    return [
        Error(
            "A map layer has no attribution.",
            hint="Set TILES_ATTRIBUTION to what the tiles' owner asks for.",
            id="kztopup.E002",
        )
    ]


@register
def clock_is_that_of_kazakhstan(app_configs, **kwargs):
    # The whole country is at UTC+5 since March 2024; older data say +6.
    almaty = datetime.now(ZoneInfo("Asia/Almaty"))
    if almaty.utcoffset() == timedelta(hours=5):
        return []
    return [
        Error(
            f"The time zone data say that it is {almaty:%H:%M} in Almaty: not UTC+5.",
            hint="Update the tzdata of the system, or set PYTHONTZPATH= to use the "
            "package’s.",
            id="kztopup.E004",
        )
    ]
