import pytest

from guides.models import Guide
from tests.helpers.factories import make_guide
from tests.helpers.pages import links, parse, texts
from tests.helpers.staff import (
    act,
    base_column,
    change,
    errors,
    open_form,
    save,
    titles_in,
)

pytestmark = pytest.mark.django_db

LANGUAGES = ["zh_hans", "en", "ru", "kk"]


def texts_of(guide):
    """Every text of a guide and its steps, as the database has them."""
    rows = [Guide.objects.filter(pk=guide.pk), guide.steps.order_by("position")]
    names = [["title", "summary", "intro", "outro"], ["title", "text"]]
    return [
        row
        for queryset, fields in zip(rows, names, strict=True)
        for row in queryset.values(
            *(f"{field}_{language}" for field in fields for language in LANGUAGES)
        )
    ]


class TestLanguagesShown:
    @pytest.mark.parametrize(
        ("original", "interface", "shown"),
        [
            ("en", "en", ["en", "ru"]),
            ("en", "kk", ["en", "kk"]),
            ("ru", "en", ["ru", "en"]),
            ("ru", "ru", ["ru", "en"]),
            ("zh-hans", "kk", ["zh_hans", "kk"]),
            ("nonsense", "kk", ["en", "kk"]),
        ],
    )
    def test_are_the_guide_s_own_and_the_reader_s(
        self, staff, original, interface, shown
    ):
        staff.cookies["django_language"] = interface

        form = open_form(staff, change(make_guide(original_language=original)))

        assert titles_in(form) == shown
        steps = {name for name in form.fields if name.startswith("steps-0-title_")}
        assert steps == {f"steps-0-title_{language}" for language in shown}

    @pytest.mark.parametrize(
        ("asked", "shown"),
        [
            ("ru,kk", ["ru", "kk"]),
            ("kk,ru", ["ru", "kk"]),
            ("kk", ["kk"]),
            ("kk,xx", ["kk"]),
            ("zh-hans,en,ru,kk", ["en", "zh_hans", "ru", "kk"]),
            ("xx", ["en", "ru"]),
        ],
    )
    def test_can_be_chosen_in_the_address(self, staff, asked, shown):
        form = open_form(staff, change(make_guide(), asked))

        assert titles_in(form) == shown

    def test_are_chosen_by_links_that_need_no_script(self, staff):
        page = parse(staff.get(change(make_guide(), "en,kk")))

        assert ("Русский + Қазақша", "?languages=ru,kk") in links(page)
        assert texts(page, "//a[@aria-current='true']") == ["English + Қазақша"]
        assert "?languages=zh-hans,en,ru,kk" in dict(links(page)).values()

    def test_outlive_saving_together_with_the_filters_of_the_list(self, staff):
        address = change(make_guide(), "en,kk")
        address += "&_changelist_filters=status__exact%3Dpublished"

        stays = save(staff, address, {"title_kk": "Жаңа"})
        goes = save(staff, address, {"title_kk": "Жаңа"}, button="_save")

        assert "languages=en%2Ckk" in stays.url
        assert "_changelist_filters=status__exact%3Dpublished" in stays.url
        assert goes.url == "/admin/guides/guide/?status__exact=published"
        assert titles_in(open_form(staff, stays.url)) == ["en", "kk"]

    def test_outlive_a_mistake(self, staff):
        answer = save(staff, change(make_guide(), "en,kk"), {"title_en": ""})

        assert errors(answer) == {"title_en": ["This field is required."]}
        form = parse(answer).get_element_by_id("guide_form")
        assert "title_kk" in form.fields
        assert form.action == "?languages=en%2Ckk"

    def test_have_their_texts_marked_with_their_language(self, staff):
        page = parse(staff.get(change(make_guide(), "zh-hans,kk")))

        marked = page.xpath("//form[@id='guide_form']//*[@lang='kk']/@name")
        assert {"title_kk", "intro_kk", "steps-0-title_kk"} <= {*marked}


class TestHiddenLanguages:
    @pytest.mark.parametrize("shown", ["", "ru,kk", "en,kk", "zh-hans", "en,ru"])
    @pytest.mark.parametrize("interface", ["en", "kk", "ru"])
    def test_keep_their_texts(self, staff, shown, interface):
        guide = make_guide()
        before = texts_of(guide)
        staff.cookies["django_language"] = interface

        save(staff, change(guide, shown), {"reviewed_on": "2026-11-01"})

        assert texts_of(guide) == before
        guide.refresh_from_db()
        assert guide.reviewed_on.isoformat() == "2026-11-01"

    def test_keep_their_texts_when_a_shown_one_changes(self, staff):
        guide = make_guide()
        before = texts_of(guide)

        save(
            staff,
            change(guide, "ru,kk"),
            {"title_kk": "Жаңа", "steps-1-text_ru": "Новое", "intro_ru": ""},
        )

        before[0] |= {"title_kk": "Жаңа", "intro_ru": ""}
        before[2]["text_ru"] = "Новое"
        assert texts_of(guide) == before

    def test_keep_their_texts_when_the_interface_changes_meanwhile(self, staff):
        guide = make_guide()
        before = texts_of(guide)
        form = open_form(staff, change(guide))
        staff.cookies["django_language"] = "kk"

        staff.post(
            change(guide) + form.action, form.fields | {"slug": "new", "_save": "1"}
        )

        guide.refresh_from_db()
        assert guide.slug == "new"
        assert texts_of(guide) == before

    def test_do_not_block_saving(self, staff):
        """An empty title in a language that is not the guide's own is no mistake."""
        guide = make_guide(title_ru="", summary_ru="")

        answer = save(staff, change(guide, "en,kk"), {"title_kk": ""})

        assert answer.status_code == 302
        guide.refresh_from_db()
        assert not guide.title_kk

    def test_say_what_they_lack_when_they_do_block(self, staff):
        guide = make_guide(title_ru="")

        answer = save(staff, change(guide, "en,kk"), {"original_language": "ru"})

        assert errors(answer) == {
            "__all__": [
                "“title” is needed in Русский, which is not shown. "
                "Choose it above the form."
            ]
        }

    def test_a_text_of_the_reader_s_own_language_can_be_emptied(self, staff):
        guide = make_guide()
        staff.cookies["django_language"] = "ru"

        save(staff, change(guide), {"outro_ru": "", "title_ru": ""})

        guide.refresh_from_db()
        assert not guide.outro_ru
        assert not guide.title_ru


class TestBaseColumn:
    @pytest.mark.parametrize("interface", ["zh-hans", "en", "ru", "kk"])
    def test_is_english_whoever_saves(self, staff, interface):
        guide = make_guide(title_en="Top up", title_ru="Пополнить")
        step = guide.steps.first()
        staff.cookies["django_language"] = interface

        save(
            staff,
            change(guide, "en,ru"),
            {"intro_ru": "Введение", "steps-0-text_ru": "Текст"},
        )

        step.refresh_from_db()
        assert step.text_ru == "Текст"
        assert base_column(guide, "title") == "Top up"
        assert base_column(step, "title") == step.title_en

    def test_is_english_after_an_action(self, staff):
        staff.cookies["django_language"] = "ru"
        guide = make_guide(title_en="Top up", title_ru="Пополнить")

        act(staff, "unpublish", [guide])

        guide.refresh_from_db()
        assert guide.status == "draft"
        assert base_column(guide, "title") == "Top up"
