"""What a reader finds on the pages of places."""

import html
import re

NEAR_ALMATY = "lat=43.238&lon=76.945"


def listed(response):
    """The ids of the listed places, in order."""
    items = re.findall(r'<li class="place".*?</li>', response.text, re.DOTALL)
    return [int(re.search(r'href="[^"]*/(\d+)/["?]', item)[1]) for item in items]


def outline(response):
    """The headings over the listed places, as text, and the places, as ids."""
    found = re.findall(
        r'<h2>(.*?)</h2>|<li class="place".*?href="[^"]*/(\d+)/["?]',
        response.text.partition("<main")[2],
        re.DOTALL,
    )
    return [int(pk) if pk else heading for heading, pk in found]


def numbers_in_summary(response):
    summary = re.search(r'<p class="summary".*?</p>', response.text, re.DOTALL)[0]
    return [int(number) for number in re.findall(r"\d+", summary)]


def text_of(response):
    """The words of the page's main part, without markup."""
    main = response.text.partition("<main")[2].partition("</main>")[0]
    main = re.sub(r"<script.*?</script>", "", main, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", main)).split())


def place_path(place, language="en"):
    return f"/{language}/places/{place.settlement.slug}/{place.pk}/"
