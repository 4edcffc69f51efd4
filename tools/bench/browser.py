"""The map in a real browser, as a slow phone draws it."""

import gzip
import subprocess
from contextlib import contextmanager
from statistics import median
from urllib.request import Request, urlopen

from playwright.sync_api import sync_playwright

from tools.bench.figures import MAP_BYTES, MAP_FIRST, MAP_PANNING, Figure

ROUNDS = 5
SLOWER = 4
PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 3}
ARGUMENTS = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
PATH = "/en/places/?lat=43.238&lon=76.945"
COLUMNS = "/api/places.columns.json?lang=en"
VIEWS = {"city": "#map=12/43.2380/76.9450", "country": "#map=5/48.2000/67.0000"}
# Until all places are there, and the page stands still.
SETTLING_MS = 5000

WATCH = """() => {
  window.longTasks = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasks.push(duration);
  }).observe({ type: "longtask" });
}"""
# To the frame after the one that shows a marker.
OPEN = """() => new Promise((resolve) => {
  const start = performance.now();
  const observer = new MutationObserver(() => {
    if (!document.querySelector(".leaflet-marker-icon")) return;
    observer.disconnect();
    requestAnimationFrame(() => {
      requestAnimationFrame(() => resolve(performance.now() - start));
    });
  });
  observer.observe(document.body, { subtree: true, childList: true });
  document.querySelector(".map-open").click();
})"""
LONGEST = "() => Math.max(0, ...longTasks.splice(0))"


@contextmanager
def chromium():
    """Start the Chromium of the tests; yield None where there is none."""
    found = subprocess.run(["tools/find-chromium"], capture_output=True, text=True)
    if found.returncode:
        yield None
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found.stdout.strip(), args=ARGUMENTS
        )
        yield browser
        browser.close()


def map_figures(site, size) -> list[Figure]:
    """Measure the opening of the map and moving about; nothing without a Chromium."""
    address = f"http://127.0.0.1:{site.port}"
    with chromium() as browser:
        if not browser:
            return []
        rounds = [walk(browser, address) for _ in range(ROUNDS)]
    figures = []
    for what in rounds[0]:
        taken = median(one[what] for one in rounds)
        figures.append(Figure(what, size, f"{taken:.0f} ms", taken))
    kilobytes = len(columns_of(address)) / 1024
    return [*figures, Figure(MAP_BYTES, size, f"{kilobytes:.1f} KB", kilobytes)]


def walk(browser, address):
    """Open the map and move about on it; return milliseconds by what they are."""
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.goto(address + PATH)
    page.wait_for_timeout(SETTLING_MS)
    page.locator(".map-open").scroll_into_view_if_needed()
    throttle = context.new_cdp_session(page)
    throttle.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.evaluate(WATCH)
    taken = {MAP_FIRST: page.evaluate(OPEN)}
    page.wait_for_timeout(SETTLING_MS)
    taken["map, longest task while opening"] = page.evaluate(LONGEST)
    for where, view in VIEWS.items():
        page.evaluate("view => { location.hash = view; }", view)
        page.wait_for_timeout(SETTLING_MS)
        taken[f"map, longest task on the way to the {where}"] = page.evaluate(LONGEST)
        pan(page)
        taken[MAP_PANNING.format(where)] = page.evaluate(LONGEST)
    context.close()
    return taken


def pan(page):
    """Drag the map about, a third of it at a time."""
    canvas = page.locator(".map-canvas").bounding_box()
    x, y = canvas["x"] + canvas["width"] / 2, canvas["y"] + canvas["height"] / 2
    for across, down in [(100, 0), (0, 100), (-100, 0), (0, -100)] * 3:
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + across, y + down, steps=8)
        page.mouse.up()
        page.wait_for_timeout(400)


def columns_of(address):
    """Return all places as columns, in the bytes that an old browser gets."""
    request = Request(address + COLUMNS, headers={"Accept-Encoding": "gzip"})
    with urlopen(request) as response:
        body = response.read()
    assert gzip.decompress(body)
    return body
