"""Columns of web addresses lead to the web and nowhere else, whoever writes them."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models
from django.db.migrations.executor import MigrationExecutor

from tests.helpers.clock import TODAY
from tests.helpers.factories import (
    make_brand,
    make_code,
    make_guide,
    make_holiday,
    make_need,
    make_network_note,
    make_operator,
    make_place,
    make_prefix,
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
    make_way_to_pay(operator.brand)
    make_top_up(make_place().brand, operator.brand)
    make_network_note(make_need())
    make_source(make_guide())
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
    MigrationExecutor(connection).migrate(before)
    operator = make_operator(source_url="javascript:1")
    make_prefix(operator, "701", source_url="https://example.org/")
    bad = {"source_url": "javascript:1", "checked_on": TODAY}
    make_prefix(operator, "702", verdict="confirmed", **bad)
    make_prefix(operator, "775", verdict="no", **bad)
    make_source(make_guide(slug="a"), url="javascript:1")
    brand = make_brand(
        website="ftp://example.org/",
        usual_hours="24/7",
        usual_hours_source_url="x",
        usual_hours_checked_on=TODAY,
    )
    top_up = make_top_up(brand, operator.brand, "confirmed", source_url="javascript:1")

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
    assert not apps.get_model("guides", "Source").objects.exists()
