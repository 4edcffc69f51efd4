import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guides.models import Guide, Prefix, Question, Step
from tests.factories import (
    make_code,
    make_guide,
    make_operator,
    make_operator_brand,
    make_prefix,
    make_question,
    make_source,
)
from tests.staff import errors, open_form, save

pytestmark = pytest.mark.django_db

LANGUAGES = ["zh_hans", "en", "ru", "kk"]


@pytest.fixture
def staff(client, admin_user):
    client.force_login(admin_user)
    client.cookies["django_language"] = "en"
    return client


def change(row, languages=""):
    meta = row._meta
    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])
    return f"{address}?languages={languages}" if languages else address


def titles_in(form):
    """The languages that the form has a title in, in its order."""
    names = [name for name in form.fields if name.startswith("title_")]
    return [name.removeprefix("title_") for name in names]


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
        page = staff.get(change(make_guide(), "en,kk")).content.decode()

        assert '<a href="?languages=ru,kk">Русский + Қазақша</a>' in page
        assert (
            '<a href="?languages=en,kk" aria-current="true">English + Қазақша</a>'
            in page
        )
        assert '<a href="?languages=zh-hans,en,ru,kk">' in page

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
        assert 'name="title_kk"' in answer.content.decode()
        assert 'action="?languages=en%2Ckk"' in answer.content.decode()

    def test_have_their_texts_marked_with_their_language(self, staff):
        page = staff.get(change(make_guide(), "zh-hans,kk")).content.decode()

        assert page.count('lang="kk"') > 4


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


def base_column(row, column):
    """Read the column without a language, which modeltranslation hides."""
    with connection.cursor() as cursor:
        table, key = row._meta.db_table, row.pk
        cursor.execute(f"SELECT {column} FROM {table} WHERE id = %s", [key])
        return cursor.fetchone()[0]


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

        act(staff, "guide", "unpublish", [guide])

        guide.refresh_from_db()
        assert guide.status == "draft"
        assert base_column(guide, "title") == "Top up"


def act(staff, model, action, rows):
    return staff.post(
        reverse(f"admin:guides_{model}_changelist"),
        {"action": action, "_selected_action": [row.pk for row in rows]},
    )


NEW_GUIDE = {
    "slug": "new",
    "channel": "online",
    "title_en": "New",
    "summary_en": "All new.",
}


class TestNewGuide:
    def test_needs_its_first_language_only(self, staff):
        save(staff, "/admin/guides/guide/add/?languages=en,kk", NEW_GUIDE)

        guide = Guide.objects.get()
        assert (guide.title_en, guide.title_kk) == ("New", None)
        assert guide.status == "draft"

    def test_always_shows_english(self, staff):
        form = open_form(staff, "/admin/guides/guide/add/?languages=ru,kk")

        assert titles_in(form) == ["en", "ru", "kk"]

    def test_may_be_written_in_russian_first(self, staff):
        sent = NEW_GUIDE | {"title_en": "", "summary_en": ""}
        sent |= {"original_language": "ru", "title_ru": "Новая", "summary_ru": "Вся."}

        save(staff, "/admin/guides/guide/add/?languages=en,ru", sent)

        guide = Guide.objects.get()
        assert (guide.title_en, guide.title_ru) == (None, "Новая")
        assert base_column(guide, "title") == "Новая"

    def test_takes_its_steps_along(self, staff):
        sent = NEW_GUIDE | {
            "steps-TOTAL_FORMS": "2",
            "steps-0-title_en": "First",
            "steps-1-title_en": "Second",
        }

        save(staff, "/admin/guides/guide/add/", sent)

        steps = list(Step.objects.values_list("position", "title_en"))
        assert steps == [(1, "First"), (2, "Second")]

    @pytest.mark.parametrize("language", ["zh-hans", "en", "ru", "kk"])
    def test_takes_its_slug_from_the_english_title(self, staff, language):
        staff.cookies["django_language"] = language

        page = staff.get("/admin/guides/guide/add/").content.decode()

        assert "#id_title_en" in page
        assert "id_slug" in page

    def test_refuses_a_language_nobody_reads(self, staff):
        answer = save(
            staff,
            "/admin/guides/guide/add/",
            NEW_GUIDE | {"original_language": "de"},
        )

        assert "original_language" in errors(answer)


class TestSteps:
    def test_without_a_number_become_the_last(self, staff):
        guide = make_guide(steps=2)
        added = {"steps-TOTAL_FORMS": "3", "steps-2-guide": guide.pk}

        save(staff, change(guide), added | {"steps-2-title_en": "Last"})

        assert guide.steps.get(title_en="Last").position == 3

    def test_keep_the_numbers_they_are_given(self, staff):
        guide = make_guide(steps=2)

        save(staff, change(guide), {"steps-0-position": "9"})

        assert list(guide.steps.values_list("position", flat=True)) == [2, 9]

    def test_can_be_deleted(self, staff):
        guide = make_guide(steps=2)

        save(staff, change(guide), {"steps-0-DELETE": "on", "steps-0-position": ""})

        assert guide.steps.get().position == 2

    def test_need_a_title_in_the_guide_s_language(self, staff):
        guide = make_guide(original_language="ru")

        answer = save(staff, change(guide, "ru,kk"), {"steps-0-title_ru": ""})
        assert errors(answer) == {"steps-0-title_ru": ["This field is required."]}

        answer = save(staff, change(guide, "ru,kk"), {"steps-0-title_kk": ""})
        assert answer.status_code == 302

    def test_added_in_another_language_say_what_they_need(self, staff):
        guide = make_guide(steps=0)
        added = {"steps-TOTAL_FORMS": "1", "steps-0-title_kk": "Қадам"}

        answer = save(staff, change(guide, "ru,kk"), added)

        assert "needed in English" in errors(answer)["steps-0-__all__"][0]

    def test_can_have_a_wrong_number_told(self, staff):
        answer = save(staff, change(make_guide()), {"steps-0-position": "x"})

        assert errors(answer) == {"steps-0-position": ["Enter a whole number."]}

    def test_ask_as_many_questions_when_there_are_many(self, staff):
        def open_guide(steps):
            guide = make_guide(steps=steps)
            for _ in range(steps):
                make_source(guide)
            staff.get(change(guide))
            with CaptureQueriesContext(connection) as queries:
                staff.get(change(guide))
            return len(queries)

        make_operator()
        few = open_guide(1)
        for number in range(5):
            make_operator(make_operator_brand(slug=f"o{number}", name=f"O{number}"))

        assert open_guide(6) == few


class TestGuideList:
    def test_names_the_languages_that_lack_nothing(self, staff):
        guide = make_guide(outro_kk="")
        step = guide.steps.first()
        step.text_zh_hans = ""
        step.save()

        page = staff.get(reverse("admin:guides_guide_changelist")).content.decode()

        assert '<td class="field-complete_in">English, Русский</td>' in page

    def test_is_searched_in_every_language(self, staff):
        guide = make_guide(title_ru="Пополнить в магазине")
        make_guide()

        answer = staff.get(reverse("admin:guides_guide_changelist") + "?q=МАГАЗИН")

        assert list(answer.context["cl"].result_list) == [guide]

    def test_publishes(self, staff):
        guide = make_guide(status="draft")
        make_source(guide)

        act(staff, "guide", "publish", [guide])

        guide.refresh_from_db()
        assert guide.status == "published"

    def test_leads_to_the_site_only_when_it_is_there(self, staff):
        published, draft = make_guide(), make_guide(status="draft")

        assert "viewsitelink" in staff.get(change(published)).content.decode()
        assert "viewsitelink" not in staff.get(change(draft)).content.decode()


class TestQuestion:
    @pytest.mark.parametrize(
        ("language", "shown"),
        [("ru", ["ru", "en"]), ("kk", ["kk", "en"]), ("en", ["en", "ru"])],
    )
    def test_is_answered_in_its_own_language_first(self, staff, language, shown):
        form = open_form(staff, change(make_question(language=language)))

        answers = [name for name in form.fields if name.startswith("answer_")]
        assert answers == [f"answer_{language}" for language in shown]

    def test_is_not_published_without_an_answer(self, staff):
        question = make_question()

        answer = save(staff, change(question), {"status": "published"})

        assert errors(answer) == {
            "status": ["There is no answer yet: write one in some language first."]
        }

    def test_is_published_with_one(self, staff):
        question = make_question(language="kk")
        changes = {"status": "published", "answer_kk": "Дүкенде."}

        save(staff, change(question), changes)

        question.refresh_from_db()
        assert (question.status, question.answer_kk) == ("published", "Дүкенде.")

    def test_counts_an_answer_that_is_not_shown(self, staff):
        question = make_question(answer_ru="В магазине.")

        answer = save(staff, change(question, "en,kk"), {"status": "published"})

        assert answer.status_code == 302

    def test_loses_its_last_answer_only_when_hidden(self, staff):
        question = make_question(answer_en="Here.", status="published")

        answer = save(staff, change(question), {"answer_en": ""})

        assert "status" in errors(answer)

    def test_publishes_the_answered_and_names_the_others(self, staff):
        answered = make_question(answer_kk="Дүкенде.")
        empty = make_question(answer_en="")
        waiting = make_question()

        answer = act(staff, "question", "publish_answered", [answered, empty, waiting])

        said = [str(message) for message in get_messages(answer.wsgi_request)]
        assert said == ["2 have no answer yet.", "1 row is now: published."]
        assert Question.objects.published().get() == answered

    def test_can_be_hidden(self, staff):
        question = make_question(answer_en="Here.", status="published")

        act(staff, "question", "hide", [question])

        question.refresh_from_db()
        assert question.status == "hidden"

    def test_is_filtered_by_its_language(self, staff):
        make_question(language="en")
        kazakh = make_question(language="kk")

        answer = staff.get("/admin/guides/question/?language=kk")

        assert list(answer.context["cl"].result_list) == [kazakh]


class TestOperator:
    def test_is_a_brand_of_its_kind(self, staff):
        make_operator()
        tele2 = make_operator_brand(slug="tele2", name="Tele2")
        sent = {"owner_en": "MTS", "network": "Tele2"}

        save(staff, "/admin/guides/operator/add/", sent | {"brand": tele2.pk})

        assert tele2.operator.owner_en == "MTS"

    def test_takes_prefixes_and_codes_and_says_what_they_need(self, staff):
        operator = make_operator()
        make_prefix(operator, "701")
        make_code(operator, note_en="Free.", note_kk="Тегін.")

        answer = save(
            staff,
            change(operator),
            {"prefixes-0-digits": "801", "codes-0-verdict": "confirmed"},
        )
        assert errors(answer) == {
            "prefixes-0-__all__": ["A prefix is three digits from 7, like 701."],
            "codes-0-__all__": [
                "“Confirmed” and “no” need a source and the day it was checked."
            ],
        }

        save(staff, change(operator), {"prefixes-0-digits": "775"})
        assert Prefix.objects.get().digits == "775"
        assert operator.codes.get().note_kk == "Тегін."
