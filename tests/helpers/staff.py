"""What staff do in the admin: open a form, change something, press a button."""

from urllib.parse import urljoin

from django.db import connection
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from tests.helpers.pages import parse


class Form:
    """The form of a change page: where it is sent, and what a browser sends with it."""

    def __init__(self, response):
        [form] = parse(response).xpath("//form[contains(@id, '_form')]")
        self.action = form.action or ""
        for empty in form.xpath(".//input[not(@value or @type='checkbox')]"):
            empty.set("value", "")
        for area in form.iterfind(".//textarea"):
            # A browser leaves out the line break that follows the tag.
            area.value = area.value.removeprefix("\n")
        sent = MultiValueDict()
        for name, value in form.form_values():
            sent.appendlist(name, value)
        # Only where several boxes are ticked is there more than one value.
        self.fields = {
            name: values if len(values) > 1 else values[0]
            for name, values in sent.lists()
        }


def change(row, languages=""):
    """Return the address of the row's form."""
    meta = row._meta
    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])
    return f"{address}?languages={languages}" if languages else address


def open_form(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return Form(answer)


def save(client, address, changes=None, *, button="_continue"):
    """Open the form, change some fields and send the whole of it."""
    form = open_form(client, address)
    sent = form.fields | (changes or {}) | {button: "1"}
    return client.post(urljoin(address, form.action), sent)


def errors(answer):
    """Return what the answer complains of, by field, rows of inlines included."""
    found = dict(answer.context["adminform"].form.errors)
    for inline in answer.context["inline_admin_formsets"]:
        for form in inline.formset.forms:
            found |= {form.add_prefix(name): list(e) for name, e in form.errors.items()}
        if inline.formset.non_form_errors():
            found[inline.formset.prefix] = list(inline.formset.non_form_errors())
    return {name: list(messages) for name, messages in found.items()}


def titles_in(form):
    """Return the languages that the form has a title in, in its order."""
    names = [name for name in form.fields if name.startswith("title_")]
    return [name.removeprefix("title_") for name in names]


def listed(client, address):
    """Return the rows that a list shows."""
    answer = client.get(address)
    assert answer.status_code == 200
    return list(answer.context["cl"].result_list)


def act(client, action, rows):
    """Choose the rows in their list, and an action."""
    meta = rows[0]._meta
    return client.post(
        reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist"),
        {"action": action, "_selected_action": [row.pk for row in rows]},
    )


def base_column(row, column):
    """Read the column without a language, which modeltranslation hides."""
    with connection.cursor() as cursor:
        table, key = row._meta.db_table, row.pk
        cursor.execute(f"SELECT {column} FROM {table} WHERE id = %s", [key])
        return cursor.fetchone()[0]
