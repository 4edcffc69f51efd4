import pytest

from tests.helpers.factories import (
    make_brand,
    make_operator_brand,
    make_settlement,
)


@pytest.fixture
def almaty(db):
    return make_settlement(
        slug="almaty",
        name_en="Almaty",
        name_ru="Алматы",
        name_kk="Алматы",
        name_zh_hans="阿拉木图",
        other_names=["Alma-Ata", "Алма-Ата", "Verny", "阿拉木圖"],
        population=1_977_011,
    )


@pytest.fixture
def oskemen(db):
    return make_settlement(
        slug="oskemen",
        name_en="Oskemen",
        name_ru="Усть-Каменогорск",
        name_kk="Өскемен",
        name_zh_hans="厄斯克门",
        other_names=["Ust-Kamenogorsk"],
        population=319_067,
    )


@pytest.fixture
def magnum(db):
    return make_brand(slug="magnum", name="Magnum", aliases=["Магнум", "Magnum Daily"])


@pytest.fixture
def kcell(db):
    return make_operator_brand(aliases=["Кселл", "K-cell"])
