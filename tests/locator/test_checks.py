from datetime import date

import pytest
from django.core.checks import run_checks
from django.utils import timezone

from locator import checks


@pytest.mark.parametrize(
    ("today", "ids"),
    [
        (date(2026, 12, 31), []),
        (date(2027, 1, 1), ["locator.W001"]),
        (date(2028, 5, 1), ["locator.W001"]),
    ],
)
def test_holidays_are_to_be_known_for_a_year(monkeypatch, tmp_path, today, ids):
    (tmp_path / "holidays.csv").write_text(
        "day,name_en\n2027-12-16,Independence Day\n2026-01-01,New Year\n"
    )
    monkeypatch.setattr(checks, "FOLDER", tmp_path)
    monkeypatch.setattr(timezone, "localdate", lambda: today)

    assert [message.id for message in run_checks()] == ids
