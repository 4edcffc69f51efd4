"""What a browser loads when the map is opened: pages name it, and it can be saved."""

from django.conf import settings
from django.templatetags.static import static
from django.utils.translation import get_language

STATIC = settings.BASE_DIR / "static"
MODULES, BASE_MAP_MODULES = (
    [file.relative_to(STATIC).as_posix() for file in sorted(STATIC.glob(pattern))]
    for pattern in ("js/locator/map/*.js", "js/locator/basemap/*.js")
)


def map_assets():
    """Return the addresses of all that is loaded when the map is opened."""
    language = get_language()
    return {
        "modules": [static(name) for name in MODULES],
        "baseMapModules": [static(name) for name in BASE_MAP_MODULES],
        "script": static("leaflet/leaflet.js"),
        "extras": static("leaflet/leaflet.extras.js"),
        "clusters": static("vendor/markercluster/leaflet.markercluster.js"),
        "styles": [static("leaflet/leaflet.css"), static("css/map.css")],
        "shapes": static("basemap/shapes.json"),
        "labels": static(f"basemap/labels.{language}.json"),
    }
