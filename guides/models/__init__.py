from guides.models.guides import Guide, GuideQuerySet, Source, Step, StepQuerySet
from guides.models.needs import Need, NetworkNote
from guides.models.operators import (
    Operator,
    OperatorFact,
    OperatorQuerySet,
    Prefix,
    ShortCode,
    ShortCodeQuerySet,
)
from guides.models.questions import AnswerSource, Question, QuestionQuerySet

__all__ = [
    "Guide",
    "GuideQuerySet",
    "Source",
    "Step",
    "StepQuerySet",
    "Need",
    "NetworkNote",
    "Operator",
    "OperatorFact",
    "OperatorQuerySet",
    "Prefix",
    "ShortCode",
    "ShortCodeQuerySet",
    "AnswerSource",
    "Question",
    "QuestionQuerySet",
]
