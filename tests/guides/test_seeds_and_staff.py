"""What a newer version brings, and what staff have changed: row by row."""

import pytest

from guides.models import Guide, Operator, Prefix, ShortCode, Source, Step
from locator.models import Brand, SeedRecord, TopUp
from tests.helpers.factories import make_brand, make_code, make_source, make_step
from tests.helpers.seed_files import edit, load, write_files

pytestmark = pytest.mark.django_db

SECOND_CODE = """
[[codes]]
purpose = "plan"
code = "*166*2#"
verdict = "said"
note = {zh-hans = "套餐", en = "The plan.", ru = "Тариф.", kk = "Тариф."}
"""

TOP_UP = """
[[tops_up]]
operator = "kcell"
verdict = "said"
"""

THIRD_STEP = """
[[steps]]
title = {zh-hans = "三", en = "Three", ru = "Три", kk = "Үш"}
"""


@pytest.fixture
def files(tmp_path):
    files = write_files(tmp_path)
    edit(files / "content/operators/kcell.toml", ("*100#", "*100#"))
    with (files / "content/operators/kcell.toml").open("a", encoding="utf-8") as file:
        file.write(SECOND_CODE)
    with (files / "places/brands/activ.toml").open("a", encoding="utf-8") as file:
        file.write(TOP_UP)
    load(files)
    return files


@pytest.fixture
def sheet(files):
    return files / "content/operators/kcell.toml"


@pytest.fixture
def guide(files):
    return files / "content/guides/online.toml"


def load_twice(files):
    """Load; the second time there is nothing to do."""
    report = load(files)
    again = load(files)
    assert not (again.created or again.changed or again.kept or again.skipped)
    return report


def codes():
    return sorted(ShortCode.objects.values_list("purpose", "code", "note_en"))


def steps():
    return list(Step.objects.values_list("title_en", flat=True))


class TestFacts:
    """Rows that are told apart by what they say: codes, prefixes, sources."""

    def test_a_word_by_staff_stops_no_correction_of_another_row(self, files, sheet):
        ShortCode.objects.filter(code="*100#").update(note_en="Costs nothing.")
        edit(sheet, ("*166*2#", "*166*3#"))

        report = load_twice(files)

        assert report.kept == []
        assert codes() == [
            ("balance", "*100#", "Costs nothing."),
            ("plan", "*166*3#", "The plan."),
        ]

    def test_a_word_by_staff_stops_no_correction_of_another_field(self, files, sheet):
        ShortCode.objects.filter(code="*100#").update(note_en="Costs nothing.")
        edit(sheet, ("Бесплатно.", "Это бесплатно."))

        report = load_twice(files)

        code = ShortCode.objects.get(code="*100#")
        assert report.kept == []
        assert (code.note_en, code.note_ru) == ("Costs nothing.", "Это бесплатно.")

    def test_what_both_changed_stays_staff_s(self, files, sheet):
        ShortCode.objects.filter(code="*100#").update(note_en="Costs nothing.")
        edit(sheet, ('"Free."', '"It is free."'), ("Бесплатно.", "Это бесплатно."))

        report = load_twice(files)

        code = ShortCode.objects.get(code="*100#")
        assert report.kept == ["operator kcell: codes balance *100# note_en kept"]
        assert (code.note_en, code.note_ru) == ("Costs nothing.", "Это бесплатно.")

    def test_a_row_is_changed_in_its_place(self, files, sheet):
        before = ShortCode.objects.get(code="*100#")
        edit(sheet, ('"Free."', '"It is free."'))

        load_twice(files)

        assert ShortCode.objects.get(note_en="It is free.").pk == before.pk

    def test_a_row_that_the_file_adds_comes_beside_staff_s_own(self, files, sheet):
        operator = Operator.objects.get()
        make_code(operator, "*111#", note="Ours.")
        edit(sheet, ('digits = "702"', 'digits = "702"\n[[prefixes]]\ndigits = "775"'))

        report = load_twice(files)

        assert report.kept == []
        assert ("balance", "*111#", "Ours.") in codes()
        assert Prefix.objects.filter(digits="775").exists()

    def test_a_row_that_the_file_drops_goes_unless_staff_changed_it(self, files, sheet):
        Prefix.objects.filter(digits="701").update(verdict="said")
        text = sheet.read_text("utf-8")
        start, end = text.index("[[prefixes]]"), text.index("[[codes]]")
        sheet.write_text(text[:start] + text[end:], "utf-8")

        report = load_twice(files)

        assert [str(prefix) for prefix in Prefix.objects.all()] == ["701"]
        assert report.kept == ["operator kcell: prefixes 701 kept"]

    def test_a_row_that_staff_removed_is_not_brought_back(self, files, sheet):
        ShortCode.objects.filter(code="*100#").delete()
        edit(sheet, ('"Free."', '"It is free."'), ('"The plan."', '"Your plan."'))

        report = load_twice(files)

        assert report.kept == ["operator kcell: codes balance *100# kept"]
        assert codes() == [("plan", "*166*2#", "Your plan.")]

    def test_a_code_that_both_corrected_is_staff_s_alone(self, files, sheet):
        ShortCode.objects.filter(code="*166*2#").update(code="*166*4#")
        edit(sheet, ("*166*2#", "*166*3#"))

        report = load_twice(files)

        assert report.kept == ["operator kcell: codes plan *166*3# kept"]
        assert codes()[1:] == [("plan", "*166*4#", "The plan.")]

    def test_a_source_by_staff_stops_no_source_of_the_file(self, files, guide):
        make_source(Guide.objects.get(), url="https://example.org/staff")
        edit(guide, ("2026-11-20", "2026-11-28"))

        report = load_twice(files)

        days = dict(Source.objects.values_list("url", "checked_on"))
        assert report.kept == []
        assert days["https://example.org/"].isoformat() == "2026-11-28"
        assert "https://example.org/staff" in days


class TestLists:
    def test_of_texts_take_what_both_added_and_drop_what_both_removed(self, files):
        path = files / "places/brands/kcell.toml"
        with path.open("a", encoding="utf-8") as file:
            file.write('aliases = ["Kcell", "K-cell", "Кселл"]\n')
        load(files)
        Brand.objects.filter(slug="kcell").update(aliases=["Kcell", "Кселл", "凯赛尔"])
        edit(path, ('"Kcell", "K-cell"', '"K-cell", "K’cell"'))

        report = load_twice(files)

        assert report.kept == []
        assert Brand.objects.get(slug="kcell").aliases == ["Кселл", "凯赛尔", "K’cell"]

    def test_of_operators_keep_what_staff_chose(self, files, guide):
        (files / "content/operators/activ.toml").write_text(
            'brand = "activ"\nnetwork = "Kcell"\n'
        )
        load(files)
        Guide.objects.get().operators.clear()
        edit(guide, ('["kcell"]', '["activ", "kcell"]'))

        load_twice(files)

        chosen = Guide.objects.get().operators.values_list("brand__slug", flat=True)
        assert list(chosen) == ["activ"]


class TestSteps:
    def test_take_a_new_text_where_staff_have_another_order(self, files, guide):
        Step.objects.filter(title_en="One").update(position=7)
        make_step(Guide.objects.get(), title_en="Ours", position=1)
        edit(guide, ("Go there.", "Go."))

        report = load_twice(files)

        assert report.kept == []
        assert steps() == ["Ours", "Two", "One"]
        assert Step.objects.get(title_en="Two").text_en == "Go."

    def test_take_a_new_text_under_a_title_by_staff(self, files, guide):
        Step.objects.filter(title_en="Two").update(title_en="At the desk")
        edit(guide, ("Go there.", "Go."))

        report = load_twice(files)

        assert report.kept == []
        assert Step.objects.get(title_en="At the desk").text_en == "Go."

    def test_take_a_new_title_in_their_place(self, files, guide):
        Step.objects.filter(title_en="Two").update(text_ru="Сходите.")
        edit(guide, ('en = "Two"', 'en = "At the desk"'), ("Идите.", "Идите туда."))

        report = load_twice(files)

        step = Step.objects.get(title_en="At the desk")
        assert step.text_ru == "Сходите."
        assert report.kept == ["guide top-up-online: steps Two text_ru kept"]
        assert SeedRecord.objects.get(key="guide top-up-online").kept == [
            ["steps", "At the desk", "text_ru"]
        ]

    def test_that_the_file_adds_stand_where_it_has_them(self, files, guide):
        edit(guide, ('[[steps]]\nplace_kind = "operator"', f"{THIRD_STEP}[[steps]]\n"))

        load_twice(files)

        assert steps() == ["One", "Three", "Two"]

    def test_that_the_file_adds_follow_the_one_before_in_staff_s_order(
        self, files, guide
    ):
        Step.objects.filter(title_en="One").update(position=7)
        make_step(Guide.objects.get(), title_en="Ours", position=8)
        edit(guide, ('[[steps]]\nplace_kind = "operator"', f"{THIRD_STEP}[[steps]]\n"))

        load_twice(files)

        assert steps() == ["Two", "One", "Three", "Ours"]

    def test_without_a_title_in_english_are_staff_s_own(self, files, guide):
        owner = Guide.objects.get()
        for _ in range(2):
            make_step(owner, title_en=None, title_zh_hans="步骤")
        edit(guide, ("Go there.", "Go."))

        load_twice(files)

        assert Step.objects.filter(title_zh_hans="步骤").count() == 2


class TestRenamed:
    def test_a_brand_is_still_what_others_top_up(self, files):
        Brand.objects.filter(slug="kcell").update(slug="k-cell")
        path = files / "places/brands/activ.toml"
        edit(path, ('verdict = "said"', 'verdict = "unknown"'))

        report = load_twice(files)

        assert report.kept == report.skipped == []
        top_up = TopUp.objects.get()
        assert (top_up.operator.slug, top_up.verdict) == ("k-cell", "unknown")

    def test_one_is_not_deleted(self, files, guide):
        Guide.objects.update(slug="online")
        edit(guide, ("Go there.", "Go."))

        report = load_twice(files)

        assert report.kept == []
        assert Step.objects.get(title_en="Two").text_en == "Go."
        assert Guide.objects.get().slug == "online"

    def test_one_whose_name_a_new_record_has_keeps_it(self, files, guide):
        Guide.objects.update(slug="pay-online")
        text = guide.read_text("utf-8").replace("top-up-online", "pay-online")
        (files / "content/guides/second.toml").write_text(text, "utf-8")

        report = load_twice(files)

        assert report.skipped == ["guides/second.toml: another guide has this name."]
        assert Guide.objects.get().slug == "pay-online"

    def test_one_whose_name_staff_gave_to_another_is_the_same(self, files, guide):
        Brand.objects.filter(slug="kcell").update(slug="k-cell")
        other = make_brand(slug="kcell", kind="operator")
        Operator.objects.create(brand=other, network="Ours").guides.add(
            Guide.objects.get()
        )
        edit(guide, ("Go there.", "Go."), ('["kcell"]', "[]"))

        load_twice(files)

        assert [one.network for one in Guide.objects.get().operators.all()] == ["Ours"]


class TestWhatStaffMayDo:
    """No edit by staff makes a load of good files fail."""

    def change_all(self, files):
        for path in files.rglob("*.toml"):
            text = path.read_text("utf-8").replace("2026-11-2", "2026-10-2")
            text = text.replace('verdict = "said"', 'verdict = "unknown"')
            path.write_text(text, "utf-8")

    @pytest.mark.parametrize(
        "change",
        [
            lambda: Brand.objects.filter(slug="kcell").update(kind="store"),
            lambda: Brand.objects.update(kind="store"),
            lambda: Brand.objects.filter(slug="kcell").update(slug="activ-2"),
            lambda: Operator.objects.update(brand=Brand.objects.get(slug="activ")),
            lambda: Operator.objects.all().delete(),
            lambda: Guide.objects.all().delete(),
            lambda: ShortCode.objects.update(purpose="support"),
            lambda: Step.objects.update(title_en=None, position=1),
            lambda: Source.objects.update(url="https://example.org/same"),
            lambda: TopUp.objects.update(operator=Brand.objects.get(slug="activ")),
            lambda: Prefix.objects.filter(digits="702").update(
                verdict="no", source_url="https://example.org/", checked_on="2026-11-01"
            ),
        ],
    )
    def test_does_not_stop_a_load(self, files, change):
        change()
        self.change_all(files)

        load_twice(files)

    def test_what_refers_to_a_brand_of_another_kind_is_skipped(self, files):
        Brand.objects.filter(slug="kcell").update(kind="store")
        TopUp.objects.all().delete()
        path = files / "places/brands/kcell.toml"
        with path.open("a", encoding="utf-8") as file:
            file.write(f'website = "https://kcell.kz/"\n{TOP_UP}')

        report = load_twice(files)

        [skipped] = report.skipped
        assert skipped.startswith("brands/kcell.toml: tops_up kcell: operator: brand ")
        assert Brand.objects.get(slug="kcell").website == "https://kcell.kz/"

    def test_what_would_contradict_staff_s_verdict_is_skipped(self, files, sheet):
        Prefix.objects.filter(digits="701").update(verdict="no")
        text = sheet.read_text("utf-8").replace('verdict = "confirmed"\n', "", 1)
        text = text.replace('source_url = "https://example.org/"\n', "", 1)
        sheet.write_text(text, "utf-8")

        report = load_twice(files)

        [skipped] = report.skipped
        assert skipped.startswith("operators/kcell.toml: prefixes 701: “Confirmed” and")
        assert Prefix.objects.get(digits="701").source_url == "https://example.org/"
        assert ["prefixes", "701"] in SeedRecord.objects.get(key="operator kcell").kept

    def test_an_operator_that_staff_deleted_is_left_out_of_a_new_guide(self, files):
        Operator.objects.all().delete()
        path = files / "content/guides/online.toml"
        text = path.read_text("utf-8").replace("top-up-online", "again")
        (files / "content/guides/again.toml").write_text(text, "utf-8")

        report = load_twice(files)

        assert report.skipped == ["guides/again.toml: operators: “kcell” is missing."]
        assert not Guide.objects.get(slug="again").operators.exists()


def test_a_database_of_an_older_version_goes_on(files, sheet):
    # It did not note the rows, and kept the rows under a record sorted.
    for entry in SeedRecord.objects.all():
        entry.row_id = None
        for value in entry.values.values():
            if isinstance(value, list) and "verdict" in str(value):
                value.reverse()
        entry.save()
    ShortCode.objects.filter(code="*100#").update(note_en="Costs nothing.")
    edit(sheet, ("*166*2#", "*166*3#"))

    report = load_twice(files)

    assert report.kept == []
    assert report.changed == {"operator": 1}
    Brand.objects.filter(slug="kcell").update(slug="k-cell")
    edit(files / "places/brands/activ.toml", ('"said"', '"unknown"'))
    assert load_twice(files).kept == []
