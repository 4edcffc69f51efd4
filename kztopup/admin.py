from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.i18n import set_language

from guides.models import Question
from kztopup.lib.sign_in import limit_sign_in


class AutocompleteView(AutocompleteJsonView):
    """Let an admin say more about a row than its name, which others may share."""

    def serialize_result(self, obj, to_field_name):
        result = super().serialize_result(obj, to_field_name)
        if hasattr(self.model_admin, "autocomplete_text"):
            result["text"] = self.model_admin.autocomplete_text(obj)
        return result


class AdminSite(admin.AdminSite):
    site_header = _("kztopup: staff")
    site_title = _("kztopup")
    index_title = _("Contents of the site")

    def get_urls(self):
        # Before Django's own, the last of which takes every address.
        return [path("language/", set_language, name="language"), *super().get_urls()]

    def index(self, request, extra_context=None):
        waiting = 0
        if self.get_model_admin(Question).has_view_permission(request):
            waiting = Question.objects.waiting().count()
        context = {"waiting_questions": waiting} | (extra_context or {})
        return super().index(request, context)

    def login(self, request, extra_context=None):
        return limit_sign_in(super().login)(request, extra_context)

    def autocomplete_view(self, request):
        return AutocompleteView.as_view(admin_site=self)(request)

    def each_context(self, request):
        return super().each_context(request) | {
            "interface_languages": settings.LANGUAGES
        }
