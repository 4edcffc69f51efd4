"""Answers that cost much may take half of a process's threads, and no more."""

import threading
from collections import Counter
from contextlib import ExitStack
from functools import wraps

from django.conf import settings

from kztopup.lib.errors import error_page
from kztopup.lib.rate_limit import client_address, network_of

# After how many seconds it is worth to try again.
RETRY_AFTER = 2

# How many answers are being made in this process, by the address that asks for them.
in_hand: Counter[str] = Counter()
counting = threading.Lock()


def shed_load(view):
    """
    Refuse an answer for which there is no thread to spare.

    Half of the threads are left to what costs next to nothing: pages from the cache,
    files, /healthz. Of the other half one address may take half: it keeps nobody out.
    """

    @wraps(view)
    def guarded_view(request, *args, **kwargs):
        network = network_of(client_address(request))
        if not begin(network):
            return error_page(request, 503, "The site is busy.", RETRY_AFTER)
        with ExitStack() as held:
            held.callback(end, network)
            response = view(request, *args, **kwargs)
            if response.streaming:
                response.streaming_content = Stream(
                    response.streaming_content, held.pop_all()
                )
        return response

    return guarded_view


def begin(network: str) -> bool:
    """Take a thread for the network; return whether there is one for it."""
    spare = max(settings.THREADS // 2, 1)
    with counting:
        if in_hand.total() >= spare or in_hand[network] >= max(spare // 2, 1):
            return False
        in_hand[network] += 1
        return True


def end(network: str) -> None:
    with counting:
        in_hand[network] -= 1
        if not in_hand[network]:
            del in_hand[network]


class Stream:
    """An answer made while it is sent: it holds a thread until the server closes it."""

    def __init__(self, blocks, held):
        self.blocks = blocks
        self.close = held.close

    def __iter__(self):
        return iter(self.blocks)
