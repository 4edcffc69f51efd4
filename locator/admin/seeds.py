"""The page on which staff choose between a file's version and their own."""

import json

from django.contrib import admin, messages
from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from locator.models import SeedRecord
from locator.seeds.kept import bring_back, deleted, differences
from locator.seeds.schema import SCHEMAS


@admin.register(SeedRecord)
class SeedRecordAdmin(admin.ModelAdmin):
    """One page: what upgrades have left to staff, and what staff have deleted."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.changelist_view)
        return [path("", view, name="locator_seedrecord_changelist")]

    def has_view_permission(self, request, obj=None):
        return any(may(request, "change", schema) for schema in SCHEMAS.values())

    has_change_permission = has_module_permission = has_view_permission

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        schemas = SCHEMAS.values()
        kept = [
            one
            for schema in schemas
            for one in differences(schema)
            if may(request, "change", one.schema)
        ]
        gone = [
            (schema, record)
            for schema in schemas
            if may(request, "add", schema)
            for record in deleted(schema)
        ]
        if request.method == "POST":
            said, level = self.settle(request, kept, gone)
            self.message_user(request, said, level)
            return redirect(request.path)
        context = self.admin_site.each_context(request) | {
            "title": capfirst(self.opts.verbose_name_plural),
            "kept": [difference_in_words(one) for one in kept],
            "deleted": [
                (record.key, name_of(schema, record)) for schema, record in gone
            ],
        }
        template = "admin/locator/seedrecord/change_list.html"
        return TemplateResponse(request, template, context)

    def settle(self, request, kept, gone):
        """Do what the pressed button says; return what to say of it, and how."""
        for one in kept:
            if request.POST.get("keep") == id_of(one):
                one.keep()
                said = _("%(name)s stays as staff have it.")
                return said % {"name": one.row}, messages.SUCCESS
            if request.POST.get("take") == id_of(one):
                return self.take(request, one)
        for schema, record in gone:
            if request.POST.get("bring_back") == record.key:
                return self.bring_back(request, schema, record)
        return _("This has been settled meanwhile."), messages.WARNING

    def take(self, request, one):
        try:
            one.take()
        except ValidationError as error:
            return cannot(error)
        self.log_change(request, one.row, what_changed(one))
        said = _("%(name)s is now as the file says.")
        return said % {"name": one.row}, messages.SUCCESS

    def bring_back(self, request, schema, record):
        try:
            row = bring_back(schema, record)
        except ValidationError as error:
            return cannot(error)
        self.log_addition(request, row, [{"added": {}}])
        return _("%(name)s is here again.") % {"name": row}, messages.SUCCESS


def may(request, action, schema):
    meta = schema.model._meta
    codename = get_permission_codename(action, meta)
    return request.user.has_perm(f"{meta.app_label}.{codename}")


def cannot(error):
    said = _("This cannot be done: %(why)s") % {"why": " ".join(error.messages)}
    return said, messages.ERROR


# In words


def id_of(difference):
    return json.dumps([difference.record.key, *difference.path])


def name_of(schema, record):
    return f"{capfirst(schema.model._meta.verbose_name)}: {record.name}"


def difference_in_words(difference):
    """Return what the page says of a difference."""
    row, schema = difference.row, difference.schema
    page = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
    return {
        "id": id_of(difference),
        "row": row,
        "kind": row._meta.verbose_name,
        "address": reverse(page, args=[row.pk]),
        "under": "" if schema.key else row_under(difference),
        "kind_under": schema.model._meta.verbose_name,
        "file": lines(schema, difference.file),
        "staff": lines(schema, difference.staff),
    }


def row_under(difference):
    return str(difference.row_there or difference.path[1])


def lines(schema, values):
    """Return the values as (label, text, language), or None if there is no such row."""
    if values is None:
        return None
    fields = [schema.model._meta.get_field(name) for name in values]
    return [
        (field.verbose_name, in_text(field, values), getattr(field, "language", ""))
        for field in fields
    ]


def in_text(field, values):
    """Return a value as a form shows it: of a choice its name, of a list its parts."""
    value = values[field.name]
    if isinstance(value, list):
        return ", ".join(value)
    return dict(field.flatchoices).get(value, value)


def what_changed(difference):
    """Return the message for the history of the row, as the admin itself writes it."""
    meta = difference.schema.model._meta
    with translation.override(None):
        of_row = {"name": str(meta.verbose_name), "object": row_under(difference)}
        if difference.file is None:
            return [{"deleted": of_row}]
        if difference.row_there is None:
            return [{"added": of_row}]
        names = [str(meta.get_field(name).verbose_name) for name in difference.file]
    is_of_row = not difference.schema.key
    return [{"changed": {"fields": names} | (of_row if is_of_row else {})}]
