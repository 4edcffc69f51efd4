"""Settings, addresses and words of the module that draws a map of the places."""

from urllib.parse import urlencode, urlsplit

from django import template
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from leaflet import app_settings as leaflet_settings

from locator.geo.map_assets import map_assets
from locator.visitor import visitor_of

register = template.Library()

register.simple_tag(map_assets)

PLACES_CREDIT = '© <a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a>'

# How many places are shown around the visitor.
MOST_NEAREST = 3

# What a list's address may say of which places it has, as programs may too.
FILTERS = ("brand", "kind", "tops_up", "holds", "open")


@register.simple_tag
def map_settings():
    """Return LEAFLET_CONFIG, ready to be JSON."""
    _name, url, options = leaflet_settings["TILES"][0]
    west, south, east, north = leaflet_settings["SPATIAL_EXTENT"]
    return {
        "center": leaflet_settings["DEFAULT_CENTER"],
        "zoom": leaflet_settings["DEFAULT_ZOOM"],
        "minzoom": leaflet_settings["MIN_ZOOM"],
        "maxzoom": leaflet_settings["MAX_ZOOM"],
        "extent": [[south, west], [north, east]],
        "attributionprefix": leaflet_settings["ATTRIBUTION_PREFIX"],
        "tiles": {"url": url, "options": options} if url else None,
    }


@register.simple_tag
def streets_host():
    """Return the name of the host whose tiles show streets, if one is set."""
    _name, url, _options = leaflet_settings["TILES"][0]
    # {s} stands for one of several servers.
    return urlsplit(url).netloc.removeprefix("{s}.")


@register.simple_tag(takes_context=True)
def map_sources(context):
    """Return the addresses of the public places' columns, pages and details."""
    language = get_language()
    request, form = context["request"], context.get("form")
    filters = {}
    # Other pages than lists ask for nothing, whatever their address says.
    if form and form.is_bound:
        filters = {name: form.params[name] for name in FILTERS if name in form.params}
        if brand := context["query"].brand:
            # A brand may be asked for in words.
            filters["brand"] = brand.slug
    elif form:
        chosen = visitor_of(request).filter_params
        filters = {name: value for name, value in chosen.items() if value}
    query = urlencode({"lang": language} | filters)
    place = reverse("locator:place", args=["settlement", 0])
    features = reverse("places_geojson")
    where = visitor_of(request)
    is_of_all = request.resolver_match.url_name == "places" and not any(
        request.GET.get(name) for name in ("q", "settlement", "lat", "bbox")
    )
    return {
        "places": f"{reverse('places_columns')}?{query}",
        "place": place.replace("/settlement/0/", "/{settlement}/{id}/"),
        "details": f"{features}?lang={language}&id={{id}}",
        "nearest": f"{features}?{query}&limit={MOST_NEAREST}&near={{near}}",
        "list": f"{reverse('locator:places')}?{urlencode(filters)}",
        "here": where.own_position,
        "isCountry": is_of_all,
    }


@register.simple_tag(takes_context=True)
def staff_map_sources(context, place=None):
    """Return the addresses of the places, or one, that the admin lists."""
    query = context["request"].GET.urlencode()
    if place:
        query = urlencode({"id__exact": place.pk})
    page = reverse("admin:locator_place_change", args=[0])
    return {
        "places": f"{reverse('admin:locator_place_columns')}?{query}",
        "place": page.replace("/0/", "/{id}/"),
        "isWhole": True,
        "unsure": _("not published"),
    }


@register.simple_tag
def map_words():
    """Return the words of the module, in the language of the page."""
    return {
        "zoomIn": _("Zoom in"),
        "zoomOut": _("Zoom out"),
        "north": _("North is up"),
        "northLetter": _("N"),
        "placesCredit": PLACES_CREDIT,
        "close": _("Close"),
        "askFirst": _("ask first"),
        "cluster": _("Places close together: {count}. Zoom in"),
        "wheelHint": _("Ctrl + wheel zooms the map; or click into it first."),
        "touchHint": _("Two fingers move the map; or tap it first."),
        "inView": _("Places on this part of the map: {count}"),
        "inList": _("Show it in the list"),
        "showOnMap": _("On the map"),
        "noBaseMap": _(
            "The land and the names could not be loaded. The places are in the right "
            "spot. Move the map to try again."
        ),
        "tooMany": _("Not all places are shown: zoom in to see the rest."),
        "detailsFailed": _(
            "The details could not be loaded. See the place’s own page."
        ),
        "metres": _("%(metres)s m") % {"metres": "{number}"},
        "km": _("%(km)s km") % {"km": "{number}"},
        "noStreets": _(
            "The streets could not be loaded. The places are in the right spot."
        ),
        "streetsWithHoles": _("Some of the streets could not be loaded."),
        "offline": _("There is no network now: the streets need it."),
        "savesData": _("Your browser saves data, so no streets are loaded."),
        "found": _("Your position, to about {metres} m."),
        "outside": _("You seem to be outside this map."),
    } | position_messages()


@register.simple_tag
def position_messages():
    """Return what is said while the browser looks for a position, and afterwards."""
    return {
        "waiting": _(
            "Waiting for your position. The browser may ask whether you allow it."
        ),
        "refused": _(
            "The browser or the phone does not let this site know your position. "
            "Allow it in the settings, or search for a street or a town."
        ),
        "noSignal": _(
            "Your position was not found: perhaps there is no signal here. Try again, "
            "or search for a street or a town."
        ),
        "late": _(
            "Your position has not come. Press again, or search for a street or a town."
        ),
        "unavailable": _(
            "This browser cannot tell this site your position. Search for a street or "
            "a town."
        ),
    }
