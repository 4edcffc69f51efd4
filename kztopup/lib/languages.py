"""Which of the site's languages a code means, as others write it."""

import re

from django.conf import settings

# zh-CN, zh_Hans, KK-kz
CODE = re.compile(r"([a-z]{2})(?:[-_][a-z0-9]{1,8})*", re.IGNORECASE)

# What is written for the language of China, and of Kazakhstan.
MEANT = {"zh": "zh-hans", "kz": "kk"}


def language_meant(code: str) -> str | None:
    """Return the language of the site that is meant in any region and case, or None."""
    found = CODE.fullmatch(code)
    if not found:
        return None
    language = found[1].lower()
    language = MEANT.get(language, language)
    return language if language in dict(settings.LANGUAGES) else None
