"""How places are shown."""

import json

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from leaflet import app_settings as leaflet_settings

register = template.Library()


@register.filter
def coordinate(degrees):
    """Degrees for machines: a dot in every language, 5 decimals (one metre)."""
    return f"{degrees:.5f}"


@register.filter
def distance(km):
    """A distance for a person: metres to 10 below a kilometre, then kilometres."""
    if km < 0.995:
        return _("%(metres)s m") % {"metres": max(10, round(km * 100) * 10)}
    decimals = 1 if km < 9.95 else 0
    # Rounded here: formatting would cut the number off.
    kilometres = round(km, decimals)
    return _("%(km)s km") % {"km": number_format(kilometres, decimals)}


@register.filter
def as_json(data):
    """The data as JSON, for a `data-` attribute; the template escapes it."""
    return json.dumps(data, ensure_ascii=False)


@register.simple_tag
def map_settings():
    """LEAFLET_CONFIG for the module that opens the map, ready to be JSON."""
    name, url, options = leaflet_settings["TILES"][0]
    return {
        "center": leaflet_settings["DEFAULT_CENTER"],
        "zoom": leaflet_settings["DEFAULT_ZOOM"],
        "minzoom": leaflet_settings["MIN_ZOOM"],
        "maxzoom": leaflet_settings["MAX_ZOOM"],
        "attributionprefix": leaflet_settings["ATTRIBUTION_PREFIX"],
        "scale": leaflet_settings["SCALE"],
        "tiles": {"url": url, "options": options},
    }
