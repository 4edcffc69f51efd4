"""That a browser masks the numbers in a text as the server does."""

import random

from guides.privacy import mask_numbers
from tests.guides.test_privacy import HARMLESS, NUMBERS

MASK = """async (texts) => {
  const { maskNumbers } = await import("/static/js/privacy.js");
  return texts.map(maskNumbers);
}"""

# What numbers, and what looks like them, are written with.
PARTS = [
    *"0123456789" * 4,
    *"٣７一幺①❼⁷₀〇",
    *" -.,:/*#+()[]（）_•~|",
    *["\u200b", "\ufe0f", "\u20e3", "\ufeff", "\x1c", "\x85", "\u3000", "\u0301", "📞"],
    *["a", "моб", "é", "ⅷ", "½", "2026-11-25", "25.11.2026 9", "10:00", "500, 1000"],
    *[
        "701, 702",
        "*100#",
        "(mob.)",
        "[тел]",
        "(二)",
        "(мобильник)",
        "(tooooooooooong)",
    ],
]


def masked_in_the_browser(page, site, texts):
    page.goto(f"{site.address}/robots.txt")
    return page.evaluate(MASK, texts)


def test_examples_are_masked_alike(page, site):
    texts = [f"My number is {number}, help" for number in NUMBERS] + HARMLESS

    assert masked_in_the_browser(page, site, texts) == [*map(mask_numbers, texts)]


def test_whatever_looks_like_a_number_is_masked_alike(page, site):
    dice = random.Random(7)
    texts = ["".join(dice.choices(PARTS, k=dice.randint(7, 30))) for _ in range(5000)]

    masked = masked_in_the_browser(page, site, texts)

    differing = [
        (text, ours, mask_numbers(text))
        for text, ours in zip(texts, masked, strict=True)
        if ours != mask_numbers(text)
    ]
    assert differing == []
    assert 500 < sum("•••" in text for text in masked) < 4500
