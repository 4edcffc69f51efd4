import re
from urllib.request import urlopen
from xml.etree import ElementTree
from zlib import crc32

import pytest

from tests.helpers.browser.crawling import Crawler
from tests.helpers.browser.visiting import LANGUAGES

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
# Pages with what a visitor said are thousands, and alike: a fourth of them, in one
# language each. Packs are long, and places many: in one language.
MANY = re.compile(
    r"//[^/]+/([a-z-]+)(/places/(?:\?|[^/]+/\d+/).*|/pack/.*|/(?!places/).*\?.*)"
)
# The same, whoever asks: only their script goes by the address.
ALIKE = re.compile(r"/pack/.*\?")
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def sitemap(site):
    """The addresses of the sitemap: of the pages, and of them in other languages."""
    found = set()
    for part in parsed(f"{site.address}/sitemap.xml").iter(f"{SITEMAP}loc"):
        root = parsed(part.text)
        found |= {loc.text for loc in root.iter(f"{SITEMAP}loc")}
        found |= {link.get("href") for link in root.iter(f"{XHTML}link")}
    return found


def parsed(address):
    with urlopen(address) as answer:
        return ElementTree.parse(answer).getroot()


@pytest.fixture(scope="module")
def crawler(site, sitemap):
    """What a visitor gets to from the home pages, and what the sitemap names."""
    crawler = Crawler(site, reads=is_read)
    crawler.crawl([f"{site.address}/{language}/" for language in LANGUAGES])
    crawler.found_by_links = set(crawler.linked)
    crawler.crawl(sitemap)
    return crawler


def is_read(address):
    """Whether it is none of many, or one whose turn it is, in this language."""
    if ALIKE.search(address):
        return False
    found = MANY.search(address)
    if not found:
        return True
    language, path = found.groups()
    turn = crc32(path.encode()) % (16 if "?" in path else 4)
    return turn < 4 and LANGUAGES[turn] == language


def test_every_link_leads_to_a_page(crawler):
    trouble = [
        f"{page.status} {address} from {first_to_link_to(address, crawler)}"
        for address, page in crawler.pages.items()
        if page.status != 200
    ]

    assert len(crawler.pages) > 700
    assert not trouble, "\n".join(trouble[:20])


def first_to_link_to(address, crawler):
    pages = crawler.pages.items()
    return next((one for one, page in pages if address in page.links), "the sitemap")


def test_every_fragment_is_there(crawler):
    assert crawler.broken_fragments() == []


def test_links_lead_to_all_that_the_sitemap_names(crawler, sitemap):
    assert sorted(sitemap - crawler.found_by_links) == []


def test_sitemap_is_where_robots_look_for_it(site):
    with urlopen(f"{site.address}/robots.txt") as answer:
        assert f"Sitemap: {site.address}/sitemap.xml" in answer.read().decode()
