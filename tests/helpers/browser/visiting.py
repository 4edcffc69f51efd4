"""Kinds of pages, and visitors who go to them."""

import re
import struct
import zlib

from tests.helpers.browser.serving import ROOT

LANGUAGES = ["zh-hans", "en", "ru", "kk"]
GUIDES = sorted(file.stem for file in ROOT.glob("guides/content/guides/*.toml"))
SHEETS = sorted(file.stem for file in ROOT.glob("guides/content/operators/*.toml"))
NARROW = {"width": 320, "height": 640}
PHONE = {"width": 360, "height": 740}
WIDE = {"width": 1280, "height": 900}
# The list and the map in one column: the map waits for a press.
ONE_COLUMN = {"width": 960, "height": 800}

# Below the prefix of a language; {names} are of rows (`tests.helpers.browser.rows`).
KINDS = {
    "home": "",
    "guides": "guides/",
    "card": "card/",
    "card filled in": "card/?operator=beeline&amount=2000&at=desk&wants=data",
    "pack": "pack/almaty/",
    "card not understood": "card/?amount=much",
    "answer": "answer/?have=cash&operator=kcell&settlement=almaty",
    "answer without a place": "answer/?have=nothing",
    "question": "answer/",
    "guide": f"guides/{GUIDES[0]}/",
    "guide in another language": "guides/without-kazakh/",
    "operators": "operators/",
    "sheet": f"operators/{SHEETS[0]}/",
    "places": "places/",
    "places filtered": "places/?tops_up=kcell&kind=operator",
    "places near": "places/?lat=43.238&lon=76.945",
    "places in words": "places/?q=Magnum+Almaty",
    "far from any place": "places/?lat=47.2&lon=66.5",
    "places, second page": "places/?kind=store&page=2",
    "no place fits": "places/?settlement=markup&kind=operator",
    "city": "places/almaty/",
    "poster": "places/almaty/poster/",
    "town without places": "places/{town_without_places}/",
    "place": "places/almaty/{place}/",
    "place without a street": "places/almaty/{place_without_street}/",
    "place with markup": "places/markup/{place_with_markup}/",
    "ask": "ask/",
    "sent": "ask/sent/",
    "about": "about/",
    "about data": "about/data/",
    "offline": "offline/",
    "not found": "nowhere/",
    "have not understood": "answer/?have=gold",
    "search not understood": "places/?brand=nobody&lat=x",
    "too many parameters": "places/?" + "&".join(["a"] * 1001),
    "empty question": "ask/",
    "form from elsewhere": "ask/",
}
EVERY_PAGE = KINDS | {
    **{f"guide {slug}": f"guides/{slug}/" for slug in GUIDES[1:]},
    **{f"sheet {slug}": f"operators/{slug}/" for slug in SHEETS[1:]},
}
STATUSES = {
    "not found": 404,
    "have not understood": 400,
    "search not understood": 400,
    "card not understood": 400,
    "too many parameters": 400,
    "empty question": 400,
    "form from elsewhere": 403,
}


def choose_language(page, language):
    """Press a language in the header, where a narrow screen folds them."""
    press_in_header(page, f"a[hreflang={language}]")


def press_in_header(page, link):
    fold = page.locator(".header-fold", has=page.locator(link))
    summary = fold.locator("summary")
    if summary.is_visible():
        summary.click()
    # To the end: before its style is there, a wide page folds its header too.
    with page.expect_navigation():
        fold.locator(link).click()


# Elements that the keyboard reaches and a finger presses.
CONTROLS = "a[href], button, select, input:not([type=hidden]), textarea, summary"


def address_of(site, language, kind):
    return f"{site.address}/{language}/{EVERY_PAGE[kind].format(**site.names)}"


def go_to(page, site, language, kind):
    """Bring the page to one of a kind, the way a visitor gets there."""
    address = address_of(site, language, kind)
    if kind == "form from elsewhere":
        page.goto("about:blank")
        page.set_content(f'<form method="post" action="{address}"><button>')
        with page.expect_navigation() as navigation:
            page.click("button")
        response = navigation.value
    else:
        response = page.goto(address)
    if kind == "empty question":
        with page.expect_navigation() as navigation:
            page.click("form.ask button")
        response = navigation.value
    assert response.status == STATUSES.get(kind, 200)


class Outside:
    """Other hosts: that of the streets answers, any other request is noted."""

    def __init__(self, site):
        self.hosts = re.compile(rf"^(?!{re.escape(site.address)}/)(https?|wss?):")
        self.strangers = []
        self.tile_requests = []
        self.answer_tile = draw_tile

    def guard(self, page_or_context):
        page_or_context.route(self.hosts, self.answer)

    def watch(self, page):
        """Only note what is asked: unlike guarding, it leaves the browser's cache."""
        page.on("request", self.note)

    def note(self, request):
        if self.hosts.match(request.url):
            self.strangers.append(request.url)

    def answer(self, route):
        if route.request.url.startswith("https://tile.openstreetmap.org/"):
            self.tile_requests.append(route.request)
            self.answer_tile(route)
        else:
            self.note(route.request)
            route.abort()


def draw_tile(route):
    route.fulfill(content_type="image/png", body=TILE)


def png(size):
    """A grey square picture."""

    def chunk(name, data):
        checksum = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", checksum)

    header = struct.pack(">IIBBBBB", size, size, 8, 0, 0, 0, 0)
    rows = (b"\x00" + b"\xd0" * size) * size
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


TILE = png(256)


def complaints_of(page):
    """Return a list that fills with what the browser's console complains about."""
    complaints = []

    def keep(message):
        # A page that is not there is itself a resource that failed to load.
        is_status_of_page = (
            message.text.startswith("Failed to load resource")
            and message.location["url"] == page.url
        )
        if message.type in ("error", "warning") and not is_status_of_page:
            complaints.append(message.text)

    page.on("console", keep)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints
