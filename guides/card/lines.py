"""What the card says, and what a cashier may answer: which phrase, and when."""

from typing import NamedTuple

from guides.card.form import At, Pays, Wants
from guides.phrases import Phrase, phrases_named


class Line(NamedTuple):
    """A phrase of the card, said where every choice is among those it names."""

    phrase: Phrase
    when: dict[str, list[str]]
    is_said: bool

    @property
    def attributes(self) -> list[tuple[str, str]]:
        """For the page's module, which goes by them when something else is chosen."""
        return [(name, " ".join(values)) for name, values in self.when.items()]


AT_COUNTER = {"at": [At.TILL, At.DESK]}
AT_TERMINAL = {"at": [At.TERMINAL]}

# Above the number, and below it.
BEFORE = [
    ("card-top-up", AT_COUNTER),
    ("where-is-a-terminal", AT_TERMINAL),
    ("card-help-at-a-terminal", AT_TERMINAL),
]
AFTER = [
    ("cash", AT_COUNTER | {"pays": [Pays.CASH]}),
    ("card", AT_COUNTER | {"pays": [Pays.CARD]}),
    ("data-package", AT_COUNTER | {"wants": [Wants.DATA]}),
    ("minutes", AT_COUNTER | {"wants": [Wants.MINUTES]}),
    ("texts", AT_COUNTER | {"wants": [Wants.SMS]}),
    ("check-number", AT_COUNTER),
    ("receipt", AT_COUNTER),
]
# What is pointed at, in the order of how welcome it is.
ANSWERS = ["done", "terminal-there", "passport", "another-amount", "refused"]


def lines_of(rows, choices: dict[str, str]) -> list[Line]:
    phrases = phrases_named(*(slug for slug, _when in rows))
    return [
        Line(phrase, when, all(choices[name] in when[name] for name in when))
        for phrase, (_slug, when) in zip(phrases, rows, strict=True)
    ]


def answers() -> dict[str, Phrase]:
    """Return what a cashier may answer, by what it is called in the template."""
    phrases = phrases_named(*(f"answer-{name}" for name in ANSWERS))
    return {
        name.replace("-", "_"): phrase
        for name, phrase in zip(ANSWERS, phrases, strict=True)
    }
