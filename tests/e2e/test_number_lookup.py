"""Which operator is my number: looked up on the phone, in what the page has."""

import sqlite3

import pytest
from playwright.sync_api import expect

from tests.helpers.browser.visiting import LANGUAGES, choose_language, go_to

FIELD = "#number-field"
ANSWER = ".number-answer"
SIM = "select[name=operator]"


def look_up(page, number):
    if page.locator(".number-lookup:not([open]) summary").count():
        page.click(".number-lookup summary")
    page.fill(FIELD, "")
    page.type(FIELD, number)


@pytest.fixture
def home(page, site):
    go_to(page, site, "en", "home")
    return page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["home", "question"])
def test_a_number_fills_in_my_sim(page, site, language, kind):
    page.goto(f"{site.address}/{language}/{'' if kind == 'home' else 'answer/'}")

    look_up(page, "+7 705 12")

    expect(page.locator(ANSWER)).to_contain_text("+7 705")
    expect(page.locator(ANSWER)).to_contain_text("Beeline")
    expect(page.locator(SIM)).to_have_value("beeline")


def test_who_sells_the_same_digits_is_to_be_chosen(home):
    look_up(home, "8 (701) 234-56-78")
    expect(home.locator(ANSWER)).to_contain_text("Kcell")
    assert home.input_value(SIM) == ""

    home.click(f"{ANSWER} button:text('activ')")

    expect(home.locator(SIM)).to_have_value("activ")
    expect(home.locator(ANSWER)).to_contain_text("We chose activ under “My SIM”.")


def test_another_number_chooses_anew_but_not_over_the_visitor(home):
    look_up(home, "705")
    expect(home.locator(SIM)).to_have_value("beeline")
    look_up(home, "747")
    expect(home.locator(SIM)).to_have_value("tele2")

    home.select_option(SIM, "kcell")
    look_up(home, "705")

    expect(home.locator(f"{ANSWER} button")).to_have_text(["Beeline"])
    assert home.input_value(SIM) == "kcell"


def test_what_is_only_said_is_said_so(home):
    look_up(home, "706 123 45 67")

    expect(home.locator(ANSWER)).to_contain_text("not confirmed")
    expect(home.locator(SIM)).to_have_value("izi")


def test_what_one_number_chose_the_next_one_takes_back(home):
    look_up(home, "705 123 45 67")
    expect(home.locator(SIM)).to_have_value("beeline")

    home.fill(FIELD, "701 123 45 67")
    expect(home.locator(SIM)).to_have_value("")
    home.fill(FIELD, "705 123 45 67")
    expect(home.locator(SIM)).to_have_value("beeline")
    home.fill(FIELD, "727 123 45 67")
    expect(home.locator(SIM)).to_have_value("")


def test_a_first_seven_may_be_the_countrys(home):
    look_up(home, "7775")
    expect(home.locator(f"{ANSWER} button")).to_have_text(["Beeline", "Kcell", "activ"])
    assert home.input_value(SIM) == ""

    look_up(home, "77751234567")
    expect(home.locator(f"{ANSWER} button")).to_have_text(["Kcell", "activ"])
    assert home.input_value(SIM) == ""


def test_what_is_chosen_goes_along_to_another_language(home, site):
    look_up(home, "705 123 45 67")
    expect(home.locator(SIM)).to_have_value("beeline")

    choose_language(home, "ru")

    expect(home).to_have_url(f"{site.address}/ru/?operator=beeline")
    assert home.input_value(SIM) == "beeline"


def test_the_answer_leads_to_the_lookup_and_on_for_the_operator(page, site):
    go_to(page, site, "en", "answer without a place")

    look_up(page, "705 123 45 67")
    page.click(f"{ANSWER} a:text('Beeline')")

    expect(page).to_have_url(f"{site.address}/en/answer/?have=nothing&operator=beeline")


def test_enter_sends_nothing(home):
    look_up(home, "7051234567")
    expect(home.locator(SIM)).to_have_value("beeline")
    address = home.url

    home.press(FIELD, "Enter")

    expect(home.locator(ANSWER)).to_contain_text("Beeline")
    assert home.url == address


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("+86 138 0013 8000", "not a mobile number of Kazakhstan"),
        ("8 916 123 45 67", "not a mobile number of Kazakhstan"),
        ("+7 727 258 83 00", "landline"),
        ("+7 701 234 56 789", "too many digits"),
        ("+7 703 123 45 67", "We do not know who issued +7 703"),
    ],
)
def test_other_numbers_are_said_kindly(home, number, words):
    look_up(home, number)

    expect(home.locator(ANSWER)).to_contain_text(words)
    assert home.input_value(SIM) == ""


def test_a_number_that_is_too_short_is_said_at_the_end(home):
    look_up(home, "705")
    expect(home.locator(ANSWER)).to_contain_text("Beeline")
    home.fill(FIELD, "70")
    expect(home.locator(ANSWER)).to_have_text("")

    home.press(FIELD, "Enter")

    expect(home.locator(ANSWER)).to_contain_text("Digits missing: 8.")


def test_on_the_page_of_operators_the_answer_leads_to_their_sheets(page, site):
    go_to(page, site, "en", "operators")

    look_up(page, "7751234567")
    page.click(f"{ANSWER} a:text('activ')")

    expect(page).to_have_url(f"{site.address}/en/operators/activ/")


def test_without_scripts_there_is_the_table(visit, site):
    page = visit(java_script_enabled=False)
    go_to(page, site, "en", "home")

    page.click(".number-lookup summary")

    assert page.locator(FIELD).is_hidden()
    assert page.is_visible(".prefixes")
    assert "705 Beeline" in " ".join(page.inner_text(".prefixes").split())


@pytest.mark.parametrize("is_scripted", [True, False], ids=["scripts", "none"])
def test_a_number_is_nowhere_but_in_the_browser(visit, site, is_scripted):
    """Type it wherever a number may be typed; then look through what the site keeps."""
    number, digits = "+7 (705) 987-65-43", "7059876543"
    requests = []
    page = visit(java_script_enabled=is_scripted)
    page.on(
        "request", lambda request: requests.append(f"{request.url} {request.post_data}")
    )
    for kind in ["home", "places"]:
        go_to(page, site, "en", kind)
        for typed in [number, digits, f"8{digits}", f"кафе 8{digits}", f"{number}!"]:
            page.fill("[name=q]", typed)
            page.press("[name=q]", "Enter")
            if is_scripted:
                expect(page).to_have_url(f"{site.address}/en/operators/#number")
                go_to(page, site, "en", kind)
    if is_scripted:
        go_to(page, site, "en", "home")
        look_up(page, number)
        expect(page.locator(SIM)).to_have_value("beeline")
        with page.expect_navigation():
            page.click(".answer-form > .button")
        assert page.evaluate("JSON.stringify(sessionStorage)").count(digits) == 0

    found = [
        one for one in [page.url, *requests, site.log.read_text()] if has(one, digits)
    ]
    with sqlite3.connect(site.database) as database:
        found += [line for line in database.iterdump() if has(line, digits)]
    assert found == []


def has(text, digits):
    """Whether the digits stand in it, with or without what may be between them."""
    return digits in "".join(letter for letter in text if letter.isalnum())
