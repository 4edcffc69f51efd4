"""Which operator issued a number: the table of first digits, and its field."""

import pytest
from phonenumbers import (
    NumberParseException,
    PhoneNumberType,
    carrier,
    parse,
    region_code_for_number,
)
from phonenumbers import number_type as type_of

from guides.models import Prefix
from tests.helpers.pages import parse as parse_page

pytestmark = pytest.mark.usefixtures("shipped_content")

LANGUAGES = ["zh-hans", "en", "ru", "kk"]
PAGES = ["", "operators/", "answer/", "answer/?have=cash&operator=kcell"]

# What libphonenumber calls the networks, and who sells numbers of theirs.
BRANDS = {
    "Kcell/Activ": {"kcell", "activ"},
    "Beeline": {"beeline", "izi"},
    "T2": {"tele2", "altel"},
}
# Of small companies of old, or not for SIMs of visitors.
NOT_LISTED = {"760", "761", "762", "763", "764", "785"}


def table_of(response):
    """The slugs of the operators by the digits, as the page's table has them."""
    return {
        row.get("data-digits"): set(row.xpath(".//@data-operator"))
        for row in parse_page(response).xpath("//table[@class='prefixes']/tbody/tr")
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_the_table_of_a_page_is_that_of_the_database(client, db, language, page):
    table = table_of(client.get(f"/{language}/{page}"))

    rows = Prefix.objects.values_list("digits", "operator__brand__slug")
    assert {(digits, slug) for digits in table for slug in table[digits]} == set(rows)
    assert table


def test_the_table_says_what_libphonenumber_says(client, db):
    table = table_of(client.get("/en/"))

    networks = {
        digits: mobile_network(f"+7{digits}1234567") for digits in map(str, range(1000))
    }
    mobile = {digits for digits in networks if networks[digits]} - NOT_LISTED
    assert table.keys() == mobile
    for digits in mobile:
        assert table[digits] <= BRANDS[networks[digits]], digits


def mobile_network(number):
    """The network that libphonenumber names for a mobile number, or nothing."""
    try:
        parsed = parse(number)
    except NumberParseException:
        return ""
    is_mobile = type_of(parsed) == PhoneNumberType.MOBILE
    is_ours = region_code_for_number(parsed) == "KZ"
    return carrier.name_for_number(parsed, "en") if is_mobile and is_ours else ""


@pytest.mark.parametrize("page", PAGES)
def test_the_field_has_no_name_to_be_sent_by(client, db, page):
    (field,) = parse_page(client.get(f"/en/{page}")).xpath("//input[@type='tel']")

    assert field.get("name") is None


def test_a_page_has_one_table(client, db):
    for page in PAGES:
        tables = parse_page(client.get(f"/en/{page}")).xpath(
            "//table[@class='prefixes']"
        )

        assert len(tables) == 1, page
