"""
Pages and the map at 64 kbit/s, in a phone's browser that has never been here.

Chromium itself slows its network down: each request waits for its headers, and all
share the bytes per second. Connections are made at once, as they are to this machine.
"""

from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tools.bench.browser import OPEN, PHONE, chromium
from tools.bench.figures import (
    COMPLETE,
    FIRST_PAINT,
    MAP_FROM_NAVIGATION,
    MAP_FROM_PRESS,
    SHIPPED,
    Figure,
)
from tools.bench.serving import Site
from tools.bench.shipped import shipped

ROUNDS = 5
BYTES_A_SECOND = 64_000 / 8
SLOW = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": BYTES_A_SECOND,
    "uploadThroughput": BYTES_A_SECOND,
}
PAGES = {
    "home": "",
    "answer": "answer/?have=cash&operator=beeline&settlement=almaty",
    "guide": "guides/top-up-at-a-store/",
    "list": "places/almaty/",
    "place": "places/almaty/{place}/",
    "card": "card/",
    "pack": "pack/almaty/",
}
WITH_MAP = "list"

# In milliseconds since the navigation.
PAINTED = """() => new Promise((resolve) => {
  new PerformanceObserver((list) => {
    const [paint] = list.getEntriesByName("first-contentful-paint");
    if (paint) resolve(paint.startTime);
  }).observe({ type: "paint", buffered: true });
})"""
COMPLETED = """() => Math.max(
  ...performance.getEntriesByType("resource").map(({ responseEnd }) => responseEnd),
  performance.getEntriesByType("navigation")[0].loadEventStart,
)"""


def network_figures() -> list[Figure]:
    """Measure every page, and the map of one; nothing without a Chromium."""
    with TemporaryDirectory() as folder, chromium() as browser:
        if not browser:
            return []
        environment, place = shipped(folder)
        with Site(Path(folder) / "gunicorn.log", environment) as site:
            address = f"http://127.0.0.1:{site.port}/en/"
            pages = {
                name: address + path.format(place=place) for name, path in PAGES.items()
            }
            rounds = [walk(browser, pages) for _ in range(ROUNDS)]
    return [seconds(what, [one[what] for one in rounds]) for what in rounds[0]]


def walk(browser, pages):
    """Load each page, each time as the first one; return milliseconds by what."""
    taken = {}
    for name, address in pages.items():
        with browser.new_context(**PHONE) as context:
            page = context.new_page()
            context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
            page.goto(address, wait_until="load")
            complete = page.evaluate(COMPLETED)
            if name == WITH_MAP:
                pressed = page.evaluate("performance.now()")
                opened = page.evaluate(OPEN)
            taken[FIRST_PAINT.format(name)] = page.evaluate(PAINTED)
            taken[COMPLETE.format(name)] = complete
            if name == WITH_MAP:
                taken[MAP_FROM_PRESS] = opened
                taken[MAP_FROM_NAVIGATION] = pressed + opened
    return taken


def seconds(what, milliseconds):
    taken = median(milliseconds) / 1000
    return Figure(what, SHIPPED, f"{taken:.1f} s", taken)
