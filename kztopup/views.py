from django.conf import settings
from django.contrib import admin
from django.db import Error
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language_from_request
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guides.answer.form import question_for
from guides.models import Guide, Prefix
from kztopup import open_data
from kztopup.lib.caching import PAGES, public_page
from kztopup.lib.database import missing_migrations
from kztopup.lib.errors import error_page
from kztopup.lib.load_shedding import shed_load
from kztopup.lib.rate_limit import rate_limited
from locator.models import Settlement
from locator.published import published_places
from locator.visitor import visitor_of

CITIES_ON_HOME = 8

MANIFEST_SECONDS = 24 * 60 * 60

# What is not to be found, or of which there is no end; each answer is made anew.
NOT_FOR_ROBOTS = ["/admin/", "/api/", "/export/", "/*?*lat=", "/*?*q="]


@require_safe
def choose_language(request):
    """Send the visitor to the home page in a language their browser asks for."""
    language = get_language_from_request(request)
    return redirect_by_language(f"/{language}/")


@require_safe
# Not a public page: of “/places/?kind=store”, which leads on, it would drop the kind.
@shed_load
@rate_limited(*PAGES)
def short_address(request, slug):
    """Send who types what a poster says, like /almaty, to the town's own page."""
    # Some keyboards begin with a capital.
    settlement = Settlement.objects.filter(slug__iexact=slug).first()
    if not settlement:
        raise Http404
    return redirect_by_language(settlement.get_absolute_url())


def redirect_by_language(path):
    """Redirect to a path that the browser's languages decide, which caches may keep."""
    response = HttpResponseRedirect(path)
    patch_vary_headers(response, ["Accept-Language"])
    patch_cache_control(response, public=True, max_age=60)
    return response


@require_safe
@public_page()
def home(request):
    context = {
        "question": question_for(visitor_of(request)),
        "prefixes": Prefix.objects.for_table(),
        "guides": Guide.objects.published(),
        "settlements": published_places().settlements_with()[:CITIES_ON_HOME],
    }
    return render(request, "home.html", context)


@require_safe
@public_page()
def about(request):
    context = {
        "contact_email": settings.CONTACT_EMAIL,
        "crumbs": [(_("About this site"), reverse("about"))],
    }
    return render(request, "about.html", context)


@require_safe
@public_page()
def about_data(request):
    context = {
        "columns": open_data.COLUMNS,
        "filters": open_data.FILTERS,
        "file_parameters": open_data.FILE_PARAMETERS,
        "parameters": open_data.PARAMETERS,
        "properties": open_data.PROPERTIES,
        "shared": open_data.SHARED,
        "compact_columns": open_data.COMPACT_COLUMNS,
        "compact_tables": open_data.COMPACT_TABLES,
        "compact_parameters": open_data.COMPACT_PARAMETERS,
        "limit": settings.API_REQUESTS_PER_MINUTE,
        "files_limit": settings.EXPORTS_PER_MINUTE,
        "crumbs": [
            (_("About this site"), reverse("about")),
            (_("Open data"), reverse("about_data")),
        ],
    }
    return render(request, "about_data.html", context)


@require_safe
@public_page()
def robots(request):
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS),
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain")


@require_safe
@public_page(seconds=MANIFEST_SECONDS)
def manifest(request):
    """Tell browsers how to keep the site among the apps of a phone."""
    icons = [
        {
            "src": static(f"img/icon-{purpose}-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for purpose in ("any", "maskable")
        for size in (192, 512)
    ]
    return JsonResponse(
        {
            "name": "kztopup",
            "short_name": "kztopup",
            # The reader’s language is chosen there.
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            # As in site.css: --paper and --accent.
            "background_color": "#fff",
            "theme_color": "#005a78",
            "icons": icons,
        },
        content_type="application/manifest+json",
    )


@require_safe
@never_cache
def healthz(request):
    """Answer 200 while the database answers and has every migration, else 503."""
    try:
        missing = missing_migrations()
    except Error:
        return in_plain_text("The database does not answer.", status=503)
    if missing:
        return in_plain_text(f"Not migrated: {', '.join(missing)}.", status=503)
    return in_plain_text("ok")


def in_plain_text(line, status=200):
    return HttpResponse(f"{line}\n", content_type="text/plain", status=status)


def bad_request(request, exception):
    return error_page(request, 400, "This request cannot be understood.")


def forbidden(request, exception):
    if request.path.startswith(reverse("admin:index")):
        # Only staff get as far; they are shown the way back to what they may do.
        context = admin.site.each_context(request)
        context["title"] = _("Your account may not do this")
        return render(request, "admin/403.html", context, status=403)
    return error_page(request, 403, "This is not allowed.")


def not_found(request, exception):
    return error_page(request, 404, "There is nothing at this address.")


def csrf_failure(request, reason=""):
    return error_page(request, 403, "This is not allowed.")


def server_error(request):
    return error_page(request, 500, "The site has a fault.")
