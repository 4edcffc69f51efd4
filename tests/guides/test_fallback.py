"""A guide that is written in one language only is shown in every one."""

import pytest

from tests.helpers.factories import make_guide, make_step

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
    @pytest.mark.parametrize(
        "path", ["", "guides/", "guides/?have=foreign-card", "guides/one/"]
    )
    def test_a_guide_is_shown_in_that_one(self, client, guide, language, active, path):
        text = client.get(f"/{active}/{path}").text

        code = language.replace("_", "-")
        said = "" if code == active else f' lang="{code}"'
        assert TITLES[language] in text
        if path.endswith("one/"):
            assert f"<h1{said}>{TITLES[language]}</h1>" in text
            assert f"<h2{said}>{TITLES[language]}</h2>" in text
            assert f"<title>{TITLES[language]} · kztopup</title>" in text
            assert ('<p class="notice">' in text) is (code != active)
