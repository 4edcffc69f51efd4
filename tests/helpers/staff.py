"""What staff do in the admin: open a form, change something, press a button."""

from html.parser import HTMLParser
from urllib.parse import urljoin

from django.db import connection
from django.urls import reverse


class Form(HTMLParser):
    """The form of a change page: where it is sent, and what with."""

    def __init__(self, page):
        super().__init__()
        self.action = ""
        self.fields = {}
        self.is_inside = False
        self.choice = self.text = None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        name, value = attributes.get("name"), attributes.get("value")
        if tag == "form" and (attributes.get("id") or "").endswith("_form"):
            self.is_inside = True
            self.action = attributes.get("action", "")
        elif not self.is_inside:
            return
        elif tag == "input" and attributes.get("type") in ("checkbox", "radio"):
            if "checked" in attributes:
                self.fields.setdefault(name, []).append(value or "on")
        elif tag == "input" and attributes.get("type") != "submit":
            self.fields[name] = value or ""
        elif tag == "textarea":
            self.text, self.fields[name] = name, ""
        elif tag == "select":
            self.choice = name
        elif tag == "option" and "selected" in attributes:
            self.fields[self.choice] = value

    def handle_data(self, data):
        if self.text:
            self.fields[self.text] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            # A browser leaves out the line break that follows the tag.
            self.fields[self.text] = self.fields[self.text].removeprefix("\n")
            self.fields[self.text] = self.fields[self.text].removeprefix("\r\n")
            self.text = None
        elif tag == "form":
            self.is_inside = False


def change(row, languages=""):
    """Return the address of the row's form."""
    meta = row._meta
    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])
    return f"{address}?languages={languages}" if languages else address


def open_form(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return Form(answer.content.decode())


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
