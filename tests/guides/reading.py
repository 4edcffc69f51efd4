"""What a page of guides says."""

import html
import re


def main_of(response):
    """The page's main part, where nothing is hidden in attributes."""
    return html.unescape(response.text.partition("<main")[2].partition("</main>")[0])


def alternates(response):
    """The languages in which search engines are told to find the page."""
    return re.findall(r'<link rel="alternate" hreflang="([^"]*)"', response.text)
