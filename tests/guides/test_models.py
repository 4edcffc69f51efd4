from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from guides.models import Guide, Operator, Question
from tests.helpers.clock import NOW
from tests.helpers.factories import (
    make_code,
    make_fact,
    make_guide,
    make_operator,
    make_operator_brand,
    make_prefix,
    make_question,
)

pytestmark = pytest.mark.django_db

LANGUAGES = ["zh-hans", "en", "ru", "kk"]


class TestPublishedGuides:
    def test_are_no_drafts(self):
        guide = make_guide()
        make_guide(status=Guide.Status.DRAFT)

        assert list(Guide.objects.published()) == [guide]

    def test_wait_for_their_day(self):
        past = make_guide(publish_at=NOW - timedelta(seconds=1))
        make_guide(publish_at=NOW + timedelta(minutes=1))
        make_guide(publish_at=NOW - timedelta(days=1), status=Guide.Status.DRAFT)

        assert list(Guide.objects.published()) == [past]

    def test_come_in_the_order_staff_gave_them(self):
        second, first, third = (make_guide(position=at) for at in (2, 1, 2))

        assert list(Guide.objects.published()) == [first, second, third]


class TestCompleteLanguages:
    def test_are_those_that_lack_no_text(self):
        assert make_guide().complete_languages() == LANGUAGES

    @pytest.mark.parametrize(
        "field", ["title_kk", "summary_kk", "intro_kk", "outro_kk"]
    )
    @pytest.mark.parametrize("nothing", ["", None])
    def test_leave_out_one_that_lacks_a_text(self, field, nothing):
        guide = make_guide(**{field: nothing})

        assert guide.complete_languages() == ["zh-hans", "en", "ru"]

    def test_leave_out_one_that_lacks_a_text_of_a_step(self):
        guide = make_guide()
        guide.steps.filter(position=2).update(text_ru="")

        assert guide.complete_languages() == ["zh-hans", "en", "kk"]

    def test_do_not_miss_a_text_that_no_language_has(self):
        guide = make_guide(outro_zh_hans="", outro_en="", outro_ru="", outro_kk="")

        assert guide.complete_languages() == LANGUAGES

    @pytest.mark.parametrize("active", LANGUAGES)
    @pytest.mark.parametrize("written_in", ["zh_hans", "en", "ru", "kk"])
    def test_do_not_depend_on_the_active_language(self, active, written_in):
        only_in_one = {
            f"outro_{language}": "text" if language == written_in else ""
            for language in ("zh_hans", "en", "ru", "kk")
        }
        guide = make_guide(**only_in_one)

        with translation.override(active):
            complete = guide.complete_languages()

        assert complete == [written_in.replace("_", "-")]


class TestFallback:
    @pytest.mark.parametrize(
        ("language", "order"),
        [
            ("kk", ["ru", "en"]),
            ("ru", ["en"]),
            ("zh-hans", ["en", "ru"]),
            ("en", ["ru"]),
        ],
    )
    def test_takes_the_nearest_language_that_has_a_text(self, language, order):
        guide = make_guide()

        for other in [language, *order]:
            with translation.override(language):
                assert guide.title == getattr(guide, f"title_{other.replace('-', '_')}")
            setattr(guide, f"title_{other.replace('-', '_')}", "")


class TestOperators:
    def test_sheets_ask_as_often_for_many(self, django_assert_num_queries):
        for number in range(5):
            brand = make_operator_brand(slug=f"o{number}", name=f"O {number}")
            operator = make_operator(brand)
            make_prefix(operator)
            make_code(operator)
            make_fact(operator)

        with django_assert_num_queries(6):
            for operator in Operator.objects.for_sheets():
                assert operator.brand.name
                assert len(operator.prefixes.all()) == 1
                assert len(operator.codes.all()) == 1
                assert len(operator.facts.all()) == 1
                assert len(operator.brand.ways_to_pay.all()) == 0
                assert len(operator.brand.topped_up_at.all()) == 0

    @pytest.mark.parametrize("digits", ["70", "801", "abc", "", "7a1"])
    def test_a_prefix_is_three_digits(self, digits):
        operator = make_operator()

        with pytest.raises(IntegrityError), transaction.atomic():
            make_prefix(operator, digits=digits)

    def test_two_brands_may_share_a_prefix_but_none_has_it_twice(self):
        kcell = make_operator()
        activ = make_operator(make_operator_brand(slug="activ", name="activ"))
        make_prefix(kcell, "701")
        make_prefix(activ, "701")

        with pytest.raises(IntegrityError), transaction.atomic():
            make_prefix(kcell, "701")


class TestQuestions:
    def test_wait_until_staff_publish_them(self):
        question = make_question()

        assert question.status == Question.Status.WAITING
        assert list(Question.objects.published()) == []

    def test_published_are_neither_waiting_nor_hidden(self):
        published = make_question(status=Question.Status.PUBLISHED)
        make_question(status=Question.Status.HIDDEN)

        assert list(Question.objects.published()) == [published]

    def test_newest_come_first(self):
        first = make_question(status=Question.Status.PUBLISHED)
        second = make_question(status=Question.Status.PUBLISHED)

        assert list(Question.objects.published()) == [second, first]

    def test_numbers_are_masked_whoever_saves(self):
        question = make_question(text="Call me: +7 (701) 123-45-67")
        assert Question.objects.get().text == "Call me: •••"

        question.text = "Or 87011234567"
        question.save()

        assert Question.objects.get().text == "Or •••"
