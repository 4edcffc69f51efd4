import pytest
from django.utils import translation

from guides.schema_org import describe_guide
from tests.helpers.factories import make_guide

pytestmark = pytest.mark.django_db


def test_describes_an_article_and_its_steps():
    guide = make_guide(slug="online", title_ru="Онлайн", summary_ru="Дома")

    with translation.override("ru"):
        description = describe_guide(guide)

    assert description["@context"] == "https://schema.org"
    assert description["@type"] == "Article"
    assert description["headline"] == "Онлайн"
    assert description["description"] == "Дома"
    assert description["inLanguage"] == "ru"
    assert description["url"] == "http://testserver/ru/guides/online/"
    assert description["dateModified"] == "2026-11-22"
    assert description["hasPart"] == [
        {"@type": "HowToStep", "position": 1, "name": "Инструкция title 1"},
        {"@type": "HowToStep", "position": 2, "name": "Инструкция title 2"},
    ]


def test_a_guide_never_reviewed_has_no_day():
    description = describe_guide(make_guide(reviewed_on=None))

    assert "dateModified" not in description


def test_steps_are_numbered_as_the_page_numbers_them():
    guide = make_guide(steps=3)
    guide.steps.filter(position=2).delete()

    description = describe_guide(guide)

    assert [step["position"] for step in description["hasPart"]] == [1, 2]
