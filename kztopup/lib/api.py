"""What every answer to a program has: leave for any site to read it, and a limit."""

import time
from functools import wraps

from django.conf import settings
from django.http import JsonResponse

from kztopup.lib.rate_limit import is_over_limit

MINUTE = 60

# Few beside the limit, and enough to cost next to nothing.
REQUESTS_COUNTED_AT_ONCE = 100

# How JSON of many places is written: without spaces, and in letters of any script.
COMPACT = {"ensure_ascii": False, "separators": (",", ":")}


def public_api(view):
    """
    Let programs of any site read a view's answers, so many a minute.

    The limit is generous: a whole mobile network may share one address.
    """

    @wraps(view)
    def open_view(request, *args, **kwargs):
        if is_over_limit(
            "programs",
            request,
            limit=settings.API_REQUESTS_PER_MINUTE,
            seconds=MINUTE,
            batch=REQUESTS_COUNTED_AT_ONCE,
        ):
            response = too_many_requests()
        else:
            response = view(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return open_view


def too_many_requests():
    """Answer that the limit is reached, and when the count starts again."""
    wait = MINUTE - int(time.time()) % MINUTE
    limit = settings.API_REQUESTS_PER_MINUTE
    sentence = f"At most {limit} requests a minute: wait {wait} seconds."
    response = json_error(429, {"__all__": [sentence]})
    response["Retry-After"] = str(wait)
    response["Access-Control-Expose-Headers"] = "Retry-After"
    return response


def json_error(status, errors):
    """Answer with the errors of a form, by parameter."""
    return JsonResponse({"errors": dict(errors.items())}, status=status)
