"""Questions without a network: they wait in the browser, and nothing is lost."""

import json
import re
import sqlite3
from contextlib import closing
from http import HTTPStatus
from itertools import count

import pytest
from playwright.sync_api import expect

from tests.helpers.browser.accessibility import axe_report
from tests.helpers.browser.visiting import LANGUAGES, NARROW, go_to

SEND = "form.ask button"
FORM_STATUS = "form.ask [role=status]"
ROWS = ".waiting li"
STATUS = ".waiting > [role=status]"
ASK = re.compile(r"/ask/$")
# The list is in the module's words: a page of each language has its own.
WORDS = "document.querySelector('.waiting').dataset.words"
STORED = "localStorage.getItem('questions')"
NO_STORAGE = """Storage.prototype.setItem = () => {
  throw new DOMException("", "QuotaExceededError");
};"""

numbers = count(1)


@pytest.fixture
def page(visit, site):
    page = visit(viewport=NARROW)
    go_to(page, site, "en", "ask")
    return page


@pytest.fixture
def question():
    """A text that no other test sends."""
    return f"Where do I pay in cash at night, for the {next(numbers)}th time?"


def words_of(page):
    return json.loads(page.evaluate(WORDS))


def stored(page):
    return json.loads(page.evaluate(STORED) or "[]")


def write_offline(page, text):
    page.context.set_offline(True)
    page.fill("textarea", text)
    page.click(SEND)


def let_wait(page, text):
    """Write a question offline, and come back online."""
    write_offline(page, text)
    expect(page.locator(ROWS, has_text=text)).to_be_visible()
    page.context.set_offline(False)


def answer_with(page, status, body="<h1>Faked</h1>"):
    """Let the edge answer what is sent, in the place of the site."""

    def answer(route):
        if route.request.method == "POST":
            route.fulfill(status=status, content_type="text/html", body=body)
        else:
            route.fallback()

    page.route(ASK, answer)


def arrived(site, text):
    """The languages of the questions with the text that the site has."""
    with closing(sqlite3.connect(site.database)) as database:
        query = "SELECT language FROM guides_question WHERE text = ?"
        return [language for (language,) in database.execute(query, [text])]


def press(page, button, row=0):
    page.locator(ROWS).nth(row).get_by_role("button", name=button, exact=True).click()


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_waits_over_a_reload_and_is_sent_at_a_press(page, site, question, language):
    go_to(page, site, language, "ask")
    words = words_of(page)
    write_offline(page, f"{question} +7 701 123 45 67")
    kept = f"{question} •••"

    row = page.locator(ROWS)
    expect(page.locator(FORM_STATUS)).to_have_text(words["kept"])
    expect(row).to_contain_text(kept)
    expect(row).to_contain_text(words["written"].partition("{")[0])
    # A browser may not know the language’s months.
    expect(row).not_to_contain_text("M1")
    expect(page.locator("textarea")).to_have_value("")
    assert "701 123" not in page.evaluate(STORED)

    sent = []
    page.on("request", lambda request: sent.append(request.method))
    page.context.set_offline(False)
    expect(page.locator(STATUS)).to_have_text(words["online"])
    page.reload()
    expect(page.locator(STATUS)).to_have_text(words["online"])
    go_to(page, site, language, "ask")
    expect(page.locator(STATUS)).to_have_text(words["online"])
    expect(page.locator(STATUS)).to_be_in_viewport()
    assert "POST" not in sent
    assert arrived(site, kept) == []

    press(page, words["send"])

    expect(page.locator(STATUS)).to_have_text(words["sent"])
    expect(row).to_have_count(0)
    assert page.get_by_text(page.locator("#waiting").text_content()).is_hidden()
    assert stored(page) == []
    assert arrived(site, kept) == [language]


def test_with_a_network_it_is_sent_at_once(page, site, question):
    page.fill("textarea", question)
    page.click(SEND)

    page.wait_for_url("**/en/ask/sent/**")
    assert arrived(site, question) == ["en"]
    assert stored(page) == []


def test_it_is_sent_in_the_language_it_was_written_in(page, site, question):
    go_to(page, site, "kk", "ask")
    let_wait(page, question)
    go_to(page, site, "en", "ask")
    expect(page.locator(f"{ROWS} p[lang=kk]")).to_have_text(question)

    press(page, "Send")

    expect(page.locator(STATUS)).to_contain_text("Your question was sent.")
    assert arrived(site, question) == ["kk"]


def test_the_field_keeps_what_the_browser_cannot(visit, site, question):
    page = visit()
    page.add_init_script(NO_STORAGE)
    go_to(page, site, "ru", "ask")

    write_offline(page, question)

    expect(page.locator(FORM_STATUS)).to_have_text(words_of(page)["notKept"])
    expect(page.locator("textarea")).to_have_value(question)
    expect(page.locator(ROWS)).to_have_count(0)


def test_at_most_ten_wait_and_the_eleventh_stays_in_the_field(page):
    for number in range(10):
        write_offline(page, f"Question {number}?")
        expect(page.locator(ROWS)).to_have_count(number + 1)

    write_offline(page, "Question 10?")

    expect(page.locator(FORM_STATUS)).to_contain_text("ten wait already")
    expect(page.locator("textarea")).to_have_value("Question 10?")
    assert [one["text"][9] for one in stored(page)] == [*"0123456789"]


@pytest.mark.parametrize(
    ("text", "said"),
    [("  ", "Write your question"), ("Eh?", "little more"), ("7011234567", "little")],
)
def test_what_the_site_would_not_take_does_not_wait(page, text, said):
    write_offline(page, text)

    expect(page.locator(FORM_STATUS)).to_contain_text(said)
    expect(page.locator("textarea")).to_have_value(text)
    assert stored(page) == []


def test_it_waits_when_the_network_breaks_unseen(page, question):
    page.route(ASK, lambda route: route.abort())
    page.fill("textarea", question)
    page.click(SEND)

    expect(page.locator(ROWS)).to_contain_text(question)
    expect(page.locator("textarea")).to_have_value("")


def test_it_waits_when_no_answer_comes(visit, site, question):
    page = visit()
    page.clock.install()
    go_to(page, site, "en", "ask")
    page.route(ASK, lambda route: None)
    page.fill("textarea", question)
    with page.expect_request(ASK):
        page.click(SEND)
    expect(page.locator(FORM_STATUS)).to_have_text("Sending…")
    page.click(SEND)
    assert stored(page) == []

    page.clock.fast_forward(31_000)

    expect(page.locator(ROWS)).to_contain_text(question)
    assert len(stored(page)) == 1


@pytest.mark.parametrize("status", [200, 404, 500, 502])
def test_it_waits_when_something_else_answers(page, question, status):
    answer_with(page, status, "<h1>Sign in to the Wi-Fi</h1>")
    page.fill("textarea", question)
    page.click(SEND)

    expect(page.locator(ROWS)).to_contain_text(question)


@pytest.mark.parametrize("status", [403, 429, 503])
def test_the_site_says_itself_what_is_wrong(page, question, status):
    answer_with(page, status, f"<h1>{HTTPStatus(status).phrase}</h1>")
    page.fill("textarea", question)
    page.click(SEND)

    expect(page.locator("h1")).to_have_text(HTTPStatus(status).phrase)

    page.go_back()
    expect(page.locator("textarea")).to_have_value(question)


def test_the_site_says_itself_what_is_too_short(page):
    page.fill("textarea", "Eh?")
    with page.expect_navigation():
        page.click(SEND)

    expect(page.locator("form .error")).to_have_text(re.compile("Write a little more"))
    expect(page.locator("textarea")).to_have_value("Eh?")

    # What is typed then may wait too, and the mistake is forgotten.
    write_offline(page, "Where is a till?")
    expect(page.locator(ROWS)).to_contain_text("Where is a till?")
    expect(page.locator("form .error")).to_have_count(0)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(
    ("status", "reason"),
    [(429, "tooMany"), (503, "busy"), (403, "refused"), (200, "refused")],
)
def test_it_goes_on_waiting_with_the_reason(
    page, site, question, language, status, reason
):
    go_to(page, site, language, "ask")
    words = words_of(page)
    let_wait(page, question)
    answer_with(page, status)

    press(page, words["send"])

    expect(page.locator(STATUS)).to_have_text(words[reason])
    page.reload()
    expect(page.locator(ROWS)).to_contain_text(question)


def test_it_goes_on_waiting_without_a_network(page, question):
    write_offline(page, question)

    press(page, "Send")

    expect(page.locator(STATUS)).to_contain_text("still waits here")
    expect(page.locator(ROWS)).to_contain_text(question)


def test_what_is_refused_is_corrected_in_the_field(page, site, question):
    let_wait(page, f"{question} So?")
    answer_with(page, 400)
    page.fill("textarea", "Another one, half-")
    press(page, "Send")
    expect(page.locator(STATUS)).to_contain_text("Send what is in the field first")
    expect(page.locator("textarea")).to_have_value("Another one, half-")

    page.fill("textarea", "")
    press(page, "Send")
    expect(page.locator("textarea")).to_have_value(f"{question} So?")
    expect(page.locator("textarea")).to_be_focused()
    assert [one["text"] for one in stored(page)] == [f"{question} So?"]

    page.unroute(ASK)
    page.fill("textarea", question)
    page.click(SEND)
    page.wait_for_url("**/en/ask/sent/**")
    assert arrived(site, question) == ["en"]
    assert stored(page) == []


def test_it_is_deleted_in_every_tab(page, site):
    let_wait(page, "The first one?")
    let_wait(page, "The second one?")
    other = page.context.new_page()
    go_to(other, site, "en", "ask")
    expect(other.locator(ROWS)).to_have_count(2)

    press(page, "Delete")

    expect(page.locator(STATUS)).to_have_text("The question was deleted.")
    for tab in (page, other):
        expect(tab.locator(ROWS)).to_have_count(1)
        expect(tab.locator(ROWS)).to_contain_text("The second one?")


def test_the_keyboard_and_those_who_hear_the_page_are_served(page, question):
    page.context.set_offline(True)
    page.focus("textarea")
    page.keyboard.type(question)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(ROWS)).to_contain_text(question)
    assert axe_report(page) == ""
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= NARROW["width"]

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    delete = page.get_by_role("button", name="Delete")
    expect(delete).to_be_focused()
    expect(delete).to_have_accessible_description(question)
    page.keyboard.press("Enter")

    expect(page.locator(".waiting")).to_be_focused()
    expect(page.locator(STATUS)).to_have_role("status")
    expect(page.locator(STATUS)).to_have_text("The question was deleted.")


def test_what_is_broken_in_the_storage_stops_nothing(page, question):
    page.evaluate("localStorage.setItem('questions', '[{')")
    page.reload()

    write_offline(page, question)

    expect(page.locator(ROWS)).to_contain_text(question)


def test_without_its_module_a_question_is_sent_as_any_form(page, site):
    page.route("**/js/questions.*", lambda route: route.abort())
    go_to(page, site, "en", "ask")
    page.fill("textarea", "Is this sent without a module?")

    page.click(SEND)

    page.wait_for_url("**/en/ask/sent/**")
