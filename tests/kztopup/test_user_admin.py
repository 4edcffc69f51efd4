import pytest
from django.contrib.auth.models import Group, Permission, User

from tests.helpers.pages import parse

pytestmark = pytest.mark.django_db


@pytest.fixture
def helper(client):
    """A staff member who may look after accounts, and is no superuser."""
    user = User.objects.create_user("helper", is_staff=True)
    permissions = Permission.objects.filter(content_type__model="user")
    user.user_permissions.set(permissions)
    client.force_login(user)
    return client


def page_of(user, page="change"):
    return f"/admin/auth/user/{user.pk}/{page}/"


def test_who_is_no_superuser_gives_nobody_permissions(helper):
    other = User.objects.create_user("other", is_staff=True)

    form = parse(helper.get(page_of(other))).get_element_by_id("user_form")
    group = Group.objects.create(name="editors")
    sent = {"username": "other", "is_superuser": "on", "user_permissions": ["1"]}
    sent["groups"] = [group.pk]
    sent |= {"date_joined_0": "2026-11-29", "date_joined_1": "10:00"}
    answer = helper.post(page_of(other), sent)

    assert "email" in form.fields
    assert not {"is_superuser", "user_permissions", "groups"} & {*form.fields}
    assert answer.status_code == 302
    other.refresh_from_db()
    assert not other.is_superuser and not other.user_permissions.exists()
    assert not other.groups.exists()
    assert "is_superuser" not in helper.get("/admin/auth/user/").content.decode()


def test_who_is_no_superuser_cannot_become_one_by_a_password(helper, admin_user):
    password = {"password1": "correct horse battery", "usable_password": "true"}
    password["password2"] = password["password1"]

    answers = [
        helper.post(page_of(admin_user, "password"), password),
        helper.post(page_of(admin_user), {"username": "mine"}),
        helper.post(page_of(admin_user, "delete"), {"post": "yes"}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert User.objects.get(pk=admin_user.pk).username == admin_user.username


def test_a_superuser_sees_and_changes_all(client, admin_user):
    client.force_login(admin_user)

    form = parse(client.get(page_of(admin_user))).get_element_by_id("user_form")

    assert {"is_superuser", "user_permissions"} <= {*form.fields}
