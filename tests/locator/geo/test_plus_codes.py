import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.geo import plus_codes
from locator.geo.geodesy import EAST, NORTH, SOUTH, WEST, Position

# Of the test data of open-location-code: codes, and the middles of their cells.
KNOWN = [
    ("8FVC2222+22", 47.0000625, 8.0000625),
    ("7FG49QCJ+2VX", 20.3701125, 2.782234375),
    ("4VCPPQGP+Q9", -41.2730625, 174.7859375),
]


@pytest.mark.parametrize(("code", "latitude", "longitude"), KNOWN)
def test_full_codes_are_the_middles_of_their_cells(code, latitude, longitude):
    assert plus_codes.decode(code) == pytest.approx((latitude, longitude), abs=1e-9)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("6VQQ+H6 Almaty", ("6VQQ+H6", "Almaty")),
        ("Алматы, 6vqq+h6", ("6VQQ+H6", "Алматы")),
        ("8FVC2222+22", ("8FVC2222+22", "")),
        *(("1+1", None), ("C+F", None), ("+7 701 234", None), ("6VQ+H6", None)),
        ("66VQQ+H6 has five digits", None),
    ],
)
def test_codes_are_found_among_words(text, found):
    assert plus_codes.find_code(text) == found


def positions(margin):
    return st.builds(
        Position,
        st.floats(SOUTH + margin, NORTH - margin),
        st.floats(WEST + margin, EAST - margin),
    )


@given(positions(1), st.floats(-0.45, 0.45), st.floats(-0.45, 0.45))
def test_a_short_code_is_the_one_near_its_town(position, north, east):
    code = plus_codes.encode(position) + "+22"
    town = Position(position.latitude + north, position.longitude + east)

    found = plus_codes.near(code[4:], town)

    assert found == pytest.approx(plus_codes.decode(code), abs=1e-9)
    assert found == pytest.approx(position, abs=1 / 400)
