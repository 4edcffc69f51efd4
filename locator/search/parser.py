"""Parse what is typed into the search box: coordinates, a link, a code, or words."""

from dataclasses import replace
from urllib.parse import unquote, unquote_plus

from locator.geo import plus_codes
from locator.geo.map_urls import PointKind, read_point
from locator.search.query import LONGEST, ParsedQuery, QueryKind
from locator.search.text import is_phone_number
from locator.search.word_parser import WordParser

QUERY_KINDS = {
    PointKind.IN_KAZAKHSTAN: QueryKind.POSITION,
    PointKind.SWAPPED: QueryKind.SWAPPED,
    PointKind.OUTSIDE: QueryKind.OUTSIDE,
    PointKind.LINK_WITHOUT_POSITION: QueryKind.LINK,
}

# What a key writes in the other layout of the keyboard.
LATIN_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
CYRILLIC_KEYS = "ёйцукенгшщзхъфывапролджэячсмитьбю"
OTHER_KEYS = str.maketrans(LATIN_KEYS + CYRILLIC_KEYS, CYRILLIC_KEYS + LATIN_KEYS)


def parse_query(q: str) -> ParsedQuery:
    """
    Return what the query means; never raises, whatever the text is.

    Costs no query of the database, but where its names are older than a minute.
    """
    # What cannot be seen says nothing, and PostgreSQL refuses NUL in a text.
    text = "".join(one if one.isprintable() else " " for one in q).strip()
    if not text:
        return ParsedQuery(QueryKind.EMPTY)
    if is_phone_number(text):
        return ParsedQuery(QueryKind.NUMBER)
    found = read_point(text)
    if found.kind is PointKind.LINK_WITHOUT_POSITION:
        # A link to a plus code has it where others have a name; “+” may be a space.
        for unquoted in (unquote, unquote_plus):
            of_code = of_plus_code(unquoted(text).replace("/", " "))
            if of_code and of_code.kind is QueryKind.POSITION:
                return of_code
    if kind := QUERY_KINDS.get(found.kind):
        return ParsedQuery(kind, text[:LONGEST], position=found.position)
    if len(text) > LONGEST:
        return ParsedQuery(QueryKind.TOO_LONG, text[:LONGEST])
    return of_plus_code(text) or in_either_layout(text)


def of_plus_code(text: str) -> ParsedQuery | None:
    """Read a plus code, a short one near the town that stands beside it."""
    if not (found := plus_codes.find_code(text)):
        return None
    code, rest = found
    if plus_codes.is_full(code):
        position = plus_codes.decode(code)
    else:
        query = WordParser(rest).parse()
        if not query.settlements:
            return None
        position = plus_codes.near(code, query.settlements[0].position)
    is_here = position.is_in_kazakhstan
    kind = QueryKind.POSITION if is_here else QueryKind.OUTSIDE
    return ParsedQuery(kind, text, position=position)


def in_either_layout(text: str) -> ParsedQuery:
    """Read words; those that say nothing as the keyboard's other layout has them."""
    query = WordParser(text).parse()
    if query.kind == QueryKind.NOTHING:
        other = WordParser(text.lower().translate(OTHER_KEYS)).parse()
        if other.is_exact and other.kind != QueryKind.NOTHING:
            return replace(other, text=query.text, is_exact=False)
    return query
