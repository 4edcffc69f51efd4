from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path

from kztopup import sitemaps, views
from kztopup.offline import views as offline
from locator.open_data import views as open_data

# Django adds it to these, once nothing else is found at them.
LACK_A_SLASH = "|".join(["admin", *dict(settings.LANGUAGES)])

urlpatterns = [
    path("", views.choose_language, name="choose_language"),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("about/", views.about, name="about"),
        path("about/data/", views.about_data, name="about_data"),
        path("offline/", offline.offline, name="offline"),
        path("offline/<slug:slug>.json", offline.addresses, name="offline_addresses"),
        # Before the places: “places/suggest/” looks like the page of a town.
        path("", include("guides.urls")),
        path("places/", include("locator.urls")),
    ),
    # Addresses for machines: no language is negotiated (`kztopup.middleware`).
    path("api/places.geojson", open_data.places, name="places_geojson"),
    path("api/places.columns.json", open_data.columns, name="places_columns"),
    path(
        "export/places.csv", open_data.export, {"extension": "csv"}, name="places_csv"
    ),
    path(
        "export/places.kml", open_data.export, {"extension": "kml"}, name="places_kml"
    ),
    path(
        "export/places.gpx", open_data.export, {"extension": "gpx"}, name="places_gpx"
    ),
    path(
        "export/places.geojson",
        open_data.export,
        {"extension": "geojson"},
        name="all_places_geojson",
    ),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.part, name="sitemap_part"),
    path("robots.txt", views.robots, name="robots"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("sw.js", offline.service_worker, name="service_worker"),
    path("healthz", views.healthz, name="healthz"),
    path("admin/", admin.site.urls),
    # What a poster says, like /almaty: it leaves every other page its address.
    re_path(
        rf"^(?!(?:{LACK_A_SLASH})$)(?P<slug>[-a-zA-Z0-9_]+)/?$",
        views.short_address,
        name="short_address",
    ),
]

handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.server_error
