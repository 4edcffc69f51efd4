from datetime import date

import pytest

from locator.imports.rows import Reason
from locator.models import Place
from tests.helpers.extracts import (
    element,
    import_places,
    plan_of,
    reasons,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known_names")]


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
            ({"opening_hours": "closed"}, Reason.CLOSED),
            ({"opening_hours": "Пн-Вс не работает"}, Reason.CLOSED),
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
                opening_hours="Ежедневно 8:00 – 23:00",
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
