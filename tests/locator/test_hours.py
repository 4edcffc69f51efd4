import pytest
from django.core.exceptions import ValidationError

from locator.hours import validate_opening_hours


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
    "text", ["9 to 6", "Пн-Пт 09:00-18:00", "Mo-Fr 25:00-26:99", "\0", "<b>24/7</b>"]
)
def test_says_in_words_what_cannot_be_read(text):
    with pytest.raises(ValidationError) as raised:
        validate_opening_hours(text)

    [message] = raised.value.messages
    assert f"“{text}” cannot be read as opening hours" in message
    assert "Mo-Fr 09:00-18:00" in message
