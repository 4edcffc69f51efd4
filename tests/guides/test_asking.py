import pytest
from django.core.cache import caches
from django.db import OperationalError

from guides.models import Question
from tests.helpers.factories import (
    make_answer_source,
    make_guide,
    make_question,
)
from tests.helpers.pages import links, main, main_text, parse, text_of, texts

pytestmark = pytest.mark.django_db

LANGUAGES = ["zh-hans", "en", "ru", "kk"]


QUESTION = "Where can I pay for my SIM in cash?"


FROM_HERE = {"sec-fetch-site": "same-origin"}
ALERT = "//form//*[@role='alert']"


def send(client, text=QUESTION, language="en", headers=FROM_HERE, **more):
    return client.post(
        f"/{language}/ask/",
        {"text": text} | more.pop("data", {}),
        headers=headers,
        **more,
    )


class TestAsking:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_keeps_a_question_for_staff(self, client, language):
        response = send(client, language=language)

        assert response.status_code == 302
        assert response["Location"] == f"/{language}/ask/sent/"
        question = Question.objects.get()
        assert (question.text, question.language) == (QUESTION, language)
        assert question.status == Question.Status.WAITING

    def test_shows_nothing_before_staff_publish_it(self, client):
        send(client)
        assert QUESTION not in client.get("/en/ask/").text

        Question.objects.update(
            status=Question.Status.PUBLISHED, answer_en="At **any** till."
        )

        caches["pages"].clear()
        response = client.get("/en/ask/")
        assert f"{QUESTION} At any till." in main_text(response)
        assert texts(main(response), ".//details//strong") == ["any"]

    def test_a_shipped_question_is_in_the_reader_s_language(self, client):
        make_question(
            slug="fee", status="published", text_ru="Какая комиссия?", answer_ru="Нет."
        )

        question = parse(client.get("/ru/ask/")).get_element_by_id("fee")

        assert text_of(question) == "Какая комиссия? Нет."

    def test_an_answer_names_its_sources(self, client):
        question = make_question(status="published", answer="Here.")
        make_answer_source(question, url="https://www.kcell.kz/a", title_en="Kcell")
        make_answer_source(question, url="https://www.example.org/b")

        page = main(client.get("/en/ask/"))

        [sources] = texts(page, ".//details[@class='source-list'][summary]/ol")
        day = "page read on 22 November 2026"
        assert sources == f"Kcell · {day} example.org · {day}"
        assert ("Kcell", "https://www.kcell.kz/a") in links(page)

    def test_a_question_asked_in_one_language_is_shown_in_it(self, client):
        make_question(language="zh-hans", text="哪里？", status="published")

        for language in ("en", "ru", "kk"):
            page = parse(client.get(f"/{language}/ask/"))
            assert texts(page, "//summary[@lang='zh-hans']") == ["哪里？"]

    def test_a_hidden_question_is_not_shown(self, client):
        make_question(status=Question.Status.HIDDEN, text=QUESTION)

        assert QUESTION not in client.get("/en/ask/").text

    def test_a_question_is_text(self, client):
        make_question(
            status=Question.Status.PUBLISHED, text="<script>alert(1)</script> **x**"
        )

        page = main(client.get("/en/ask/"))

        assert texts(page, ".//summary") == ["<script>alert(1)</script> **x**"]

    def test_an_answer_in_another_language_says_so(self, client):
        make_question(
            status=Question.Status.PUBLISHED, language="zh-hans", answer_ru="Да"
        )

        [question] = main(client.get("/kk/ask/")).iterfind(".//details")

        assert question.xpath("*/@lang") == ["zh-hans", "ru"]
        assert texts(question, "*[@lang='ru']") == ["Да"]

    @pytest.mark.parametrize(
        "number", ["87011234567", "+7 (701) 123-45-67", "8-701-123-45-67", "701 12 34"]
    )
    def test_long_numbers_are_not_stored(self, client, number):
        send(client, f"My number is {number}, where do I pay?")

        assert Question.objects.get().text == "My number is •••, where do I pay?"

    def test_a_robot_is_thanked_and_forgotten(self, client):
        response = send(client, data={"homepage": "https://spam.example"})

        assert response["Location"] == "/en/ask/sent/"
        assert not Question.objects.exists()

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "   ",
            "abc",
            "a" * 1001,
            "\0" + QUESTION,
            "a" * 10_000 + "</textarea>",
            "\0" * 20,
        ],
    )
    def test_an_error_is_announced_and_keeps_what_was_typed(self, client, text):
        response = send(client, text, language="ru")

        assert response.status_code == 400
        page = parse(response)
        assert page.get("lang") == "ru"
        [alert] = texts(page, ALERT)
        assert alert
        [area] = page.xpath("//textarea")
        # A browser, too, shows a NUL as the sign of what cannot be shown.
        shown = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
        assert area.text.strip("\r\n") == shown.strip("\r\n")
        assert area.get("aria-invalid") == "true"
        assert not Question.objects.exists()

    @pytest.mark.parametrize("text", ["a" * 10, "a" * 1000, "  padded to be kept  "])
    def test_ten_to_a_thousand_characters_are_taken(self, client, text):
        assert send(client, text).status_code == 302
        assert Question.objects.get().text == text.strip()

    @pytest.mark.parametrize(
        "body",
        [
            b"text=%ff%fe%ed%a0%80+where+do+I+pay",
            b"text=" + b"%F0%9F%92%B3" * 20,
            b"text=Where%20%0A%0D%E2%80%A8 pay%3F",
        ],
    )
    def test_any_bytes_can_be_sent(self, client, body):
        response = client.generic(
            "POST",
            "/en/ask/",
            body,
            content_type="application/x-www-form-urlencoded",
            headers=FROM_HERE,
        )

        assert response.status_code == 302
        assert Question.objects.count() == 1

    @pytest.mark.parametrize(
        ("content_type", "body"),
        [
            ("application/json", b'{"text": "Where can I pay in cash?"}'),
            ("text/plain", b"Where can I pay in cash?"),
            ("multipart/form-data", b"no boundary"),
            ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
            ("application/x-www-form-urlencoded; charset=utf-16", b"text=x"),
            ("application/x-www-form-urlencoded; charset=nonsense", b"text=x"),
            ("application/x-www-form-urlencoded", b"&" * 1200 + b"a=b&" * 1200),
        ],
    )
    def test_other_bodies_are_refused(self, client, content_type, body):
        response = client.generic(
            "POST", "/kk/ask/", body, content_type=content_type, headers=FROM_HERE
        )

        assert response.status_code == 400
        assert parse(response).get("lang") == "kk"
        assert not Question.objects.exists()

    @pytest.mark.parametrize("headers", [{"origin": "http://testserver"}, FROM_HERE])
    def test_is_taken_from_our_own_page(self, client, headers):
        assert send(client, headers=headers).status_code == 302

    @pytest.mark.parametrize(
        "headers",
        [
            {},
            {"sec-fetch-site": "cross-site"},
            {"sec-fetch-site": "same-site"},
            {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
            {"origin": "https://evil.example"},
            {"origin": "null"},
        ],
    )
    def test_is_taken_from_nowhere_else(self, client, headers):
        response = send(client, headers=headers, language="kk")

        assert response.status_code == 403
        assert parse(response).get("lang") == "kk"
        assert not Question.objects.exists()

    def test_needs_and_sets_no_cookie(self, client):
        client.handler.enforce_csrf_checks = True

        response = send(client)

        assert response.status_code == 302
        assert not response.cookies

    def test_what_was_typed_is_kept_by_no_cache(self, client):
        response = send(client, "abc")

        assert "public" not in response.get("Cache-Control", "")


class TestAnswers:
    def test_stand_above_the_form_until_something_was_typed(self, client):
        make_question(status="published", text="Which fee?", answer="None.")

        shown = main_text(client.get("/en/ask/"))
        refused = main_text(send(client, "x"))

        assert shown.index("Which fee?") < shown.index("Your question")
        assert refused.index("Which fee?") > refused.index("Your question")

    def test_are_offered_to_who_has_asked_about_the_same(self, client):
        about = {"status": "published", "answer_en": "In the app."}
        make_question(slug="fee", text_en="What fee does a terminal take?", **about)
        make_question(slug="card", text_en="Which cards are taken?", **about)
        make_question(slug="roaming", text_en="Is there roaming?", **about)
        make_guide(slug="at-a-terminal", title_en="Pay at a terminal")
        make_guide(slug="online", title_en="Pay with an app")
        make_guide(title_en="Blocked")

        address = send(client, "How high is the fee of terminals?")["Location"]
        page = main(client.get(address))

        assert texts(page, ".//summary") == ["What fee does a terminal take?"]
        assert ("Pay at a terminal", "/en/guides/at-a-terminal/") in links(page)
        assert "Blocked" not in text_of(page)

    def test_stand_in_the_order_in_which_they_are_related(self, client):
        for slug in ("fee", "till"):
            make_question(slug=slug, status="published", answer="A.", text=slug)

        page = main(client.get("/en/ask/sent/?answers=till,fee"))

        assert texts(page, ".//summary") == ["till", "fee"]

    @pytest.mark.parametrize("query", ["answers=fee,no", "guides=%00", "answers=,,"])
    def test_that_are_not_there_are_left_out(self, client, query):
        make_question(slug="fee", status="waiting", text="Which fee?")

        page = main(client.get(f"/en/ask/sent/?{query}"))

        assert "Which fee?" not in text_of(page)
        assert "/en/ask/" in text_of(page)


class TestTooManyQuestions:
    def test_too_many_from_one_address_keep_their_text(self, client):
        for _ in range(30):
            assert send(client).status_code == 302

        response = send(client, language="ru")

        assert response.status_code == 429
        assert parse(response).get("lang") == "ru"
        assert len(texts(parse(response), ALERT)) == 1
        assert QUESTION in main_text(response)
        assert Question.objects.count() == 30

    def test_another_address_may_still_ask(self, client):
        for _ in range(31):
            send(client)

        assert send(client, REMOTE_ADDR="192.0.2.9").status_code == 302

    def test_an_address_is_what_our_proxy_says(self, client, settings):
        settings.TRUSTED_PROXIES = 1

        def send_from(address):
            headers = FROM_HERE | {"x-forwarded-for": f"6.6.6.6, {address}"}
            return send(client, headers=headers).status_code

        assert [send_from("192.0.2.1") for _ in range(31)] == [302] * 30 + [429]
        assert send_from("192.0.2.2") == 302

    def test_a_header_is_not_believed_without_a_proxy(self, client):
        statuses = [
            send(
                client, headers=FROM_HERE | {"x-forwarded-for": f"192.0.2.{number}"}
            ).status_code
            for number in range(31)
        ]

        assert statuses[-1] == 429

    def test_mistakes_do_not_count(self, client):
        for _ in range(31):
            assert send(client, "abc").status_code == 400

        assert send(client).status_code == 302


class TestTrouble:
    def test_a_busy_database_keeps_the_text(self, client, monkeypatch):
        def busy(*args, **kwargs):
            raise OperationalError("database is locked")

        monkeypatch.setattr(Question, "save", busy)

        response = send(client, language="kk")

        assert response.status_code == 503
        assert response["Retry-After"] == "10"
        assert parse(response).get("lang") == "kk"
        assert len(texts(parse(response), ALERT)) == 1
        assert QUESTION in main_text(response)

    def test_a_dead_cache_stops_no_question(self, client, settings):
        settings.CACHES = settings.CACHES | {
            "default": {
                "BACKEND": "django.core.cache.backends.redis.RedisCache",
                "LOCATION": "redis://127.0.0.1:1/0",
            }
        }

        assert send(client).status_code == 302
        assert Question.objects.get().text == QUESTION
