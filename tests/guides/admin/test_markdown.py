"""Texts in Markdown: what would be slow to read is refused where it is written."""

import pytest

from tests.helpers.factories import (
    make_code,
    make_fact,
    make_guide,
    make_operator,
    make_question,
)
from tests.helpers.staff import change, errors, save

pytestmark = pytest.mark.django_db

WIDE = "|a" * 13 + "|\n" + "|-" * 13 + "|"


def make_sheet():
    operator = make_operator()
    make_fact(operator)
    return make_code(operator).operator


@pytest.mark.parametrize(
    ("make", "fields"),
    [
        (make_guide, {"intro_en", "outro_en", "steps-0-text_en"}),
        (make_question, {"answer_en"}),
        (make_sheet, {"codes-0-note_en", "facts-0-text_en"}),
    ],
)
def test_a_table_too_wide_is_refused(staff, make, fields):
    answer = save(staff, change(make()), dict.fromkeys(fields, WIDE))

    assert errors(answer) == dict.fromkeys(
        fields, ["A table may have at most 12 columns."]
    )
