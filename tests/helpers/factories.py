"""Rows for tests: valid by default, so that a test names only its subject."""

from datetime import date, timedelta
from itertools import count

from modeltranslation.utils import build_localized_fieldname

from guides.models import (
    AnswerSource,
    Guide,
    Need,
    NetworkNote,
    Operator,
    OperatorFact,
    Prefix,
    Question,
    ShortCode,
    Source,
    Step,
)
from locator.models import (
    Brand,
    Holiday,
    Landmark,
    Place,
    Region,
    Settlement,
    TopUp,
    Verdict,
    WayToPay,
)

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


def make_holiday(**fields):
    """A day off, in the past unless its day is given."""
    defaults = {
        "day": date(2000, 1, 1) + timedelta(days=next(numbers)),
        "name": "Nauryz",
        "source_url": "https://example.org/",
    }
    return Holiday.objects.create(**defaults | fields)


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


def make_landmark(**fields):
    number = next(numbers)
    defaults = {
        "slug": f"landmark-{number}",
        "name": f"Landmark {number}",
        "kind": Landmark.Kind.MALL,
        "latitude": ALMATY[0],
        "longitude": ALMATY[1],
        "source": "OpenStreetMap",
    }
    if "settlement" not in fields:
        defaults["settlement"] = make_settlement()
    return Landmark.objects.create(**defaults | fields)


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


def make_step(guide, **fields):
    """One more step; its title is the same in every language unless given."""
    number = next(numbers)
    defaults = {"position": 100 + number, "title": f"Step {number}"}
    return Step.objects.create(guide=guide, **defaults | fields)


LANGUAGE_WORDS = {
    "zh_hans": "指南",
    "en": "Guide",
    "ru": "Инструкция",
    "kk": "Нұсқаулық",
}


def make_question(language="en", text="Where can I pay in cash?", **fields):
    """A question asked in one language, unless others are given too."""
    fields = {build_localized_fieldname("text", language): text} | fields
    return Question.objects.create(language=language, **fields)


def make_need(**fields):
    number = next(numbers)
    defaults = {"slug": f"need-{number}", "title": "Calls", "text": "To talk."}
    return Need.objects.create(**defaults | fields)


def make_network_note(need, **fields):
    defaults = {"network": "Kcell", "text": "Said to reach far."}
    return NetworkNote.objects.create(need=need, **defaults | fields)


def make_prefix(operator, digits="701", **fields):
    return Prefix.objects.create(operator=operator, digits=digits, **fields)


def make_code(operator, code="*100#", **fields):
    defaults = {"purpose": ShortCode.Purpose.BALANCE}
    return ShortCode.objects.create(operator=operator, code=code, **defaults | fields)


def make_fact(operator, **fields):
    defaults = {"position": 1, "verdict": Verdict.SAID, "text": "Said to be quick."}
    return OperatorFact.objects.create(operator=operator, **defaults | fields)


def make_way_to_pay(brand, **fields):
    defaults = {"channel": WayToPay.Channel.TILL, "holds": WayToPay.Holds.CASH}
    return WayToPay.objects.create(brand=brand, **defaults | fields)


def make_source(guide, **fields):
    defaults = {"url": "https://example.org/", "checked_on": date(2026, 11, 22)}
    return Source.objects.create(guide=guide, **defaults | fields)


def make_answer_source(question, **fields):
    defaults = {"url": "https://example.org/", "checked_on": date(2026, 11, 22)}
    return AnswerSource.objects.create(question=question, **defaults | fields)


def make_places(count, **fields):
    """Many places of one brand in one settlement, by one query."""
    if "brand" not in fields:
        fields["brand"] = make_brand()
    if "settlement" not in fields:
        fields["settlement"] = make_settlement()
    return Place.objects.bulk_create(
        Place(
            **{
                "name": f"Place {number}",
                "latitude": ALMATY[0] + number / 10_000,
                "longitude": ALMATY[1] + number / 10_000,
            }
            | fields
        )
        for number in range(count)
    )


PUBLIC_PAGES = [
    "home",
    "guides",
    "guide",
    "operators",
    "operator",
    "places",
    "settlement",
    "empty-settlement",
    "poster",
    "place",
    "ask",
    "sent",
    "card",
    "about",
    "about-data",
    "offline",
]


def make_site():
    """One of everything; return PUBLIC_PAGES by name, as paths after the language."""
    operator = make_operator()
    make_prefix(operator)
    make_code(operator, note="Dial it.")
    make_fact(operator)
    make_way_to_pay(operator.brand)
    guide = make_guide(slug="at-a-store")
    guide.operators.add(operator)
    make_source(guide)
    place = make_place(
        settlement=make_settlement(slug="almaty"),
        opening_hours="Mo-Su 09:00-22:00",
        phone="+7 727 000 00 00",
        website="https://example.org/place",
        access_note="1st floor",
        address="Абая 1",
    )
    make_top_up(place.brand, operator.brand)
    make_settlement(slug="nowhere")
    make_network_note(make_need())
    question = make_question(status=Question.Status.PUBLISHED, answer="At a till.")
    make_answer_source(question)
    return {
        "home": "",
        "guides": "guides/",
        "guide": "guides/at-a-store/",
        "operators": "operators/",
        "operator": "operators/kcell/",
        "places": "places/",
        "settlement": "places/almaty/",
        "empty-settlement": "places/nowhere/",
        "poster": "places/almaty/poster/",
        "place": f"places/almaty/{place.pk}/",
        "ask": "ask/",
        "sent": "ask/sent/",
        "card": "card/",
        "about": "about/",
        "about-data": "about/data/",
        "offline": "offline/",
    }
