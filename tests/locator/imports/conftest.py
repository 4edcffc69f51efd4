import pytest

from locator.models import Brand
from tests.helpers.factories import make_brand, make_operator_brand, make_settlement


@pytest.fixture
def known_names():
    """Let every test know three chains and the two cities."""
    make_settlement(slug="almaty", name="Almaty", population=2_000_000)
    make_settlement(
        slug="astana", latitude=51.18, longitude=71.446, population=1_500_000
    )
    make_brand(slug="magnum", name="Magnum", aliases=["Магнум", "Magnum Daily"])
    make_operator_brand("tele2", "Tele2", aliases=["Теле2"], wikidata="Q309865")
    make_operator_brand("altel", "Altel")
    make_brand(slug="kassa24", name="Касса 24", kind=Brand.Kind.TERMINAL)
