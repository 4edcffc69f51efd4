"""Forms that need no cookie: where a request comes from, and how many came."""

import ipaddress
import logging
import time
from functools import wraps
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.views.decorators.csrf import csrf_exempt

logger = logging.getLogger(__name__)


def from_this_site(view):
    """
    Let a view be posted to only from this site's own pages, without a token.

    Browsers say in `Sec-Fetch-Site` where a request comes from; older ones send the
    `Origin` of every POST. Nothing else can tell, so nothing else is let in.
    """

    @csrf_exempt
    @wraps(view)
    def protected_view(request, *args, **kwargs):
        if request.method == "POST" and not is_from_this_site(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return protected_view


def is_from_this_site(request) -> bool:
    """Whether the request was sent by one of this site's pages."""
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site is not None:
        return fetch_site == "same-origin"
    origin = urlsplit(request.headers.get("Origin", ""))
    site = urlsplit(settings.SITE_URL)
    return (origin.scheme, origin.netloc) == (site.scheme, site.netloc)


def client_address(request) -> str:
    """
    Return the visitor's address.

    Each trusted proxy appends the address it was called from to X-Forwarded-For:
    the outermost of ours wrote the visitor's. What stands before it is anyone's word.
    """
    if settings.TRUSTED_PROXIES:
        forwarded_for = request.headers.get("X-Forwarded-For", "")
        hops = [hop.strip() for hop in forwarded_for.split(",") if hop.strip()]
        if len(hops) >= settings.TRUSTED_PROXIES:
            return hops[-settings.TRUSTED_PROXIES]
    return request.META.get("REMOTE_ADDR", "")


def network_of(address: str) -> str:
    """Return what one visitor holds: an IPv4 address, or 64 bits of an IPv6 one."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    return (
        str(ipaddress.ip_network((ip, 64), strict=False))
        if ip.version == 6
        else address
    )


def is_over_limit(name: str, request, *, limit: int, seconds: int) -> bool:
    """
    Count this request; return whether its address has made more than `limit`.

    When the cache does not answer, nobody is over the limit.
    """
    window = int(time.time() // seconds)
    key = f"limit:{name}:{network_of(client_address(request))}:{window}"
    try:
        cache.add(key, 0, seconds)
        count = cache.incr(key)
        # The database's cache keeps what it has incremented for 300 seconds only.
        cache.touch(key, seconds)
        return count > limit
    except ValueError:  # the key ran out between the two calls
        return False
    except Exception:
        logger.exception("The shared cache does not answer")
        return False
