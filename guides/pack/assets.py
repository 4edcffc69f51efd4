"""
The pack's one style and one script, made of those of the pages.

A file opened from a phone can import nothing: each module becomes a function in one
script, and what it exports the function's value.
"""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.contrib.staticfiles import finders
from rcssmin import cssmin
from rjsmin import jsmin

STYLES = ["css/site.css", "css/card.css", "css/pack.css"]
# Each after those that it imports.
SCRIPTS = [
    "js/phone_number.js",
    "js/number_lookup.js",
    "js/card.js",
    "js/locator/map/ask_position.js",
    "js/locator/map/distance.js",
    "js/pack.js",
]

IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./(?:\w+/)*(\w+)\.js";', re.MULTILINE)
EXPORT = re.compile(r"^export ((?:async )?(?:function|const) (\w+))", re.MULTILINE)


class Assets(NamedTuple):
    """What stands in the page; read anew for each pack, which is kept a minute."""

    style: str
    script: str

    @property
    def policy(self) -> str:
        """The policy of the page: its own style and script, forms of the site."""
        return (
            f"default-src 'none'; style-src {source_of(self.style)};"
            f" script-src {source_of(self.script)}; img-src data:; base-uri 'none';"
            f" form-action {settings.SITE_URL}"
        )


def assets() -> Assets:
    return Assets(
        cssmin("\n".join(map(read, STYLES))),
        jsmin("\n".join(map(as_function, SCRIPTS))),
    )


def source_of(text: str) -> str:
    """Return how a policy names what stands in the page."""
    digest = b64encode(sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def as_function(name: str) -> str:
    """Return a module as a constant of its name, which has what the module exports."""
    text = IMPORT.sub(r"const \1 = \2;", read(name))
    exported = ", ".join(found for _declared, found in EXPORT.findall(text))
    text = EXPORT.sub(r"\1", text)
    return (
        f"const {Path(name).stem} = (() => {{\n{text}\nreturn {{ {exported} }};\n}})();"
    )


def read(name: str) -> str:
    return Path(finders.find(name)).read_text("utf-8")
