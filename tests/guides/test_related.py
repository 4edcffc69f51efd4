"""What answers a question already: by words that few answers have."""

import pytest

from guides.related import most_related

DOCUMENTS = [
    ("fee", "What fee does a payment terminal take?"),
    ("card", "Оплата картой иностранного банка в терминале"),
    ("blocked", "号码被停用，怎么办"),
    ("phone", "The payment of a phone in the payment app"),
    ("number", "Which number is mine"),
    ("balance", "Балансты қалай толықтырамын"),
    ("roaming", "Is there roaming abroad"),
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("How high are fees?", ["fee"]),
        ("Моя карта не принимается", ["card"]),
        ("号码停用了", ["blocked"]),
        ("баланс толыкпады", ["balance"]),
        ("xyzzy", []),
        ("", []),
    ],
)
def test_finds_what_shares_telling_words(text, found):
    assert most_related(text, DOCUMENTS, 3) == found


def test_the_best_come_first_and_no_more_than_asked_for():
    text = "a terminal that takes a payment for roaming"

    assert most_related(text, DOCUMENTS, 2)[0] in ("fee", "roaming")
    assert len(most_related(text, DOCUMENTS, 2)) == 2


def test_a_word_that_most_have_says_nothing():
    documents = [(number, f"pay word{number}") for number in range(6)]

    assert most_related("pay", documents, 3) == []
