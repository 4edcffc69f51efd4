"""The search box: what a visitor sees and does in it."""

import json

from playwright.sync_api import expect

BOX = ".search-box"
FIELD = "#id_q"
LIST = "[role=listbox]"
OPTION = "[role=option]"
STATUS = ".near-me-status"
NEAR_ME = ".search-box button"


def open_form(page):
    """Unfold what was asked, to change it."""
    page.click(".asked > summary")


def type_in(page, text):
    page.focus(FIELD)
    # The suggestions come with the focus.
    expect(page.locator(FIELD)).to_have_role("combobox")
    page.keyboard.type(text)


def open_list(page, text="kara"):
    type_in(page, text)
    expect(page.locator(LIST)).to_be_visible()


def words(page, name):
    return json.loads(page.get_attribute(".near-me", "data-messages"))[name]
