import math

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from locator.geo.forms import CoordinateField, format_degrees, position_errors
from locator.geo.geodesy import Position


class TestCoordinateField:
    @pytest.mark.parametrize(
        "typed",
        [
            "43.238",
            "43,238",
            " 43.238 ",
            "+43.238",
            "43.238°",
            "43,238 °",
            "43.2380",
            "\u00a043.238\u00a0",
            "N43.238",
            "43°14'16.8\"N",
            "с. ш. 43,238°",
        ],
    )
    def test_reads_a_comma_and_a_dot(self, typed):
        assert CoordinateField().clean(typed) == 43.238

    def test_reads_a_whole_number_and_one_below_zero(self):
        assert CoordinateField().clean("43") == 43.0
        assert CoordinateField().clean("-43,5") == -43.5

    def test_keeps_seven_decimals(self):
        assert CoordinateField().clean("43.23894912345") == 43.2389491

    @pytest.mark.parametrize(
        "typed",
        [
            "nan",
            "inf",
            "-Infinity",
            "1e5",
            "1_0",
            "43.238, 76.945",
            "43.238.1",
            "43 238",
            "north",
            "--43",
            "°",
            ".",
            "٤٣",
            "4" * 400,
            "43." + "1" * 400,
            "43\x00",
        ],
    )
    def test_says_that_anything_else_is_no_number_of_degrees(self, typed):
        with pytest.raises(ValidationError, match="one number"):
            CoordinateField().clean(typed)

    @pytest.mark.parametrize("typed", ["", None, "   ", "\u00a0"])
    def test_asks_for_what_is_left_empty(self, typed):
        with pytest.raises(ValidationError, match="required"):
            CoordinateField().clean(typed)

    def test_may_be_left_empty_when_it_is_not_required(self):
        assert CoordinateField(required=False).clean(" ") is None

    @given(st.text() | st.floats().map(str) | st.floats().map(repr))
    def test_gives_a_finite_number_or_an_error_for_every_text(self, typed):
        try:
            degrees = CoordinateField().clean(typed)
        except ValidationError as error:
            assert error.messages
        else:
            assert math.isfinite(degrees)
            assert abs(degrees) < 1000

    @given(st.floats(-180, 180))
    def test_reads_back_what_it_has_shown(self, degrees):
        shown = CoordinateField().prepare_value(degrees)

        assert CoordinateField().clean(shown) == pytest.approx(degrees, abs=1e-7)
        assert not CoordinateField().has_changed(degrees, shown)

    def test_tells_a_changed_number(self):
        assert CoordinateField().has_changed(43.238, "43.239")
        assert CoordinateField().has_changed(43.238, "nonsense")
        assert not CoordinateField().has_changed(43.2389491234, "43,2389491")

    @pytest.mark.parametrize("language", ["zh-hans", "en", "ru", "kk"])
    def test_is_shown_with_a_dot_in_every_language(self, language):
        with translation.override(language):
            assert CoordinateField().prepare_value(43.238949) == "43.238949"

    def test_shows_again_what_was_typed(self):
        assert CoordinateField().prepare_value("43,23x") == "43,23x"


class TestFormatDegrees:
    @pytest.mark.parametrize(
        ("degrees", "text"),
        [
            (43.0, "43"),
            (40.5, "40.5"),
            (76.88970912345, "76.8897091"),
            (100.0, "100"),
            (0.00000001, "0"),
        ],
    )
    def test_leaves_out_idle_zeros(self, degrees, text):
        assert format_degrees(degrees) == text


class TestPositionErrors:
    def test_has_none_in_kazakhstan(self):
        assert position_errors(Position(43.238, 76.945)) == {}

    def test_asks_whether_the_numbers_are_swapped(self):
        errors = position_errors(Position(76.945, 43.238))

        assert errors["latitude"].messages == [
            "Latitude and longitude look swapped: did you mean 43.238, 76.945?"
        ]
        assert errors["longitude"].messages == ["This looks like the latitude."]

    def test_does_not_ask_where_both_ways_round_are_in_kazakhstan(self):
        assert position_errors(Position(50.0, 52.0)) == {}

    def test_names_the_limit_that_is_passed(self):
        assert position_errors(Position(60.0, 76.945))["latitude"].messages == [
            "Latitudes of Kazakhstan are between 40.5 and 55.5."
        ]
        assert position_errors(Position(43.238, 10.0))["longitude"].messages == [
            "Longitudes of Kazakhstan are between 46.4 and 87.4."
        ]

    def test_names_both_limits(self):
        assert set(position_errors(Position(0.0, 0.0))) == {"latitude", "longitude"}
