"""Rows for tests: valid by default, so that a test names only its subject."""

from datetime import date
from itertools import count

from guides.models import Guide, Operator, Question, Step
from locator.models import Brand, Place, Region, Settlement, TopUp, Verdict

numbers = count(1)

ALMATY = (43.238, 76.945)
ASTANA = (51.128, 71.430)


def make_region(**fields):
    number = next(numbers)
    return Region.objects.create(**{"code": f"KZ-{number}", "name": "Region"} | fields)


def make_settlement(**fields):
    number = next(numbers)
    defaults = {
        "slug": f"settlement-{number}",
        "name": f"Settlement {number}",
        "latitude": ALMATY[0],
        "longitude": ALMATY[1],
        "population": 1000,
    }
    if "region" not in fields:
        defaults["region"] = make_region()
    return Settlement.objects.create(**defaults | fields)


def make_brand(**fields):
    number = next(numbers)
    defaults = {
        "slug": f"brand-{number}",
        "name": f"Brand {number}",
        "kind": Brand.Kind.STORE,
    }
    return Brand.objects.create(**defaults | fields)


def make_operator_brand(slug="kcell", name="Kcell", **fields):
    return make_brand(slug=slug, name=name, kind=Brand.Kind.OPERATOR, **fields)


def make_operator(brand=None, **fields):
    defaults = {"owner": "Kcell JSC", "network": "Kcell"}
    brand = brand or make_operator_brand()
    return Operator.objects.create(brand=brand, **defaults | fields)


def make_top_up(brand, operator, verdict=Verdict.SAID, **fields):
    if verdict in (Verdict.CONFIRMED, Verdict.NO):
        fields = {
            "source_url": "https://example.org/",
            "checked_on": date(2026, 11, 22),
        } | fields
    return TopUp.objects.create(
        brand=brand, operator=operator, verdict=verdict, **fields
    )


def make_place(**fields):
    number = next(numbers)
    defaults = {
        "name": f"Place {number}",
        "latitude": ALMATY[0],
        "longitude": ALMATY[1],
    }
    if "brand" not in fields:
        defaults["brand"] = make_brand()
    if "settlement" not in fields:
        defaults["settlement"] = make_settlement()
    return Place.objects.create(**defaults | fields)


def make_guide(steps=2, **fields):
    number = next(numbers)
    defaults = {
        "slug": f"guide-{number}",
        "channel": Guide.Channel.ONLINE,
        "status": Guide.Status.PUBLISHED,
        "reviewed_on": date(2026, 11, 22),
    }
    for language, word in LANGUAGE_WORDS.items():
        defaults |= {
            f"title_{language}": f"{word} {number}",
            f"summary_{language}": f"{word} summary",
            f"intro_{language}": f"{word} intro",
            f"outro_{language}": f"{word} outro",
        }
    guide = Guide.objects.create(**defaults | fields)
    for position in range(1, steps + 1):
        texts = {
            f"{field}_{language}": f"{word} {field} {position}"
            for language, word in LANGUAGE_WORDS.items()
            for field in ("title", "text")
        }
        Step.objects.create(guide=guide, position=position, **texts)
    return guide


LANGUAGE_WORDS = {
    "zh_hans": "指南",
    "en": "Guide",
    "ru": "Инструкция",
    "kk": "Нұсқаулық",
}


def make_question(**fields):
    defaults = {"language": "en", "text": "Where can I pay in cash?"}
    return Question.objects.create(**defaults | fields)
