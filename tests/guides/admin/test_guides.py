import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guides.models import Guide, Step
from tests.helpers.factories import (
    make_guide,
    make_operator,
    make_operator_brand,
    make_source,
    make_step,
)
from tests.helpers.pages import parse, texts
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

    @pytest.mark.parametrize(
        ("titles", "slug"),
        [
            ({"title_en": "At a store"}, "at-a-store"),
            ({"title_ru": "Қалай төлеу: в магазине"}, "kalay-toleu-v-magazine"),
            ({"title_zh_hans": "在商店"}, "zaishangdian"),
        ],
    )
    def test_makes_a_slug_when_none_is_typed(self, staff, titles, slug):
        column = next(iter(titles)).removeprefix("title_")
        language = column.replace("_", "-")
        sent = NEW_GUIDE | {"slug": "", "title_en": "", "original_language": language}
        sent |= titles | {f"summary_{column}": "All of it."}

        save(staff, f"/admin/guides/guide/add/?languages=en,{language}", sent)

        assert Guide.objects.get().slug == slug

    def test_keeps_its_address_when_the_slug_is_emptied(self, staff):
        guide = make_guide(slug="at-a-store")

        answer = save(staff, change(guide), {"slug": "", "title_en": "Elsewhere"})

        assert errors(answer)["slug"] == ["This field is required."]
        guide.refresh_from_db()
        assert guide.slug == "at-a-store"

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

        page = parse(staff.get(reverse("admin:guides_guide_changelist")))

        assert "English, Русский" in texts(page, "//tbody//td")

    @pytest.mark.parametrize("term", ["МАГАЗИН", "*155%23", "dukende balans"])
    def test_is_searched_in_every_text(self, staff, term):
        guide = make_guide(title_ru="Пополнить в магазине", short_kk="Дүкенде")
        make_step(guide, text_kk="*155# — баланс")
        make_step(make_guide(), text_kk="*1155# — бонус")

        answer = staff.get(reverse("admin:guides_guide_changelist") + f"?q={term}")

        assert list(answer.context["cl"].result_list) == [guide]

    def test_publishes(self, staff):
        guide = make_guide(status="draft")
        make_source(guide)

        act(staff, "publish", [guide])

        guide.refresh_from_db()
        assert guide.status == "published"

    def test_leads_to_the_site_only_when_it_is_there(self, staff):
        published, draft = make_guide(), make_guide(status="draft")

        assert "viewsitelink" in staff.get(change(published)).content.decode()
        assert "viewsitelink" not in staff.get(change(draft)).content.decode()


class TestHistory:
    def sent(self, guide):
        """What a browser sends of an untouched form: with line ends of its own."""
        return {"intro_en": "One.\r\n\r\nTwo.", "steps-0-text_en": "Here.\r\nNow."}

    def test_has_nothing_of_a_save_without_a_change(self, staff):
        guide = make_guide(intro_en="One.\n\nTwo.\n")
        guide.steps.filter(position=1).update(text_en="Here.\nNow.\n")

        save(staff, change(guide), self.sent(guide))
        assert LogEntry.objects.get().get_change_message() == "No fields changed."

        save(staff, change(guide), self.sent(guide) | {"intro_en": "One.\r\nTwo."})
        assert Guide.objects.get().intro_en == "One.\nTwo."
        assert "introduction" in LogEntry.objects.first().get_change_message()

    def test_a_save_says_when_readers_see_it(self, staff):
        answer = save(staff, change(make_guide()), {"title_en": "New"})

        (said,) = get_messages(answer.wsgi_request)
        assert str(said).endswith("the old version for up to two minutes.")
