from modeltranslation.translator import TranslationOptions, register

from guides.models import (
    AnswerSource,
    Guide,
    Need,
    NetworkNote,
    Operator,
    OperatorFact,
    Question,
    ShortCode,
    Source,
    Step,
)


@register(Operator)
class OperatorTranslation(TranslationOptions):
    fields = ["owner", "app"]


@register(OperatorFact)
class OperatorFactTranslation(TranslationOptions):
    fields = ["text"]


@register(ShortCode)
class ShortCodeTranslation(TranslationOptions):
    fields = ["note"]


@register(Guide)
class GuideTranslation(TranslationOptions):
    fields = ["title", "summary", "short", "intro", "outro"]


@register(Step)
class StepTranslation(TranslationOptions):
    fields = ["title", "text"]


@register(Source)
class SourceTranslation(TranslationOptions):
    fields = ["title"]


@register(Need)
class NeedTranslation(TranslationOptions):
    fields = ["title", "text"]


@register(NetworkNote)
class NetworkNoteTranslation(TranslationOptions):
    fields = ["text"]


@register(Question)
class QuestionTranslation(TranslationOptions):
    fields = ["text", "answer"]


@register(AnswerSource)
class AnswerSourceTranslation(TranslationOptions):
    fields = ["title"]
