"""
The time that others wait while one client asks without end for what costs most.

On the clock, since that is what they notice: the machine must do nothing else.
"""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from itertools import count
from statistics import quantiles

from tools.bench.figures import FLOOD, FLOODS, Figure
from tools.bench.serving import HEADERS, LIMITS, Site

A_SECOND = 20
SECONDS = 10
# Whoever waits longer has gone.
PATIENCE = 30

CLIENT = {"X-Forwarded-For": "192.0.2.1"}
OTHERS = {"X-Forwarded-For": "192.0.2.2"}
CHEAP = ["/healthz", "/en/guides/top-up-at-a-store/"]

FILTERS = "tops_up=kcell&holds=cash&open=now"
WORDS = "magnum+abcdefgh+bcdefghi+cdefghij+defghijk+efghijkl+fghijklm"
# None is the same twice, or a cache would have the answer.
WORST = {
    "list": f"/en/places/?lat=43.{{0:03}}&lon=76.9&radius_km=50&{FILTERS}",
    "search": f"/en/places/?q={WORDS}+{{0}}&lat=47&lon=60&radius_km=1&{FILTERS}",
    "town": "/en/places/almaty/?page={0}",
    "file": "/export/places.kml?lat=43.{0:03}&lon=76.9",
    "sitemap": "/sitemap-places.xml?page={0}",
    "sign-in": "/admin/login/?{0}",
}
# A token is whatever the cookie says too.
COOKIE = {
    "Cookie": "csrftoken=" + "c" * 32,
    "Content-Type": "application/x-www-form-urlencoded",
}
SIGN_IN = f"csrfmiddlewaretoken={'c' * 32}&username=nobody&password=wrong"


def flood_figures(log, size):
    """Measure, under the limits that the site has by default."""
    environment = {name: os.environ[name] for name in os.environ.keys() - {*LIMITS}}
    environment["TRUSTED_PROXIES"] = "1"
    figures = []
    for what in FLOODS:
        with Site(log, environment) as site:
            milliseconds = 1000 * seconds_waited(site, WORST[what])
        text = f"{milliseconds:.0f} ms"
        figures.append(Figure(FLOOD.format(what), size, text, milliseconds))
    return figures


def seconds_waited(site, worst):
    """Return the p95 of what costs little, for others than the one client."""
    for path in CHEAP * 20:
        ask(site, path, OTHERS)
    end = time.monotonic() + SECONDS
    with ThreadPoolExecutor(A_SECOND * PATIENCE) as threads:
        threads.submit(flood, threads, site, worst, end)
        taken = []
        while time.monotonic() < end:
            time.sleep(0.05)
            taken += [ask(site, path, OTHERS) for path in CHEAP]
    return quantiles(taken, n=20)[-1]


def flood(threads, site, worst, end):
    """Ask so often a second, without waiting for the answers."""
    for number in count(1):
        if time.monotonic() > end:
            return
        threads.submit(ask, site, worst.format(number), CLIENT)
        time.sleep(1 / A_SECOND)


def ask(site, path, headers):
    """Return how many seconds an answer took, or its absence."""
    began = time.monotonic()
    link = HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE)
    try:
        if path.startswith("/admin/"):
            link.request("POST", path, SIGN_IN, HEADERS | headers | COOKIE)
        else:
            link.request("GET", path, headers=HEADERS | headers)
        link.getresponse().read()
    except (OSError, HTTPException):
        pass
    finally:
        link.close()
    return time.monotonic() - began
