"""
How much doubt a page shows: each expression of it makes a tired reader hesitate.

What is folded, or only heard, is not counted: a reader has asked for it. An expression
counts once each time, however many words it has: the longest that fits.
"""

import re

from tests.helpers.pages import main, text_of

DOUBT = {
    "zh-hans": [
        *["没有证实", "未证实", "没有核实", "未核实", "没有查到", "据说", "据称"],
        *["不清楚", "不知道", "未知", "可能", "也许", "大概", "不一定", "先问"],
    ],
    "en": [
        *["not confirmed", "unconfirmed", "not checked", "unchecked", "not known"],
        *["unknown", "not sure", "unsure", "said", "reported", "may", "might"],
        *["perhaps", "probably", "possibly", "likely", "apparently"],
        *["ask first", "ask before"],
    ],
    "ru": [
        *["не подтвержд", "неподтвержд", "не проверя", "не проверен", "непроверен"],
        *["говорят", "по слухам", "неизвестн", "не известн", "не знаем"],
        *["возможно", "вероятно", "может быть", "могут быть", "наверное"],
        *["сначала спросите", "спросите до", "уточните"],
    ],
    "kk": [
        *["расталма", "тексерілме", "тексермеді", "делінеді", "деседі"],
        *["белгісіз", "білмейміз", "мүмкін", "шығар", "бәлкім"],
        *["алдымен сұра", "бұрын сұра"],
    ],
}
FOLDED = ".//details[not(@open)]/*[not(self::summary)]"
ONLY_HEARD = ".//*[contains(concat(' ', @class, ' '), ' only-heard ')]"


def doubts(response, language):
    """Return the expressions of doubt in the main part of a page, in their order."""
    page = main(response)
    for element in page.xpath(f"{FOLDED} | {ONLY_HEARD}"):
        element.drop_tree()
    return doubts_in(text_of(page), language)


def doubts_in(text, language):
    """Return the expressions of doubt in a text that is seen."""
    longest_first = sorted(DOUBT[language], key=len, reverse=True)
    any_of_them = "|".join(map(re.escape, longest_first))
    # A word of Chinese begins anywhere.
    start = "" if language == "zh-hans" else r"\b"
    end = r"\b" if language == "en" else ""
    return re.findall(f"{start}(?:{any_of_them}){end}", text.lower())
