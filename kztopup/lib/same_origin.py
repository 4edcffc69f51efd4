"""Forms that need no cookie: only this site's own pages may send them."""

from functools import wraps

from django.conf import settings
from django.views.decorators.csrf import csrf_exempt

from kztopup.lib.errors import error_page


def same_origin_only(view):
    """
    Let a view be posted to only from this site's own pages, without a token.

    Browsers say in `Sec-Fetch-Site` where a request comes from; older ones send the
    `Origin` of every POST. Nothing else can tell, so nothing else is let in.
    """

    @csrf_exempt
    @wraps(view)
    def protected_view(request, *args, **kwargs):
        if request.method == "POST" and not is_same_origin(request):
            # Raised, it would be a traceback in the log, for anyone to ask for.
            return error_page(request, 403, "This is not allowed.")
        return view(request, *args, **kwargs)

    return protected_view


def is_same_origin(request) -> bool:
    """Whether the request was sent by one of this site's pages."""
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site is not None:
        return fetch_site == "same-origin"
    return request.headers.get("Origin") == settings.SITE_URL
