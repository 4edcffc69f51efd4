import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import translation

from tests.helpers.answers import FOR_MACHINES, get, vary
from tests.helpers.factories import PUBLIC_PAGES, make_place
from tests.helpers.pages import parse

pytestmark = pytest.mark.django_db

LANGUAGES = ["zh-hans", "en", "ru", "kk"]


STAFFS_COOKIES = (
    f"sessionid={'s' * 32}; csrftoken={'c' * 32}; django_language=kk; messages=x"
)


class TestLanguage:
    @pytest.mark.parametrize("path", FOR_MACHINES)
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_machines_get_one_answer(self, client, site, path, language):
        plain = get(client, path)
        caches["pages"].clear()

        response = get(
            client, path, **{"accept-language": language, "cookie": STAFFS_COOKIES}
        )

        assert response.getvalue() == plain.getvalue()
        assert not response.cookies
        assert vary(response) <= {"accept-encoding", ""}
        assert translation.get_language() == "en"

    def test_an_unknown_address_for_machines_is_negotiated_neither(self, client):
        response = get(client, "/api/nothing", **{"accept-language": "kk"})

        assert response.status_code == 404
        assert vary(response) <= {"accept-encoding", ""}

    @pytest.mark.parametrize("page", PUBLIC_PAGES)
    @pytest.mark.parametrize("accepted", ["kk", "ru;q=0.9", ""])
    def test_the_address_alone_decides(self, client, site, page, accepted):
        headers = {"accept-language": accepted, "cookie": "django_language=kk"}

        response = get(client, site[page], **headers)

        assert response["Content-Language"] == "en"
        assert parse(response).get("lang") == "en"
        # Whoever saves data gets shorter lists.
        assert vary(response) - {"save-data"} == {"accept-encoding"}

    @pytest.mark.parametrize(
        ("accepted", "language"),
        [
            ("zh-CN,zh;q=0.9,en;q=0.8", "zh-hans"),
            ("zh-TW", "zh-hans"),
            ("zh", "zh-hans"),
            ("kk-KZ,kk;q=0.9,ru;q=0.8", "kk"),
            ("ru-RU,ru;q=0.9", "ru"),
            ("en-GB", "en"),
            ("de-DE,de;q=0.9", "en"),
            ("de,ru;q=0.1", "ru"),
            ("*", "en"),
            ("", "en"),
            ("\x00;;q=nan,,", "en"),
            ("ru" * 5000, "en"),
        ],
    )
    @pytest.mark.parametrize("path", ["/", "/guides/", "/places/?kind=store"])
    def test_an_address_without_language_leads_to_the_readers(
        self, client, path, accepted, language
    ):
        headers = {"accept-language": accepted, "cookie": STAFFS_COOKIES}

        response = get(client, path, **headers)

        assert response.status_code == 302
        assert response["Location"] == f"/{language}{path}"
        assert vary(response) - {"accept-encoding"} == {"accept-language"}
        assert not response.cookies

    def test_a_missing_slash_is_added_with_the_language(self, client):
        response = get(client, "/guides", **{"accept-language": "kk"})

        assert response["Location"] == "/kk/guides/"

    @pytest.mark.parametrize("path", ["//evil.example/", "//evil.example/guides/"])
    def test_nobody_is_sent_to_another_host(self, client, path):
        response = client.get("/", PATH_INFO=path)

        assert response.status_code == 404

    @pytest.mark.parametrize(
        ("path", "moved"),
        [
            ("/EN/", "/en/"),
            ("/en-US/guides/", "/en/guides/"),
            ("/zh/", "/zh-hans/"),
            (
                "/zh-CN/places/?kind=store&q=%D1%8F",
                "/zh-hans/places/?kind=store&q=%D1%8F",
            ),
            ("/zh-Hans/places/almaty/4/", "/zh-hans/places/almaty/4/"),
            ("/zh_TW/ask/", "/zh-hans/ask/"),
            ("/kz/places/%D1%8F/", "/kk/places/%D1%8F/"),
            ("/kk-KZ/", "/kk/"),
            ("/RU", "/ru/"),
            ("/kz", "/kk/"),
            ("/EN//evil.example/", "/en//evil.example/"),
        ],
    )
    def test_another_spelling_of_a_language_leads_to_it(self, client, path, moved):
        response = get(client, path, cookie=STAFFS_COOKIES)

        assert response.status_code == 301
        assert response["Location"] == moved
        assert not response.cookies

    @pytest.mark.parametrize("path", ["/fr/", "/e/", "/en-/", "/english/", "/z-h/"])
    def test_what_means_no_language_of_ours_is_not_found(self, client, path):
        assert get(client, path).status_code == 404

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_what_is_not_found_is_said_in_the_readers_language(self, client, language):
        for path in (f"/{language}/nothing/", "/nothing/", "/xx/", "/fr/guides/"):
            response = get(
                client,
                path,
                **{"accept-language": language, "cookie": "django_language=ru"},
            )
            assert response.status_code == 404
            assert response["Content-Language"] == language
            assert parse(response).get("lang") == language
            assert "cookie" not in vary(response)

    def test_staff_choose_the_language_of_the_admin(self, client):
        client.cookies["django_language"] = "ru"

        response = client.get("/admin/login/")

        assert response["Content-Language"] == "ru"


@pytest.mark.parametrize("path", ["/api/places.geojson", "/sitemap.xml"])
def test_the_last_language_of_a_thread_changes_nothing_for_machines(
    client, path, django_assert_num_queries
):
    make_place()

    with translation.override("ru"):
        client.get(path)
        with django_assert_num_queries(0):
            client.get(path)


def test_a_refused_post_is_refused_in_the_reader_s_language():
    response = Client(enforce_csrf_checks=True).post("/kk/guides/")

    assert response.status_code == 403
    assert parse(response).get("lang") == "kk"
    assert "<style" not in response.text
