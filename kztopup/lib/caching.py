"""How long, and by whom, a public answer may be kept."""

import re
from functools import wraps
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers

PAGE_SECONDS = 60

# Of a page's number, which may be left out.
ONE_SPELLING = re.compile("(?:[1-9][0-9]*)?")


def public_page(*parameters):
    """
    Let caches keep what a view answers to a GET for a minute, for everybody.

    An answer to other query parameters than the named ones, or to these in another
    spelling, is private: it would be a cache entry that nobody asks for again, or tell
    where somebody is. What the view itself has called private stays so; what holds for
    less, it says by `expire_at`.
    """

    def decorate(view):
        @wraps(view)
        def kept_view(request, *args, **kwargs):
            response = view(request, *args, **kwargs)
            if request.method == "POST" or response.status_code >= 400:
                return response
            is_public = is_one_of_few(request, parameters)
            is_public &= "private" not in response.get("Cache-Control", "")
            keeper = "public" if is_public else "private"
            patch_cache_control(
                response, **{keeper: True}, max_age=seconds_to_keep(response)
            )
            # The compression leaves this out of answers it does not compress, and a
            # cache would then hand those to everybody.
            patch_vary_headers(response, ["Accept-Encoding"])
            return response

        return kept_view

    return decorate


def is_one_of_few(request, parameters):
    """Whether the query is of these parameters, each once and in its one spelling."""
    asked = request.GET.dict()
    is_in_one_spelling = request.META["QUERY_STRING"] == urlencode(asked)
    page = ONE_SPELLING.fullmatch(asked.get("page", ""))
    return asked.keys() <= set(parameters) and is_in_one_spelling and page is not None


def expire_at(response, moment):
    """
    Return the answer, which no cache may keep beyond the aware moment.

    None is no moment: a minute, as ever.
    """
    response.expires_at = moment
    return response


def seconds_to_keep(response):
    moment = getattr(response, "expires_at", None)
    if moment is None:
        return PAGE_SECONDS
    seconds = int((moment - timezone.now()).total_seconds())
    return max(0, min(seconds, PAGE_SECONDS))
