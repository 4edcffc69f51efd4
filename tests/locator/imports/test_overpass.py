import io

import pytest

from locator.imports.overpass import read_overpass
from locator.imports.rows import Reason, UnreadableFile
from locator.models import Place
from tests.helpers.extracts import element, import_places, plan_of, reasons

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known_names")]


class TestReading:
    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"", "not JSON"),
            (b"\x1f\x8b\x08\x00", "not JSON"),
            (b'<?xml version="1.0"?><osm/>', "not JSON"),
            (b"[" * 100_000, "not JSON"),
            (b"[]", "not from Overpass"),
            (b'{"type": "FeatureCollection", "features": []}', "not from Overpass"),
            (b'{"elements": {}}', "not from Overpass"),
            (
                b'{"elements": [], "remark": "runtime error: Query timed out"}',
                "did not finish",
            ),
        ],
    )
    def test_says_what_is_wrong_with_a_file(self, content, sentence):
        with pytest.raises(UnreadableFile, match=sentence):
            read_overpass(io.BytesIO(content))

    @pytest.mark.parametrize(
        ("wrong", "reason"),
        [
            ({"id": None}, Reason.NO_ID),
            ({"id": "7"}, Reason.NO_ID),
            ({"id": True}, Reason.NO_ID),
            ({"id": -5}, Reason.NO_ID),
            ({"type": "area"}, Reason.NO_ID),
            ({"lat": None}, Reason.NO_POSITION),
            ({"lat": "43.2"}, Reason.NO_POSITION),
            ({"lat": float("nan")}, Reason.NO_POSITION),
            ({"lat": float("inf")}, Reason.NO_POSITION),
            ({"lat": 10**400}, Reason.NO_POSITION),
            ({"lat": 76.945, "lon": 43.238}, Reason.SWAPPED),
            ({"lat": 0, "lon": 0}, Reason.ABROAD),
            ({"tags": {"name": "Magnum " * 40}}, Reason.LONG_NAME),
        ],
    )
    def test_leaves_a_bad_element_out_and_takes_the_next(self, wrong, reason):
        plan = plan_of(element(1) | wrong, element(2))

        assert reasons(plan) == [reason]
        assert [change.source_id for change in plan.changes] == ["node/2"]

    @pytest.mark.parametrize("junk", [None, 7, "node", [], {}])
    def test_leaves_out_what_is_no_element(self, junk):
        assert reasons(plan_of(junk)) == [Reason.NO_ID]

    def test_takes_the_first_of_two_with_one_id(self):
        plan = import_places(element(1), element(1, name="Magnum Daily"))

        assert reasons(plan) == [Reason.TWICE]
        assert Place.objects.get().name == "Magnum"

    def test_a_node_and_a_way_may_have_the_same_number(self):
        import_places(element(1), element(1, kind="way", metres=500))

        assert Place.objects.count() == 2

    def test_drops_what_no_database_takes(self):
        import_places(element(name="Mag\x00num\ud800", addr__street="Абай\n 10 "))

        place = Place.objects.get()
        assert (place.name, place.address) == ("Magnum", "Абай 10")
