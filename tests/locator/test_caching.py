import pytest
from django.http import HttpResponse

from locator.caching import public_page


@public_page("page", "brand")
def view(request):
    return HttpResponse("for everybody")


def directives(response):
    return set(response["Cache-Control"].split(", "))


@pytest.mark.parametrize("query", ["", "?page=2", "?page=2&brand=magnum", "?page="])
def test_everybody_may_keep_an_answer_for_a_minute(rf, query):
    assert directives(view(rf.get(f"/{query}"))) == {"public", "max-age=60"}


@pytest.mark.parametrize(
    "query", ["?utm_source=x", "?page=2&fbclid=1", "?Page=2", "?%00", "?page%00=2"]
)
def test_nobody_else_keeps_an_answer_to_junk(rf, query):
    assert directives(view(rf.get(f"/{query}"))) == {"private", "max-age=60"}


def test_each_content_coding_is_kept_by_itself(rf):
    assert view(rf.get("/"))["Vary"] == "Accept-Encoding"


def test_keeps_name_and_docstring_of_the_view():
    assert view.__name__ == "view"
