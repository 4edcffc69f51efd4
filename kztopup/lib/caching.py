"""
The caching of public answers: for how long, by whom, and under which address.

`public_page` hangs the parameters that a view knows on it, as Django's decorators hang
`csrf_exempt`; `kztopup.middleware.FetchFromCacheMiddleware` reads them before the view.
"""

import re
from functools import wraps
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpResponseRedirect, QueryDict
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers

from kztopup.lib.languages import language_meant
from kztopup.lib.load_shedding import shed_load
from kztopup.lib.rate_limit import rate_limited

PAGE_SECONDS = 60

# The name of a limit, and the setting that says how many a minute.
PAGES = ("pages", "PAGES_PER_MINUTE")

# What a visitor has said: links take it along to every page.
VISITOR = ("settlement", "lat", "lon", "operator", "have")

# A page's number, without leading zeros; it may be left out.
ONE_SPELLING = re.compile("(?:[1-9][0-9]*)?")


def public_page(*public, private=VISITOR, seconds=PAGE_SECONDS, limit=PAGES):
    """
    Let caches keep what a view answers to a GET, for everybody.

    What holds for less, the view says by `expire_at`. Parameters that are not named
    here lead to the address without them. What no cache has is made while there are
    threads for it, and for one address so many times a minute.
    """

    def decorate(view):
        guarded_view = shed_load(rate_limited(*limit)(view))
        return cacheable(Parameters(public, private), seconds)(guarded_view)

    return decorate


def cacheable(parameters, seconds=PAGE_SECONDS):
    """
    Say of a view's answers to a GET how long they may be kept, and by whom.

    What the view itself has called private stays so.
    """

    def decorate(view):
        @wraps(view)
        def kept_view(request, *args, **kwargs):
            response = view(request, *args, **kwargs)
            if request.method == "POST" or response.status_code >= 400:
                return response
            is_public = parameters.are_public(request.GET)
            is_public &= "private" not in response.get("Cache-Control", "")
            keeper = "public" if is_public else "private"
            patch_cache_control(response, **{keeper: True}, max_age=seconds)
            # The compression leaves this out of answers it does not compress, and a
            # cache would then hand those to everybody.
            patch_vary_headers(response, ["Accept-Encoding"])
            return response

        kept_view.parameters = parameters
        return kept_view

    return decorate


def expire_at(response, moment):
    """
    Return the answer, which no cache may keep beyond the aware moment.

    None is no moment: as long as any page.
    """
    if moment:
        seconds = int((moment - timezone.now()).total_seconds())
        patch_cache_control(response, max_age=max(0, seconds))
    return response


class Parameters(NamedTuple):
    """
    The parameters of a view, by whether answers to them may be cached for everybody.

    An answer to a `private` parameter tells where somebody is, or would be a cache
    entry that nobody asks for again.
    """

    public: tuple[str, ...]
    private: tuple[str, ...]
    unknown_redirect: bool = True

    def put_into_one_spelling(self, request):
        """
        Leave the known parameters, each once, in one order, none of them empty.

        Return a redirect to that where the address says it otherwise: with parameters
        that the view may not be told, or with those that a form left empty.
        """
        if not request.META["QUERY_STRING"]:
            return None
        query = {name: value.strip() for name, value in request.GET.dict().items()}
        known = {
            name: SPELLINGS.get(name, str)(query[name])
            for name in sorted(query.keys() & {*self.public, *self.private})
            if query[name]
        }
        request.META["QUERY_STRING"] = urlencode(known)
        request.GET = QueryDict(request.META["QUERY_STRING"])
        if self.unknown_redirect and query != known:
            return HttpResponseRedirect(request.get_full_path())
        return None

    def are_public(self, query):
        """Whether the query, in one spelling, is one of few."""
        is_page = ONE_SPELLING.fullmatch(query.get("page", ""))
        return query.keys() <= {*self.public} and bool(is_page)


def rounded(degrees: str) -> str:
    """Return degrees to about 100 metres; what is no number stays as it is."""
    try:
        number = float(degrees)
    except ValueError:
        return degrees
    return degrees if round(number, 3) == number else f"{number:.3f}"


def as_language(code: str) -> str:
    return language_meant(code) or code


SPELLINGS = {"lat": rounded, "lon": rounded, "lang": as_language}
