"""
Opening hours as people write them, in OpenStreetMap's syntax: no Django.

“Пн–Пт с 9 до 18, обед 13-14; Сб, Вс выходной” is “Mo-Fr 09:00-13:00,14:00-18:00; Sa,Su
off”. What cannot be understood stays as it is, for the check of the syntax to refuse.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import partial

from opening_hours import validate

from locator.hours.arrange import CLOCK, DAY, DAYS, SHUT, arrange

COMMENT = re.compile(r'"[^"]*"')
QUOTES = re.compile("[“”„«»]")

MONTH = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
DATED = re.compile(rf"\b(?:{MONTH}|week)\b")

# No field holds more; what a file says may be of any length.
LONGEST = 300

# As it is written: “1”, “1:30”, “1点半”.
TIME = r"\d{1,2}(?::\d\d|\s*[点點时時](?:半|\d\d分?)?)?"

CHINESE_WEEK = r"(?:周|週|星期|礼拜)"
CHINESE_DAYS = "一二三四五六日天"
AFTERNOON = ("pm", "p.m.", "дня", "вечера", "下午", "晚上", "晚")
NIGHT = ("ночи", "凌晨")

Replacement = str | Callable[[re.Match], str]


def as_clock(time: re.Match) -> str:
    """Return “21:30” for “9:30 вечера”, “9.30 pm”, “晚上9点半”."""
    before, hour, minute, half, after = time.groups()
    part, hour = (before or after or "").lower(), int(hour)
    if part in AFTERNOON and hour < 12:
        hour += 12
    elif hour == 12 and part in (*NIGHT, "晚上", "晚"):
        hour = 24
    elif hour == 12 and part in ("am", "a.m."):
        hour = 0
    return f"{hour:02}:{minute or (half and '30') or '00'} "


def afternoon(span: re.Match) -> str:
    """Return “1 pm-5 pm” for “1-5 pm”: nothing opens at one at night."""
    opens, closes, part = span.groups()
    return f"{opens} {part}-{closes} {part}" if hour_of(opens) < 6 else span[0]


def both_afternoon(span: re.Match) -> str:
    """Return “下午1:30-下午5:30” for “下午1:30-5:30”."""
    part, opens, closes = span.groups()
    is_both = hour_of(opens) < hour_of(closes) <= 12
    return f"{part}{opens}-{part if is_both else ''}{closes}"


def hour_of(time: str) -> int:
    return int(re.match(r"\d+", time)[0])


def as_span(span: re.Match) -> str:
    """Return “09:00-22:00” for “9-22”."""
    hour, minute, last_hour, last_minute = span.groups()
    return f"{int(hour):02}:{minute or '00'}-{int(last_hour):02}:{last_minute or '00'}"


def with_break(hours: re.Match) -> str:
    """Return “09:00-13:00,14:00-18:00” for “09:00-18:00, обед 13:00-14:00”."""
    opens, closes, leaves, returns = hours.groups()
    if not opens < leaves < returns < closes:
        return hours[0]
    return f"{opens}-{leaves},{returns}-{closes}"


def numbered(days: re.Match) -> str:
    """Return “周一至五” for “周1至5”."""
    week, first, to, last = days.groups()
    named = [CHINESE_DAYS[int(day) - 1] if day else "" for day in (first, last)]
    return f"{week}{named[0]}{to or ''}{named[1]}"


def title(name: re.Match) -> str:
    return "PH" if name[0].upper() == "PH" else name[0].capitalize()


# Weekdays in Russian, Kazakh and English, whole or short, in any case of the grammar;
# “Мо” and “РН” may have Cyrillic letters that look like the Latin ones.
NAMES = {
    "Mo": r"понедельник\w*|пон|пнд|пн|д[үу]йсенб[іи]\w*|дс|[мm][оo]|mondays?|mon",
    "Tu": r"вторник\w*|втр|вт|сейсенб[іи]\w*|сс|tuesdays?|tues?",
    "We": r"сред[аеуы]\w*|срд|ср|с[әа]рсенб[іи]\w*|wednesdays?|wed",
    "Th": r"четверг\w*|чтв|чт|бейсенб[іи]\w*|бс|бн|thursdays?|thurs?",
    "Fr": r"пятниц\w*|птн|пт|ж[ұу]ма\w*|жм|fridays?|fri",
    "Sa": r"суббот\w*|суб|сбт|сб|сенб[іи]\w*|сн|saturdays?|sat",
    "Su": r"воскресень\w*|воск?|вск|вс|жексенб[іи]\w*|жс|жк|sundays?|sun",
    "PH": r"праздничны\w+(?:\s+дн\w+)?|праздник\w*|мереке\w*(?:\s+күн\w*)?|[рp][нh]"
    r"|(?:public\s+)?holidays?",
    "Mo-Su": r"ежедн(?:евно)?|ежд|(?:каждый|все|любой)\s+д(?:ень|ни)|күн\s+сайын"
    r"|күнделікті|daily|every\s*day",
    "Mo-Fr": r"(?:по\s+)?будн\w+(?:\s+дн\w+)?|(?:по\s+)?рабочи\w\s+дн\w+"
    r"|жұмыс\s+күндері\w*|weekdays",
    "24/7": r"круглосуточно|тәулік\s+бойы|(?:24|сутки)\s*(?:час\w*|сағат|hours|ч|h)?"
    r"\s*/\s*7|24\s*(?:часа?|сағат|hours|ч|h)(?:\s+в\s+сутки|\s+a\s+day)?"
    r"|around the clock",
    "Sa-Su ": r"(?:по\s+выходным(?:\s+дням)?|(?:в\s+)?выходные(?:\s+дни)?"
    r"|демалыс\s+күндері|weekends?)[\s:-]*(?=\d|с\s)",
    " off": r"выходн\w+(?:\s+д\w+)?|вых|(?:не\s+работа\w+)|закрыт\w*|жабық"
    r"|демалыс(?:\s+күн\w*)?|жұмыс\s+істемейді",
}
CHINESE = {
    "Mo-Su": "每天|每日|天天",
    "Mo-Fr": "工作日",
    "Sa-Su": "周末|週末",
    "PH": "(?:法定)?节假日",
    "24/7": "(?:24|二十四)\\s*小时(?:营业)?|全天",
    " off": "休息|不营业|关门|关闭",
    "": "(?:营业时间|营业|全年无休|无休)\\s*:?",
    "Mo": f"{CHINESE_WEEK}一",
    "Tu": f"{CHINESE_WEEK}二",
    "We": f"{CHINESE_WEEK}三",
    "Th": f"{CHINESE_WEEK}四",
    "Fr": f"{CHINESE_WEEK}五",
    "Sa": f"{CHINESE_WEEK}六",
    "Su": f"{CHINESE_WEEK}[日天]",
}

# In this order; none of them sees a comment.
WORDS: list[tuple[str, Replacement]] = [
    ("[‐-―−～〜~⁓]", "-"),
    ("[、﹑]", ","),
    ("[。\r\n]", ";"),
    (rf"每(?={CHINESE_WEEK})", ""),
    # Said of the whole week, not of a day.
    (
        r"\bбез\s+(?:выходных|перерыв\w*|обед\w*)(?:\s+и\s+(?:выходных|обед\w*))?\b"
        r"|\b(?:демалыссыз|үзіліссіз)\b",
        "",
    ),
    (
        rf"({CHINESE_WEEK})([1-7])(?:(\s*[至到-]\s*)([1-7]))?(?![\d:.点點时時])",
        numbered,
    ),
    # “周一至五” and “周六日” name the week once.
    (
        rf"({CHINESE_WEEK})([{CHINESE_DAYS}])\s*[至到-]\s*([{CHINESE_DAYS}])",
        r"\1\2-\1\3",
    ),
    (rf"({CHINESE_WEEK})([{CHINESE_DAYS}]),?([{CHINESE_DAYS}])", r"\1\2,\1\3"),
    ("[至到]", "-"),
    ("[和及]", ","),
    *((found, written) for written, found in CHINESE.items()),
    # “дүйсенбіден жұмаға дейін”, “9-дан 18-ге дейін”.
    (r"((?:сенб[іи]|ж[ұу]ма))(?:дан|ден|нан|нен)\s+", r"\1-"),
    (r"(?<=[\d])\s*-?\s*(?:дан|ден|тан|тен|нан|нен)\b\s*", "-"),
    (r"(?<=\d)\s*-?\s*(?:ға|ге|қа|ке)\b", ""),
    (r"\bдейін\b|\bсағат\b(?=\s*\d)", ""),
    *((rf"\b(?:{found})\b", written) for written, found in NAMES.items()),
    (rf"\b(?:{DAY}|{MONTH})\b", title),
    (rf"\(\s*({DAY}(?:\s*[-,]\s*{DAY})*)\s*\)", r" \1 "),
    (rf"\b({DAY}|off)\.", r"\1"),
    # “1-5 pm”, “下午1:30-5:30”: the part of the day is that of both.
    (rf"(?<![\d:])({TIME})\s*-\s*({TIME})\s*(pm\b|p\.m\.|дня|вечера)", afternoon),
    (rf"(下午|晚上|晚)\s*({TIME})\s*-\s*({TIME})(?![\d:])", both_afternoon),
    # Times of the day.
    (r"(?<![\d:.])(\d{1,2})\.([0-5]\d)(?![\d.])", r"\1:\2"),
    (
        r"(上午|早上|早|中午|下午|晚上|晚|凌晨)\s*(\d{1,2})(?::(\d\d)|\s*[点點时時](半)?)?()"
        r"(?!\d)(?:整)?",
        as_clock,
    ),
    (r"()(?<![\d:])(\d{1,2})\s*[点點时時](?:(\d\d)分?|(半))?()", as_clock),
    (
        r"()(?<![\d:])(\d{1,2})(?::(\d\d))?()\s*(утра|дня|вечера|ночи|[ap]m\b|[ap]\.m\.)",
        as_clock,
    ),
    (r"(?<=\d)\s*\b(?:часов|часа|час|ч)\b\.?|(?<=\d)ч\b\.?", ""),
    # What joins two times or two days.
    (r"\b(?:со|с|в|во|from)\b\s*(?=\d|[A-Z])", ""),
    (r"(^|[;,])\s*по\b\s*(?=[A-Z])", r"\1 "),
    (r"(?<=[\da-zA-Z])\s*\b(?:до|по|to|till|until)\b\s*(?=\d|[A-Z])", "-"),
    (rf"(?<=[a-zH])\s*(?:\b(?:и|мен|және|and)\b|&)\s*(?={DAY})", ","),
    (r"(\d{1,2})-([0-5]\d)\s*-\s*(\d{1,2})-([0-5]\d)(?![\d:])", r"\1:\2-\3:\4"),
    (r"(?<![\d:])(\d):(?=\d\d)", r"0\1:"),
]

BREAK = (
    r"(?:обед\w*(?:\s+перерыв)?|перерыв\w*(?:\s+на\s+обед)?"
    r"|(?:түскі\s+)?(?:ас\s+)?үзіліс\w*|午休|lunch(?:\s+break)?|break)"
)
# Of the last days, or of all? “пн-пт 9-18, сб 10-15, обед 13-14”
LATE_BREAK = re.compile(
    rf"{CLOCK}-{CLOCK}\W+{DAYS}\W+{CLOCK}-{CLOCK}\W+{BREAK}", re.IGNORECASE
)
SPACES: list[tuple[str, Replacement]] = [
    (r"\(\s*\)", ""),
    (r"\s+", " "),
    (r"\s+,", ","),
    (rf"\b({DAY})\s*([-,])\s*(?={DAY}\b)", r"\1\2"),
]
TIDY: list[tuple[str, Replacement]] = [
    (rf"({CLOCK})\s*-\s*(?={CLOCK})", r"\1-"),
    (
        rf"({CLOCK})-({CLOCK})[,;\s(]*{BREAK}\s*[:-]?\s*"
        rf"({CLOCK})-({CLOCK})\)?",
        with_break,
    ),
    (rf"({CLOCK})\s*,\s*(?={CLOCK})", r"\1,"),
    # “Mo-Fr: 09:00”, “Su - off”, “Mo-Fr09:00”.
    (rf"({DAY})\s*[:,-]?\s*(?={CLOCK}|24/7|{SHUT}\b)", r"\1 "),
]
# Of text that is valid as it is: one rule behind another.
BEHIND: list[tuple[str, Replacement]] = [
    (rf"({CLOCK}-{CLOCK}|{SHUT}),(?={DAY}\b)", r"\1, "),
    (rf"({CLOCK}-{CLOCK}|{SHUT})\s+(?={DAY}\b)", r"\1; "),
]
# “Mo-Fr, 24/7” is valid, and would be every day.
DAYS_AND_NIGHTS = re.compile(rf"({DAY}(?:[-,]{DAY})*),? 24/7")
BARE_SPAN = re.compile(
    r"(?<![\d:/.+\[])(\d{1,2})(?::(\d\d))?\s*-\s*(\d{1,2})(?::(\d\d))?(?![\d:/.\]])"
)
AFTER_DAYS = re.compile(rf"(?<={DAY} ){BARE_SPAN.pattern}")


def normalise_hours(text: str) -> str:
    """Return the hours in OpenStreetMap's syntax, as far as they are understood."""
    if len(text) > LONGEST:
        return text
    text = QUOTES.sub('"', text)
    comments = COMMENT.findall(text)
    numbers = iter(range(len(comments)))
    # None of the replacements is to see a comment.
    done = COMMENT.sub(lambda _comment: f'"#{next(numbers)}"', text)
    done = replaced(unicodedata.normalize("NFKC", done), WORDS)
    rules = [tidy(rule) for rule in done.split(";")]
    if None not in rules:
        behind = partial(replaced, replacements=BEHIND) if validate(text) else arrange
        rules = [behind(rule) for rule in rules]
    if None in rules:
        return text.strip()
    done = "; ".join(filter(None, rules))
    for number, comment in enumerate(comments):
        done = done.replace(f'"#{number}"', comment)
    # What could be read before is not made unreadable.
    return done if validate(done) or not validate(text) else text.strip()


def replaced(text: str, replacements: list[tuple[str, Replacement]]) -> str:
    for found, written in replacements:
        text = re.sub(found, written, text, flags=re.IGNORECASE)
    return text


def tidy(rule: str) -> str | None:
    """
    Return one rule with its spaces, commas and hours in their places.

    None where it is not told whose break it is.
    """
    # In “Mar 9-22” they are days.
    spans = AFTER_DAYS if DATED.search(rule) else BARE_SPAN
    rule = spans.sub(as_span, replaced(rule, SPACES))
    if LATE_BREAK.search(rule):
        return None
    rule = replaced(rule, TIDY).strip(" ,.;")
    if days := DAYS_AND_NIGHTS.fullmatch(rule):
        return "24/7" if days[1] == "Mo-Su" else f"{days[1]} 00:00-24:00"
    return rule
