import pytest

from locator.models import Brand
from tests.helpers.factories import (
    make_brand,
    make_operator,
    make_operator_brand,
    make_top_up,
)
from tests.helpers.staff import errors, save

pytestmark = pytest.mark.django_db

REFUSED = (
    "This brand is needed as an operator. First delete its entry under “Operators”, "
    "and where other brands top it up."
)


def make_store(staff, brand):
    return save(staff, f"/admin/locator/brand/{brand.pk}/change/", {"kind": "store"})


@pytest.mark.parametrize(
    "refer", [make_operator, lambda kcell: make_top_up(make_brand(), kcell)]
)
def test_an_operator_that_others_refer_to_stays_one(staff, refer):
    kcell = make_operator_brand()
    refer(kcell)

    answer = make_store(staff, kcell)

    assert errors(answer) == {"kind": [REFUSED]}
    assert Brand.objects.get(pk=kcell.pk).kind == "operator"


def test_any_other_brand_may_become_of_another_kind(staff):
    bank = make_brand(kind="bank")
    make_top_up(bank, make_operator_brand("activ"))

    for brand in (make_operator_brand(), bank):
        assert make_store(staff, brand).status_code == 302
        assert Brand.objects.get(pk=brand.pk).kind == "store"


def test_a_brand_that_became_a_store_before_can_still_be_saved(staff):
    kcell = make_operator_brand()
    make_operator(kcell)
    Brand.objects.update(kind="store")

    assert make_store(staff, kcell).status_code == 302
