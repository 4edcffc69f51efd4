"""Limits of requests by a visitor's address, and what that address is."""

import ipaddress
import logging
import re
import threading
import time
from dataclasses import dataclass
from functools import wraps

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _

from kztopup.lib.errors import error_page

MINUTE = 60

logger = logging.getLogger(__name__)

# As some proxies write them: 192.0.2.1:443, [2001:db8::1] and [2001:db8::1]:443.
WITH_PORT = re.compile(r"(?P<v4>[0-9.]+):[0-9]+|\[(?P<v6>[^]]*)\](?::[0-9]+)?")


def client_address(request) -> str:
    """
    Return the visitor's address.

    Each trusted proxy appends the address it was called from to X-Forwarded-For:
    the outermost of ours wrote the visitor's. What stands before it is anyone's word,
    and what is no address is no visitor's.
    """
    caller = request.META.get("REMOTE_ADDR", "")
    if not settings.TRUSTED_PROXIES:
        return caller
    forwarded_for = request.headers.get("X-Forwarded-For", "")
    hops = [hop.strip() for hop in forwarded_for.split(",") if hop.strip()]
    if len(hops) < settings.TRUSTED_PROXIES:
        return caller
    ip = ip_of(hops[-settings.TRUSTED_PROXIES])
    return str(ip) if ip else caller


def ip_of(text: str):
    """Return the address that is written, without its port, or None."""
    if found := WITH_PORT.fullmatch(text):
        text = found["v4"] or found["v6"]
    try:
        ip = ipaddress.ip_address(text)
    except ValueError:
        return None
    # An IPv4 address, as a socket for both kinds names it.
    return getattr(ip, "ipv4_mapped", None) or ip


def network_of(address: str) -> str:
    """Return what one visitor holds: an IPv4 address, or 64 bits of an IPv6 one."""
    ip = ip_of(address)
    if ip and ip.version == 6:
        return str(ipaddress.ip_network((int(ip), 64), strict=False))
    return str(ip or address)


@dataclass
class Count:
    """A count as this process has it: that of all, and what it has to add."""

    of_all: int = 0
    here: int = 0


counts_here: dict[str, Count] = {}
counting_here = threading.Lock()
MOST_COUNTS_HERE = 10_000


def rate_limited(name: str, setting: str, parameter: str = ""):
    """
    Answer an address so many times a minute as the setting says.

    Only requests that have the parameter are counted, if one is named.
    """

    def decorate(view):
        @wraps(view)
        def limited_view(request, *args, **kwargs):
            limit = getattr(settings, setting)
            is_counted = not parameter or parameter in request.GET
            # A tenth too many for each process is few, and costs next to nothing.
            if is_counted and is_over_limit(
                name, request, limit=limit, seconds=MINUTE, batch=limit // 10 or 1
            ):
                return too_many_requests(request, limit)
            return view(request, *args, **kwargs)

        return limited_view

    return decorate


def too_many_requests(request, limit: int):
    """Answer that the limit is reached, and when the count starts again."""
    wait = MINUTE - int(time.time()) % MINUTE
    sentence = f"At most {limit} requests a minute: wait {wait} seconds."
    words = _("Many requests came from your network. Try again in a minute.")
    return error_page(request, 429, sentence, wait, words=words)


def is_over_limit(
    name: str, request, *, limit: int, seconds: int, batch: int = 1, by: str = ""
) -> bool:
    """
    Count this request; return whether its address has made more than `limit`.

    Counted is `by`, if it is given, in place of the address. The shared cache may cost
    several queries, so it can be told of a `batch` of requests at a time: then each
    process may let as many too many through. When that cache does not answer, nobody
    is over the limit.
    """
    window = int(time.time() // seconds)
    key = f"limit:{name}:{by or network_of(client_address(request))}:{window}"
    with counting_here:
        count = count_of(key)
        count.here += 1
        known = count.of_all + count.here
        is_to_be_told = count.here % batch == 0
    if is_to_be_told:
        known = count_for_all(key, batch, seconds)
        with counting_here:
            # Other threads have counted meanwhile.
            count.of_all = max(count.of_all, known)
            count.here -= batch
    return known > limit


def count_of(key: str) -> Count:
    """Return what is counted, kept in little memory: most of it is of minutes gone."""
    if key not in counts_here and len(counts_here) >= MOST_COUNTS_HERE:
        counts_here.clear()
    return counts_here.setdefault(key, Count())


def count_for_all(key: str, requests: int, seconds: int) -> int:
    """Count the requests in the shared cache; return the sum, 0 if it is not known."""
    try:
        count = add_to(key, requests, seconds)
        # The database's cache keeps what it has incremented for 300 seconds only.
        cache.touch(key, seconds)
        return count
    except ValueError:  # the key ran out between two calls
        return 0
    except Exception:
        logger.exception("The shared cache does not answer")
        return 0


def add_to(key: str, requests: int, seconds: int) -> int:
    """
    Add to the count in the shared cache, or begin it; return the sum.

    Adding comes first: of a locked database it fails aloud, after one wait.
    """
    try:
        return cache.incr(key, requests)
    except ValueError:
        if cache.add(key, requests, seconds):
            return requests
        # Another process has begun it meanwhile.
        return cache.incr(key, requests)
