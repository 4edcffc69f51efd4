"""Structured data of guides for search engines, after schema.org."""

from django.conf import settings
from django.utils.translation import get_language

from guides.models import Guide


def describe_guide(guide: Guide) -> dict:
    """Return the schema.org description of a guide and its steps, for JSON-LD."""
    description = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": guide.title,
        "description": guide.summary,
        "inLanguage": get_language(),
        "url": settings.SITE_URL + guide.get_absolute_url(),
        "publisher": {"@type": "Organization", "name": "kztopup"},
        "hasPart": [
            {
                "@type": "HowToStep",
                "position": number,
                "name": step.title,
            }
            for number, step in enumerate(guide.steps.all(), start=1)
        ],
    }
    if guide.reviewed_on:
        description["dateModified"] = guide.reviewed_on.isoformat()
    return description
