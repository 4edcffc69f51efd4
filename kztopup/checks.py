"""Mistakes in the settings, said at start-up."""

import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.checks import Error, Warning, register
from django.utils import timezone

ORIGIN = re.compile(
    r"(?P<scheme>https?)://"
    r"([a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:]+\])"
    r"(:(?P<port>[1-9][0-9]*))?"
)
USUAL_PORTS = {"http": "80", "https": "443"}


@register
def site_url_is_an_address(app_configs, **kwargs):
    if is_origin(settings.SITE_URL):
        return []
    return [
        Error(
            f"SITE_URL is “{settings.SITE_URL}”, which is not the address of a site.",
            hint="Write it like https://kztopup.example: in small letters, without a "
            "path, a name or the port that a browser takes anyway.",
            id="kztopup.E001",
        )
    ]


@register
def tiles_have_an_address(app_configs, **kwargs):
    # {s} stands for one of several servers. Empty: no streets are offered.
    if not settings.TILES_ORIGIN or is_origin(settings.TILES_ORIGIN.replace("*", "a")):
        return []
    return [
        Error(
            f"TILES_URL is “{settings.TILES_URL}”, which no browser can ask.",
            hint="Write it like https://tiles.example/{z}/{x}/{y}.png.",
            id="kztopup.E003",
        )
    ]


def is_origin(text: str) -> bool:
    """Whether it is an origin, exactly as browsers write it."""
    found = ORIGIN.fullmatch(text)
    return bool(found) and found["port"] != USUAL_PORTS[found["scheme"]]


@register(deploy=True)
def proxy_is_counted(app_configs, **kwargs):
    if not settings.SITE_IS_SECURE or settings.TRUSTED_PROXIES:
        return []
    return [
        Error(
            "SITE_URL begins with https, and TRUSTED_PROXIES is 0.",
            hint="A proxy has to speak https for the site. Set TRUSTED_PROXIES=1: or "
            "https is sent to https for ever, and all visitors share one limit.",
            id="kztopup.E006",
        )
    ]


@register(deploy=True)
def database_is_nobody_elses(app_configs, **kwargs):
    database = settings.DATABASES["default"]
    path = Path(database["NAME"])
    is_file = database["ENGINE"].endswith("sqlite3") and path.is_file()
    if not is_file or not path.stat().st_mode & 0o077:
        return []
    return [
        Warning(
            f"Other users of this machine can read {path}.",
            hint=f"It holds sessions and hashes of passwords: chmod 600 {path}*",
            id="kztopup.W007",
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
    almaty = timezone.now().astimezone(ZoneInfo("Asia/Almaty"))
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
