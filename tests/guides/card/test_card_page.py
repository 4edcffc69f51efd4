"""The card for the counter: what it says for what is chosen, without scripts too."""

import re

import pytest

from tests.helpers.factories import make_brand, make_place
from tests.helpers.pages import addresses, main, parse, text_of

pytestmark = [
    pytest.mark.usefixtures("shipped_content"),
    pytest.mark.django_db,
]

LANGUAGES = ["zh-hans", "en", "ru", "kk"]
SAID = "//*[contains(@class, 'card-line') and not(@hidden)]"


def card(client, query="", language="en"):
    response = client.get(f"/{language}/card/{query}")
    assert response.status_code == 200
    return parse(response).xpath("//section[@class='card']")[0]


def said(card, language):
    """What the card says in a language of the counter, line by line."""
    lines = card.xpath(f".{SAID}//*[@class='card-saying'][@lang='{language}']")
    return [text_of(line) for line in lines]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_kazakh_and_russian_to_every_reader(client, language):
    shown = card(client, language=language)

    assert said(shown, "kk")[0] == "Осы нөмірге бірлік салып беріңізші:"
    assert said(shown, "ru")[0] == "Пополните, пожалуйста, этот номер:"
    assert len(said(shown, "kk")) == len(said(shown, "ru"))


def test_the_reader_sees_what_it_says_and_how_it_sounds(client):
    line = card(client, language="zh-hans").xpath(f".{SAID}")[0]

    assert "osy nomirge birlik salyp beringizshi" in text_of(line)
    assert text_of(line).endswith("请给这个号码充值：")
    # Who speaks one of its languages needs neither.
    assert not card(client, language="ru").xpath(".//*[@class='card-reading']")


def test_what_is_not_known_is_left_to_be_written_by_hand(client):
    text = text_of(card(client))

    assert "7__ ___ __ __" in text
    assert "Оператор ______ Сома · Сумма ______" in text


def test_what_was_chosen_is_filled_in(client):
    shown = card(client, "?operator=beeline&amount=12500&pays=card&wants=data")

    assert "Оператор Beeline Сома · Сумма 12 500 ₸" in text_of(shown)
    assert "Можно заплатить картой?" in said(shown, "ru")
    assert "Мне нужен интернет-пакет." in said(shown, "ru")
    assert "Я заплачу наличными." not in said(shown, "ru")


def test_it_asks_for_a_terminal_and_for_help_there(client):
    shown = card(client, "?at=terminal")

    assert said(shown, "ru")[:2] == [
        "Где здесь платёжный терминал?",
        "Помогите, пожалуйста, пополнить в терминале этот номер:",
    ]
    assert "Дайте, пожалуйста, чек." not in said(shown, "ru")


@pytest.mark.parametrize(
    ("query", "at", "operator"),
    [
        ("?brand=magnum", "till", ""),
        ("?brand=tele2", "desk", "tele2"),
        ("?brand=tele2&operator=kcell", "desk", "kcell"),
        ("?brand=kassa24", "terminal", ""),
        ("?brand=magnum&at=desk", "desk", ""),
    ],
)
def test_the_place_says_which_counter_it_is(client, query, at, operator):
    page = parse(client.get(f"/en/card/{query}"))

    assert page.xpath("//input[@name='at'][@checked]/@value") == [at]
    chosen = page.xpath("//select[@name='operator']/option[@selected]/@value")
    assert chosen == [operator] * bool(operator)


@pytest.mark.parametrize(
    ("have", "pays"),
    [("cash", "cash"), ("foreign-card", "card"), ("nothing", "cash"), ("", "cash")],
)
def test_what_the_visitor_has_says_how_they_pay(client, have, pays):
    page = parse(client.get(f"/en/card/?have={have}", follow=True))

    assert page.xpath("//input[@name='pays'][@checked]/@value") == [pays]


@pytest.mark.parametrize(
    "amount", ["2000", "2 000", "２０００", "2,000 ₸", "2'000", "2.000", "2000 тг"]
)
def test_an_amount_is_read_as_people_write_it(client, amount):
    assert "2 000 ₸" in text_of(card(client, f"?amount={amount}"))


@pytest.mark.parametrize(
    "amount", ["much", "0", "-5", "1.5", "2000,50", "99999999", "7012345678"]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_amount_that_is_none_is_said_and_kept(client, amount, language):
    response = client.get(f"/{language}/card/", {"amount": amount, "wants": "data"})

    assert response.status_code == 400
    page = parse(response)
    assert text_of(page.xpath("//div[@role='alert']")[0])
    assert page.xpath("//input[@name='amount']/@value") == [amount]
    assert page.xpath("//input[@name='wants'][@checked]/@value") == ["data"]
    assert "______" in text_of(page.xpath("//section[@class='card']")[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_answer_of_the_cashier_leads_to_what_the_reader_does(client, language):
    answers = card(client, "?operator=activ", language).xpath(".//details")

    assert len(answers) == 5
    for answer in answers:
        summary = answer.find("summary")
        assert summary.xpath(".//*[@lang='kk']") and summary.xpath(".//*[@lang='ru']")
        assert len(text_of(answer)) > len(text_of(summary)) + 20


def test_done_shows_the_codes_of_the_operator_alone(client):
    done = card(client, "?operator=activ").xpath(".//details")[0]

    assert "*111*3#" in text_of(done)
    assert "*106#" not in text_of(done)
    assert "tel:*111*3%23" in addresses(done)
    assert "We found no balance code for izi" in text_of(
        card(client, "?operator=izi").xpath(".//details")[0]
    )


def test_a_code_of_packages_is_not_said_to_show_money(client):
    done = text_of(card(client, "?operator=beeline").xpath(".//details")[0])

    assert "*106#" in done
    assert "We found no balance code for Beeline" in done
    assert (
        "whether the money came"
        not in done.partition("*106#")[0].partition("Beeline")[2]
    )


def test_places_and_answers_lead_to_it_with_what_is_known(client):
    place = make_place(brand=make_brand(slug="corner-shop", kind="store"))
    path = f"/en/places/{place.settlement.slug}/{place.pk}/?operator=beeline"
    assert "/en/card/?brand=corner-shop&operator=beeline" in addresses(
        main(client.get(path))
    )

    answer = client.get("/en/answer/?have=foreign-card&operator=kcell")
    assert any(
        re.fullmatch(r"/en/card/\?operator=kcell&have=foreign-card", address)
        for address in addresses(main(answer))
    )


def test_a_card_with_an_amount_is_kept_by_no_shared_cache(client):
    private = client.get("/en/card/?amount=2000")
    public = client.get("/en/card/?brand=magnum")

    assert "private" in private["Cache-Control"]
    assert "public" in public["Cache-Control"]


def test_home_leads_to_it(client):
    assert "/en/card/" in addresses(main(client.get("/en/")))
