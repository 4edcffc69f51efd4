import pytest
from playwright.sync_api import expect

from tests.helpers.browser.visiting import LANGUAGES, WIDE, go_to, press_in_header


@pytest.fixture(scope="module")
def page(browser, site):
    context = browser.new_context(viewport=WIDE, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_visitor_finds_a_place(page, site, language):
    go_to(page, site, language, "home")

    page.click(f"main a[href='/{language}/places/']")
    page.select_option("[name=tops_up]", "kcell")
    page.select_option("[name=kind]", "operator")
    page.click("form.search [type=submit]")
    assert "tops_up=kcell" in page.url
    assert "kind=operator" in page.url
    expect(page.locator(".place")).not_to_have_count(0)

    name = page.locator(".place a").first.inner_text()
    page.locator(".place a").first.click()
    expect(page.locator("h1")).to_contain_text(name)
    expect(page.locator("dl.facts")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_visitor_reads_a_guide(page, site, language):
    go_to(page, site, language, "home")

    page.locator(f".cards a[href^='/{language}/guides/']").first.click()

    expect(page.locator(".sources")).to_be_visible()
    assert page.locator(".steps > li:visible").count() > 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_visitor_says_what_they_have(page, site, language):
    go_to(page, site, language, "home")

    page.check("#have-cash")
    page.select_option("#operator", "tele2")
    page.fill("#q", "Алматы")
    page.click("form.answer-form button[type=submit]")

    expect(page.locator(".best h1")).to_be_visible()
    expect(page.locator(".place")).to_have_count(3)
    page.click("a[href*='/places/?tops_up=tele2&holds=cash']")
    expect(page.locator(".place")).to_have_count(20)


@pytest.mark.parametrize("language", LANGUAGES)
def test_visitor_asks_a_question(page, site, language):
    go_to(page, site, language, "home")

    press_in_header(page, f"a[href='/{language}/ask/']")
    page.fill("textarea", "Где пополнить баланс ночью?")
    page.click("form.ask button")

    assert page.url.startswith(f"{site.address}/{language}/ask/sent/")


def test_what_was_typed_stays_when_it_is_refused(page, site):
    go_to(page, site, "en", "ask")

    page.fill("textarea", "?")
    page.click("form.ask button")

    expect(page.locator(".error")).to_be_visible()
    assert page.input_value("textarea") == "?"


@pytest.mark.parametrize("kind", ["places", "city", "place"])
def test_map_is_not_offered(page, site, kind):
    go_to(page, site, "en", kind)

    assert page.locator(".map-open").count() == 1
    assert not page.locator(".map").is_visible()


def test_answers_can_be_opened(page, site):
    go_to(page, site, "en", "ask")

    page.click("main summary")

    assert page.locator(".question .text").first.is_visible()
