"""
Bytes on the wire, as the browser counts them: headers and compressed bodies.

Budgets: design, section 8. A first visit has nothing in the browser's cache; a second
one has the files of the first.
"""

import re
from urllib.request import Request, urlopen

import brotli
import pytest
from lxml import html

from tests.helpers.browser.mapping import open_map
from tests.helpers.browser.measuring import KB, Meter, measure
from tests.helpers.browser.visiting import (
    EVERY_PAGE,
    LANGUAGES,
    address_of,
    go_to,
)

# What is read, and what is searched: all pages of a group load the same files.
READ = ["home", "answer", "answer without a place", "question", "card filled in"]
READ += [kind for kind in EVERY_PAGE if re.match("guide |guide$|sheet", kind)]
FULL_LISTS = ["places", "places filtered", "places near", "places in words", "city"]
LISTS = [
    *FULL_LISTS,
    "places, second page",
    "far from any place",
    "no place fits",
    "town without places",
]
BUDGETS = {
    "read": (READ, 14 * KB, 3),
    "lists": (LISTS, 20 * KB, 4),
    "pack": (["pack"], 100 * KB, 1),
}
# Answered anew for the browser that has it: only headers.
UNCHANGED = KB


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("group", BUDGETS)
def test_first_visit_is_within_its_budget(tab, site, record_property, language, group):
    """The browser measures one, and so what its files cost: all have the same."""
    (first, *others), most_bytes, most_requests = BUDGETS[group]
    meter = measure(tab, site, address_of(site, language, first))
    size, files, _page = sent(address_of(site, language, first))
    size_of_files = meter.bytes - size

    sizes = {first: meter.bytes}
    for kind in others:
        size, its_files, _page = sent(address_of(site, language, kind))
        sizes[kind] = size + size_of_files
        assert its_files == files, kind

    record_property("bytes", max(sizes.values()))
    assert len(meter.addresses) <= most_requests, meter.report
    assert {kind: size for kind, size in sizes.items() if size > most_bytes} == {}


def test_lists_of_the_budget_have_20_places(site):
    for kind in FULL_LISTS:
        _size, _files, page = sent(address_of(site, "en", kind))
        assert len(page.xpath("//li[@class='place']")) == 20, kind


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("town", ["almaty", "astana", "kosshy", "aktau"])
def test_link_to_a_pack_says_what_it_costs(site, language, town):
    size, _files, _page = sent(f"{site.address}/{language}/pack/{town}/")
    _size, _files, page = sent(f"{site.address}/{language}/places/{town}/")

    [link] = page.xpath(f"//a[starts-with(@href, '/{language}/pack/{town}/')]")
    said_kb = int(re.search(r"(\d+)\s?[KК]", link.text_content())[1])
    assert 0.8 * said_kb <= size / KB <= said_kb


def sent(address):
    """Return a page's bytes on the wire, what a browser loads for it, and itself."""
    request = Request(address, headers={"Accept-Encoding": "br"})
    with urlopen(request) as answer:
        body = answer.read()
        size = len(f"HTTP/1.1 200 OK\r\n{answer.headers}".encode()) + len(body)
    page = html.document_fromstring(brotli.decompress(body).decode())
    files = page.xpath(
        "//script/@src | //link[@rel='stylesheet'][not(ancestor::noscript)]/@href"
    )
    return size, files, page


@pytest.mark.parametrize("language", LANGUAGES)
def test_second_visit_costs_the_page_alone(visit, site, record_property, language):
    visitor = visit(has_cache=True)
    go_to(visitor, site, language, "places")

    sizes = {}
    for kind in ["home", "answer", "guide", "sheet", "card", *LISTS[1:], "place"]:
        address = address_of(site, language, kind)
        meter = Meter(visitor, site)
        visitor.goto(address)
        meter.wait()
        sizes[kind] = meter.bytes
        assert meter.from_network == [address], meter.report
        size, _files, _page = sent(address)
        # An answer from the cache of pages says its age.
        assert abs(meter.bytes - size) < 100, kind

        meter.begin_anew()
        visitor.reload()
        meter.wait()
        assert meter.from_network == [address], meter.report
        assert 0 < meter.bytes <= UNCHANGED, kind
        meter.session.detach()

    record_property("bytes", max(sizes.values()))


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
