"""What every request passes through besides Django's own middleware."""

from django.conf import settings
from django.db import OperationalError
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import has_vary_header
from django_http_compression.middleware import HttpCompressionMiddleware

# Addresses for machines: one answer for everybody, so nothing to negotiate.
PATHS_WITHOUT_LANGUAGE = ("/api/", "/export/", "/healthz", "/robots.txt", "/sitemap")


def one_content_coding(get_response):
    """
    Reduce Accept-Encoding to the one coding that will be used.

    Browsers write that header in many ways and each would be a cache entry of its
    own. Brotli comes before zstd: it is smaller on short pages.
    """

    def middleware(request):
        accepted = request.META.get("HTTP_ACCEPT_ENCODING", "")
        codings = {part.partition(";")[0].strip() for part in accepted.split(",")}
        for coding in ("br", "gzip"):
            if coding in codings:
                request.META["HTTP_ACCEPT_ENCODING"] = coding
                break
        else:
            request.META["HTTP_ACCEPT_ENCODING"] = "identity"
        return get_response(request)

    return middleware


class CompressionMiddleware(HttpCompressionMiddleware):
    """Pad only answers that depend on a cookie: the others hold no secret."""

    def maybe_compress(self, request, response):
        super().maybe_compress(request, response)
        if not has_vary_header(response, "Cookie"):
            response.headers.pop("x-noise", None)


class LanguageMiddleware(LocaleMiddleware):
    """
    Negotiate a language for pages, never for the addresses of machines.

    The language cookie is staff's, for the admin: public pages do not look at it.
    """

    def __call__(self, request):
        if request.path_info.startswith(PATHS_WITHOUT_LANGUAGE):
            with translation.override(settings.LANGUAGE_CODE):
                return self.get_response(request)
        if request.path_info.startswith("/admin/"):
            return super().__call__(request)
        request.COOKIES.pop(settings.LANGUAGE_COOKIE_NAME, None)
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
        if isinstance(exception, OperationalError):
            response = render(request, "503.html", status=503)
            response["Retry-After"] = "10"
            return response
        return None

    middleware.process_exception = process_exception
    return middleware
