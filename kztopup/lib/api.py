"""Views for programs: any site may read their answers (CORS), so many a minute."""

from functools import wraps

from django.http import JsonResponse

from kztopup.lib.caching import Parameters, cacheable
from kztopup.lib.load_shedding import shed_load
from kztopup.lib.rate_limit import rate_limited

# How JSON of many places is written: without spaces, and in letters of any script.
COMPACT = {"ensure_ascii": False, "separators": (",", ":")}


def public_api(*public, private=()):
    """
    Let programs of any site read a view's answers, so many a minute.

    The limit is generous: a whole mobile network may share one address. Unlike a
    page's, parameters that are not named here change nothing.
    """

    def decorate(view):
        limited_view = rate_limited("programs", "API_REQUESTS_PER_MINUTE")(view)
        guarded_view = shed_load(limited_view)

        @wraps(view)
        def open_view(request, *args, **kwargs):
            response = guarded_view(request, *args, **kwargs)
            response["Access-Control-Allow-Origin"] = "*"
            return response

        parameters = Parameters(public, private, unknown_redirect=False)
        return cacheable(parameters)(open_view)

    return decorate


def json_error(status, errors):
    """Answer with the errors of a form, by parameter."""
    return JsonResponse({"errors": dict(errors.items())}, status=status)
