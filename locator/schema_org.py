"""Structured data of places for search engines, after schema.org."""

import re

from django.conf import settings

from locator.models import Brand, Place

SCHEMA_TYPES = {
    Brand.Kind.OPERATOR: "MobilePhoneStore",
    Brand.Kind.STORE: "GroceryStore",
    Brand.Kind.TERMINAL: "Place",
    Brand.Kind.BANK: "BankOrCreditUnion",
    Brand.Kind.POST: "PostOffice",
}

# What OpenStreetMap's syntax and schema.org's `openingHours` have in common.
PLAIN_HOURS = re.compile(
    r"(Mo|Tu|We|Th|Fr|Sa|Su)([-,](Mo|Tu|We|Th|Fr|Sa|Su))* \d\d:\d\d-\d\d:\d\d"
)


def place(place: Place) -> dict:
    """Return the schema.org description of a place, as a dict for JSON-LD."""
    description = {
        "@context": "https://schema.org",
        "@type": SCHEMA_TYPES[place.brand.kind],
        "name": place.brand.name,
        "url": settings.SITE_URL + place.get_absolute_url(),
        "address": {
            "@type": "PostalAddress",
            "addressCountry": "KZ",
            "addressLocality": place.settlement.name,
        },
        "geo": {
            "@type": "GeoCoordinates",
            "latitude": place.latitude,
            "longitude": place.longitude,
        },
    }
    if place.address:
        description["address"]["streetAddress"] = place.address
    if place.phone:
        description["telephone"] = place.phone
    if hours := opening_hours(place.opening_hours):
        description["openingHours"] = hours
    return description


def opening_hours(text: str) -> list[str]:
    """Return the rules as schema.org writes them; none if it cannot say all of them."""
    if text == "24/7":
        return ["Mo-Su 00:00-24:00"]
    rules = [rule.strip() for rule in text.split(";") if rule.strip()]
    return rules if all(map(PLAIN_HOURS.fullmatch, rules)) else []
