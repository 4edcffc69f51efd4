"""
Translated texts in the admin: grouped by language, two languages at a time.

The languages shown are in the address (`?languages=en,kk`), so they work without
JavaScript and outlive "Save and continue editing". Texts in the other languages are
not in the form at all: saving cannot touch them.
"""

from itertools import combinations
from urllib.parse import urlencode

from anyascii import anyascii
from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils import translation
from django.utils.html import format_html
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _
from modeltranslation.admin import TranslationAdmin, TranslationStackedInline
from modeltranslation.translator import translator
from modeltranslation.utils import build_localized_fieldname

from kztopup.lib.admin.fields import FORM_FIELDS
from kztopup.lib.transliteration import transliterate

LANGUAGE_NAMES = dict(settings.LANGUAGES)
PARAMETER = "languages"


def original_language_of(owner) -> str:
    """
    Return the language that the owner's texts are written in first.

    A guide and a question know theirs; of everything else it is English.
    """
    for attribute in ("original_language", "language"):
        language = getattr(owner, attribute, None)
        if language in LANGUAGE_NAMES:
            return language
    return settings.LANGUAGE_CODE


def in_all_languages(*names) -> list[str]:
    """Return the columns of translated texts, one for each language."""
    return [
        build_localized_fieldname(name, language)
        for name in names
        for language, _name in settings.LANGUAGES
    ]


def languages_shown(request, owner) -> list[str]:
    """
    Return the languages of the form, that of the owner first.

    Unless the address names them: the owner's and that of the staff member. They are
    kept on the request, because a form that is sent may change its owner's language.
    """
    if not hasattr(request, "languages_shown"):
        original = original_language_of(owner)
        named = request.GET.get(PARAMETER, "").split(",")
        shown = [language for language in LANGUAGE_NAMES if language in named]
        if not shown:
            others = [translation.get_language(), settings.LANGUAGE_CODE, "ru"]
            other = next(one for one in others if one not in (None, original))
            shown = [original, other]
        elif owner is None and original not in shown:
            # What is new must be written in its first language.
            shown.append(original)
        request.languages_shown = sorted(shown, key=lambda one: one != original)
    return request.languages_shown


def language_links(request, shown) -> list[dict]:
    """Return a link for each pair of languages, and one for all."""
    pairs = [*combinations(LANGUAGE_NAMES, 2), tuple(LANGUAGE_NAMES)]
    query = request.GET.copy()
    links = []
    for languages in pairs:
        query[PARAMETER] = ",".join(languages)
        links.append(
            {
                "name": " + ".join(LANGUAGE_NAMES[language] for language in languages)
                if len(languages) == 2
                else _("All languages"),
                "address": f"?{query.urlencode(safe=',')}",
                "is_current": set(languages) == set(shown),
            }
        )
    return links


class TranslatedForm(forms.ModelForm):
    """A form whose required texts are required in their owner's language only."""

    # The row that knows the language: of a step, its guide.
    owner = None
    # What an empty slug is made from.
    slug_from = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.texts = translator.get_options_for_model(self._meta.model).all_fields
        for columns in self.texts.values():
            for column in columns:
                if column.name in self.fields:
                    self.fields[column.name].widget.attrs["lang"] = column.language
        self.require(original_language_of(self.instance))

    @property
    def required_texts(self):
        fields = self._meta.model._meta.get_field
        return [name for name in self.texts if not fields(name).blank]

    def require(self, language):
        """Mark the texts of this language as required, and no others."""
        for name in self.required_texts:
            for column in self.texts[name]:
                if column.name in self.fields:
                    # A bound form is checked in clean(): the owner's language may
                    # change in the same POST.
                    required = column.language == language and not self.is_bound
                    self.fields[column.name].required = required

    def clean(self):
        cleaned = super().clean()
        language = original_language_of(self.owner or self.instance)
        for name in ("original_language", "language"):
            language = cleaned.get(name) or language
        for name in self.required_texts:
            column = build_localized_fieldname(name, language)
            if column in self.fields:
                field = self.fields[column]
                field.required = True
                if column not in self.errors and not cleaned.get(column):
                    self.add_error(column, field.error_messages["required"])
            elif not getattr(self.instance, column):
                self.add_error(None, text_missing(name, language, self._meta.model))
        if self.slug_from and "slug" not in self.errors and not cleaned.get("slug"):
            self.make_slug(cleaned)
        return cleaned

    def make_slug(self, cleaned):
        """Make the slug from the English text, or from what the others sound like."""
        names = [self.slug_from]
        names += [f"{self.slug_from}_{end}" for end in ("en", "ru", "kk", "zh_hans")]
        slugs = (
            slugify(anyascii(transliterate(cleaned.get(one) or ""))) for one in names
        )
        field = self.fields["slug"]
        slug = next(filter(None, slugs), "")[: field.max_length].strip("-")
        if slug:
            cleaned["slug"] = slug
        else:
            self.add_error("slug", field.error_messages["required"])


def text_missing(name, language, model) -> ValidationError:
    return ValidationError(
        _(
            "“%(field)s” is needed in %(language)s, which is not shown. "
            "Choose it above the form."
        ),
        code="required",
        params={
            "field": model._meta.get_field(name).verbose_name,
            "language": LANGUAGE_NAMES[language],
        },
    )


class TranslatedFormSet(BaseInlineFormSet):
    """Rows whose texts are in the language of the row they belong to."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.owner = self.instance
        form.require(original_language_of(form.owner))


class FieldsetsByLanguage:
    """
    Give each shown language a fieldset of its own.

    A fieldset of translated texts in `fieldsets` becomes one for each language.
    """

    form = TranslatedForm
    formfield_overrides = FORM_FIELDS

    def get_fieldsets(self, request, obj=None):
        fieldsets = []
        for title, options in self.fieldsets:
            if not set(options["fields"]) <= set(self.trans_opts.all_fields):
                fieldsets.append((title, options))
                continue
            for language in languages_shown(request, obj):
                columns = [
                    build_localized_fieldname(name, language)
                    for name in options["fields"]
                ]
                texts = {"fields": columns, "classes": ["in-language"]}
                fieldsets.append((LANGUAGE_NAMES[language], texts))
        return fieldsets


class SavedInEnglish:
    """
    Save rows while English is active.

    The column without a language takes its text from the active language: whoever
    saves, it is to be English.
    """

    def save_model(self, *args, **kwargs):
        with translation.override(settings.LANGUAGE_CODE):
            super().save_model(*args, **kwargs)

    def save_formset(self, *args, **kwargs):
        with translation.override(settings.LANGUAGE_CODE):
            super().save_formset(*args, **kwargs)


class TranslatedAdmin(FieldsetsByLanguage, SavedInEnglish, TranslationAdmin):
    """The admin of a model with translated texts."""

    # What to make the slug of a new row from: of a translated text, the English one,
    # which the form of a new row always shows.
    slug_from = None

    def get_prepopulated_fields(self, request, obj=None):
        if obj or not self.slug_from:
            return {}
        source = self.slug_from
        if source in self.trans_opts.all_fields:
            source = build_localized_fieldname(source, "en")
        return {"slug": [source]}

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        # Of a row that is there, an empty one would change its address unseen.
        if self.slug_from and not obj and "slug" in form.base_fields:
            form.slug_from = self.slug_from
            form.base_fields["slug"].required = False
        return form

    def construct_change_message(self, request, form, formsets, add=False):
        """Name fields as the catalogues do: history is read in any language."""
        message = super().construct_change_message(request, form, formsets, add)
        with translation.override(None):
            names = verbose_names(form, formsets)
        for part in message:
            for change in part.values():
                if "fields" in change:
                    change["fields"] = [names.get(one, one) for one in change["fields"]]
        return message

    def message_user(self, request, message, level=messages.INFO, **kwargs):
        if level == messages.SUCCESS:
            # Pages are kept for that long, by each process and in browsers.
            wait = _("The site may show the old version for up to two minutes.")
            message = format_html("{} {}", message, wait)
        super().message_user(request, message, level, **kwargs)

    def render_change_form(self, request, context, form_url="", obj=None, **kwargs):
        # The address that the form is sent to names what is in it, so that a change
        # of the interface's language meanwhile cannot empty a text.
        shown = languages_shown(request, obj)
        form_url = f"?{urlencode({PARAMETER: ','.join(shown)})}"
        context["language_links"] = language_links(request, shown)
        return super().render_change_form(
            request, context, form_url=form_url, obj=obj, **kwargs
        )


def verbose_names(form, formsets) -> dict[str, str]:
    """Return what the models call their fields, by the label that forms give them."""
    models = [form._meta.model, *(formset.model for formset in formsets or [])]
    return {
        capfirst(field.verbose_name): str(field.verbose_name)
        for model in models
        for field in model._meta.fields
    }


class TranslatedStackedInline(FieldsetsByLanguage, TranslationStackedInline):
    """Rows with translated texts, edited together with the row they belong to."""

    formset = TranslatedFormSet
    extra = 0
