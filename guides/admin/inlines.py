"""Rows of the guides' admin that are edited with the row they belong to."""

from django.utils.translation import gettext_lazy as _

from guides.admin.forms import OrderedFormSet
from kztopup.lib.admin.translation import TranslatedStackedInline


class OrderedInline(TranslatedStackedInline):
    """Rows with a position, which may be left empty."""

    formset = OrderedFormSet
    classes = ["collapse"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "position":
            field.required = False
            field.help_text = _("Empty: the last one.")
        return field


class WebPageInline(TranslatedStackedInline):
    """The pages that a text's facts come from."""

    classes = ["collapse"]
    fieldsets = [
        (None, {"fields": ["url", "checked_on"]}),
        (None, {"fields": ["title"]}),
    ]
