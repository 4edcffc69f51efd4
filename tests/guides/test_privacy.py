import pytest
from hypothesis import given
from hypothesis import strategies as st

from guides.privacy import mask_numbers

NUMBERS = [
    "7011234",
    "87011234567",
    "+77011234567",
    "+7 701 123 45 67",
    "+7 (701) 123-45-67",
    "8-701-123-45-67",
    "701.123.45.67",
    "8 701 1234567",
    "+7\u00a0701\u00a0123\u00a045\u00a067",
    "+7 701 123\u201345\u201167",
    "+7\n701\n1234567",
    "٠١٢٣٤٥٦٧",
    "４４００４３０２１２３４５６７８",
    "4400 4302 1234 5678",
    "701/123/45/67",
    "7_701_123_45_67",
    "701·123·45·67",
    "701*123*45*67",
    "701,123,45,67",
    "+7（701）123—45—67",
    "701\u200b123\u200d4567",
    "2026-11-25 87011234567",
    "701•555•00•11",
    "701:555:00:11",
    "701~555~00~11",
    "701 ::: 555 ::: 00 ::: 11",
    "+7|701|555|00|11",
    "8701, 555, 00, 11",
    "7 0 1, 5 5 5, 0 0 1 1",
    "7\ufe0f\u20e30\ufe0f\u20e31\ufe0f\u20e3 5\u20e35\u20e35\u20e3 00 - 11",
    "7\ufe0f\u20e3 :: 0\ufe0f\u20e3 :: 1\ufe0f\u20e3 :: 5555 :: 00",
    "701 555 (mob) 0011",
    "8（моб.）701-555-00-11",
    "七零一五五五零零一一",
    "幺三八〇〇一三八〇〇〇",
    "柒零壹伍伍伍零零壹壹",
    "⑦⓪①⑤⑤⑤⓪⓪①①",
    "❼⓿❶❺❺❺⓿⓿❶❶",
    "⁷⁰¹⁵⁵⁵⁰⁰¹¹",
    "₇₀₁₅₅₅₀₀₁₁",
    "701 📞 555 📞 0011",
]
HARMLESS = [
    "Dial *100# or *123*4#",
    "I paid 5000 tenge at 20:40",
    "Prefix 701, 702 and 708",
    "123456",
    "1 2 3 4 5 6",
    "No digits at all",
    "Paid 2026-11-25 14:30, or 25.11.2026 at 9",
    "I can pay 500, 1000, 2000 tenge",
    "Open 10:00-22:00, 09:30 – 18:00?",
    "Is it 701, 702, 775, 778?",
    "Dial *100#, *111# *123*4#",
    "二〇二六年十一月二十五日，一百五十坚戈",
    "",
]


@pytest.mark.parametrize("number", NUMBERS)
def test_masks_seven_digits_and_more(number):
    assert mask_numbers(f"My number is {number}, help") == "My number is •••, help"


@pytest.mark.parametrize("text", HARMLESS)
def test_leaves_shorter_numbers(text):
    assert mask_numbers(text) == text


def test_masks_every_number_and_nothing_between():
    text = "From 87011234567 to 87027654321 at once"

    assert mask_numbers(text) == "From ••• to ••• at once"


@given(st.lists(st.sampled_from(["1", "7", "0", " ", "-", "(", ")", "+", ".", "a"])))
def test_no_run_of_seven_digits_is_left(parts):
    masked = mask_numbers("".join(parts))

    for run in masked.replace("+", "a").replace("•", "a").split("a"):
        assert sum(mark.isdigit() for mark in run) < 7


@given(st.text())
def test_masking_twice_changes_nothing(text):
    assert mask_numbers(mask_numbers(text)) == mask_numbers(text)
