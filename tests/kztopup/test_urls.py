import pytest
from django.test import RequestFactory
from django.urls import URLPattern, get_resolver
from django.utils.functional import SimpleLazyObject

pytestmark = pytest.mark.django_db

QUESTION = "Where can I pay for my SIM in cash?"

# What is posted to each view that no token protects.
POSTED = {"guides:ask": ("/en/ask/", {"text": QUESTION})}


def views(resolver, namespace=""):
    """Yield every view of the URLconf by its name."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", pattern.callback
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from views(pattern, namespace + inner)


def exempt_views():
    return {
        name: view
        for name, view in views(get_resolver())
        if getattr(view, "csrf_exempt", False)
    }


def refuse():
    raise AssertionError("The visitor was looked at")


def test_finds_the_views_of_the_admin_too():
    names = {name for name, _ in views(get_resolver())}

    assert {"home", "guides:ask", "locator:place", "admin:login"} <= names


def test_every_view_without_a_token_is_known():
    assert exempt_views().keys() == POSTED.keys()


@pytest.mark.parametrize("name", POSTED)
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_view_without_a_token_looks_at_the_visitor(name, method):
    path, posted = POSTED[name]
    make = getattr(RequestFactory(headers={"sec-fetch-site": "same-origin"}), method)
    request = make(path, posted if method == "post" else None)
    request.user = SimpleLazyObject(refuse)
    request.session = SimpleLazyObject(refuse)
    request.COOKIES = SimpleLazyObject(refuse)

    response = exempt_views()[name](request)

    assert response.status_code in (200, 302)
    assert "CSRF_COOKIE" not in request.META


def test_every_other_form_needs_a_token(client):
    client.handler.enforce_csrf_checks = True

    response = client.post(
        "/admin/login/",
        {"username": "a", "password": "b"},
        headers={"sec-fetch-site": "same-origin"},
    )

    assert response.status_code == 403
