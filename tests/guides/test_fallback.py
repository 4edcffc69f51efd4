"""A guide that is written in one language only is shown in every one."""

import pytest

from tests.helpers.factories import make_guide, make_step
from tests.helpers.pages import parse, text_of, texts

pytestmark = pytest.mark.django_db

TITLES = {"zh_hans": "只有中文", "kk": "Тек қазақша"}


class TestInOneLanguage:
    @pytest.fixture(params=TITLES)
    def language(self, request):
        return request.param

    @pytest.fixture
    def guide(self, language):
        title = f"title_{language}"
        nothing = {
            f"{name}_{other}": None
            for name in ["title", "summary", "intro", "outro"]
            for other in ["zh_hans", "en", "ru", "kk"]
        }
        guide = make_guide(
            **nothing | {title: TITLES[language], f"summary_{language}": "…"},
            slug="one",
            steps=0,
            original_language=language.replace("_", "-"),
        )
        make_step(
            guide, **{"title": None, title: TITLES[language], "place_kind": "store"}
        )
        return guide

    @pytest.mark.parametrize("active", ["zh-hans", "en", "ru", "kk"])
    @pytest.mark.parametrize("path", ["", "guides/", "guides/one/"])
    def test_a_guide_is_shown_in_that_one(self, client, guide, language, active, path):
        page = parse(client.get(f"/{active}/{path}"))

        code = language.replace("_", "-")
        is_foreign = code != active
        assert TITLES[language] in text_of(page)
        if path.endswith("one/"):
            for heading in page.xpath("//h1 | //ol//h2"):
                assert text_of(heading) == TITLES[language]
                assert heading.get("lang") == (code if is_foreign else None)
            assert texts(page, "/html/head/title") == [f"{TITLES[language]} · kztopup"]
            assert len(page.find_class("notice")) == is_foreign
