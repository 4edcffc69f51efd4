import io
import json
from datetime import date

import pytest
from django.db import IntegrityError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from locator.imports.overpass import read_overpass
from locator.imports.plan import (
    ChangeKind,
    NothingToImportInto,
    apply_plan,
    plan_import,
)
from locator.imports.rows import Reason, UnreadableFile
from locator.models import Brand, Place, Settlement
from tests.helpers.extracts import (
    METRE,
    element,
    import_places,
    plan_of,
    reasons,
    tele2,
)
from tests.helpers.factories import make_place, make_settlement

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known_names")]


class TestChanges:
    def test_a_second_run_changes_nothing(self):
        import_places(element(1), tele2(2), element(3, kind="way", metres=30))
        before = list(Place.objects.values())

        plan = import_places(element(1), tele2(2), element(3, kind="way", metres=30))

        assert plan.changes == plan.seen == []
        assert list(Place.objects.values()) == before

    def test_a_newer_extract_shows_that_a_place_is_still_there(self):
        import_places(element(1), day="2026-09-22")

        plan = import_places(element(1), day="2026-10-01")

        assert plan.changes == []
        assert Place.objects.get().seen_on == date(2026, 10, 1)

    def test_edits_and_moves(self):
        import_places(element(1))

        plan = import_places(element(1, metres=100, name="Магнум"))

        edited, moved = plan.changes
        assert (edited.kind, edited.before, edited.after) == (
            "edited",
            {"name": "Magnum"},
            {"name": "Магнум"},
        )
        assert (moved.kind, moved.before["latitude"]) == ("moved", 43.238)
        place = Place.objects.get()
        assert place.name == "Магнум"
        assert place.latitude == pytest.approx(43.238 + 100 * METRE)

    def test_a_place_that_moves_to_another_city_belongs_to_it(self):
        import_places(element(1))

        import_places(element(1) | {"lat": 51.18, "lon": 71.446})

        assert Place.objects.get().settlement.slug == "astana"

    def test_another_sign_over_the_door(self):
        import_places(tele2(1))

        import_places(tele2(1, name="Altel"))

        assert Place.objects.get().brand.slug == "altel"

    def test_what_has_vanished_is_reported_and_left(self):
        import_places(element(1), element(2, metres=500))

        plan = import_places(element(1), day="2026-10-01")

        (gone,) = plan.of_kind(ChangeKind.GONE)
        assert (gone.source_id, gone.after) == ("node/2", {"status": "closed"})
        place = Place.objects.get(source_id="node/2")
        assert place.status == Place.Status.PUBLISHED
        assert place.seen_on == date(2026, 9, 22)

    def test_an_extract_of_one_city_says_nothing_of_another(self):
        import_places(element(1), element(2) | {"lat": 51.18, "lon": 71.446})

        plan = import_places(element(1), day="2026-10-01")

        assert plan.of_kind(ChangeKind.GONE) == []

    @pytest.mark.parametrize(
        "fields", [{"source": "staff"}, {"source_id": "node/5", "status": "closed"}]
    )
    def test_what_is_not_expected_in_the_source_is_not_missed(self, fields):
        almaty = Settlement.objects.get(slug="almaty")
        make_place(settlement=almaty, **{"source": "osm"} | fields)

        plan = plan_of(element(1))

        assert plan.of_kind(ChangeKind.GONE) == []

    def test_an_older_extract_changes_nothing_of_what_a_newer_one_has_seen(self):
        import_places(element(1), element(2, metres=500), day="2026-10-01")

        plan = import_places(element(1, name="Магнум"), day="2026-09-22")

        assert plan.changes == []
        assert reasons(plan) == [Reason.OLDER]
        assert Place.objects.get(source_id="node/1").name == "Magnum"

    def test_a_place_that_staff_closed_stays_closed(self):
        import_places(element(1))
        Place.objects.update(status=Place.Status.CLOSED)

        import_places(element(1, name="Магнум"))

        assert Place.objects.get().status == Place.Status.CLOSED


class TestStaff:
    def staff_set(self, **fields):
        Place.objects.update(staff_fields=list(fields), **fields)

    def test_their_field_is_kept_and_the_difference_shown(self):
        import_places(element(1))
        self.staff_set(name="Magnum на Абая")

        plan = import_places(element(1, phone="+7 727 000 00 00"))

        (edited, conflict) = plan.changes
        assert (conflict.kind, conflict.before, conflict.after) == (
            "conflict",
            {"name": "Magnum на Абая"},
            {"name": "Magnum"},
        )
        place = Place.objects.get()
        assert (place.name, place.phone) == ("Magnum на Абая", "+7 727 000 00 00")

    def test_a_source_that_says_nothing_does_not_contradict_them(self):
        import_places(element(1))
        self.staff_set(opening_hours="24/7")

        plan = import_places(element(1))

        assert plan.changes == []
        assert Place.objects.get().opening_hours == "24/7"

    def test_their_settlement_is_kept(self):
        import_places(element(1))
        village = make_settlement(slug="village")
        self.staff_set(settlement=village)

        import_places(element(1, metres=10))

        assert Place.objects.get().settlement == village

    @pytest.mark.parametrize("field", ["latitude", "longitude"])
    def test_their_pin_is_kept_whole(self, field):
        import_places(element(1))
        self.staff_set(**{field: getattr(Place.objects.get(), field) + 0.001})
        pin = Place.objects.get().position

        plan = import_places(element(1, metres=100))

        assert [change.kind for change in plan.changes] == [ChangeKind.CONFLICT]
        assert Place.objects.get().position == pin

    def test_what_they_set_after_the_plan_was_made_is_kept(self):
        import_places(element(1))
        plan = plan_of(element(1, name="Магнум"))
        self.staff_set(name="Magnum на Абая")

        apply_plan(plan)

        assert Place.objects.get().name == "Magnum на Абая"


class TestApplying:
    def test_twice_is_once(self):
        import_places(element(1))
        plan = plan_of(element(1, name="Магнум"), element(2, metres=500))

        apply_plan(plan)
        once = list(Place.objects.values())
        apply_plan(plan)

        assert list(Place.objects.values()) == once

    def test_is_all_or_nothing(self):
        import_places(element(1))
        plan = plan_of(element(1, name="Магнум"), element(2, metres=500))
        new = plan.of_kind(ChangeKind.NEW)[0]
        lost = {"latitude": 0.0}
        plan.changes.append(new._replace(source_id="node/3", after=new.after | lost))

        with pytest.raises(IntegrityError):
            apply_plan(plan)

        assert Place.objects.get().name == "Magnum"

    def test_asks_as_many_questions_for_forty_places_as_for_four(
        self, django_assert_max_num_queries
    ):
        import_places(*[element(number, metres=number * 99) for number in range(1, 41)])

        with django_assert_max_num_queries(16):
            import_places(
                *[
                    element(number, metres=number * 99, name="Магнум")
                    for number in range(1, 51)
                ],
                day="2026-10-01",
            )

    def test_needs_brands_and_settlements(self):
        Brand.objects.all().delete()

        with pytest.raises(NothingToImportInto, match="load_content"):
            plan_of(element(1))


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=10), inner, max_size=4)
    ),
    max_leaves=12,
)
TAGS = st.dictionaries(
    st.sampled_from(
        ["name", "name:kk", "brand", "shop", "office", "opening_hours", "phone"]
        + ["website", "addr:street", "addr:housenumber", "brand:wikidata"]
    ),
    st.sampled_from(["Magnum", "Tele2", "supermarket", "telecommunication", "24/7"])
    | ANYTHING,
)
ELEMENTS = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["node", "way", "relation"]) | ANYTHING,
        "id": st.integers(1, 5) | ANYTHING,
        "lat": st.floats(43.2380, 43.2390) | ANYTHING,
        "lon": st.just(76.945) | ANYTHING,
        "center": ANYTHING,
        "tags": TAGS | ANYTHING,
    },
)
GOOD_ELEMENTS = st.builds(
    element,
    number=st.integers(1, 6),
    kind=st.sampled_from(["node", "way"]),
    metres=st.integers(0, 200),
    name=st.sampled_from(["Magnum", "Магнум", "Magnum Daily", "?"]),
)
with_a_database = settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


class TestAnything:
    @given(st.binary(max_size=200))
    def test_bytes_are_unreadable(self, content):
        try:
            read_overpass(io.BytesIO(content))
        except UnreadableFile as error:
            assert str(error)

    @with_a_database
    @given(st.lists(ELEMENTS | ANYTHING, max_size=6), ANYTHING)
    def test_junk_is_left_out(self, elements, head):
        document = json.dumps({"elements": elements, "osm3s": head}).encode()

        plan = plan_import(read_overpass(io.BytesIO(document)))
        apply_plan(plan)

        for place in Place.objects.all():
            place.full_clean()
        Place.objects.all().delete()

    @with_a_database
    @given(st.lists(GOOD_ELEMENTS, max_size=8), st.lists(GOOD_ELEMENTS, max_size=8))
    def test_a_second_run_changes_nothing(self, earlier, later):
        Place.objects.all().delete()
        import_places(*earlier)
        import_places(*later, day="2026-10-01")
        before = list(Place.objects.order_by("pk").values())

        plan = import_places(*later, day="2026-10-01")

        assert [change.kind for change in plan.changes if change.kind != "gone"] == []
        assert list(Place.objects.order_by("pk").values()) == before
