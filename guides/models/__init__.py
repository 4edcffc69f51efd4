from guides.models.guides import Guide, GuideQuerySet, Source, Step, StepQuerySet
from guides.models.needs import Need, NetworkNote
from guides.models.operators import (
    Operator,
    OperatorQuerySet,
    Prefix,
    ShortCode,
    ShortCodeQuerySet,
)
from guides.models.questions import Question, QuestionQuerySet

__all__ = [
    "Guide",
    "GuideQuerySet",
    "Source",
    "Step",
    "StepQuerySet",
    "Need",
    "NetworkNote",
    "Operator",
    "OperatorQuerySet",
    "Prefix",
    "ShortCode",
    "ShortCodeQuerySet",
    "Question",
    "QuestionQuerySet",
]
