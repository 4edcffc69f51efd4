"""Places as files of XML: KML for maps, GPX for navigators."""

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from django.utils.timezone import localdate

from locator.open_data.records import (
    COPYRIGHT_URL,
    LICENCE_URL,
    OWNER,
    notice,
    records,
)

# Everything but what XML 1.0 calls a Char, which no escaping makes allowed.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def kml_lines(places) -> Iterator[str]:
    """Yield the places as lines of KML 2.2: every column is extended data."""
    author = element("atom:name", OWNER)
    yield (
        f'{XML}<kml xmlns="http://www.opengis.net/kml/2.2"'
        ' xmlns:atom="http://www.w3.org/2005/Atom">\n<Document>\n'
        f"<name>kztopup places</name>\n<atom:author>{author}</atom:author>\n"
        f'<atom:link href="{COPYRIGHT_URL}"/>\n'
        f"{element('description', notice())}\n"
    )
    for record in records(places):
        columns = "".join(
            f"<Data name={quoteattr(column)}>{element('value', value)}</Data>"
            for column, value in record.items()
        )
        yield (
            f"<Placemark>{element('name', record['name'])}"
            f"{element_if_known('address', record['address'])}"
            f"{element_if_known('phoneNumber', record['phone'])}"
            f"<ExtendedData>{columns}</ExtendedData>"
            "<Point><coordinates>"
            f"{record['longitude']},{record['latitude']}"
            "</coordinates></Point></Placemark>\n"
        )
    yield "</Document>\n</kml>\n"


def gpx_lines(places) -> Iterator[str]:
    """
    Yield the places as lines of GPX 1.1: a waypoint each, in the schema's order.

    The day stands in words: the time of the metadata would be that of this request.
    """
    yield (
        f'{XML}<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1"'
        ' creator="kztopup">\n<metadata><name>kztopup places</name>'
        f"{element('desc', notice())}"
        f"<copyright author={quoteattr(OWNER)}><year>{localdate().year}</year>"
        f"{element('license', LICENCE_URL)}</copyright>"
        f'<link href="{COPYRIGHT_URL}"/></metadata>\n'
    )
    for record in records(places):
        described = filter(None, [record["opening_hours"], record["phone"]])
        source = f"{record['source']} {record['source_id'] or ''}".strip()
        yield (
            f'<wpt lat="{record["latitude"]}" lon="{record["longitude"]}">'
            f"{element('name', record['name'])}"
            f"{element_if_known('cmt', record['address'])}"
            f"{element_if_known('desc', ' · '.join(described))}"
            f"{element('src', source)}{link(record['website'])}"
            f"{element('type', record['kind'])}</wpt>\n"
        )
    yield "</gpx>\n"


def element(name: str, value) -> str:
    """Return an element with the value as its text; None is empty."""
    return f"<{name}>{as_text(value)}</{name}>"


def element_if_known(name: str, value) -> str:
    return element(name, value) if value else ""


def link(address: str) -> str:
    return f"<link href={quoteattr(allowed(address))}/>" if address else ""


def as_text(value) -> str:
    """Escape the value; a carriage return written plainly would be read as a line."""
    text = "" if value is None else str(value)
    return escape(allowed(text), {"\r": "&#13;"})


def allowed(text: str) -> str:
    """Leave out what XML forbids, such as control characters."""
    return FORBIDDEN.sub("", text)
