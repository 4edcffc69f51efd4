from django import forms
from django.utils.translation import gettext_lazy as _

from guides.models import Question


class QuestionForm(forms.Form):
    """A visitor's question, and a field that only robots fill in."""

    text = forms.CharField(
        label=_("Your question"),
        min_length=4,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5, "aria-describedby": "question-help"}),
        error_messages={
            "required": _("Write your question first."),
            "min_length": _("Write a little more, so that it can be answered."),
            "max_length": _("Use at most 1,000 characters."),
            "null_characters_not_allowed": _("Use letters, digits and punctuation."),
        },
    )
    homepage = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def keep(self, language):
        """Store the valid question to wait for its answer, unless a robot wrote it."""
        if not self.cleaned_data["homepage"]:
            Question.objects.create(language=language, text=self.cleaned_data["text"])
