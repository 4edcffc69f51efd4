"""The site's own middleware, and changes to that of Django."""

import logging
import re
from contextlib import suppress
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpResponsePermanentRedirect
from django.middleware import cache, http
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import has_vary_header
from django_http_compression.middleware import HttpCompressionMiddleware

from kztopup.lib.database import is_unavailable
from kztopup.lib.errors import error_page
from kztopup.lib.languages import language_meant

logger = logging.getLogger(__name__)

# Addresses for machines: one answer for everybody, so nothing to negotiate.
PATHS_WITHOUT_LANGUAGE = (
    "/api/",
    "/export/",
    "/healthz",
    "/manifest.webmanifest",
    "/robots.txt",
    "/sitemap",
    "/sw.js",
)

# The weight of a coding that a client does not want at all.
REFUSED = re.compile(r"q=0(\.0*)?")


def one_host(get_response):
    """
    Call the site what SITE_URL calls it, whichever of its names a request uses.

    The host is part of an entry's key in the cache of pages, and a visitor writes it.
    The admin compares it with where its forms come from. Any other host is refused by
    Django's own middleware, but who watches over machines asks by their addresses.
    """
    netloc = urlsplit(settings.SITE_URL).netloc

    def middleware(request):
        if request.path_info == "/healthz":
            request.META["HTTP_HOST"] = netloc
        elif not request.path_info.startswith("/admin/"):
            with suppress(DisallowedHost):
                request.get_host()
                request.META["HTTP_HOST"] = netloc
        return get_response(request)

    return middleware


def without_cookies(get_response):
    """
    Show public pages no cookies: they are functions of the address alone.

    Django would answer a session's cookie that cannot be one by deleting it.
    """

    def middleware(request):
        if not request.path_info.startswith("/admin/"):
            request.META.pop("HTTP_COOKIE", None)
        return get_response(request)

    return middleware


def one_content_coding(get_response):
    """
    Reduce Accept-Encoding to the one coding that will be used.

    Browsers write that header in many ways and each would be a cache entry of its
    own. Brotli comes before zstd: it is smaller on short pages.
    """

    def middleware(request):
        accepted = request.META.get("HTTP_ACCEPT_ENCODING", "")
        codings = {
            coding.strip()
            for coding, _, weight in (
                part.partition(";") for part in accepted.split(",")
            )
            if not REFUSED.fullmatch(weight.strip())
        }
        for coding in ("br", "gzip"):
            if coding in codings:
                request.META["HTTP_ACCEPT_ENCODING"] = coding
                break
        else:
            request.META["HTTP_ACCEPT_ENCODING"] = "identity"
        return get_response(request)

    return middleware


def without_expires(get_response):
    """Leave out what only caches of HTTP/1.0 need beside Cache-Control, for bytes."""

    def middleware(request):
        response = get_response(request)
        response.headers.pop("Expires", None)
        return response

    return middleware


def one_save_data(get_response):
    """
    Reduce Save-Data to `on` or nothing, the two that caches are to keep apart.

    The header is a word and what may be added to it one day; a visitor writes it.
    """

    def middleware(request):
        word = request.META.pop("HTTP_SAVE_DATA", "").partition(";")[0]
        if word.strip().lower() == "on":
            request.META["HTTP_SAVE_DATA"] = "on"
        return get_response(request)

    return middleware


class CompressionMiddleware(HttpCompressionMiddleware):
    """
    Compress every kind of XML and JSON, such as KML and GPX.

    Pad only answers that depend on a cookie: the others hold no secret.
    """

    content_type_re = re.compile(
        r"text/|image/svg\+xml|application/(.+\+)?(json|javascript|xml)$", re.IGNORECASE
    )

    def maybe_compress(self, request, response):
        super().maybe_compress(request, response)
        if not has_vary_header(response, "Cookie"):
            response.headers.pop("x-noise", None)


def permissions_policy(get_response):
    """Let pages ask where the visitor is, and for nothing else that a browser has."""
    refused = ("camera", "microphone", "payment", "usb", "display-capture")
    policy = ", ".join(["geolocation=(self)", *(f"{name}=()" for name in refused)])

    def middleware(request):
        response = get_response(request)
        response["Permissions-Policy"] = policy
        return response

    return middleware


class ConditionalGetMiddleware(http.ConditionalGetMiddleware):
    """Answer in full who names no copy: “*” is met by whatever answer there is."""

    def process_request(self, request):
        if request.headers.get("If-None-Match") == "*":
            del request.META["HTTP_IF_NONE_MATCH"]


class LanguageMiddleware(LocaleMiddleware):
    """
    Negotiate a language for pages, never for the addresses of machines.

    An address may begin with another spelling of a language: /EN/, /zh-CN/, /kz/.
    """

    def __call__(self, request):
        prefix, _, rest = request.path_info[1:].partition("/")
        language = language_meant(prefix)
        if language and language != prefix:
            request.path = f"/{language}/{rest}"
            return HttpResponsePermanentRedirect(request.get_full_path())
        if request.path_info.startswith(PATHS_WITHOUT_LANGUAGE):
            # The cache of pages asks for it, also after the override has ended.
            request.LANGUAGE_CODE = settings.LANGUAGE_CODE
            with translation.override(settings.LANGUAGE_CODE):
                return self.get_response(request)
        if request.path_info.startswith("/admin/"):
            return super().__call__(request)
        response = super().__call__(request)
        if response.status_code == 302 and has_vary_header(response, "Cookie"):
            # Django's own redirect to an address with a language.
            response["Vary"] = "Accept-Language"
        return response


def busy_database(get_response):
    """Answer 503 with a page in the reader's language when the database is busy."""

    def middleware(request):
        return get_response(request)

    def process_exception(request, exception):
        if is_unavailable(exception):
            logger.error("The database does not answer", exc_info=exception)
            return error_page(request, 503, "The site is busy.", seconds=10)
        return None

    middleware.process_exception = process_exception
    return middleware


class FetchFromCacheMiddleware(cache.FetchFromCacheMiddleware):
    """
    Look into the cache of pages once it is known which parameters the view knows.

    So those that it does not know, their order and empty ones make no entries.
    """

    def process_request(self, request):
        return None

    def process_view(self, request, view, args, kwargs):
        parameters = getattr(view, "parameters", None)
        redirect = None
        if parameters and request.method in ("GET", "HEAD"):
            redirect = parameters.put_into_one_spelling(request)
        return redirect or super().process_request(request)
