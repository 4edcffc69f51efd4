import json
from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase

from locator.imports.overpass import read_overpass
from locator.imports.plan import apply_plan, plan_import
from locator.imports.rows import Reason
from locator.models import Place
from locator.seeds import files
from tests.helpers.extracts import (
    element,
    overpass,
    reasons,
)

pytestmark = pytest.mark.django_db

SHIPPED = files.FOLDER / "osm-2026-09.json"


def plan_shipped():
    with SHIPPED.open("rb") as file:
        return plan_import(read_overpass(file))


@pytest.mark.usefixtures("known_names")
class TestCommand:
    @pytest.fixture
    def path(self, tmp_path):
        path = tmp_path / "extract.json"
        shop = element(1, opening_hours="Пн-Пт 18-9")
        document = overpass(shop, element(2, shop=None, amenity="bank"))
        path.write_text(json.dumps(document), "utf-8")
        return path

    def test_says_what_it_did(self, path, capsys):
        call_command("import_places", path)

        lines = capsys.readouterr().out.splitlines()
        assert lines[0] == "Places in the extract of 2026-09-22: 1"
        assert "1 new" in lines
        assert lines[-2:] == ["1 left out", "      1 bank"]
        assert Place.objects.count() == 1

    def test_says_nothing_if_asked_to(self, path, capsys):
        call_command("import_places", path, verbosity=0)

        assert not capsys.readouterr().out
        assert Place.objects.exists()

    def test_a_dry_run_lists_everything_and_writes_nothing(self, path, capsys):
        call_command("import_places", path, "--dry-run")

        said = capsys.readouterr().out
        assert "  node/1 Magnum: brand magnum, opening_hours" in said
        assert "to look at, taken as they are\n  node/1: Mo-Fr 18:00-09:00\n" in said
        assert not Place.objects.exists()

    @pytest.mark.parametrize("content", ["{}", "not JSON"])
    def test_says_in_one_sentence_that_it_cannot(self, path, content):
        path.write_text(content)

        with pytest.raises(CommandError, match="Nothing imported. This "):
            call_command("import_places", path)

    def test_says_that_there_is_no_such_file(self, tmp_path):
        with pytest.raises(CommandError, match="Nothing imported"):
            call_command("import_places", tmp_path / "nothing.json")


class TestShippedExtract(TestCase):
    @classmethod
    def setUpTestData(cls):
        call_command("load_content", verbosity=0)
        cls.plan = plan_shipped()

    def test_gives_so_many_places_of_each_brand(self):
        # 161 objects are named Magnum in some way; two of them are merged.
        assert self.plan.places_by_brand == {
            "magnum": 159,
            "small": 78,
            "tele2": 41,
            "toimart": 30,
            "kcell": 28,
            "ncp": 18,
            "spar": 6,
            "beeline": 5,
            "ramstor": 5,
            "altel": 4,
            "galmart": 4,
            "interfood": 4,
            "anvar": 3,
            "kassa24": 3,
            "metro": 3,
            "payment-terminal": 2,
            "activ": 1,
            "kaspi-terminal": 1,
            "quickpay": 1,
        }
        assert self.plan.unusable == []

    def test_leaves_the_rest_out_for_a_reason(self):
        assert Counter(reasons(self.plan)) == {
            Reason.PARCEL_LOCKER: 88,
            Reason.PHONE_SHOP: 66,
            Reason.BANK: 53,
            Reason.POST: 31,
            Reason.OTHER_TELECOM: 25,
            Reason.ATM: 18,
            Reason.CAR_PARK: 1,
            Reason.LOOK_ALIKE: 1,
            Reason.MALL: 1,
        }

    def test_joins_a_node_with_the_outline_of_the_same_shop(self):
        assert {(kept, dropped) for kept, dropped, *_ in self.plan.merged} == {
            ("node/4893199031", "way/39361955"),
            ("node/10227824689", "way/938783249"),
            ("node/10799233905", "way/1412828730"),
            ("node/10211850698", "way/1134931218"),
            ("node/10211850695", "way/1152828595"),
        }

    def test_a_galmart_under_another_name_is_a_galmart(self):
        (keruen,) = [change for change in self.plan.changes if change.name == "Керуен"]

        assert keruen.after["brand"] == "galmart"

    def test_changes_nothing_the_second_time(self):
        apply_plan(self.plan)
        again = plan_shipped()

        assert Place.objects.count() == 396
        assert again.changes == again.seen == []
