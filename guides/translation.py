from modeltranslation.translator import TranslationOptions, register

from guides.models import (
    Guide,
    Need,
    NetworkNote,
    Operator,
    Question,
    ShortCode,
    Step,
)


@register(Operator)
class OperatorTranslation(TranslationOptions):
    fields = ["owner", "app", "note"]


@register(ShortCode)
class ShortCodeTranslation(TranslationOptions):
    fields = ["note"]


@register(Guide)
class GuideTranslation(TranslationOptions):
    fields = ["title", "summary", "short", "intro", "outro"]


@register(Step)
class StepTranslation(TranslationOptions):
    fields = ["title", "text"]


@register(Need)
class NeedTranslation(TranslationOptions):
    fields = ["title", "text"]


@register(NetworkNote)
class NetworkNoteTranslation(TranslationOptions):
    fields = ["text"]


@register(Question)
class QuestionTranslation(TranslationOptions):
    fields = ["text", "answer"]
