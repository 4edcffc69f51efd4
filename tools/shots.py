"""
Write screenshots of every kind of public page into `shots/`.

Four languages, a phone and a desktop, light and dark; from the site's own database,
served as `make run` serves it.
"""

import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "shots"
LANGUAGES = ["zh-hans", "en", "ru", "kk"]
WIDTHS = [360, 1280]
SCHEMES = ["light", "dark"]

# Pages by name; where the address depends on the data, the first link that fits.
PAGES = {
    "home": "",
    "answer": "answer/?have=cash&operator=beeline&settlement=almaty",
    "guides": "guides/",
    "guide": ("guides/", r"guides/[\w-]+/"),
    "operators": "operators/",
    "operator": ("operators/", r"operators/[\w-]+/"),
    "places": "places/",
    "city": ("", r"places/[\w-]+/"),
    "place": ("places/", r"places/[\w-]+/\d+/"),
    "town-without-places": "places/kyzylorda/",
    "nothing-found": "places/?settlement=kyzylorda&kind=store",
    "bad-search": "places/?brand=nobody",
    "card": "card/?operator=beeline&amount=2000",
    "pack": "pack/almaty/",
    "poster": "places/almaty/poster/",
    "ask": "ask/",
    "about": "about/",
    "not-found": "nowhere/",
}


def main():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    site = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "kztopup.wsgi"],
        cwd=ROOT,
        env=os.environ | {"PORT": str(port), "SITE_URL": site},
    )
    try:
        wait_for(f"{site}/healthz")
        take_all(site)
    finally:
        server.terminate()
        server.wait()


def wait_for(address, seconds=20):
    end = time.monotonic() + seconds
    while True:
        try:
            return urlopen(address)
        except URLError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def take_all(site):
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or None,
            args=["--no-sandbox", "--disable-quic", "--disable-background-networking"],
        )
        for language in LANGUAGES:
            for name, page in PAGES.items():
                address = f"{site}/{language}/{path_of(page, site, language)}"
                for width in WIDTHS:
                    for scheme in SCHEMES:
                        file = FOLDER / f"{name}-{language}-{width}-{scheme}.png"
                        take(browser, address, width, scheme, file)
            print(f"{language}: {len(PAGES) * len(WIDTHS) * len(SCHEMES)} screenshots")
        browser.close()


def path_of(page, site, language):
    if isinstance(page, str):
        return page
    listing, pattern = page
    html = urlopen(f"{site}/{language}/{listing}").read().decode()
    return re.search(rf'href="/{language}/({pattern})"', html)[1]


def take(browser, address, width, scheme, file):
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme
    )
    page = context.new_page()
    page.goto(address)
    page.screenshot(path=file, full_page=True)
    context.close()


if __name__ == "__main__":
    main()
