"""The card for the counter, on the whole screen of a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.helpers.browser.visiting import LANGUAGES, NARROW, PHONE, go_to

NUMBER = "705 123 45 67"
CARD = ".card"
SHOW = ".card-form > .button"
# Pixels of paper.
MM = 96 / 25.4
SIDES = ["top", "right", "bottom", "left"]
SHEET = re.compile(rb"/Type /Page\b")

# A phone with a Russian voice, which it finds later, and none for Kazakh.
ONE_VOICE = """
const voices = [];
const noted = {
  voices,
  spoken: [],
  speak({ voice, text }) { noted.spoken.push([voice.lang, text]); },
};
window.noted = noted;
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => voices, speak: noted.speak, cancel() {}, onvoiceschanged: null,
} });
"""
AWAKE = """
window.awake = [];
Object.defineProperty(navigator, "wakeLock", { value: {
  async request(kind) {
    awake.push(kind);
    return { release() { awake.push("released"); } };
  },
} });
"""


def fill_in(page, number=f"8 {NUMBER}", amount="2000"):
    page.fill("#number-field", number)
    page.fill("#amount", amount)
    page.click(SHOW)


@pytest.fixture
def phone(page, site):
    page.set_viewport_size(NARROW)
    go_to(page, site, "en", "card")
    return page


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_fills_the_screen_with_number_operator_and_amount(page, site, language):
    page.set_viewport_size(NARROW)
    go_to(page, site, language, "card")
    fill_in(page)

    expect(page.locator(".card-number")).to_have_text(NUMBER)
    expect(page.locator(".card-number")).to_be_in_viewport(ratio=1)
    expect(page.locator(".card-with-country")).to_have_text(f"+7 {NUMBER}")
    expect(page.locator(".card-operator")).to_have_text("Beeline")
    expect(page.locator(".card-amount")).to_have_text("2 000 ₸", use_inner_text=False)
    assert page.locator("header").is_hidden()
    assert page.locator("h1").is_hidden()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= NARROW["width"]


def test_back_leads_to_the_form_with_all_that_was_typed(phone):
    fill_in(phone)
    expect(phone.locator("h1")).to_be_hidden()

    phone.go_back()

    expect(phone.locator("h1")).to_be_visible()
    assert phone.input_value("#number-field") == f"8 {NUMBER}"
    assert phone.input_value("#amount") == "2000"

    phone.click(SHOW)
    phone.click(".card-bar a")
    expect(phone.locator("h1")).to_be_visible()


def test_lines_follow_what_is_chosen(phone):
    phone.check("#pays-card", force=True)
    phone.check("#wants-data", force=True)
    fill_in(phone)

    lines = phone.locator(".card-says .card-saying[lang=ru] >> visible=true")
    expect(lines.filter(has_text="картой")).to_have_count(1)
    expect(lines.filter(has_text="наличными")).to_have_count(0)
    expect(lines.filter(has_text="интернет-пакет")).to_have_count(1)


@pytest.mark.parametrize(
    "number",
    ["701 23", "+86 138 0013 8000", "7272583300 1", "727 258 33 00", "abc", "🙂"],
)
def test_a_number_that_cannot_be_is_not_shown_to_a_cashier(phone, number):
    fill_in(phone, number)

    expect(phone.locator("#number-field")).to_be_focused()
    expect(phone.locator(".number-answer")).not_to_have_text("")
    assert phone.locator("h1").is_visible()


def test_without_a_number_it_has_a_blank(phone):
    fill_in(phone, "")

    expect(phone.locator(".card-number")).to_have_text("7__ ___ __ __")
    expect(phone.locator(".card-amount")).to_be_visible()


@pytest.mark.parametrize("amount", ["much", "0", "-5", "1e3", "2000,5", "87012345678"])
def test_an_amount_that_is_none_is_asked_for_again(phone, amount):
    fill_in(phone, amount=amount)

    expect(phone.locator("#amount")).to_be_focused()
    message = phone.locator("#amount").evaluate("(field) => field.validationMessage")
    assert message == "Write it in digits, like 2000."
    assert phone.locator("h1").is_visible()


@pytest.mark.parametrize(
    "amount", ["2 000", "2.000", "2,000 ₸", "２０００", "2000 тг", "٢٠٠٠"]
)
def test_an_amount_is_shown_as_it_was_meant(phone, amount):
    fill_in(phone, amount=amount)

    expect(phone.locator(".card-amount")).to_contain_text("000 ₸")
    assert phone.inner_text(".card-amount").startswith("2")


def test_who_comes_back_to_the_card_finds_it_filled_in(phone):
    fill_in(phone)
    expect(phone.locator(".card-number")).to_have_text(NUMBER)

    phone.reload()

    # Browsers may keep what was typed, or not: never is there a blank card.
    shown = phone.locator(".shows-card .card-number")
    form = phone.locator("body:not(.shows-card) h1")
    expect(shown.or_(form)).to_be_visible()
    assert shown.count() == 0 or shown.inner_text() == NUMBER


def test_a_card_that_cannot_be_loaded_says_so_and_keeps_the_form(phone):
    said = []
    phone.on("dialog", lambda dialog: (said.append(dialog.message), dialog.accept()))
    phone.route("**/js/card.*", lambda route: route.abort())
    phone.fill("#amount", "2000")

    phone.click(SHOW)

    phone.wait_for_function("() => document.activeElement.type === 'submit'")
    assert phone.input_value("#amount") == "2000"
    phone.unroute("**/js/card.*")
    phone.click(SHOW)
    expect(phone.locator(".card-amount")).to_contain_text("000 ₸")
    assert said == [
        "The card could not be loaded. Press again when there is a network."
    ]


def test_an_answer_leads_on_in_place(phone):
    phone.select_option("#operator", "activ")
    fill_in(phone, "")

    phone.click(".card-answers summary >> nth=0")

    expect(phone.locator(".codes .code >> visible=true")).to_have_text(["*111*3#"])
    phone.click(".card-answers summary >> nth=3")
    phone.click("a[href='#amount']")
    expect(phone.locator("#amount")).to_be_in_viewport()


def test_it_speaks_where_the_phone_has_a_voice(page, site):
    page.add_init_script(ONE_VOICE)
    go_to(page, site, "en", "card")
    fill_in(page)
    expect(page.locator(".card-number")).to_have_text(NUMBER)
    assert page.locator("[data-speak] >> visible=true").count() == 0

    page.evaluate("() => { noted.voices.push({ lang: 'ru-RU', localService: true }); }")
    page.evaluate("() => { speechSynthesis.onvoiceschanged(); }")

    expect(page.locator("[data-speak] >> visible=true")).to_have_count(1)
    page.click("[data-speak=ru]")
    [[language, text]] = page.evaluate("noted.spoken")
    assert language == "ru-RU"
    assert text.startswith(
        "Пополните, пожалуйста, этот номер: 7 0 5 1 2 3 4 5 6 7. Beeline. 2000 тенге."
    )


def test_the_screen_is_kept_awake_as_long_as_it_shows_the_card(page, site):
    page.add_init_script(AWAKE)
    go_to(page, site, "en", "card")
    fill_in(page)
    page.wait_for_function("() => awake.length === 1")

    page.go_back()

    page.wait_for_function("() => awake.join() === 'screen,released'")


def test_nothing_of_it_is_sent(phone):
    requests = []
    phone.on("request", lambda request: requests.append(request.url))
    fill_in(phone)
    expect(phone.locator(".card-number")).to_have_text(NUMBER)
    for answer in phone.locator(".card-answers summary").all():
        answer.click()

    assert [one for one in requests if "/static/" not in one] == []


def test_it_is_black_on_white_and_white_on_black(phone):
    colour = "document.body, getComputedStyle(document.body)"
    fill_in(phone)
    expect(phone.locator("h1")).to_be_hidden()
    assert phone.evaluate(f"({colour}).color") == "rgb(0, 0, 0)"

    phone.emulate_media(color_scheme="dark")

    assert phone.evaluate(f"({colour}).color") == "rgb(255, 255, 255)"
    assert phone.evaluate(f"({colour}).backgroundColor") == "rgb(0, 0, 0)"


def test_in_landscape_the_number_and_the_amount_stand_side_by_side(phone):
    phone.set_viewport_size({"width": 640, "height": 320})
    fill_in(phone)

    expect(phone.locator(".card-number")).to_be_in_viewport(ratio=1)
    expect(phone.locator(".card-amount")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_it_is_printed_on_both_sides_of_an_a6(visit, site, language):
    page = visit(java_script_enabled=False, viewport=PHONE)
    go_to(page, site, language, "card")
    page.select_option("#operator", "beeline")
    page.fill("#amount", "2000")
    with page.expect_navigation():
        page.click(SHOW)

    assert "Beeline" in page.inner_text(CARD)
    assert "7__ ___ __ __" in page.inner_text(CARD)
    page.emulate_media(media="print")
    for side in [".card-front", ".card-answers"]:
        box = page.locator(side)
        assert box.evaluate("side => side.scrollHeight <= side.clientHeight"), side
        assert box.bounding_box()["width"] <= 105 * MM
        assert box.bounding_box()["height"] <= 148 * MM
    sheets = page.pdf(width="105mm", height="148mm", margin=dict.fromkeys(SIDES, "3mm"))
    assert len(SHEET.findall(sheets)) == 2
    assert len(SHEET.findall(page.pdf(format="A4"))) == 1
