import pytest

from locator.hours.doubts import doubts

NIGHT = "“%(piece)s” is a whole night, until the next morning."
REPLACED = "“%(piece)s” is replaced: of two rules for a day the last holds."
NEVER = "By these hours it is never open."
NOT_SAID = "These hours do not say when it is open."
MORNINGS = "Mo-Fr 08:30-12:30"


@pytest.mark.parametrize(
    ("text", "sentence", "better"),
    [
        ("Mo-Fr 18:00-09:00", NIGHT, "Mo-Fr 09:00-18:00"),
        ("Mo-Fr 09:00-05:00", NIGHT, "Mo-Fr 09:00-17:00"),
        ("09:00-06:00", NIGHT, "09:00-18:00"),
        (
            "Mo-Fr 09:00-09:00",
            "“%(piece)s” is a whole day and night.",
            "Mo-Fr 00:00-24:00",
        ),
        ("Feb 31 10:00-11:00", "There is no day “%(piece)s”.", ""),
        (
            "Mo-Fr; Sa 10:00-12:00",
            "“%(piece)s” without hours is open day and night.",
            "Mo-Fr 00:00-24:00; Sa 10:00-12:00",
        ),
        ('"по звонку"', NOT_SAID, ""),
        ("Mo-Fr 09:00+", NOT_SAID, ""),
        ("off", NEVER, ""),
        ('Mo-Su,PH closed "ремонт"', NEVER, ""),
        # Both halves of a day are meant.
        (f"{MORNINGS}; Mo-Fr 14:30-19:00", REPLACED, f"{MORNINGS},14:30-19:00"),
        (f"{MORNINGS}; Fr 14:30-19:00", REPLACED, f"{MORNINGS}, Fr 14:30-19:00"),
        (
            "Mo-Sa 09:00-19:00; Su 00:00-12:00; Su 14:30-19:00",
            REPLACED,
            "Mo-Sa 09:00-19:00; Su 00:00-12:00,14:30-19:00",
        ),
        # The one that has no day left.
        ("Su off; Mo-Su 10:00-20:00", REPLACED, "Mo-Su 10:00-20:00; Su off"),
        ("Mo-Fr 09:00-18:00; Mo-Fr 10:00-19:00", REPLACED, "Mo-Fr 10:00-19:00"),
    ],
)
def test_what_hardly_anybody_means_is_asked_about(text, sentence, better):
    [doubt] = doubts(text)

    assert (str(doubt.sentence), doubt.better) == (sentence, better)
    assert doubt.piece in text
    assert not better or not doubts(better)


@pytest.mark.parametrize(
    "text",
    [
        "24/7",
        "24/7; PH off",
        "Mo-Fr 09:00-13:00,14:00-18:00; Sa off",
        "Mo-Su 10:00-22:00; Fr 10:00-23:00",
        "10:00-22:00; Su off; PH off",
        "Fr-Sa 20:00-02:00",
        "Mo-Fr 09:00-18:00, Sa 10:00-12:00",
        'Mo-Fr 09:00-18:00; Sa 10:00-12:00 "by appointment"',
        "Jun-Aug Mo-Fr 09:00-18:00; Feb 29 off",
    ],
)
def test_what_is_often_meant_is_not(text):
    assert doubts(text) == []
