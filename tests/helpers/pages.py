"""
What a reader sees of a page, read with lxml as a browser reads it.

Text is what is shown: without scripts, templates and what is hidden. A space stands
where an element begins or ends, and every run of white space is one space, no-break
spaces too. Attributes are no text: XPath asks for them.
"""

import json

import lxml.html

NEAR_ALMATY = "lat=43.238&lon=76.945"

SHOWN = (
    "descendant::text()[not(ancestor::script or ancestor::style or ancestor::template"
    " or ancestor::*[@hidden])]"
)


def parse(response):
    """The page; `.xpath()` finds in it, and `.get("lang")` is its language."""
    return lxml.html.document_fromstring(response.text)


def text_of(element):
    return " ".join(" ".join(element.xpath(SHOWN)).split())


def texts(element, path):
    """The text of each element on an XPath."""
    return [text_of(found) for found in element.xpath(path)]


def links(element):
    """The text and the address of each link in the element."""
    return [(text_of(link), link.get("href")) for link in element.iterfind(".//a")]


def addresses(element):
    """Where the links in the element lead."""
    return [address for _text, address in links(element)]


def main(response):
    """The main part of the page."""
    return parse(response).find(".//main")


def main_text(response):
    return text_of(main(response))


def place_path(place, language="en"):
    return f"/{language}/places/{place.settlement.slug}/{place.pk}/"


def place_id(card):
    return int(card.xpath("string(.//h3/a/@href)").partition("?")[0].split("/")[-2])


def cards(response):
    """The listed places, as text."""
    return [text_of(card) for card in parse(response).find_class("place")]


def listed(response):
    """The ids of the listed places, in order."""
    return [place_id(card) for card in parse(response).find_class("place")]


def outline(response):
    """The headings over the listed places, as text, and the places, as ids."""
    found = main(response).xpath(".//h2 | .//li[@class='place']")
    return [place_id(one) if one.tag == "li" else text_of(one) for one in found]


def meta(response, name):
    """What the page tells machines under a name, which it says once."""
    [said] = parse(response).xpath("//meta[@name=$n or @property=$n]/@content", n=name)
    return said


def canonical(response):
    """The address under which search engines are told to keep the page."""
    [address] = parse(response).xpath("//link[@rel='canonical']/@href")
    return address


def alternates(response):
    """The addresses of the page in each language, as search engines are told."""
    found = parse(response).xpath("//link[@rel='alternate']")
    return {link.get("hreflang"): link.get("href") for link in found}


def structured_data(response):
    """What describes the page to search engines."""
    scripts = parse(response).xpath("//script[@type='application/ld+json']/text()")
    return [json.loads(script) for script in scripts]
