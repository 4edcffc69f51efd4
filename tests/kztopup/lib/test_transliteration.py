import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kztopup.lib.transliteration import (
    CYRILLIC,
    language_of,
    latin_address,
    transliterate,
)
from locator.templatetags.wayfinding import lang_of, signposted


@pytest.mark.parametrize(
    ("signpost", "latin"),
    [
        ("проспект Абая, 10", "prospekt Abaya, 10"),
        ("Қабанбай батыр даңғылы, 5/1", "Kabanbay batyr dangyly, 5/1"),
        ("Жеңіс көшесі", "Zhenis koshesi"),
        ("Шәкәрім Құдайбердіұлы", "Shakarim Kudayberdiuly"),
        ("Ұлы Дала, Үштөбе, Һ", "Uly Dala, Ushtobe, H"),
        ("мкр. Аксай-4, 17а", "mkr. Aksay-4, 17a"),
        ("Розыбакиева 247А", "Rozybakieva 247A"),
        ("ТРЦ Mega, ЖК «Щучинск»", "TRTS Mega, ZHK “Shchuchinsk”"),
        ("Жандосова 1Ж", "Zhandosova 1Zh"),
        ("подъезд № 3", "podezd No. 3"),
        ("Северный", "Severny"),
        ("Ёлочная", "Elochnaya"),
    ],
)
def test_reads_like_other_maps(signpost, latin):
    assert transliterate(signpost) == latin


@pytest.mark.parametrize(
    ("signpost", "latin"),
    [
        ("Төле Би көшесі, 229", "Tole Bi 229"),
        ("улица Пятницкого, 15/16", "Pyatnitskogo 15/16"),
        ("Улица Толе Би", "Tole Bi St"),
        ("Абай даңғылы, 109В", "Abay Ave 109V"),
        ("проспект Абая", "Abaya Ave"),
        ("Ленинградский переулок", "Leningradskiy Lane"),
        ("Қорғалжын тас жолы, 1", "Korgalzhyn Hwy 1"),
        ("Строительный тұйық көшесі", "Stroitelny Lane"),
        ("Орбита 3 микрорайон, 5Б", "Orbita 3 district 5B"),
        ("Северное кольцо, 32Г", "Severnoe koltso, 32G"),
        ("Розыбакиева 247А", "Rozybakieva 247A"),
        ("улица", "ulitsa"),
        ("Mega, 2", "Mega, 2"),
        ("", ""),
    ],
)
def test_streets_read_like_maps_in_english(signpost, latin):
    assert latin_address(signpost) == latin


@given(st.text(st.characters(codec="ascii"), max_size=50))
def test_leaves_latin_letters_alone(text):
    assert transliterate(text) == text


@given(st.text(st.characters(min_codepoint=0x400, max_codepoint=0x4FF) | st.just(" ")))
def test_leaves_no_cyrillic_letter(text):
    latin = transliterate(text)

    assert not CYRILLIC.search(latin)
    assert not CYRILLIC.search(latin_address(text))
    assert transliterate(latin) == latin


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("улица Абая", "ru"),
        ("Абай даңғылы", "kk"),
        ("АБАЙ КӨШЕСІ", "kk"),
        ("Mega, 2", ""),
        ("", ""),
    ],
)
def test_tells_the_languages_of_signposts_by_their_letters(text, language):
    assert language_of(text) == language
    assert lang_of(text) == (f' lang="{language}"' if language else "")


@pytest.mark.parametrize(
    ("language", "shown"),
    [("zh-hans", True), ("en", True), ("ru", False), ("kk", False)],
)
def test_is_shown_to_those_who_do_not_read_cyrillic(language, shown):
    with translation.override(language):
        assert ("Abay" in signposted("Абай")) is shown
        assert "Абай" in signposted("Абай")
        assert signposted("Mega") == '<span translate="no">Mega</span>'
        assert signposted("") == ""
