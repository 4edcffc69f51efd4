"""The shipped sheets say doubt where it changes what to do, not in every line."""

import re

import pytest
from django.core.management import call_command
from django.test import Client, TestCase

from guides.models import Operator
from tests.helpers.pages import main, text_of

DOUBT = re.compile(
    r"not (?:confirmed|known|tried|dialled)|do not know|found no|could not find"
    r"|\bsaid\b|\bmay\b|perhaps|according to|undated|usually|ask (?:first|before)",
    re.IGNORECASE,
)


def doubts_on(path):
    page = main(Client().get(path))
    # What a source is called is no doubt of ours.
    for sources in page.find_class("source-list"):
        sources.drop_tree()
    return DOUBT.findall(text_of(page))


@pytest.mark.django_db
class TestDoubt(TestCase):
    @classmethod
    def setUpTestData(cls):
        call_command("load_content", verbosity=0)

    def test_is_rare_on_sheets(self):
        for operator in Operator.objects.select_related("brand"):
            found = doubts_on(f"/en/operators/{operator.brand.slug}/")

            assert 0 < len(found) <= 14, (operator, found)

    def test_is_rare_where_operators_are_compared(self):
        assert len(doubts_on("/en/operators/")) <= 20

    def test_every_fact_has_its_source_among_those_of_its_sheet(self):
        for operator in Operator.objects.for_sheets():
            path = f"/en/operators/{operator.brand.slug}/"
            sources = main(Client().get(path)).xpath(
                "//details[@class='source-list']//a/@href"
            )

            facts = [*operator.codes.all(), *operator.facts.all()]
            urls = {fact.source_url for fact in facts} - {""}
            assert urls <= {*sources}
