"""Opening hours in a form: as people write them, and asked about where in doubt."""

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _
from opening_hours import validate

from locator.hours.doubts import doubts
from locator.hours.normalise import normalise_hours


class OpeningHoursInput(AdminTextInputWidget):
    """A line for hours, with a box to tick once the form has asked about them."""

    # The hours that may not be meant, and those that were ticked.
    doubtful = meant = ""

    def value_from_datadict(self, data, files, name):
        self.meant = data.get(f"{name}_meant", "")
        return super().value_from_datadict(data, files, name)

    def render(self, name, value, attrs=None, renderer=None):
        line = super().render(name, value, attrs, renderer)
        if not self.doubtful:
            return line
        return format_html(
            '<div>{}<br><label class="meant">'
            '<input type="checkbox" name="{}_meant" value="{}"{}> {}</label></div>',
            line,
            name,
            self.doubtful,
            format_html(" checked") if self.meant == self.doubtful else "",
            _("Yes, I mean these hours"),
        )


class OpeningHoursField(forms.CharField):
    widget = OpeningHoursInput

    def to_python(self, value):
        return normalise_hours(super().to_python(value))

    def has_changed(self, initial, data):
        # Another spelling is no change: what an import has set stays the import's.
        return normalise_hours(initial or "") != self.to_python(data)


class OpeningHoursFormMixin:
    """Ask once more about changed hours that hardly anybody means."""

    def clean(self):
        cleaned = super().clean()
        for name in self.changed_data:
            field, hours = self.fields[name], self.cleaned_data.get(name)
            if isinstance(field, OpeningHoursField) and hours and validate(hours):
                self.ask_about(name, hours)
        return cleaned

    def ask_about(self, name, hours):
        widget = self.fields[name].widget
        found = doubts(hours)
        if not found:
            return
        widget.doubtful = hours
        if widget.meant != hours:
            self.add_error(name, [*map(question, found), how_to_confirm()])


def question(doubt) -> ValidationError:
    words = doubt.sentence % {"piece": doubt.piece}
    if doubt.better:
        words += " " + _("Did you mean “%(meant)s”?") % {"meant": doubt.better}
    return ValidationError(words, code="doubtful_hours")


def how_to_confirm() -> ValidationError:
    words = _("If these hours are right as they are, tick the box and save again.")
    return ValidationError(words, code="doubtful_hours")
