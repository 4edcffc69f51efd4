"""
Addresses that are not in our own data, asked of Nominatim by this server.

Its terms: one request a second for the whole site, answers kept, a name to write to.
Answers, failures and whose turn it is are in the shared cache; without that cache
nothing is asked, rather than too often.
"""

import hashlib
import json
import logging
import time
from concurrent.futures import Future
from contextlib import contextmanager
from threading import BoundedSemaphore, Thread
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request

from django.conf import settings
from django.core.cache import cache
from geopy.adapters import URLLibAdapter
from geopy.exc import GeocoderParseError, GeocoderServiceError
from geopy.geocoders import Nominatim

from locator.geo.geodesy import Position

logger = logging.getLogger(__name__)

LONGEST = 200
LONGEST_NAME = 300
MOST_CANDIDATES = 5

# Seconds
TIMEOUT = 10
LONGEST_WAIT = 4
KEEP_FOUND = 30 * 24 * 60 * 60
KEEP_NOT_FOUND = 24 * 60 * 60
KEEP_UNAVAILABLE = 60
# A request is sent at the beginning of a turn: two are more than a second apart.
TURN = 1.5
LATEST_IN_TURN = 0.4

LARGEST_ANSWER = 1_000_000

# As OpenStreetMap writes the language, and what to fall back to.
LANGUAGES = {"zh-hans": "zh-Hans,zh,en", "kk": "kk,ru,en"}

# In each process one thread asks or waits: the others are for those who do not.
one_at_a_time = BoundedSemaphore()

BUSY = "geocoder:busy"
DOWN = "geocoder:down"


class NotFound(Exception):
    """The geocoder knows no such place in Kazakhstan."""


class Unavailable(Exception):
    """The geocoder is off, does not answer, answers nonsense or is busy."""


class Candidate(NamedTuple):
    """A place that may be meant; the name is the geocoder's, in no known script."""

    name: str
    position: Position


def is_configured() -> bool:
    return bool(settings.GEOCODER_URL)


def geocode(text: str, language: str) -> list[Candidate]:
    """
    Return places of that name or address in Kazakhstan, the likeliest first.

    Raise NotFound when there are none, Unavailable when that is not known. Call it
    only when a visitor has asked for it, never while somebody types.
    """
    text = " ".join(text.replace("\0", " ").split())
    if not is_configured():
        raise Unavailable("No geocoder is configured.")
    if not text or len(text) > LONGEST:
        raise NotFound
    try:
        rows = remembered(text, language)
    except Unavailable:
        raise
    except Exception as error:
        logger.exception("The shared cache does not answer")
        raise Unavailable("Nobody keeps the turns.") from error
    if not rows:
        raise NotFound
    return [Candidate(name, Position(*position)) for name, position in rows]


def remembered(text: str, language: str) -> list:
    """Return what the geocoder says or has said, as plain lists."""
    question = json.dumps([settings.GEOCODER_URL, text.casefold(), language])
    key = f"geocoded:{hashlib.sha256(question.encode()).hexdigest()}"
    rows = recall(key)
    if rows is None:
        with at_once(), turn():
            # Somebody may have asked the same, or in vain, in the meantime.
            rows = recall(key)
            if rows is None:
                rows = ask_and_remember(key, text, language)
    return rows


def recall(key: str) -> list | None:
    rows = cache.get(key)
    if rows is None and cache.get(DOWN):
        raise Unavailable("It did not answer a moment ago.")
    return rows


def ask_and_remember(key: str, text: str, language: str) -> list:
    try:
        rows = ask(text, language)
    except Unavailable:
        cache.set(DOWN, True, KEEP_UNAVAILABLE)
        raise
    cache.set(key, rows, KEEP_FOUND if rows else KEEP_NOT_FOUND)
    return rows


@contextmanager
def at_once():
    """Raise Unavailable if another thread of this process is asking."""
    if not one_at_a_time.acquire(blocking=False):
        raise Unavailable("Others are asking.")
    try:
        yield
    finally:
        one_at_a_time.release()


@contextmanager
def turn():
    """
    Wait a little for a turn of the whole site's; raise Unavailable if none comes.

    Only one request is under way at a time, for the whole site.
    """
    give_up = time.monotonic() + LONGEST_WAIT
    while not cache.add(BUSY, True, TIMEOUT + LONGEST_WAIT + 1):
        wait_until(time.time() + 0.2, give_up)
    try:
        while not is_my_turn(give_up):
            pass
        yield
    finally:
        cache.delete(BUSY)


def is_my_turn(give_up: float) -> bool:
    """
    Wait for the next turn; return whether it is ours, and still at its beginning.

    Each turn has a key of its own, which is never added twice: to add one that has
    run out is not atomic in the database's cache.
    """
    number = int(time.time() / TURN) + 1
    is_ours = cache.add(f"geocoder:turn:{number}", True, 60)
    wait_until(number * TURN, give_up)
    return is_ours and time.time() - number * TURN < LATEST_IN_TURN


def wait_until(moment: float, give_up: float):
    seconds = max(moment - time.time(), 0)
    if time.monotonic() + seconds > give_up:
        raise Unavailable("Others are asking.")
    time.sleep(seconds)


def ask(text: str, language: str) -> list:
    """Return name and position of each answer in Kazakhstan; never remembers."""
    try:
        answers = nominatim().geocode(
            text,
            exactly_one=False,
            limit=MOST_CANDIDATES,
            country_codes="kz",
            language=LANGUAGES.get(language, language),
        )
        candidates = [
            # Not geopy's point: without a latitude that one is on the equator.
            (
                str.strip(answer.raw["display_name"])[:LONGEST_NAME],
                Position(float(answer.raw["lat"]), float(answer.raw["lon"])),
            )
            for answer in answers or []
        ]
    # Whatever an answer holds, it must not break a page: geopy raises its own
    # exceptions, and those of an answer in an unexpected shape.
    except Exception as error:
        logger.warning("The geocoder does not answer: %s", type(error).__name__)
        raise Unavailable(str(error)[:200]) from error
    return [
        (name, tuple(position))
        for name, position in candidates
        if position.is_in_kazakhstan
    ]


def nominatim() -> Nominatim:
    parts = urlsplit(settings.GEOCODER_URL)
    contact = ", ".join(filter(None, [settings.SITE_URL, settings.CONTACT_EMAIL]))
    return Nominatim(
        scheme=parts.scheme,
        domain=parts.netloc + parts.path,
        user_agent=f"kztopup ({contact})",
        timeout=TIMEOUT,
        adapter_factory=BoundedAdapter,
    )


class BoundedAdapter(URLLibAdapter):
    """
    Give up when the time is over, whatever the geocoder is doing, or says.

    The timeout of a socket begins anew with every byte, and does not count the time
    in which its address is looked up.
    """

    def get_json(self, url, *, timeout, headers):
        answers = json.loads(within(timeout, self.get_text, url, timeout, headers))
        if not isinstance(answers, list):
            raise GeocoderParseError("The answer is not a list.")
        return answers

    def get_text(self, url, timeout, headers):
        give_up = time.monotonic() + timeout
        text = b""
        try:
            page = self.urlopen(Request(url, headers=headers), timeout=timeout)
        except HTTPError as error:
            error.close()
            raise
        with page:
            while block := page.read1(65536):
                text += block
                if len(text) > LARGEST_ANSWER or time.monotonic() > give_up:
                    raise GeocoderServiceError("The answer does not end.")
        return text


def within(seconds: float, call, *arguments):
    """Return what the call returns, or raise TimeoutError and let it end by itself."""
    future = Future()

    def run():
        try:
            future.set_result(call(*arguments))
        except Exception as error:
            future.set_exception(error)

    Thread(target=run, daemon=True).start()
    return future.result(timeout=seconds)
