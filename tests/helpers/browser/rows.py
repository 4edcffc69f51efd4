"""
Rows that the shipped data lacks, and the names of those that tests visit.

Runs inside the site (`manage.py shell`), never inside a test.
"""

import json

from guides.models import Guide, Question, Step
from locator.models import Place, Settlement
from tests.helpers.factories import make_brand, make_place, make_settlement

MARKUP = "<img src=x onerror=alert(1)>"


def add():
    """Add the rows; print the names as JSON."""
    add_markup_in_names()
    add_guide_without_kazakh()
    add_questions()
    in_almaty = Place.objects.published().filter(settlement__slug="almaty")
    addressed = in_almaty.exclude(address="")
    names = {
        "place": addressed.order_by("pk").first().pk,
        "place_without_street": in_almaty.filter(address="").order_by("pk").first().pk,
        "town_without_places": Settlement.objects.filter(places=None).first().slug,
        "place_with_markup": Place.objects.get(name=MARKUP).pk,
    }
    print(json.dumps(names))


def add_markup_in_names():
    settlement = make_settlement(slug="markup", name="Markup")
    brand = make_brand(slug="markup", name=MARKUP)
    make_place(brand=brand, settlement=settlement, name=MARKUP, address=MARKUP)
    make_place(brand=brand, settlement=settlement, latitude=43.3, longitude=77.1)


def add_guide_without_kazakh():
    texts = {
        f"{field}_{language}": f"{field} ({language})"
        for field in ("title", "summary", "intro")
        for language in ("zh_hans", "en", "ru")
    }
    guide = Guide.objects.create(
        slug="without-kazakh",
        outro_en="More at [a site](https://example.org/).",
        channel=Guide.Channel.FRIEND,
        position=99,
        status=Guide.Status.PUBLISHED,
        **texts,
    )
    Step.objects.create(guide=guide, position=1, title_en="Step", title_ru="Шаг")


def add_questions():
    Question.objects.create(
        language="ru",
        text_ru="Где можно заплатить наличными?",
        answer_ru="В [офисе](https://example.org/) оператора.",
        answer_en="At an operator’s *office*.",
        status=Question.Status.PUBLISHED,
    )
    Question.objects.create(language="en", text_en="Nobody has answered this one yet.")
