import pytest
from django.utils import translation

from guides.seeds import STEP, load_content
from locator.models import Brand, Region, SeedRecord, Settlement, TopUp, WayToPay
from locator.seeds import files
from locator.seeds.read import SeedFiles
from locator.seeds.save import ContentProblems, save
from tests.helpers.factories import make_brand, make_region

pytestmark = pytest.mark.django_db

MAGNUM = """
slug = "magnum"
name = "Magnum"
kind = "store"
colour = "#e5097f"
aliases = ["Магнум"]

[note]
en = "Ask at the till."
ru = "Спросите на кассе."

[[tops_up]]
operator = "kcell"
verdict = "said"

[[ways_to_pay]]
channel = "till"
holds = "cash"
verdict = "confirmed"
source_url = "https://example.org/"
checked_on = 2026-11-22
[ways_to_pay.fee]
en = "2 %"
"""

KCELL = """
slug = "kcell"
name = "Kcell"
kind = "operator"
"""

REGIONS = "code,name_en,name_ru\nKZ-75,Almaty,Алматы\n"

SETTLEMENTS = """\
geonameid,slug,name_en,name_ru,name_kk,other_names,region,latitude,longitude,population
1526384,almaty,Almaty,Алматы,,Alma-Ata|Верный,KZ-75,43.25249,76.9115,1977011
"""

HOLIDAYS = """\
day,name_en,name_ru,name_kk,source_url
2027-03-22,Nauryz,Наурыз мейрамы,,https://example.org/law
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "brands").mkdir()
    (tmp_path / "regions.csv").write_text(REGIONS, "utf-8")
    (tmp_path / "settlements.csv").write_text(SETTLEMENTS, "utf-8")
    (tmp_path / "landmarks.csv").write_text("slug,name_en\n")
    (tmp_path / "holidays.csv").write_text(HOLIDAYS, "utf-8")
    (tmp_path / "brands/kcell.toml").write_text(KCELL, "utf-8")
    (tmp_path / "brands/magnum.toml").write_text(MAGNUM, "utf-8")
    return tmp_path


def load(folder):
    read = SeedFiles()
    files.read(read, folder)
    return save(read)


def problems_of(folder):
    with pytest.raises(ContentProblems) as caught:
        load(folder)
    return caught.value.problems


def edit(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


class TestSettlements:
    def test_load_with_their_names_and_region(self, folder):
        load(folder)

        almaty = Settlement.objects.get()
        assert (almaty.slug, almaty.name_en, almaty.name_ru) == (
            "almaty",
            "Almaty",
            "Алматы",
        )
        assert almaty.other_names == ["Alma-Ata", "Верный"]
        assert almaty.region.code == "KZ-75"
        assert almaty.position == (43.25249, 76.9115)
        assert almaty.population == 1977011

    def test_a_missing_name_is_missing_and_not_empty(self, folder):
        load(folder)

        assert Settlement.objects.get().name_kk is None

    def test_the_column_without_a_language_holds_the_english_name(self, folder):
        with translation.override("ru"):
            load_content(folder, folder / "no-guides")

        assert Settlement.objects.rewrite(False).get(name="Almaty")

    @pytest.mark.parametrize(
        ("old", "new", "problem"),
        [
            (
                "KZ-75,43",
                "KZ-99,43",
                "settlements.csv, line 2: region: “KZ-99” is unknown.",
            ),
            (
                "43.25249",
                "x",
                "settlements.csv, line 2: latitude: “x” value must be a float.",
            ),
            (
                "43.25249",
                "3.25249",
                "settlements.csv, line 2: latitude: Ensure this value is greater than "
                "or equal to 40.5.",
            ),
            (
                "Almaty,Алматы",
                ",",
                "settlements.csv, line 2: name is missing.",
            ),
            (
                "1977011\n",
                "1977011\n1,almaty,,,,,,,,\n",
                "settlements.csv, line 3: “almaty” is in settlements.csv, line 2 too.",
            ),
        ],
    )
    def test_problems_name_the_line(self, folder, old, new, problem):
        edit(folder / "settlements.csv", old, new)

        assert problem in problems_of(folder)

    def test_a_missing_file_is_a_problem(self, folder):
        (folder / "settlements.csv").unlink()

        (problem,) = problems_of(folder)
        assert problem.startswith("settlements.csv: ")


class TestBrands:
    def test_load_with_what_they_top_up_and_take(self, folder):
        report = load(folder)

        magnum = Brand.objects.get(slug="magnum")
        assert report.created == {
            "region": 1,
            "settlement": 1,
            "holiday": 1,
            "brand": 2,
        }
        assert magnum.aliases == ["Магнум"]
        assert magnum.note_ru == "Спросите на кассе."
        assert magnum.note_kk is None
        assert magnum.top_ups.get().operator.slug == "kcell"
        assert magnum.ways_to_pay.get().fee_en == "2 %"

    def test_a_second_load_writes_nothing(self, folder):
        load(folder)
        before = list(TopUp.objects.values()), list(SeedRecord.objects.values())

        report = load(folder)

        assert not report.created and not report.changed and not report.kept
        assert (
            list(TopUp.objects.values()),
            list(SeedRecord.objects.values()),
        ) == before

    def test_what_the_file_says_anew_is_written(self, folder):
        load(folder)
        edit(folder / "brands/magnum.toml", "2 %", "3 %")
        edit(folder / "brands/magnum.toml", "#e5097f", "#ffffff")

        report = load(folder)

        assert report.changed == {"brand": 1}
        assert WayToPay.objects.get().fee_en == "3 %"
        assert Brand.objects.get(slug="magnum").colour == "#ffffff"

    def test_what_the_file_no_longer_says_is_emptied(self, folder):
        load(folder)
        edit(folder / "brands/magnum.toml", 'ru = "Спросите на кассе."', "")

        load(folder)

        assert Brand.objects.get(slug="magnum").note_ru is None

    @pytest.mark.parametrize("is_in_the_file_too", [True, False])
    def test_what_staff_changed_stays(self, folder, is_in_the_file_too):
        load(folder)
        Brand.objects.filter(slug="magnum").update(colour="#000000")
        TopUp.objects.update(verdict="unknown")
        if is_in_the_file_too:
            edit(folder / "brands/magnum.toml", "#e5097f", "#ffffff")

        report = load(folder)

        assert Brand.objects.get(slug="magnum").colour == "#000000"
        assert TopUp.objects.get().verdict == "unknown"
        assert report.kept == ["brand magnum: colour kept"] * is_in_the_file_too

    def test_what_staff_changed_to_the_same_is_no_difference(self, folder):
        load(folder)
        Brand.objects.filter(slug="magnum").update(colour="#ffffff")
        edit(folder / "brands/magnum.toml", "#e5097f", "#ffffff")

        assert load(folder).kept == []

    def test_one_that_staff_made_before_is_theirs(self, folder):
        make_brand(slug="magnum", name="Магнум", note_en="Ask at the till.")

        report = load(folder)

        assert Brand.objects.get(slug="magnum").name == "Магнум"
        assert "brand magnum: name kept" in report.kept
        assert "brand magnum: note_en kept" not in report.kept

    def test_one_that_staff_deleted_is_not_brought_back(self, folder):
        load(folder)
        Brand.objects.get(slug="magnum").delete()
        edit(folder / "brands/magnum.toml", "2 %", "3 %")

        report = load(folder)

        assert not Brand.objects.filter(slug="magnum").exists()
        assert report.kept == ["brand magnum: deleted, not brought back"]

    def test_others_may_refer_to_one_that_staff_deleted(self, folder):
        load(folder)
        Brand.objects.get(slug="kcell").delete()
        edit(folder / "brands/magnum.toml", 'slug = "magnum"', 'slug = "magnum-go"')

        report = load(folder)

        assert report.skipped == [
            "brands/magnum.toml: tops_up kcell: operator: “kcell” is missing."
        ]
        assert not TopUp.objects.filter(brand__slug="magnum-go").exists()

    def test_a_brand_that_is_no_operator_cannot_be_topped_up(self, folder):
        load(folder)
        edit(folder / "brands/magnum.toml", 'operator = "kcell"', 'operator = "magnum"')

        (problem,) = problems_of(folder)

        assert problem == (
            "brands/magnum.toml: tops_up magnum: operator: “magnum” is unknown."
        )

    def test_a_field_that_no_file_gave_before_is_filled_where_it_is_empty(self, folder):
        load(folder)
        entry = SeedRecord.objects.get(key="brand magnum")
        del entry.values["website"], entry.values["colour"]
        entry.save()
        edit(
            folder / "brands/magnum.toml",
            "colour",
            'website = "https://magnum.kz/"\ncolour',
        )
        edit(folder / "brands/magnum.toml", "#e5097f", "#ffffff")

        report = load(folder)

        magnum = Brand.objects.get(slug="magnum")
        assert magnum.website == "https://magnum.kz/"
        assert magnum.colour == "#e5097f"
        assert report.kept == ["brand magnum: colour kept"]

    @pytest.mark.parametrize(
        ("old", "new", "problem"),
        [
            ('"kcell"', '"kcel"', "tops_up kcel: operator: “kcel” is unknown."),
            ('"said"', '"no"', "tops_up kcell: "),
            (
                '"said"',
                '"maybe"',
                "tops_up kcell: verdict: Value 'maybe' is not a valid choice.",
            ),
            ('"kcell"', '"magnum"', "tops_up magnum: operator: “magnum” is unknown."),
            ("#e5097f", "pink", ""),
            ('name = "Magnum"', "", "name: This field cannot be blank."),
            ('name = "Magnum"', "name = 7", "name: This is not a text."),
            ('["Магнум"]', '"Магнум"', "aliases: This is not a list of texts."),
            (
                "2026-11-22",
                "17",
                "ways_to_pay till cash: checked_on: “17” cannot be read.",
            ),
            (
                "[[tops_up]]",
                "[tops_up]",
                "tops_up: this is not a list of what belongs here.",
            ),
            (
                "[[ways_to_pay]]",
                '[[tops_up]]\noperator = "kcell"\n[[ways_to_pay]]',
                "tops_up kcell: ",
            ),
            ("[note]\n", "[notes]\n", "unknown key “notes”."),
            ('en = "Ask at the till."', "en = 5", "note_en: This is not a text."),
        ],
    )
    def test_problems_name_the_file_and_the_key(self, folder, old, new, problem):
        edit(folder / "brands/magnum.toml", old, new)

        problems = problems_of(folder)

        assert f"brands/magnum.toml: {problem}" in "\n".join(problems)


def test_a_region_that_staff_renamed_stays_renamed(folder):
    load(folder)
    Region.objects.update(name_ru="город Алматы")
    make_region(code="KZ-71", name="Astana")
    edit(folder / "regions.csv", "Алматы", "г. Алматы")

    report = load(folder)

    assert report.kept == ["region KZ-75: name_ru kept"]
    assert Region.objects.get(code="KZ-75").name_ru == "город Алматы"


@pytest.mark.parametrize("titles", [["Pay", "Pay 3", "Pay"], ["Pay"] * 3, ["2", ""]])
def test_every_row_under_a_record_has_a_label_of_its_own(titles):
    labels = STEP.labels({"title_en": title} for title in titles)

    assert len({*labels}) == len(titles)
