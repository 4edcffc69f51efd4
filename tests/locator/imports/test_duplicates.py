import pytest

from locator.imports.plan import ChangeKind
from locator.models import Place
from tests.helpers.extracts import element, import_places, tele2

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known_names")]


class TestJoining:
    def test_a_node_inside_an_outline_is_one_shop(self):
        plan = import_places(
            element(1),
            element(2, kind="way", metres=59, addr__street="Абай даңғылы"),
        )

        assert [(kept, dropped) for kept, dropped, *_ in plan.merged] == [
            ("node/1", "way/2")
        ]
        place = Place.objects.get()
        assert place.source_id == "node/1"
        assert place.latitude == pytest.approx(43.238)
        assert place.address == "Абай даңғылы"

    @pytest.mark.parametrize(
        "others",
        [
            pytest.param([element(2, metres=46)], id="two nodes"),
            pytest.param([element(2, kind="way", metres=61)], id="too far"),
            pytest.param(
                [tele2(2, metres=1), tele2(3, metres=2, name="Altel")],
                id="Tele2 and Altel at one counter",
            ),
        ],
    )
    def test_others_are_places_of_their_own(self, others):
        plan = import_places(element(1), *others)

        assert plan.merged == []
        assert Place.objects.count() == 1 + len(others)

    def test_two_outlines_are_two_shops(self):
        import_places(element(1, kind="way"), element(2, kind="relation", metres=9))

        assert Place.objects.count() == 2

    def test_an_outline_takes_the_nearer_of_two_nodes(self):
        plan = import_places(
            element(1, metres=-50), element(2, kind="way"), element(3, metres=9)
        )

        assert plan.merged[0].kept == "node/3"
        assert Place.objects.count() == 2

    def test_a_known_place_keeps_its_id_when_a_node_appears(self):
        import_places(element(2, kind="way"))
        known = Place.objects.get()

        import_places(element(1, metres=20), element(2, kind="way"))

        place = Place.objects.get()
        assert (place.pk, place.source_id) == (known.pk, "way/2")

    def test_a_place_mapped_anew_stays_the_same_place(self):
        import_places(element(1))
        known = Place.objects.get()

        plan = import_places(element(2, kind="way", metres=20), day="2026-10-01")

        assert plan.of_kind(ChangeKind.GONE) == plan.of_kind(ChangeKind.NEW) == []
        place = Place.objects.get()
        assert (place.pk, place.source_id) == (known.pk, "way/2")

    def test_two_known_places_stay_two(self):
        import_places(element(1), element(2, kind="way", metres=200))

        plan = import_places(element(1), element(2, kind="way", metres=20))

        assert plan.merged == []
        assert Place.objects.count() == 2
