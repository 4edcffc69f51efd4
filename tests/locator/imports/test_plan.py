import io
import json
from collections import Counter
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from locator.imports import plan as importing
from locator.imports.overpass import Reason, UnreadableFile
from locator.imports.plan import ChangeKind, NothingToImportInto
from locator.models import Brand, Place, Settlement
from locator.seeds import files
from tests.factories import make_brand, make_operator_brand, make_place, make_settlement

pytestmark = pytest.mark.django_db

SHIPPED = files.FOLDER / "osm-2026-09.json"

METRE = 1 / 111_195  # of latitude, in degrees


@pytest.fixture(autouse=True)
def known_names():
    """Let every test know three chains and the two cities."""
    make_settlement(slug="almaty", name="Almaty", population=2_000_000)
    make_settlement(
        slug="astana", latitude=51.18, longitude=71.446, population=1_500_000
    )
    make_brand(slug="magnum", name="Magnum", aliases=["Магнум", "Magnum Daily"])
    make_operator_brand("tele2", "Tele2", aliases=["Теле2"], wikidata="Q309865")
    make_operator_brand("altel", "Altel")
    make_brand(slug="kassa24", name="Касса 24", kind=Brand.Kind.TERMINAL)


def element(number=1, kind="node", metres=0, **tags):
    """One object of Overpass, so many metres north of the middle of Almaty."""
    position = {"lat": 43.238 + metres * METRE, "lon": 76.945}
    point = position if kind == "node" else {"center": position}
    tags = {"name": "Magnum", "shop": "supermarket"} | tags
    tags = {key.replace("__", ":"): value for key, value in tags.items() if value}
    return {"type": kind, "id": number, "tags": tags} | point


def tele2(number=1, **fields):
    fields = {"name": "Tele2", "shop": None, "office": "telecommunication"} | fields
    return element(number, **fields)


def overpass(*elements, day="2026-09-22"):
    stamp = {"timestamp_osm_base": f"{day}T08:45:51Z"}
    return {"version": 0.6, "osm3s": stamp, "elements": list(elements)}


def plan_of(*elements, day="2026-09-22"):
    document = json.dumps(overpass(*elements, day=day)).encode()
    return importing.plan(importing.read(io.BytesIO(document)))


def import_places(*elements, day="2026-09-22"):
    plan = plan_of(*elements, day=day)
    importing.apply(plan)
    return plan


def reasons(plan):
    return [reason for _, _, reason in plan.left_out]


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
            importing.read(io.BytesIO(content))

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
            ({"lat": 76.945, "lon": 43.238}, Reason.ABROAD),
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


class TestBrands:
    def brand_of(self, **tags):
        plan = plan_of(element(**tags))
        return next(iter(plan.places_by_brand), None)

    @pytest.mark.parametrize(
        "tags",
        [
            {"name": "magnum"},
            {"name": "МАГНУМ", "shop": "convenience"},
            {"name": "Magnum  Daily", "shop": "grocery"},
            {"name": "Magnum-Daily"},
            {"name": "ＭＡＧＮＵＭ"},
            {"name": "Супермаркет", "name__ru": "Магнум"},
            {"name": "Супермаркет", "brand": "Magnum"},
            {"name": None, "operator": "Magnum"},
            {"shop": "supermarket;alcohol"},
        ],
    )
    def test_knows_a_chain_by_any_of_its_names(self, tags):
        assert self.brand_of(**tags) == "magnum"

    def test_believes_wikidata_before_a_name(self):
        tags = {"name": "Магазин связи", "brand__wikidata": "Q309865"}

        assert self.brand_of(shop="mobile_phone", **tags) == "tele2"

    def test_believes_the_sign_before_the_company(self):
        tags = {"name": "Altel", "operator": "Tele2"}

        assert self.brand_of(shop="mobile_phone", **tags) == "altel"

    def test_takes_the_name_of_the_brand_for_a_place_without_one(self):
        import_places(element(name=None, brand="Магнум"))

        assert Place.objects.get().name == "Magnum"

    @pytest.mark.parametrize(
        ("tags", "reason"),
        [
            ({"name": "MAGNUMs"}, Reason.OTHER_STORE),
            ({"name": "Magnum", "shop": None, "amenity": "parking"}, Reason.CAR_PARK),
            ({"name": "Magnum", "shop": "mall"}, Reason.MALL),
            ({"shop": None, "office": "company"}, Reason.LOOK_ALIKE),
            ({"shop": "mobile_phone"}, Reason.LOOK_ALIKE),
            ({"name": "Tele2"}, Reason.LOOK_ALIKE),
            ({"name": "Freedom Mobile", "shop": "mobile_phone"}, Reason.PHONE_SHOP),
            (
                {"name": "Телебашня", "shop": None, "office": "telecommunication"},
                Reason.OTHER_TELECOM,
            ),
            (
                {"name": "Касса 24", "shop": None, "amenity": "parcel_locker"},
                Reason.PARCEL_LOCKER,
            ),
            ({"name": "Kaspi", "shop": None, "amenity": "bank"}, Reason.BANK),
            ({"name": "Касса 24", "shop": None, "amenity": "atm"}, Reason.ATM),
            ({"name": "Казпочта", "shop": None, "amenity": "post_office"}, Reason.POST),
            (
                {"name": "?", "shop": None, "amenity": "payment_terminal"},
                Reason.OTHER_TERMINAL,
            ),
            ({"name": "Аптека", "shop": "chemist"}, Reason.OTHER),
            ({"name": None, "shop": None}, Reason.OTHER),
        ],
    )
    def test_leaves_out_what_is_not_a_place_of_a_brand(self, tags, reason):
        assert reasons(plan_of(element(**tags))) == [reason]


class TestFields:
    @pytest.mark.parametrize(
        ("house", "address"),
        [
            ("15/16", "улица Абая, 15/16"),
            ("1\\4", "улица Абая, 1\\4"),
            ("28-А", "улица Абая, 28-А"),
            (" 8 к1 ", "улица Абая, 8 к1"),
            (None, "улица Абая"),
        ],
    )
    def test_keeps_the_address_as_signposted(self, house, address):
        import_places(element(addr__street="улица Абая", addr__housenumber=house))

        assert Place.objects.get().address == address

    def test_a_house_number_without_a_street_is_no_address(self):
        import_places(element(addr__housenumber="10"))

        assert Place.objects.get().address == ""

    def test_takes_hours_phone_and_website(self):
        import_places(
            element(
                opening_hours="Mo-Su 08:00-23:00",
                contact__phone="+7 727 258 83 00",
                website="https://magnum.kz/",
            )
        )

        place = Place.objects.get()
        assert place.opening_hours == "Mo-Su 08:00-23:00"
        assert place.phone == "+7 727 258 83 00"
        assert place.website == "https://magnum.kz/"

    @pytest.mark.parametrize(
        ("field", "text"),
        [
            ("opening_hours", "с утра до вечера"),
            ("website", "javascript:alert(1)"),
            ("website", "ftp://magnum.kz/"),
            ("phone", "+7 727 258 83 00; " * 5),
            ("addr:street", "улица " * 100),
        ],
    )
    def test_leaves_a_text_that_cannot_be_used_empty_and_says_so(self, field, text):
        plan = import_places(element(**{field: text}))

        name = field.replace("addr:street", "address")
        assert plan.unusable == [("node/1", name)]
        assert getattr(Place.objects.get(), name) == ""
        Place.objects.get().full_clean()

    def test_is_published_from_osm_and_seen_on_the_day_of_the_extract(self):
        import_places(element(7), day="2026-09-22")

        place = Place.objects.get()
        assert (place.source, place.source_id) == ("osm", "node/7")
        assert place.status == Place.Status.PUBLISHED
        assert place.seen_on == date(2026, 9, 22)
        assert place.settlement.slug == "almaty"


class TestJoining:
    def test_a_node_inside_an_outline_is_one_shop(self):
        plan = import_places(
            element(1),
            element(2, kind="way", metres=59, addr__street="Абай даңғылы"),
        )

        assert [(kept, dropped) for kept, dropped, *_ in plan.joined] == [
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

        assert plan.joined == []
        assert Place.objects.count() == 1 + len(others)

    def test_two_outlines_are_two_shops(self):
        import_places(element(1, kind="way"), element(2, kind="relation", metres=9))

        assert Place.objects.count() == 2

    def test_an_outline_takes_the_nearer_of_two_nodes(self):
        plan = import_places(
            element(1, metres=-50), element(2, kind="way"), element(3, metres=9)
        )

        assert plan.joined[0].kept == "node/3"
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

        assert plan.joined == []
        assert Place.objects.count() == 2


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

        importing.apply(plan)

        assert Place.objects.get().name == "Magnum на Абая"


class TestApplying:
    def test_twice_is_once(self):
        import_places(element(1))
        plan = plan_of(element(1, name="Магнум"), element(2, metres=500))

        importing.apply(plan)
        once = list(Place.objects.values())
        importing.apply(plan)

        assert list(Place.objects.values()) == once

    def test_is_all_or_nothing(self):
        import_places(element(1))
        plan = plan_of(element(1, name="Магнум"), element(2, metres=500))
        new = plan.of_kind(ChangeKind.NEW)[0]
        lost = {"latitude": 0.0}
        plan.changes.append(new._replace(source_id="node/3", after=new.after | lost))

        with pytest.raises(IntegrityError):
            importing.apply(plan)

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
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


class TestAnything:
    @given(st.binary(max_size=200))
    def test_bytes_are_unreadable(self, content):
        try:
            importing.read(io.BytesIO(content))
        except UnreadableFile as error:
            assert str(error)

    @with_a_database
    @given(st.lists(ELEMENTS | ANYTHING, max_size=6), ANYTHING)
    def test_junk_is_left_out(self, elements, head):
        document = json.dumps({"elements": elements, "osm3s": head}).encode()

        plan = importing.plan(importing.read(io.BytesIO(document)))
        importing.apply(plan)

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


class TestCommand:
    @pytest.fixture
    def path(self, tmp_path):
        path = tmp_path / "extract.json"
        document = overpass(element(1), element(2, shop=None, amenity="bank"))
        path.write_text(json.dumps(document), "utf-8")
        return path

    def test_says_what_it_did(self, path, capsys):
        call_command("import_places", path)

        lines = capsys.readouterr().out.splitlines()
        assert lines[0] == "Places in the extract of 2026-09-22: 1"
        assert "1 new" in lines
        assert lines[-2:] == ["1 left out", "      1 bank"]
        assert Place.objects.count() == 1

    def test_a_dry_run_lists_everything_and_writes_nothing(self, path, capsys):
        call_command("import_places", path, "--dry-run")

        assert "  node/1 Magnum: brand magnum, latitude" in capsys.readouterr().out
        assert not Place.objects.exists()

    @pytest.mark.parametrize("content", ["{}", "not JSON"])
    def test_says_in_one_sentence_that_it_cannot(self, path, content):
        path.write_text(content)

        with pytest.raises(CommandError, match="Nothing imported. This "):
            call_command("import_places", path)

    def test_says_that_there_is_no_such_file(self, tmp_path):
        with pytest.raises(CommandError, match="Nothing imported"):
            call_command("import_places", tmp_path / "nothing.json")


class TestShippedExtract:
    @pytest.fixture
    def known_names(self):
        call_command("load_content", verbosity=0)

    @pytest.fixture
    def plan(self):
        with SHIPPED.open("rb") as file:
            return importing.plan(importing.read(file))

    def test_gives_so_many_places_of_each_brand(self, plan):
        # 161 objects are named Magnum in some way; two of them are joined.
        assert plan.places_by_brand == {
            "magnum": 159,
            "small": 78,
            "tele2": 41,
            "toimart": 30,
            "kcell": 28,
            "ncp": 18,
            "spar": 6,
            "beeline": 5,
            "ramstor": 5,
            "altel": 4,
            "galmart": 4,
            "interfood": 4,
            "anvar": 3,
            "kassa24": 3,
            "metro": 3,
            "payment-terminal": 2,
            "activ": 1,
            "kaspi-terminal": 1,
            "quickpay": 1,
        }
        assert plan.unusable == []

    def test_leaves_the_rest_out_for_a_reason(self, plan):
        assert Counter(reasons(plan)) == {
            Reason.PARCEL_LOCKER: 88,
            Reason.PHONE_SHOP: 66,
            Reason.BANK: 53,
            Reason.POST: 31,
            Reason.OTHER_TELECOM: 25,
            Reason.ATM: 18,
            Reason.CAR_PARK: 1,
            Reason.LOOK_ALIKE: 1,
            Reason.MALL: 1,
        }

    def test_joins_a_node_with_the_outline_of_the_same_shop(self, plan):
        assert {(kept, dropped) for kept, dropped, *_ in plan.joined} == {
            ("node/4893199031", "way/39361955"),
            ("node/10227824689", "way/938783249"),
            ("node/10799233905", "way/1412828730"),
            ("node/10211850698", "way/1134931218"),
            ("node/10211850695", "way/1152828595"),
        }

    def test_a_galmart_under_another_name_is_a_galmart(self, plan):
        (keruen,) = [change for change in plan.changes if change.name == "Керуен"]

        assert keruen.after["brand"] == "galmart"

    def test_changes_nothing_the_second_time(self, plan):
        importing.apply(plan)
        with SHIPPED.open("rb") as file:
            again = importing.plan(importing.read(file))

        assert Place.objects.count() == 396
        assert again.changes == again.seen == []
