import shutil
from datetime import date
from functools import partial
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from guides.management.commands import load_content as load_content_command
from guides.models import Guide, Operator, Prefix, ShortCode, Step
from guides.seeds import FOLDER, load_content
from locator.models import Brand, SeedRecord, Settlement
from locator.seeds import files as shipped_files
from locator.seeds.save import ContentProblems
from tests.helpers.factories import make_guide
from tests.helpers.seed_files import edit, load, write_files

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(tmp_path):
    return write_files(tmp_path)


def problems_of(files):
    with pytest.raises(ContentProblems) as caught:
        load(files)
    return caught.value.problems


class TestOperators:
    def test_load_with_their_facts(self, files):
        load(files)

        operator = Operator.objects.get()
        assert (operator.brand.slug, operator.owner) == ("kcell", "Kcell JSC")
        assert [fact.text_en for fact in operator.facts.all()] == ["Old *codes*."]
        assert operator.checked_on == date(2026, 11, 22)
        assert [str(prefix) for prefix in operator.prefixes.all()] == ["701", "702"]
        assert operator.prefixes.get(digits="702").verdict == "unknown"
        assert operator.codes.get().note_en == "Free."

    def test_two_operators_may_have_the_same_prefix(self, files):
        folder = files / "content/operators"
        shutil.copy(folder / "kcell.toml", folder / "activ.toml")
        edit(folder / "activ.toml", ('"kcell"', '"activ"'))

        load(files)

        assert Prefix.objects.filter(digits="701").count() == 2

    def test_one_that_staff_deleted_is_not_brought_back(self, files):
        load(files)
        Guide.objects.all().delete()
        Operator.objects.all().delete()
        edit(files / "content/operators/kcell.toml", ("Kcell JSC", "Kcell"))

        report = load(files)

        assert not Operator.objects.exists()
        assert report.kept == ["operator kcell: deleted, not brought back"]

    def test_facts_that_staff_changed_are_kept(self, files):
        load(files)
        ShortCode.objects.update(code="*111#")
        edit(files / "content/operators/kcell.toml", ("*100#", "*199#"), ("701", "700"))

        report = load(files)

        assert report.kept == ["operator kcell: codes balance *199# kept"]
        assert ShortCode.objects.get().code == "*111#"
        assert Prefix.objects.filter(digits="700").exists()


class TestGuides:
    def test_load_published_with_steps_in_order(self, files):
        load(files)

        guide = Guide.objects.published().get()
        assert (guide.title_en, guide.title_kk) == ("Top up", "Толықтыру")
        assert guide.original_language == "ru"
        assert guide.position == 3
        assert [operator.brand.slug for operator in guide.operators.all()] == ["kcell"]
        steps = [
            (one.position, one.title_ru, one.place_kind) for one in guide.steps.all()
        ]
        assert steps == [(1, "Раз", ""), (2, "Два", "operator")]
        assert guide.sources.get().checked_on == date(2026, 11, 20)

    def test_stand_where_their_file_says(self, files):
        path = files / "content/guides/online.toml"
        edit(path, ('channel = "office"', 'channel = "office"\nposition = 9'))

        load(files)

        assert Guide.objects.get().position == 9

    def test_a_newer_text_replaces_the_shipped_one(self, files):
        load(files)
        edit(files / "content/guides/online.toml", ("Пополнить", "Пополнение"))

        report = load(files)

        assert Guide.objects.get().title_ru == "Пополнение"
        assert report.changed == {"guide": 1}
        assert report.kept == []

    def test_a_text_that_staff_changed_is_kept_and_reported_once(self, files):
        load(files)
        Guide.objects.update(title_ru="Как пополнить")
        edit(
            files / "content/guides/online.toml",
            ("Пополнить", "Пополнение"),
            ("Top up", "Topping up"),
        )

        report = load(files)

        guide = Guide.objects.get()
        assert (guide.title_ru, guide.title_en) == ("Как пополнить", "Topping up")
        assert report.kept == ["guide top-up-online: title_ru kept"]
        assert load(files).kept == []

    def test_steps_are_not_staff_s_for_a_field_that_no_file_knew(self, files):
        load(files)
        entry = SeedRecord.objects.get(key="guide top-up-online")
        for step in entry.values["steps"]:
            del step["codes_for"]
        entry.save()
        edit(files / "content/guides/online.toml", ("Идите.", "Идите туда."))

        report = load(files)

        assert report.kept == []
        assert Step.objects.get(position=2).text_ru == "Идите туда."

    def test_steps_that_staff_changed_are_kept(self, files):
        load(files)
        Step.objects.filter(position=2).delete()
        edit(files / "content/guides/online.toml", ("Go there.", "Go."))

        report = load(files)

        assert report.kept == ["guide top-up-online: steps Two kept"]
        assert Step.objects.count() == 1

    def test_one_that_staff_unpublished_stays_a_draft(self, files):
        load(files)
        Guide.objects.update(status=Guide.Status.DRAFT)
        edit(files / "content/guides/online.toml", ("Top up", "Topping up"))

        load(files)

        assert Guide.objects.get().status == Guide.Status.DRAFT

    def test_one_that_staff_wrote_under_the_same_slug_is_theirs(self, files):
        make_guide(slug="top-up-online", title_en="Ours")

        report = load(files)

        assert Guide.objects.get().title_en == "Ours"
        assert "guide top-up-online: title_en kept" in report.kept

    def test_saving_a_form_unchanged_is_no_change_by_staff(self, files):
        path = files / "content/guides/online.toml"
        edit(path, ('"Go there."', "'''\nGo\nthere.\n'''"))
        load(files)
        step = Step.objects.get(position=2)
        step.text_en = step.text_en.replace("\n", "\r\n")
        step.save()
        edit(path, ("there.", "here."))

        assert load(files).kept == []
        assert Step.objects.get(position=2).text_en == "Go\nhere."


class TestProblems:
    @pytest.mark.parametrize(
        ("path", "old", "new", "problem"),
        [
            (
                "content/guides/online.toml",
                'kk = "Толықтыру"',
                'kk = ""',
                "guides/online.toml: title_kk is missing.",
            ),
            (
                "content/guides/online.toml",
                ', kk = "Барыңыз."',
                "",
                "guides/online.toml: steps 2: text_kk is missing.",
            ),
            (
                "content/guides/online.toml",
                "title = {zh-hans",
                "title = {zh",
                "guides/online.toml: unknown key “title_zh”.",
            ),
            (
                "content/guides/online.toml",
                '["kcell"]',
                '["kcel"]',
                "guides/online.toml: operators: “kcel” is unknown.",
            ),
            (
                "content/guides/online.toml",
                "2026-11-20",
                '"20 November"',
                "guides/online.toml: sources https://example.org/: checked_on: “20 "
                "November” value has an invalid date format. It must be in "
                "YYYY-MM-DD format.",
            ),
            (
                "content/guides/online.toml",
                'channel = "office"',
                'channel = "shop"',
                "guides/online.toml: channel: Value 'shop' is not a valid choice.",
            ),
            (
                "content/guides/online.toml",
                "reviewed_on",
                "reviewed",
                "guides/online.toml: unknown key “reviewed”.",
            ),
            (
                "content/guides/online.toml",
                'slug = "top-up-online"',
                "",
                "guides/online.toml: slug is missing.",
            ),
            (
                "content/operators/kcell.toml",
                'source_url = "https://example.org/"',
                "",
                "operators/kcell.toml: prefixes 701: ",
            ),
            (
                "content/operators/kcell.toml",
                '"702"',
                '"701"',
                "operators/kcell.toml: prefixes 701: ",
            ),
            (
                "content/operators/kcell.toml",
                '"kcell"',
                '"kcel"',
                "operators/kcell.toml: brand: “kcel” is unknown.",
            ),
        ],
    )
    def test_name_the_file_and_the_key(self, files, path, old, new, problem):
        edit(files / path, (old, new))

        assert [one for one in problems_of(files) if one.startswith(problem)]

    def test_are_all_told_and_nothing_is_loaded(self, files):
        (files / "places/brands/activ.toml").write_text("slug =")
        edit(files / "content/guides/online.toml", ('kk = "Толықтыру"', 'kk = ""'))

        problems = problems_of(files)

        assert len(problems) == 2
        assert problems[0].startswith("brands/activ.toml: Invalid value")
        assert not Brand.objects.exists()
        assert not SeedRecord.objects.exists()

    @pytest.mark.parametrize(
        ("old", "new", "problem"),
        [
            ('"operator"', '"shop"', "kind: Value 'shop' is not a valid choice."),
            ("kind =", "kind", "Expected '=' after a key in a key/value pair"),
        ],
    )
    def test_what_refers_to_a_broken_file_is_not_blamed(self, files, old, new, problem):
        edit(files / "places/brands/kcell.toml", (old, new))

        (told,) = problems_of(files)
        assert told.startswith(f"brands/kcell.toml: {problem}")

    def test_are_printed_by_the_command(self, files, monkeypatch):
        (files / "places/brands/activ.toml").write_text("slug =")
        monkeypatch.setattr(
            load_content_command, "load_content", lambda **_: load(files)
        )

        with pytest.raises(CommandError, match="Nothing loaded.\nbrands/activ.toml"):
            call_command("load_content")


class TestCommand:
    @pytest.fixture(autouse=True)
    def small_files(self, files, monkeypatch):
        places, content = files / "places", files / "content"
        monkeypatch.setattr(
            load_content_command, "load_content", partial(load_content, places, content)
        )

    def test_says_what_would_be_done(self, capsys):
        call_command("load_content", dry_run=True)

        assert "guide: 1 new, 0 changed\n" in capsys.readouterr().out
        assert not Guide.objects.exists()

    def test_says_nothing_if_asked_to(self, capsys):
        call_command("load_content", verbosity=0)

        assert not capsys.readouterr().out
        assert Guide.objects.exists()

    def test_lists_what_was_kept_and_what_was_skipped(self, files, capsys):
        load(files)
        Guide.objects.all().delete()
        Brand.objects.filter(slug="kcell").update(kind="store")
        with (files / "places/brands/activ.toml").open("a") as file:
            file.write('[[tops_up]]\noperator = "kcell"\n')
        edit(files / "content/guides/online.toml", ("Top up", "Topping up"))

        call_command("load_content")

        kept, skipped = capsys.readouterr().out.split("Skipped")
        assert "\n  guide top-up-online: deleted, not brought back\n" in kept
        assert "\n  brands/activ.toml: tops_up kcell: operator: brand " in skipped


class TestShippedContent(TestCase):
    @classmethod
    def setUpTestData(cls):
        load_content()

    def test_changes_nothing_the_second_time(self):
        said = StringIO()
        with CaptureQueriesContext(connection) as queries:
            call_command("load_content", stdout=said)

        assert said.getvalue() == "Nothing new.\n"
        assert len(queries) <= 30
        sql = [query["sql"] for query in queries.captured_queries]
        assert not [
            one for one in sql if one.startswith(("INSERT", "UPDATE", "DELETE"))
        ]

    def test_every_guide_is_there_in_every_language(self):
        guides = Guide.objects.published().prefetch_related("steps")

        assert guides.count() == len(list(FOLDER.glob("guides/*.toml")))
        for guide in guides:
            for language in ["zh-hans", "en", "ru", "kk"]:
                assert guide.title and guide.is_complete_in(language), guide

    def test_every_operator_and_brand_says_something_in_every_language(self):
        assert Operator.objects.count() == Brand.objects.operators().count() == 6
        for operator in Operator.objects.prefetch_related("facts"):
            assert operator.facts.all(), operator
        for row in Brand.objects.all():
            notes = [row.note_zh_hans, row.note_en, row.note_ru, row.note_kk]
            assert all(notes) or not any(notes), row

    def test_every_town_has_its_name_in_every_language(self):
        towns = Settlement.objects.filter(population__gte=15_000)

        assert towns.count() >= 80
        for town in towns:
            names = [town.name_zh_hans, town.name_en, town.name_ru, town.name_kk]
            assert all(names), town

    def test_every_line_of_the_settlements_is_loaded(self):
        table = shipped_files.FOLDER / "settlements.csv"
        lines = table.read_text("utf-8").splitlines()

        assert Settlement.objects.count() == len(lines) - 1
