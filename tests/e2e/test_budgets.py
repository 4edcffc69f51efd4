"""
Bytes on the wire, as the browser counts them: headers and compressed bodies.

Budgets: design, section 8. Nothing comes from the browser's cache.
"""

import re
from urllib.request import Request, urlopen

import brotli
import pytest
from lxml import html

from tests.helpers.browser.mapping import open_map
from tests.helpers.browser.measuring import KB, Meter, measure
from tests.helpers.browser.visiting import GUIDES, LANGUAGES, SHEETS, address_of, go_to

HAVE = ["cash", "foreign-card", "kz-card", "nothing"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_home_answers_guides_and_sheets_cost_14_kb(
    tab, site, record_property, language
):
    """The browser measures one, and so what its files cost: all have the same."""
    first, *others = [
        *(f"guides/{slug}/" for slug in GUIDES),
        *(f"operators/{slug}/" for slug in SHEETS),
        "",
        *(f"answer/?have={have}&operator=kcell&settlement=almaty" for have in HAVE),
    ]
    meter = measure(tab, site, f"{site.address}/{language}/{first}")
    size, files = size_and_files(f"{site.address}/{language}/{first}")
    size_of_files = meter.bytes - size

    sizes = {first: meter.bytes}
    for kind in others:
        size, its_files = size_and_files(f"{site.address}/{language}/{kind}")
        sizes[kind] = size + size_of_files
        assert its_files == files, kind

    record_property("bytes", max(sizes.values()))
    assert len(meter.addresses) <= 3, meter.report
    assert {kind: size for kind, size in sizes.items() if size > 14 * KB} == {}


def size_and_files(address):
    """Return the bytes of a page on the wire, and what a browser loads for it."""
    request = Request(address, headers={"Accept-Encoding": "br"})
    with urlopen(request) as answer:
        body = answer.read()
        size = len(f"HTTP/1.1 200 OK\r\n{answer.headers}".encode()) + len(body)
    page = html.document_fromstring(brotli.decompress(body).decode())
    return size, page.xpath("//script/@src | //link[@rel='stylesheet']/@href")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["places", "places filtered", "places near", "city"])
def test_list_of_20_places_costs_20_kb(tab, site, record_property, kind, language):
    meter = measure(tab, site, address_of(site, language, kind))

    record_property("bytes", meter.bytes)
    assert tab.locator(".place").count() == 20
    assert meter.bytes <= 20 * KB, meter.report
    assert len(meter.addresses) <= 4, meter.report


@pytest.mark.parametrize("language", LANGUAGES)
def test_press_loads_what_the_button_says(visit, site, record_property, language):
    phone = visit(has_cache=True, device_scale_factor=3)
    go_to(phone, site, language, "city")
    said_kb = int(re.search(r"(\d+)\s?[KК]", phone.inner_text(".map-offer"))[1])

    meter = Meter(phone, site)
    open_map(phone)
    meter.wait()

    record_property("bytes", meter.bytes)
    assert 0.95 * said_kb <= meter.bytes / KB <= said_kb, meter.report
