import pytest
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages

from guides.models import Question
from tests.helpers.factories import (
    make_question,
)
from tests.helpers.staff import act, change, errors, listed, open_form, save

pytestmark = pytest.mark.django_db


class TestQuestion:
    def test_its_answer_has_sources_with_titles(self, staff):
        question = make_question(language="kk")
        added = {
            "sources-TOTAL_FORMS": "1",
            "sources-0-question": question.pk,
            "sources-0-url": "https://www.kcell.kz/kk/mnp",
            "sources-0-checked_on": "2026-11-22",
            "sources-0-title_kk": "Kcell: нөмірді көшіру",
        }

        save(staff, change(question), added)

        source = question.sources.get()
        assert source.url == "https://www.kcell.kz/kk/mnp"
        assert source.title_kk == "Kcell: нөмірді көшіру"

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

        answer = act(staff, "publish_answered", [answered, empty, waiting])

        said = [str(message) for message in get_messages(answer.wsgi_request)]
        assert said[0] == "2 have no answer yet."
        assert said[1].startswith("1 row is now: published.")
        assert Question.objects.published().get() == answered

    def test_can_be_hidden(self, staff):
        question = make_question(answer_en="Here.", status="published")

        act(staff, "hide", [question])

        question.refresh_from_db()
        assert question.status == "hidden"

    def test_is_filtered_by_its_language(self, staff):
        make_question(language="en")
        kazakh = make_question(language="kk")

        answer = staff.get("/admin/guides/question/?language=kk")

        assert list(answer.context["cl"].result_list) == [kazakh]

    def test_says_when_who_asked_has_no_answer(self, staff):
        question = make_question(language="zh-hans", answer_ru="В магазине.")

        answer = save(staff, change(question, "zh-hans,ru"), {"status": "published"})

        said = [str(message) for message in get_messages(answer.wsgi_request)]
        assert any("asked in 简体中文 and has no answer in it" in one for one in said)

    @pytest.mark.parametrize(
        "sent", [{"answer_ru": "В магазине."}, {"status": "waiting"}]
    )
    def test_says_no_such_thing_of_others(self, staff, sent):
        question = make_question(language="ru", answer_en="At a till.")

        answer = save(staff, change(question), {"status": "published"} | sent)

        said = [str(message) for message in get_messages(answer.wsgi_request)]
        assert len(said) == 1
        assert "has no answer" not in said[0]

    def test_is_found_by_its_text_and_its_answers(self, staff):
        question = make_question(text="Where is it?", answer_kk="Дүкенде сатылады.")
        make_question(text="How much is it?")

        for term in ("where", "дүкенде", "dukende satyl"):
            found = listed(staff, f"/admin/guides/question/?q={term}")
            assert found == [question], term

    def test_waits_on_the_first_page(self, staff):
        make_question(answer_en="At a till.", status="published")
        make_question()
        make_question()

        page = staff.get("/admin/").content.decode()

        assert "2 questions wait for an answer." in page

    def test_waits_for_those_who_may_see_it(self, client, django_user_model):
        make_question()
        reader = django_user_model.objects.create_user("reader", is_staff=True)
        reader.user_permissions.add(Permission.objects.get(codename="view_place"))
        client.force_login(reader)

        assert "for an answer" not in client.get("/admin/").text
