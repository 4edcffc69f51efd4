"""Degrees, distances and signposts in words of the active language, as text or HTML."""

from django.utils import translation
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kztopup.lib.transliteration import language_of, latin_address
from locator.geo.geodesy import compass_point

DIRECTIONS = {
    "north": gettext_noop("to the north"),
    "north-east": gettext_noop("to the north-east"),
    "east": gettext_noop("to the east"),
    "south-east": gettext_noop("to the south-east"),
    "south": gettext_noop("to the south"),
    "south-west": gettext_noop("to the south-west"),
    "west": gettext_noop("to the west"),
    "north-west": gettext_noop("to the north-west"),
}

# Positions in addresses are rounded to about 100 metres: nearer than this, a place
# may as well be on the other side.
LEAST_KM_FOR_DIRECTION = 0.15

# Whose readers need no Latin letters.
READ_IN_CYRILLIC = ("ru", "kk")


def coordinate(degrees):
    """Degrees for machines: a dot in every language, 5 decimals (one metre)."""
    return f"{degrees:.5f}"


def rounded(degrees):
    """Degrees of where a visitor is, for machines: 3 decimals (about 100 metres)."""
    return f"{degrees:.3f}"


def distance(km):
    """Return a distance in words: metres to 10 below a kilometre, then kilometres."""
    if km < 0.995:
        words = _("%(metres)s m") % {"metres": max(10, round(km * 100) * 10)}
    else:
        decimals = 1 if km < 9.95 else 0
        # Rounded here: formatting would cut the number off.
        kilometres = round(km, decimals)
        words = _("%(km)s km") % {"km": number_format(kilometres, decimals)}
    # The number and its unit stay on one line.
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def away_in_words(away):
    """Say how far something is, and in which direction unless it is too near."""
    words = distance(away.distance_km)
    if away.distance_km < LEAST_KM_FOR_DIRECTION:
        return words
    direction = _(DIRECTIONS[compass_point(away.bearing)])
    return _("%(distance)s %(direction)s") % {"distance": words, "direction": direction}


def lang_of(text):
    """Return the `lang` attribute of what is signposted."""
    language = language_of(text)
    return format_html(' lang="{}"', language) if language else ""


def signposted(text):
    """Return what is signposted, in Latin letters too for who reads no Cyrillic."""
    sign = untranslated(text, language_of(text))
    latin = legible(text)
    if latin == text:
        return sign
    return format_html('{} <span class="quiet" translate="no">{}</span>', sign, latin)


def signposted_text(text):
    """Return the same as plain text."""
    latin = legible(text)
    return text if latin == text else f"{text} ({latin})"


def legible(text):
    """Return what is signposted in letters that the reader knows."""
    is_cyrillic = translation.get_language() in READ_IN_CYRILLIC
    return text if is_cyrillic else latin_address(text)


def legible_sign(text):
    """Return what is signposted in letters that the reader knows, as HTML."""
    words = legible(text)
    return untranslated(words, language_of(words))


def untranslated(text, language=""):
    """Return a text that browsers leave as it is, whatever they translate."""
    if not text:
        return ""
    lang = format_html(' lang="{}"', language) if language else ""
    return format_html('<span{} translate="no">{}</span>', lang, text)
