"""
Audit pages of every kind with Lighthouse, as a phone: all four scores must be 100.

The site is served as `make run` serves it, on a free port, with what ships and nothing
else. Arguments are languages; without any, all are audited. Node does the auditing
(`audit.mjs`); nothing else needs it.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.bench.serving import Site
from tools.bench.shipped import shipped

FOLDER = Path(__file__).parent
LANGUAGES = ["zh-hans", "en", "ru", "kk"]
PAGES = {
    "home": "",
    "answer": "answer/?have=cash&operator=beeline&settlement=almaty",
    "guide": "guides/top-up-at-a-store/",
    "list": "places/almaty/",
    "place": "places/almaty/{place}/",
    "operator": "operators/beeline/",
    "card": "card/",
}

# What only a public address with https can pass: here the site is served by http, at
# 127.0.0.1.
NEEDS_A_PUBLIC_ADDRESS = ["is-on-https", "redirects-http", "uses-http2"]
# What a page is not meant to pass: an answer is the visitor's own, and not indexed.
NOT_MEANT = {"answer": ["is-crawlable"]}


def main(languages):
    print("Not asked, for want of a public address:", *NEEDS_A_PUBLIC_ADDRESS)
    with tempfile.TemporaryDirectory() as folder:
        environment, place = shipped(folder)
        with Site(Path(folder) / "gunicorn.log", environment) as site:
            pages = pages_of(f"http://127.0.0.1:{site.port}", languages, place)
            return audit(pages)


def pages_of(site, languages, place):
    return [
        {
            "name": f"{language}/{name}",
            "address": f"{site}/{language}/{path.format(place=place)}",
            "skip": NEEDS_A_PUBLIC_ADDRESS + NOT_MEANT.get(name, []),
        }
        for language in languages
        for name, path in PAGES.items()
    ]


def audit(pages):
    environment = os.environ | {"CHROME_PATH": os.environ["CHROMIUM"]}
    auditing = subprocess.run(
        ["node", "audit.mjs"],
        cwd=FOLDER,
        env=environment,
        input=json.dumps(pages),
        text=True,
    )
    return auditing.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or LANGUAGES))
