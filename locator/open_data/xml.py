"""Places as files of XML: KML for maps, GPX for navigators."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from io import StringIO

from django.utils.timezone import localdate
from django.utils.xmlutils import SimplerXMLGenerator

from locator.open_data.descriptions import Descriptions, title
from locator.open_data.records import (
    COPYRIGHT_URL,
    LICENCE_URL,
    OWNER,
    notice,
    records,
)

KML = "http://www.opengis.net/kml/2.2"
ATOM = "http://www.w3.org/2005/Atom"
GPX = "http://www.topografix.com/GPX/1/1"

# What XML 1.0 calls no Char, and the return that its readers take for a line feed.
FORBIDDEN = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Writer(SimplerXMLGenerator):
    """Writes XML into memory, from where it is taken line by line."""

    def __init__(self):
        self.buffer = StringIO()
        super().__init__(self.buffer, "UTF-8")
        self.startDocument()

    def taken(self) -> str:
        """Return what was written since the last time."""
        line = self.buffer.getvalue()
        self.buffer.seek(0)
        self.buffer.truncate()
        return f"{line}\n"

    @contextmanager
    def inside(self, name: str, /, **attributes: str):
        """Write an element, with what is written meanwhile in it."""
        self.startElement(name, attributes)
        yield
        self.endElement(name)

    def add(self, name: str, value="", /, **attributes: str):
        """Write an element with a text; that of None is empty."""
        self.startElement(name, attributes)
        if value not in ("", None):
            self.characters(allowed(str(value)))
        self.endElement(name)

    def add_if_known(self, name: str, value):
        if value:
            self.add(name, value)


def allowed(text: str) -> str:
    """Leave out what XML forbids, such as control characters."""
    return FORBIDDEN.sub("", text)


def kml_lines(places) -> Iterator[str]:
    """Yield the places as lines of KML 2.2: every column is extended data."""
    xml, descriptions = Writer(), Descriptions()
    namespaces = {"xmlns": KML, "xmlns:atom": ATOM}
    with xml.inside("kml", **namespaces), xml.inside("Document"):
        xml.add("name", "kztopup places")
        with xml.inside("atom:author"):
            xml.add("atom:name", OWNER)
        xml.add("atom:link", href=COPYRIGHT_URL)
        xml.add("description", notice())
        yield xml.taken()
        for record in records(places):
            write_placemark(xml, record, descriptions.lines(record))
            yield xml.taken()
    yield xml.taken()


def write_placemark(xml: Writer, record: dict, lines: list[str]):
    with xml.inside("Placemark"):
        xml.add("name", title(record))
        xml.add_if_known("address", record["address"])
        xml.add_if_known("phoneNumber", record["phone"])
        # Programs read it as HTML.
        xml.add("description", "<br>".join(map(escape, lines)))
        with xml.inside("ExtendedData"):
            for column, value in record.items():
                with xml.inside("Data", name=column):
                    xml.add("value", value)
        with xml.inside("Point"):
            xml.add("coordinates", f"{record['longitude']},{record['latitude']}")


def gpx_lines(places) -> Iterator[str]:
    """
    Yield the places as lines of GPX 1.1: a waypoint each, in the schema's order.

    The day stands in words: the time of the metadata would be that of this request.
    """
    xml, descriptions = Writer(), Descriptions()
    with xml.inside("gpx", xmlns=GPX, version="1.1", creator="kztopup"):
        with xml.inside("metadata"):
            xml.add("name", "kztopup places")
            xml.add("desc", notice())
            with xml.inside("copyright", author=OWNER):
                xml.add("year", localdate().year)
                xml.add("license", LICENCE_URL)
            xml.add("link", href=COPYRIGHT_URL)
        yield xml.taken()
        for record in records(places):
            write_waypoint(xml, record, descriptions.lines(record))
            yield xml.taken()
    yield xml.taken()


def write_waypoint(xml: Writer, record: dict, lines: list[str]):
    latitude, longitude = str(record["latitude"]), str(record["longitude"])
    with xml.inside("wpt", lat=latitude, lon=longitude):
        xml.add("name", title(record))
        xml.add_if_known("cmt", record["address"])
        xml.add("desc", "\n".join(lines))
        xml.add("src", f"{record['source']} {record['source_id'] or ''}".strip())
        if record["website"]:
            xml.add("link", href=allowed(record["website"]))
        xml.add("type", record["kind"])
