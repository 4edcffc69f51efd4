import pytest
from django.contrib.auth import hashers

pytestmark = pytest.mark.django_db

LOGIN = "/admin/login/"


@pytest.fixture
def checked(monkeypatch):
    """The passwords that were looked at: each costs half a second of a processor."""
    checked = []

    def check(password, *args, **options):
        checked.append(password)
        return False, False

    monkeypatch.setattr(hashers, "verify_password", check)
    return checked


def sign_in(client, username="admin", password="wrong", **options):
    form = {"username": username, "password": password}
    return client.post(LOGIN, form, **options)


def statuses(client, times, **options):
    return [sign_in(client, **options).status_code for _ in range(times)]


def test_an_address_may_try_ten_times(client, admin_user, checked):
    assert statuses(client, 12) == [200] * 10 + [429] * 2
    assert len(checked) == 10


def test_who_does_not_get_in_is_in_the_log(client, admin_user, caplog):
    sign_in(client, username="my secret")
    sign_in(client, password="password")

    [line] = [record.getMessage() for record in caplog.records]
    assert "127.0.0.1" in line
    assert "secret" not in line


def test_the_right_password_is_not_looked_at_either(client, admin_user):
    statuses(client, 10)

    assert sign_in(client, password="password").status_code == 429
    assert client.get(LOGIN).status_code == 200


def test_names_make_no_difference(client, admin_user, checked):
    names = ["admin", "Admin", "nobody", "", "x" * 5000, "\0", "кто"]

    answers = [sign_in(client, username=name) for name in names * 2]

    assert [answer.status_code for answer in answers] == [200] * 10 + [429] * 4


def test_a_name_may_be_tried_fifty_times_from_everywhere(client, admin_user, checked):
    names = ["admin", "ADMIN", "ａｄｍｉｎ"]

    answers = [
        sign_in(
            client,
            username=names[number % 3],
            REMOTE_ADDR=f"192.0.2.{number // 9}",
        )
        for number in range(52)
    ]

    assert [answer.status_code for answer in answers] == [200] * 50 + [429] * 2
    assert statuses(client, 1, username="another") == [200]


def test_others_may_still_sign_in(client, admin_user):
    statuses(client, 12)

    answer = sign_in(client, password="password", REMOTE_ADDR="192.0.2.7")

    assert answer.status_code == 302


def test_behind_a_proxy_it_is_the_visitor_who_is_counted(
    client, settings, admin_user, checked
):
    settings.TRUSTED_PROXIES = 1
    here = {"headers": {"x-forwarded-for": "6.6.6.6, 198.51.100.1"}}
    there = {"headers": {"x-forwarded-for": "6.6.6.6, 198.51.100.2"}}

    assert statuses(client, 11, **here) == [200] * 10 + [429]
    assert statuses(client, 1, **there) == [200]


def test_after_five_minutes_one_may_try_again(client, admin_user, clock, checked):
    assert statuses(client, 11)[-1] == 429
    clock.advance(300)

    assert statuses(client, 1) == [200]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Try again in 5 minutes"),
        ("ru", "Попробуйте через 5 минут"),
        ("kk", "5 минуттан кейін"),
        ("zh-hans", "5 分钟后"),
    ],
)
def test_the_refusal_is_in_words(client, checked, language, words):
    client.cookies["django_language"] = language
    statuses(client, 10)

    refused = sign_in(client)

    assert words in refused.text
    assert refused["Retry-After"] == "300"


def test_who_is_signed_in_goes_on(admin_client):
    statuses(admin_client, 12)

    assert admin_client.get("/admin/").status_code == 200
