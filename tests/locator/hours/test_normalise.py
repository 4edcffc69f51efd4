import pytest
from hypothesis import given
from hypothesis import strategies as st
from opening_hours import validate

from locator.hours.normalise import normalise_hours

WEEKDAYS = "Mo-Fr 09:00-18:00"
EVERY_DAY = "Mo-Su 09:00-22:00"

SPELLINGS = {
    # Weekdays.
    "Пн-Пт 09:00-18:00": WEEKDAYS,
    "Пн. – Пт.: 9.00 – 18.00": WEEKDAYS,
    "с понедельника по пятницу с 9:00 до 18:00": WEEKDAYS,
    "по будням с 9 утра до 6 вечера": WEEKDAYS,
    "Дс-Жм 09:00-18:00": WEEKDAYS,
    "дүйсенбіден жұмаға дейін 9-дан 18-ге дейін": WEEKDAYS,
    "周一至周五 09:00-18:00": WEEKDAYS,
    "星期一到五上午9点-下午6点": WEEKDAYS,
    "Monday to Friday, 9am-6pm": WEEKDAYS,
    "mo-fr 9:00-18:00": WEEKDAYS,
    "Мo-Fr 09:00-18:00": WEEKDAYS,
    "09:00-18:00 Пн-Пт": WEEKDAYS,
    "9:00-18:00 (Пн-Пт)": WEEKDAYS,
    "周1-周5 9:00-18:00": WEEKDAYS,
    "周1至5 9点-18点": WEEKDAYS,
    "10-19 (пн-сб), вс выходной": "Mo-Sa 10:00-19:00; Su off",
    "10-19 пн, ср": "Mo,We 10:00-19:00",
    "9-18 пн-чт, 9-17 пт, сб-вс выходной": (
        "Mo-Th 09:00-18:00; Fr 09:00-17:00; Sa-Su off"
    ),
    "9:00-18:00 周一至周五，10:00-15:00 周六": "Mo-Fr 09:00-18:00; Sa 10:00-15:00",
    "closed Sunday, 9am-6pm Mon-Sat": "Su closed; Mo-Sa 09:00-18:00",
    # Later hours stand in the place of earlier ones, but for those of another time.
    "9-18, сб 10-15, вс выходной": "09:00-18:00; Sa 10:00-15:00; Su off",
    "пн-пт 9-18, пт 9-17": "Mo-Fr 09:00-18:00; Fr 09:00-17:00",
    "пн 9-12, пн 14-18": "Mo 09:00-12:00, Mo 14:00-18:00",
    "сб и вс 10-16": "Sa,Su 10:00-16:00",
    "Mo, We 09:00-18:00": "Mo,We 09:00-18:00",
    # Every day.
    "Ежедневно 9-22": EVERY_DAY,
    "ежд 9-22": EVERY_DAY,
    "每天 9:00—22:00": EVERY_DAY,
    "күн сайын 09:00-22:00": EVERY_DAY,
    "Mo-Su 9-22": EVERY_DAY,
    "Mo-Su 09:00–22:00": EVERY_DAY,
    "Мо-Su 9-00 до 22-00": EVERY_DAY,
    "Mo－Su　０９：００～２２：００；": EVERY_DAY,
    # Times alone.
    "Sat 1-5pm": "Sa 13:00-17:00",
    "上午8:30-12:00,下午1:30-5:30": "08:30-12:00,13:30-17:30",
    "晚上8点-2点": "20:00-02:00",
    "营业时间：9:00-21:00": "09:00-21:00",
    "09.00-18.00": "09:00-18:00",
    "9:00 - 22:00": "09:00-22:00",
    "с 9 до 22": "09:00-22:00",
    "сағат 9-дан 22-ге дейін": "09:00-22:00",
    "без выходных с 9 до 21:30": "09:00-21:30",
    # Day and night.
    "24 часа": "24/7",
    "круглосуточно": "24/7",
    "24小时营业": "24/7",
    "Пн-Вс тәулік бойы": "24/7",
    "Пн-Пт круглосуточно": "Mo-Fr 00:00-24:00",
    "круглосуточно (пн-пт)": "Mo-Fr 00:00-24:00",
    # Days off and breaks.
    "Вс выходной": "Su off",
    "周一至周五9:00至18:00，周六日休息": "Mo-Fr 09:00-18:00; Sa,Su off",
    "дс-жм 9-18, сенбі, жексенбі демалыс": "Mo-Fr 09:00-18:00; Sa,Su off",
    "Пн-Пт 9-18; выходные 10-16": "Mo-Fr 09:00-18:00; Sa-Su 10:00-16:00",
    "Пн-Пт 9:00-18:00 Сб 10:00-15:00 Вс вых.": (
        "Mo-Fr 09:00-18:00; Sa 10:00-15:00; Su off"
    ),
    "Пн-Пт с 9 до 18, обед 13-14": "Mo-Fr 09:00-13:00,14:00-18:00",
    "Mo-Su 10-20; праздники - не работаем": "Mo-Su 10:00-20:00; PH off",
    # A comment is nobody's to change; numbers of months, weeks and days are no hours.
    "Пн-Пт 9-18 «с 9-18; по звонку»": 'Mo-Fr 09:00-18:00 "с 9-18; по звонку"',
    "Jan-Mar Пн 9-18": "Jan-Mar Mo 09:00-18:00",
    "Mar 9-22 10:00-12:00": "Mar 9-22 10:00-12:00",
    "week 9-22 Mo[1-2] 10:00-12:00": "week 9-22 Mo[1-2] 10:00-12:00",
    "2026-2027 Mo 10:00-12:00; PH -1 day off": (
        "2026-2027 Mo 10:00-12:00; PH -1 day off"
    ),
    "(sunrise+01:00)-20:00": "(sunrise+01:00)-20:00",
    "": "",
}


@pytest.mark.parametrize(("text", "written"), SPELLINGS.items())
def test_is_written_as_openstreetmap_does(text, written):
    assert normalise_hours(text) == written
    assert normalise_hours(written) == written
    assert validate(written) or not written


@pytest.mark.parametrize(
    "text",
    [
        *("по звонку", "с утра до вечера", "Mo 25:00-26:99", '"' * 100_000),
        # A week and a time, not the first day of it.
        "周10:00-18:00",
        # Whose hours are which?
        *(
            "10-19 пн-пт, сб 10-15",
            "9-18 сб, вс выходной",
            "9-18 будни, 10-15 выходные",
            "круглосуточно пн-пт, сб 10-15",
            "круглосуточно, 10-15 сб",
            "пн-пт 9-18, 13-14",
        ),
        *("9-18 пн-пт, 10-15 сб, вс 10-14", "выходной вс 9-18", "closed Sunday, 9-18"),
        *("休息 周日 9-18", "пн-пт 9-18, сб 10-15, обед 13-14"),
    ],
    ids=lambda text: text[:20],
)
def test_what_is_not_understood_stays(text):
    assert normalise_hours(text) == text


@given(
    st.lists(
        st.sampled_from([*SPELLINGS, "Mo", "Su", ", ", ";", " ", "9", "-", '"', "||"]),
        max_size=4,
    ).map("".join)
)
def test_what_can_be_read_stays_so(text):
    assert validate(normalise_hours(text)) or not text.strip() or not validate(text)
