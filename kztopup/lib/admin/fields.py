"""The form fields by which people type the columns of the models in the admin."""

from django import forms
from django.db import models


class LinesField(forms.Field):
    """A list of texts, one on each line."""

    widget = forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"})

    def __init__(self, *, encoder=None, decoder=None, **options):
        # A JSONField of a model hands these over: a list of texts needs neither.
        super().__init__(**options)

    def prepare_value(self, value):
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value):
        lines = (line.strip() for line in (value or "").replace("\0", "").splitlines())
        # As a dictionary: each once, in order.
        return list(dict.fromkeys(line for line in lines if line))


class TextBox(forms.CharField):
    """
    A text of several lines, whose ends are as the database has them.

    Browsers send other line ends than they were given: an untouched text would be
    a change in the history of its row.
    """

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")

    def has_changed(self, initial, data):
        return super().has_changed(self.to_python(initial), data)


FORM_FIELDS = {
    models.JSONField: {"form_class": LinesField},
    models.TextField: {"form_class": TextBox},
    models.URLField: {"assume_scheme": "https"},
}
