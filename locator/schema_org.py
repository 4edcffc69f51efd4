"""Structured data of places for search engines, after schema.org."""

from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from locator.hours.text import clock
from locator.hours.week import DAY, HOLIDAY, Span, week_from
from locator.models import Brand, Place

SCHEMA_TYPES = {
    Brand.Kind.OPERATOR: "MobilePhoneStore",
    Brand.Kind.STORE: "GroceryStore",
    Brand.Kind.TERMINAL: "Place",
    Brand.Kind.BANK: "BankOrCreditUnion",
    Brand.Kind.POST: "PostOffice",
}

DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
DAYS += ["PublicHolidays"]


def describe_place(place: Place) -> dict:
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
    if hours := opening_hours(place.opening_hours, timezone.localdate()):
        description["openingHoursSpecification"] = hours
    return description


def opening_hours(text: str, today: date) -> list[dict]:
    """
    Return the week by the hours, of which nothing is in doubt; otherwise nothing.

    A day that is not named is closed, except a holiday.
    """
    week = week_from(text, today)
    if week is None or not week.is_sure or not any(week.days):
        return []
    valid = {}
    if week.is_dated:
        last = today + timedelta(days=len(week.days) - 1)
        valid = {"validFrom": today.isoformat(), "validThrough": last.isoformat()}
    specifications = []
    for spans, numbers in week.by_hours.items():
        days = {"dayOfWeek": [DAYS[number] for number in numbers]}
        if not spans and HOLIDAY in numbers:
            days, spans = {"dayOfWeek": [DAYS[HOLIDAY]]}, [Span(0, 0)]
        specifications += [
            {"@type": "OpeningHoursSpecification"} | days | from_to(span) | valid
            for span in spans
        ]
    return specifications


def from_to(span: Span) -> dict[str, str]:
    """Return a span as search engines read it: 23:59 ends a day without a night."""
    if span.is_whole_day:
        return {"opens": "00:00", "closes": "23:59"}
    closes = "00:00" if span.end == DAY else clock(span.end)
    return {"opens": clock(span.start), "closes": closes}
