"""Filters beside the admin's lists."""

from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class LanguageFilter(admin.SimpleListFilter):
    """The language a row was written in, by the name it has for itself."""

    title = _("language")
    parameter_name = "language"

    def lookups(self, request, model_admin):
        return settings.LANGUAGES

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        return queryset.filter(**{self.parameter_name: self.value()})
