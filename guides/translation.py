from modeltranslation.translator import TranslationOptions, register

from guides.models import Guide, Operator, Question, ShortCode, Step


@register([Operator, ShortCode])
class NoteTranslation(TranslationOptions):
    fields = ["note"]


@register(Guide)
class GuideTranslation(TranslationOptions):
    fields = ["title", "summary", "intro", "outro"]


@register(Step)
class StepTranslation(TranslationOptions):
    fields = ["title", "text"]


@register(Question)
class QuestionTranslation(TranslationOptions):
    fields = ["answer"]
