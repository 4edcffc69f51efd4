"""How many requests an address has made, and which address a visitor has."""

import ipaddress
import logging
import threading
import time

from django.conf import settings
from django.core.cache import cache

logger = logging.getLogger(__name__)


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


# What this process knows of counts that the shared cache is told of in batches.
counts_here = {}
counting_here = threading.Lock()
MOST_COUNTS_HERE = 10_000


def is_over_limit(
    name: str, request, *, limit: int, seconds: int, batch: int = 1
) -> bool:
    """
    Count this request; return whether its address has made more than `limit`.

    The shared cache may cost several queries, so it can be told of a `batch` of
    requests at a time: then each process may let as many too many through. When that
    cache does not answer, nobody is over the limit.
    """
    window = int(time.time() // seconds)
    key = f"limit:{name}:{network_of(client_address(request))}:{window}"
    with counting_here:
        count = counts_here.get(key, 0) + 1
        remember(key, count)
    if count % batch == 0:
        # All processes tell whole batches, so the sum is a multiple of it again.
        count = count_for_all(key, batch, seconds)
        with counting_here:
            remember(key, count)
    return count > limit


def remember(key: str, count: int) -> None:
    """Keep what is counted, in little memory: most of it is of minutes gone by."""
    if len(counts_here) >= MOST_COUNTS_HERE:
        counts_here.clear()
    counts_here[key] = count


def count_for_all(key: str, requests: int, seconds: int) -> int:
    """Count the requests in the shared cache; return the sum, 0 if it is not known."""
    try:
        cache.add(key, 0, seconds)
        count = cache.incr(key, requests)
        # The database's cache keeps what it has incremented for 300 seconds only.
        cache.touch(key, seconds)
        return count
    except ValueError:  # the key ran out between two calls
        return 0
    except Exception:
        logger.exception("The shared cache does not answer")
        return 0
