"""Forms of the guides' admin."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from guides.models import Guide, Question
from kztopup.lib.admin.translation import TranslatedForm, TranslatedFormSet


class GuideForm(TranslatedForm):
    original_language = forms.ChoiceField(
        label=capfirst(Guide._meta.get_field("original_language").verbose_name),
        choices=settings.LANGUAGES,
        initial=settings.LANGUAGE_CODE,
        help_text=_("The title and the summary are needed in this language."),
    )


class OrderedFormSet(TranslatedFormSet):
    """Rows in their order; one without a number becomes the last."""

    def clean(self):
        super().clean()
        forms_kept = rows_left(self)
        last = max(
            (form.cleaned_data.get("position") or 0 for form in forms_kept), default=0
        )
        for form in forms_kept:
            is_left_empty = "position" not in form.errors
            if is_left_empty and form.cleaned_data.get("position") is None:
                last += 1
                form.instance.position = last


class StepFormSet(OrderedFormSet):
    def clean(self):
        super().clean()
        needed_to_publish(self, _("A published guide needs a step."))


class SourceFormSet(TranslatedFormSet):
    def clean(self):
        super().clean()
        needed_to_publish(self, _("A published guide needs a source."))


def rows_left(formset):
    return [
        form
        for form in formset.forms
        if form not in formset.deleted_forms
        and (form.instance.pk or form.has_changed())
    ]


def needed_to_publish(formset, sentence):
    """
    Let no guide be published without rows, nor lose the last of them.

    One that has been published without any may still be saved.
    """
    guide = formset.instance
    were_published = Guide.objects.filter(status=Guide.Status.PUBLISHED)
    is_new = not were_published.filter(pk=guide.pk).exists()
    is_published = guide.status == Guide.Status.PUBLISHED
    is_bare = not rows_left(formset)
    if is_published and is_bare and (is_new or formset.initial_forms):
        raise ValidationError(sentence, code="unpublishable")


class AnswerForm(TranslatedForm):
    language = forms.ChoiceField(
        label=capfirst(Question._meta.get_field("language").verbose_name),
        choices=settings.LANGUAGES,
    )

    def clean(self):
        cleaned = super().clean()
        is_published = cleaned.get("status") == Question.Status.PUBLISHED
        if is_published and not self.has_answer(cleaned):
            self.add_error(
                "status",
                ValidationError(
                    _("There is no answer yet: write one in some language first."),
                    code="unanswered",
                ),
            )
        return cleaned

    def has_answer(self, cleaned):
        return any(
            cleaned.get(column.name)
            if column.name in self.fields
            else getattr(self.instance, column.name)
            for column in self.texts["answer"]
        )
