import pytest

from kztopup.lib.languages import language_meant


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("en", "en"),
        ("EN", "en"),
        ("en-US", "en"),
        ("zh", "zh-hans"),
        ("zh-hans", "zh-hans"),
        ("zh-Hans", "zh-hans"),
        ("zh_CN", "zh-hans"),
        ("zh-Hans-CN", "zh-hans"),
        ("zh-TW", "zh-hans"),
        ("kz", "kk"),
        ("KK-kz", "kk"),
        ("kk-Cyrl-KZ", "kk"),
        ("ru_RU", "ru"),
        ("fr", None),
        ("russian", None),
        ("en-", None),
        ("e", None),
        ("", None),
        ("en us", None),
        ("en\n", None),
        ("еn", None),  # a Cyrillic letter
        ("en-" + "x" * 5000, None),
    ],
)
def test_is_what_others_mean(code, language):
    assert language_meant(code) == language
