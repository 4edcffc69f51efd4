import re

import pytest
from playwright.sync_api import expect

from tests.helpers.browser.mapping import CLUSTER, MARKER, POPUP, STANDS_STILL
from tests.helpers.browser.serving import STAFF
from tests.helpers.browser.visiting import GUIDES, LANGUAGES, complaints_of

MODELS = [
    "auth/user",
    "guides/guide",
    "guides/operator",
    "guides/question",
    "locator/brand",
    "locator/place",
    "locator/region",
    "locator/settlement",
]
SAVE = "input[name=_save]"


@pytest.fixture(scope="module")
def staff_context(browser, site):
    """The browser of a staff member who has signed in."""
    context = browser.new_context()
    sign_in(context.new_page(), site)
    yield context
    context.close()


@pytest.fixture
def staff(staff_context, outside):
    """A page of a staff member whose browser asks for English."""
    page = staff_context.new_page()
    outside.watch(page)
    yield page
    page.close()
    staff_context.clear_cookies(name="django_language")


def sign_in(page, site):
    page.goto(f"{site.address}/admin/")
    page.fill("[name=username]", STAFF["username"])
    page.fill("[name=password]", STAFF["password"])
    page.click("#login-form [type=submit]")
    expect(page.locator("#user-tools")).to_be_visible()


def switch_language(page, language):
    with page.expect_navigation():
        page.click(f"#interface-language [value={language}]")


def test_staff_sign_in_and_out(page, site):
    complaints = complaints_of(page)

    sign_in(page, site)
    assert page.url == f"{site.address}/admin/"

    page.click("#logout-form button")
    page.goto(f"{site.address}/admin/guides/guide/")
    expect(page.locator("[name=password]")).to_be_visible()
    assert complaints == []


def test_wrong_password_does_not_sign_in(page, site):
    page.goto(f"{site.address}/admin/")
    page.fill("[name=username]", STAFF["username"])
    page.fill("[name=password]", "a wrong one")
    page.click("#login-form [type=submit]")

    expect(page.locator(".errornote")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_staff_choose_the_language_of_the_admin(staff, site, language):
    staff.goto(f"{site.address}/admin/locator/brand/?kind__exact=store")

    switch_language(staff, language)

    assert staff.get_attribute("html", "lang") == language
    assert staff.url == f"{site.address}/admin/locator/brand/?kind__exact=store"
    current = staff.locator("#interface-language [aria-current]")
    assert current.get_attribute("value") == language


def test_language_of_the_admin_is_not_that_of_the_site(staff, site):
    staff.goto(f"{site.address}/admin/")
    switch_language(staff, "kk")

    staff.goto(f"{site.address}/ru/guides/")

    assert staff.get_attribute("html", "lang") == "ru"


# Each model in one of the languages, in turn: `tests.kztopup.test_admin` has them all.
@pytest.mark.parametrize(
    ("model", "language"), list(zip(MODELS, LANGUAGES * 2, strict=True))
)
def test_console_has_no_complaint(staff, site, model, language):
    address = f"{site.address}/admin/{model}"
    staff.goto(f"{site.address}/admin/")
    switch_language(staff, language)
    complaints = complaints_of(staff)

    assert staff.goto(f"{address}/add/").status == 200
    assert staff.goto(f"{address}/").status == 200
    staff.locator("#result_list tbody th a").first.click()
    expect(staff.locator(SAVE)).to_be_visible()
    assert staff.goto(f"{staff.url.partition('/change/')[0]}/history/").status == 200

    assert staff.get_attribute("html", "lang") == language
    assert complaints == []


def test_chosen_settlement_is_found_by_a_part_of_its_name(staff, site):
    complaints = complaints_of(staff)
    staff.goto(f"{site.address}/admin/locator/place/add/")

    staff.click(".field-settlement .select2-selection")
    staff.keyboard.type("алма")
    staff.locator(".select2-results__option", has_text="Almaty").first.click()

    expect(staff.locator(".field-settlement .select2-selection")).to_contain_text(
        "Almaty"
    )
    assert complaints == []


@pytest.mark.parametrize(
    "model", ["guides/guide", "guides/operator", "guides/need", "locator/brand"]
)
def test_every_row_that_is_shown_is_sent(staff, site, model):
    """Django's template of a new row, which is never sent, is not to be seen."""
    staff.goto(f"{site.address}/admin/{model}/")
    staff.locator("#result_list tbody th a").first.click()

    expect(staff.locator(SAVE)).to_be_visible()
    for rows in staff.locator(".inline-group summary").all():
        rows.click()

    for width in (390, 900, 1280):
        staff.set_viewport_size({"width": width, "height": 800})
        expect(staff.locator(".add-row a:visible")).not_to_have_count(0)
        expect(staff.locator(".empty-form:visible")).to_have_count(0)


def test_what_was_typed_outlives_a_mistake_and_other_languages(staff, site):
    asked = []
    staff.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    staff.goto(f"{site.address}/admin/guides/guide/?q={GUIDES[-1]}")
    staff.locator("#result_list tbody th a").first.click()
    staff.click(".text-languages a[href*='zh-hans,kk']")
    staff.click("#steps-group summary")
    staff.click("#steps-group .add-row a")
    added = staff.locator("#steps-group .inline-related:not(.empty-form)").last
    added.locator("[name$=title_kk]").fill("Қадам")
    staff.click(SAVE)
    expect(staff.locator(".errornote")).to_be_visible()
    staff.wait_for_load_state()

    staff.click(".text-languages a[href$='en,ru']")

    expect(added.locator("[name$=title_kk]")).to_have_value("Қадам")
    expect(added.locator("[name$=title_en]")).to_be_visible()
    assert asked == []

    staff.click(".breadcrumbs a >> nth=0")
    expect(staff).to_have_url(f"{site.address}/admin/")
    assert asked == ["beforeunload"]


def test_visitors_read_the_title_that_staff_wrote(staff, visit, site):
    title = "Қызметкер жазған тақырып"
    guide = GUIDES[-1]

    # Its address may be found in the texts of other guides too.
    staff.goto(f"{site.address}/admin/guides/guide/?slug={guide}")
    staff.locator("#result_list tbody th a").first.click()
    staff.click(".text-languages a[href*='en,kk']")
    staff.fill("[name=title_kk]", title)
    staff.click(SAVE)
    expect(staff.locator(".messagelist .success")).to_be_visible()

    # Of what is asked for with half a position no cache has the answer.
    visitor = visit()
    visitor.goto(f"{site.address}/kk/guides/{guide}/?lat=43.2")
    assert visitor.inner_text("h1") == title
    visitor.goto(f"{site.address}/ru/guides/{guide}/?lat=43.2")
    assert visitor.inner_text("h1") != title


def test_question_is_asked_answered_and_read(staff, visit, site):
    question = "Is there an office at the airport of Almaty?"
    answer = "Nobody has seen one there."
    visitor = visit()
    visitor.goto(f"{site.address}/en/ask/")
    visitor.fill("textarea", question)
    visitor.click("form.ask button")
    expect(visitor.locator("h1")).to_have_text("Your question was sent")

    visitor.goto(f"{site.address}/en/ask/?lat=43.2")
    assert visitor.get_by_text(question).count() == 0

    staff.goto(f"{site.address}/admin/guides/question/")
    staff.click(f"#result_list a:has-text('{question}')")
    staff.fill("[name=answer_en]", answer)
    staff.select_option("[name=status]", "published")
    staff.click(SAVE)
    expect(staff.locator(".messagelist .success")).to_be_visible()

    visitor.goto(f"{site.address}/en/ask/?lat=43.2")
    visitor.click(f"summary:has-text('{question}')")
    expect(visitor.get_by_text(answer)).to_be_visible()


def open_staff_map(page):
    with page.expect_response("**/places.columns.json*") as columns:
        page.click(".map-open")
    assert columns.value.status == 200
    page.wait_for_selector(f"{MARKER}, {CLUSTER}")
    page.wait_for_function(STANDS_STILL)


def test_map_on_a_place_shows_its_pin(staff, site):
    complaints = complaints_of(staff)
    pk = site.names["place"]
    staff.goto(f"{site.address}/admin/locator/place/{pk}/change/")

    open_staff_map(staff)

    expect(staff.locator(MARKER)).to_have_count(1)
    expect(staff.locator(CLUSTER)).to_have_count(0)
    # Where the form says: the map has nothing else to fit.
    zoom, latitude, longitude = view_in(staff)
    assert zoom >= 14
    assert latitude == pytest.approx(float(staff.input_value("#id_latitude")), abs=1e-3)
    assert longitude == pytest.approx(
        float(staff.input_value("#id_longitude")), abs=1e-3
    )
    assert complaints == []


def view_in(page):
    page.wait_for_function("() => location.hash.startsWith('#map=')")
    return [float(part) for part in page.url.partition("#map=")[2].split("/")]


def test_map_on_the_list_shows_all_places_that_it_finds(staff, site):
    complaints = complaints_of(staff)
    staff.goto(f"{site.address}/admin/locator/place/?brand__kind__exact=operator")
    found = int(re.search(r"(\d+) places?", staff.inner_text(".paginator").lower())[1])

    open_staff_map(staff)

    def shown():
        clusters = staff.locator(CLUSTER).all_inner_texts()
        return sum(map(int, clusters)) + staff.locator(MARKER).count()

    assert shown() == found > 1
    assert complaints == []


def test_popup_on_a_map_of_the_admin_leads_to_the_change_page(staff, site):
    pk = site.names["place"]
    staff.goto(f"{site.address}/admin/locator/place/?id__exact={pk}")
    open_staff_map(staff)

    staff.locator(MARKER).press("Enter")
    staff.click(f"{POPUP} a.popup-name")

    expect(staff).to_have_url(
        re.compile(rf"{site.address}/admin/locator/place/{pk}/change/")
    )
