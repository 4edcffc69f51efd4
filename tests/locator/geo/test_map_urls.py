import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.geo import geodesy
from locator.geo.geodesy import Position
from locator.geo.map_urls import Found, PointKind, read_point

HERE = Position(43.238949, 76.889709)
FOUND = Found(PointKind.IN_KAZAKHSTAN, HERE)

latitudes = st.floats(geodesy.SOUTH, geodesy.NORTH).map(lambda number: round(number, 6))
longitudes = st.floats(geodesy.WEST, geodesy.EAST).map(lambda number: round(number, 6))


class TestTyped:
    @pytest.mark.parametrize(
        "text",
        [
            "43.238949, 76.889709",
            "43.238949 76.889709",
            "43.238949,76.889709",
            "43.238949;76.889709",
            "43.238949 / 76.889709",
            "43,238949 76,889709",
            "43,238949, 76,889709",
            "43,238949; 76,889709",
            "43,238949,76,889709",
            "43.238949，76.889709",
            "４３.238949, ７６.889709",
            "(43.238949, 76.889709)",
            " \n43.238949,\n76.889709 ",
            "43.238949° 76.889709°",
            "43.238949°, 76.889709°",
            "+43.238949, +76.889709",
            "\u200f43.238949, 76.889709\u200f",
            "N43.238949 E76.889709",
            "43.238949N 76.889709E",
            "43.238949° N, 76.889709° E",
            "76.889709 E, 43.238949 N",
            "43.238949 с. ш. 76.889709 в. д.",
            "43,238949 с.ш., 76,889709 в.д.",
            "С 43.238949 В 76.889709",
            "43,238949 с. е. 76,889709 ш. б.",
            "北纬43.238949 东经76.889709",
            "lat: 43.238949, lon: 76.889709",
            "широта 43.238949 долгота 76.889709",
            "Мы тут: 43.238949, 76.889709 👍",
        ],
    )
    def test_reads_decimals(self, text):
        assert read_point(text) == FOUND

    @pytest.mark.parametrize(
        "text",
        [
            "43°14'20\"N 76°53'22\"E",
            "43°14′20″N, 76°53′22″E",
            "43° 14' 20\" N 76° 53' 22\" E",
            "43°14’20” с. ш. 76°53’22” в. д.",
            "43º14'20''N 76º53'22''E",
            "76°53'22\"E 43°14'20\"N",
            "43°14'20\" 76°53'22\"",
            "北纬43度14分20秒，东经76度53分22秒",
        ],
    )
    def test_reads_degrees_minutes_and_seconds(self, text):
        found = read_point(text)

        assert found.kind is PointKind.IN_KAZAKHSTAN
        assert found.position == pytest.approx((43 + 14 / 60 + 20 / 3600, 76.889444444))

    @pytest.mark.parametrize(
        "text",
        ["43°14.5'N 76°53.25'E", "43° 14.5 N, 76° 53.25 E", "43°14,5′ 76°53,25′"],
    )
    def test_reads_degrees_and_minutes(self, text):
        assert read_point(text).position == pytest.approx((43 + 14.5 / 60, 76.8875))

    def test_whole_numbers_are_coordinates_only_when_written_as_such(self):
        assert read_point("43, 76") == Found(PointKind.IN_KAZAKHSTAN, Position(43, 76))
        assert read_point("43° 76°") == Found(PointKind.IN_KAZAKHSTAN, Position(43, 76))
        for text in ["43,76", "43 76", "7/29", "10"]:
            assert read_point(text).kind is PointKind.NOTHING

    @given(latitudes, longitudes)
    def test_reads_any_position_of_kazakhstan_with_dot_and_comma(self, lat, lon):
        for text in (f"{lat}, {lon}", f"{lat} {lon}".replace(".", ",")):
            assert read_point(text) == Found(
                PointKind.IN_KAZAKHSTAN, Position(lat, lon)
            )

    @given(latitudes, st.floats(56, geodesy.EAST).map(lambda number: round(number, 6)))
    def test_suggests_the_right_order(self, lat, lon):
        assert read_point(f"{lon}, {lat}") == Found(
            PointKind.SWAPPED, Position(lat, lon)
        )

    def test_an_order_that_is_said_is_not_swapped(self):
        assert read_point("76.889709 E 43.238949 N") == FOUND

    @pytest.mark.parametrize(
        ("text", "position"),
        [
            ("39.9042, 116.4074", (39.9042, 116.4074)),
            ("116.4074, 39.9042", (39.9042, 116.4074)),
            ("43.2 S 76.9 E", (-43.2, 76.9)),
            ("43.2N 76.9W", (43.2, -76.9)),
            ("0.0, 0.0", (0, 0)),
        ],
    )
    def test_says_what_is_outside(self, text, position):
        assert read_point(text) == Found(PointKind.OUTSIDE, Position(*position))

    @pytest.mark.parametrize(
        "text",
        [
            "",
            " ",
            "Almaty",
            "geo:",
            "ул. Абая 10",
            "Орбита 2, 2",
            "+7 701 234 56 78",
            "701, 234",
            "200.5, 300.5",
            "43.238949",
            "N43.2 N76.9",
            "43.2 76.9 51.1",
            "от 1.500 до 2.500",
            "работает с 45 в 70 домов",
            "1.500 2.500 тенге",
            "٤٣.٢, ٧٦.٩",
            "😀",
            "nan, nan",
            "1e1, 7e1",
            "43.2, 76.9" + "9" * 400,
        ],
    )
    def test_says_what_is_none(self, text):
        assert read_point(text) == Found(PointKind.NOTHING)


class TestLinks:
    @pytest.mark.parametrize(
        "link",
        [
            "geo:43.238949,76.889709",
            "geo:43.238949,76.889709?z=17",
            "geo:43.238949,76.889709,812;u=35",
            "geo:0,0?q=43.238949,76.889709(Magnum)",
            "GEO:43.238949,76.889709",
            "https://2gis.kz/almaty/geo/9430047375065447/76.889709,43.238949",
            "https://2gis.kz/almaty/geo/76.889709%2C43.238949?m=76.1%2C43.1%2F16",
            "https://2gis.kz/almaty/firm/7000000101/76.889709%2C43.238949",
            "https://2gis.kz/almaty?m=76.889709%2C43.238949%2F16.5",
            "2gis.kz/almaty?m=76.889709,43.238949/16.5",
            "https://2gis.kz/almaty/directions/points/76.1,43.1;1|76.889709,43.238949;2",
            "dgis://2gis.ru/routeSearch/rsType/car/to/76.889709,43.238949",
            "https://www.google.com/maps/@43.238949,76.889709,15z",
            "https://www.google.com/maps/place/Magnum/@43.1,76.1,17z/data=!3m1!4b1!4m6"
            "!3m5!1s0x3883:0x1!8m2!3d43.238949!4d76.889709!16s%2Fg%2F11",
            "https://maps.google.com/?q=43.238949,76.889709",
            "https://uri.amap.com/marker?position=76.889709,43.238949&name=Magnum",
            "uri.amap.com/navigation?to=76.889709,43.238949,Magnum",
            "https://maps.google.com/maps?q=loc:43.238949,76.889709",
            "https://maps.google.com/?q=Magnum&ll=43.238949,76.889709",
            "https://www.google.kz/maps/search/?api=1&query=43.238949%2C76.889709",
            "https://www.google.com/maps/dir/?api=1&destination=43.238949,76.889709",
            "https://www.google.com/maps/search/43.238949,+76.889709?entry=tts",
            "https://www.google.com/maps/dir/43.1,76.1/43.238949,76.889709/@43,76,12z",
            "https://www.google.com/maps/dir/A/B/data=!4m2!1d76.889709!2d43.238949",
            "https://yandex.kz/maps/162/almaty/?ll=76.889709%2C43.238949&z=16",
            "https://yandex.ru/maps/?pt=76.889709,43.238949,pm2rdm&z=18",
            "https://yandex.ru/maps/?rtext=43.1,76.1~43.238949,76.889709&rtt=mt",
            "https://yandex.com.tr/harita/?whatshere[point]=76.889709,43.238949&ll=1,2",
            "https://yandex.kz/maps/?text=43.238949,76.889709&ll=76.1,43.1",
            "yandexmaps://maps.yandex.ru/?ll=76.889709,43.238949&z=12",
            "https://maps.apple.com/?ll=43.238949,76.889709&q=Magnum",
            "https://www.openstreetmap.org/#map=17/43.238949/76.889709",
            "https://www.openstreetmap.org/?mlat=43.238949&mlon=76.889709#map=5/48/67",
            "https://kztopup.example/en/places/?lat=43.238949&lon=76.889709",
            "https://osmand.net/map?pin=43.238949,76.889709#16/43.1/76.1",
            "https://osmand.net/go?lat=43.238949&lon=76.889709&z=16",
            "om://map?v=1&ll=43.238949,76.889709&n=Here",
            "omaps.app/map?v=1&ll=43.238949,76.889709",
            "https://waze.com/ul?ll=43.238949,76.889709&navigate=yes",
            "https://wego.here.com/?map=43.238949,76.889709,16,normal",
            "https://share.here.com/l/43.238949,76.889709",
            "https://api.map.baidu.com/marker?location=43.238949,76.889709&title=a",
            "https://apis.map.qq.com/uri/v1/marker?marker=coord:43.238949,76.889709;t:a",
            "https://www.petalmaps.com/place/?z=16&lat=43.238949&lng=76.889709",
            "https://some.map.example/#16/43.238949/76.889709",
            "https://some.map.example/?c=76.889709,43.238949",
            "我的位置：北纬43.238949 东经76.889709",
            "приду в 10, с 43.238949, 76.889709",
            "Magnum, супермаркет\nhttps://2gis.kz/geo/1/76.889709,43.238949",
            "Here (https://2gis.kz/geo/1/76.889709,43.238949).",
            "43.238949, 76.889709 https://maps.app.goo.gl/abc",
        ],
    )
    def test_reads_the_place_itself(self, link):
        assert read_point(link) == FOUND

    def test_reads_a_pin_without_a_name(self):
        found = read_point(
            "https://www.google.com/maps/place/43%C2%B014'20.2%22N+76%C2%B053'22.9%22E/"
            "@43.1,76.1,17z"
        )

        assert found.position == pytest.approx((43.238944, 76.889694), abs=1e-6)

    @pytest.mark.parametrize(
        "link",
        [
            "https://maps.app.goo.gl/AbCd1234",
            "https://goo.gl/maps/AbCd1234",
            "goo.gl/maps/AbCd1234",
            "https://go.2gis.com/abcde",
            "Magnum\nhttps://go.2gis.com/abcde",
            "https://yandex.kz/maps/-/CDabcDEF",
            "https://2gis.kz/almaty/search/magnum",
            "https://www.google.com/maps/search/5,6+microdistrict",
            "https://kcell.kz/",
            "geo:0,0?q=Almaty",
            "geo:x",
            "http://[",
            "https://2gis.kz/?" + "m=1&" * 500,
        ],
    )
    def test_says_that_a_link_carries_no_coordinates(self, link):
        assert read_point(link) == Found(PointKind.LINK_WITHOUT_POSITION)

    def test_suggests_the_right_order_and_says_what_is_outside(self):
        assert read_point("geo:76.889709,43.238949") == Found(PointKind.SWAPPED, HERE)
        outside = Found(PointKind.OUTSIDE, Position(39.9, 116.4))
        assert read_point("https://maps.google.com/?q=39.9,116.4") == outside
        assert read_point("https://yandex.ru/maps/?ll=116.4,39.9") == outside


class TestAnyText:
    @given(st.text())
    def test_never_raises(self, text):
        read_point(text)

    @given(
        st.sampled_from(["geo:", "https://", "2gis.kz/", "https://google.com/maps/"]),
        st.text(st.sampled_from("0123456789.,;~|/@!?&=#%[]°'\"+- \0dmlqNEсв😀")),
    )
    def test_never_raises_at_a_link(self, beginning, rest):
        read_point(beginning + rest)
        read_point(rest)

    @pytest.mark.parametrize(
        "text",
        [
            "43." * 2000,
            "1" * 5000,
            "43.2" + " " * 5000 + "x",
            "1.1, " * 1000,
            "43.1111 " * 700,
            "a." * 2500,
            "a-" * 2500,
            "°" * 5000,
            "43°14 " * 800,
            "geo:" + "1," * 2500,
            "https://google.com/" + "!3d1" * 1200,
            "https://2gis.kz/" + "/1," * 1600,
            "https://yandex.ru/?rtext=" + "1.1,1.1~" * 600,
            "google." * 700,
            "\0" * 5000,
            "\u202e" * 5000,
        ],
    )
    def test_long_texts_do_not_take_long(self, text):
        # Of this thread alone: a busy machine is no fault of the text.
        start = time.thread_time()

        read_point(text)

        assert time.thread_time() - start < 0.25
