import pytest
from django.core.exceptions import ValidationError

from locator.hours.validation import validate_opening_hours

HOW = "Write them like “Mo-Fr 09:00-18:00; Sa 10:00-15:00; Su off”."


@pytest.mark.parametrize(
    "text",
    [
        "24/7",
        "Mo-Fr 09:00-18:00",
        "Mo-Fr 09:00-18:00; Sa 10:00-15:00; Su off",
        "Mo-Fr 09:00-13:00,14:00-18:00",
        "Fr-Sa 20:00-02:00",
        "Mo-Su 10:00-22:00; PH off",
    ],
)
def test_takes_what_openstreetmap_writes(text):
    validate_opening_hours(text)


@pytest.mark.parametrize(
    ("text", "complaint", "hint"),
    [
        # What can be understood is proposed.
        ("Пн-Пт 9-18", "Пн-Пт 9-18", "Mo-Fr 09:00-18:00"),
        ("Mo-Fr 9-18 по записи; Sa off", "по записи", "Mo-Fr 09:00-18:00; Sa off"),
        ("Mo-Fr 09:00-18:00 (без звонка)", "без звонка", "Mo-Fr 09:00-18:00"),
        ("Mo-Fr 09:00-18:00 !!", "!!", "Mo-Fr 09:00-18:00"),
        # Days that nobody knows are not every day, half a rule is no hours.
        ("Moo-Fr 09:00-18:00", "Moo-Fr", None),
        ("Mo-Fr 09:00-18:00; Sa 10", "10", None),
        ("Mo-Fr 9:00 18:00", "09:00 18:00", None),
        ("с утра до вечера", "с утра до вечера", None),
        ("Jan 32 10:00-11:00", "32 10:00-11:00", None),
        ("<b>24/7</b>", "b", None),
        ("\0", "\0", None),
    ],
)
def test_says_what_cannot_be_read_and_what_may_be_meant(text, complaint, hint):
    with pytest.raises(ValidationError) as raised:
        validate_opening_hours(text)

    assert raised.value.messages == [
        f"“{complaint}” cannot be read as opening hours.",
        f"Did you mean “{hint}”?" if hint else HOW,
    ]


@pytest.mark.parametrize(
    ("text", "time"), [("Mo-Fr 25:00-26:99", "26:99"), ("10:00-50:00", "50:00")]
)
def test_says_that_there_is_no_such_time(text, time):
    with pytest.raises(ValidationError) as raised:
        validate_opening_hours(text)

    assert raised.value.messages == [f"There is no time “{time}”.", HOW]
