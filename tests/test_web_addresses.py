"""Columns of web addresses lead to the web and nowhere else, whoever writes them."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models
from django.db.migrations.executor import MigrationExecutor

from tests.helpers.clock import TODAY
from tests.helpers.factories import (
    make_answer_source,
    make_code,
    make_fact,
    make_guide,
    make_holiday,
    make_need,
    make_network_note,
    make_operator,
    make_place,
    make_prefix,
    make_question,
    make_source,
    make_top_up,
    make_way_to_pay,
)

COLUMNS = [
    (model, field.name)
    for app in ("locator", "guides")
    for model in apps.get_app_config(app).get_models()
    for field in model._meta.get_fields()
    if isinstance(field, models.URLField)
]


@pytest.fixture
def rows(db):
    operator = make_operator()
    make_prefix(operator)
    make_code(operator)
    make_fact(operator)
    make_way_to_pay(operator.brand)
    make_top_up(make_place().brand, operator.brand)
    make_network_note(make_need())
    make_source(make_guide())
    make_answer_source(make_question())
    make_holiday()


@pytest.mark.parametrize(("model", "column"), COLUMNS)
def test_nothing_else_is_stored(rows, model, column):
    changed = model.objects.update(**{column: "HTTPS://example.org/"})

    assert changed
    with pytest.raises(IntegrityError):
        model.objects.update(**{column: "javascript:alert(1)"})


@pytest.fixture
def migrated_afterwards(transactional_db):
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_others_are_emptied_before_that_is_a_rule(migrated_afterwards):
    before = [("locator", "0006_kept"), ("guides", "0002_words")]
    after = [("locator", "0008_web_addresses"), ("guides", "0004_web_addresses")]
    # The models as they were: since then columns have come and gone.
    then = MigrationExecutor(connection).migrate(before).apps
    brands = then.get_model("locator", "Brand").objects
    kcell = brands.create(slug="kcell", name="Kcell", kind="operator")
    operators = then.get_model("guides", "Operator").objects
    operator = operators.create(brand=kcell, source_url="javascript:1")
    operator.prefixes.create(digits="701", source_url="https://example.org/")
    bad = {"source_url": "javascript:1", "checked_on": TODAY}
    operator.prefixes.create(digits="702", verdict="confirmed", **bad)
    operator.prefixes.create(digits="775", verdict="no", **bad)
    guide = then.get_model("guides", "Guide").objects.create(slug="a")
    guide.sources.create(url="javascript:1", checked_on=TODAY)
    brand = brands.create(
        slug="magnum",
        name="Magnum",
        kind="store",
        website="ftp://example.org/",
        usual_hours="24/7",
        usual_hours_source_url="x",
        usual_hours_checked_on=TODAY,
    )
    top_up = brand.top_ups.create(operator=kcell, verdict="confirmed", **bad)

    MigrationExecutor(connection).migrate(after)

    for row in (operator, brand, top_up):
        row.refresh_from_db()
    assert (operator.source_url, brand.website, brand.usual_hours) == ("", "", "")
    assert (top_up.source_url, top_up.verdict) == ("", "said")
    assert list(operator.prefixes.values_list("digits", "source_url", "verdict")) == [
        ("701", "https://example.org/", "unknown"),
        ("702", "", "said"),
        ("775", "", "unknown"),
    ]
    assert not guide.sources.exists()
