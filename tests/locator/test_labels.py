"""What tells a place from its neighbours, on every page that names it."""

import pytest
from django.utils import translation

from locator.labels import label_at, label_of, name_with_label
from locator.published import published_places
from tests.helpers.factories import make_brand, make_place, make_settlement
from tests.helpers.pages import main, parse, place_path, texts

pytestmark = pytest.mark.django_db

METRE = 1 / 111_195  # of latitude, in degrees


@pytest.fixture
def almaty():
    return make_settlement(slug="almaty", name_en="Almaty")


@pytest.fixture
def magnum():
    return make_brand(slug="magnum", name="Magnum")


@pytest.fixture
def place(almaty, magnum):
    """A place of Magnum in the middle of Almaty, so many metres north of it."""

    def make(metres=0, **fields):
        defaults = {"brand": magnum, "settlement": almaty}
        position = {"latitude": 43.238 + metres * METRE, "longitude": 76.945}
        return make_place(**defaults | position | fields)

    return make


def name(place, language="en"):
    with translation.override(language):
        return name_with_label(place.brand.name, label_of(place))


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        (
            {"address": "Төле Би көшесі, 229", "near": "улица Гоголя"},
            {
                "zh-hans": "Magnum，Tole Bi 229",
                "en": "Magnum, Tole Bi 229",
                "ru": "Magnum, Төле Би көшесі, 229",
                "kk": "Magnum, Төле Би көшесі, 229",
            },
        ),
        (
            {"near": "улица Гоголя"},
            {
                "zh-hans": "Magnum，Gogolya St 附近",
                "en": "Magnum near Gogolya St",
                "ru": "Magnum, рядом: улица Гоголя",
                "kk": "Magnum, улица Гоголя маңында",
            },
        ),
        (
            {"near": "Абай даңғылы / бульвар Мендикулова"},
            {
                "zh-hans": "Magnum，Abay Ave 和 Mendikulova Blvd 路口",
                "en": "Magnum, corner of Abay Ave and Mendikulova Blvd",
                "ru": "Magnum, угол: Абай даңғылы / бульвар Мендикулова",
                "kk": "Magnum, Абай даңғылы / бульвар Мендикулова қиылысы",
            },
        ),
        (
            {},
            {
                "zh-hans": "Magnum，43.23800, 76.94500",
                "en": "Magnum, 43.23800, 76.94500",
                "ru": "Magnum, 43.23800, 76.94500",
                "kk": "Magnum, 43.23800, 76.94500",
            },
        ),
    ],
)
def test_is_the_first_that_is_known(place, fields, names):
    made = place(**fields)

    assert {language: name(made, language) for language in names} == names


@pytest.mark.parametrize(
    ("metres", "names"),
    [
        (
            100,
            {
                "zh-hans": "Magnum，Abay Ave 109V 附近",
                "en": "Magnum near Abay Ave 109V",
                "ru": "Magnum, рядом с адресом Абай даңғылы, 109В",
                "kk": "Magnum, Абай даңғылы, 109В маңында",
            },
        ),
        (
            -1200,
            {
                "zh-hans": "Magnum，在 Abay Ave 109V 南面 1.2 公里处",
                "en": "Magnum, 1.2 km to the south of Abay Ave 109V",
                "ru": "Magnum, 1,2 км к югу от адреса Абай даңғылы, 109В",
                "kk": "Magnum, Абай даңғылы, 109В мекенжайынан оңтүстікке қарай 1,2 км",
            },
        ),
        (1480, {"en": "Magnum, 1.5 km to the north of Abay Ave 109V"}),
        (-1520, {"en": f"Magnum, {43.238 - 1520 * METRE:.5f}, 76.94500"}),
    ],
)
def test_else_is_how_far_it_is_from_the_nearest_address(place, metres, names):
    place(address="Абай даңғылы, 109В")
    place(-4000, address="Far")
    place(metres + 1, address="Hidden", status="hidden")
    made = place(metres)

    found = {language: name(made, language) for language in names}

    # A number and its unit stay on one line.
    assert {
        language: words.replace("\N{NO-BREAK SPACE}", " ")
        for language, words in found.items()
    } == names


class TestWhereTwoWouldBeCalledAlike:
    def test_each_has_its_coordinates(self, place):
        first, second = place(near="улица Гоголя"), place(500, near="улица Гоголя")

        assert name(first) == "Magnum near Gogolya St (43.23800, 76.94500)"
        assert name(second).startswith("Magnum near Gogolya St (43.242")

    def test_it_is_the_words_that_count(self, place):
        kazakh, russian = place(near="Достық көшесі"), place(near="улица Достык")

        assert "(43.238" in name(kazakh, "en")
        assert "43.238" in name(russian, "zh-hans")
        assert name(kazakh, "kk") == "Magnum, Достық көшесі маңында"

    def test_others_of_the_town_are_no_matter(self, place):
        first = place(address="Абая 1")
        place(address="Абая 1", brand=make_brand())
        place(address="Абая 1", settlement=make_settlement())
        place(address="Абая 1", status="closed")

        assert name(first) == "Magnum, Abaya 1"


def test_places_in_memory_are_called_the_same(place):
    made = [place(address="Абая 1"), place(near="A / B"), place(100), place(90_000)]

    places = published_places()

    rows = {places.key_of(row): row for row in range(len(places))}
    for one in made:
        assert label_at(places, rows[one.pk]) == label_of(one)


@pytest.mark.parametrize("language", ["zh-hans", "en", "ru", "kk"])
def test_no_two_pages_of_a_town_have_one_title(client, place, language):
    made = [
        place(address="Абая 1"),
        place(1, address="Абая 1"),
        place(2, near="Достық көшесі"),
        place(3, near="улица Достык"),
        place(4),
        place(9000),
        place(9001),
    ]

    pages = [client.get(place_path(one, language)) for one in made]

    for path in ["//title", "//h1"]:
        assert len({text for page in pages for text in texts(parse(page), path)}) == 7


def test_no_name_becomes_markup(client, place):
    made = place(near="<b>A</b> & Б / C", brand=make_brand(name="<i>X</i>"))

    page = client.get(place_path(made))

    [heading] = texts(main(page), ".//h1")
    assert heading == "<i>X</i> , corner of <b>A</b> & B and C"
    assert not main(page).xpath(".//h1//b | .//h1//i")
