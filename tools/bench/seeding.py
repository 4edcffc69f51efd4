"""The country's rows, in whatever database the settings name."""

from itertools import islice

from django.core.management import call_command
from django.db import connection

from guides.seeds import load_content
from locator.models import Brand, Place, Settlement
from tools.bench.country import City, points

CITIES = 20

# Some of the hours that shops have: half of the places have none.
HOURS = ["", "Mo-Su 09:00-22:00", "", "24/7", "", "Mo-Fr 09:00-19:00; Sa 10:00-16:00"]


def prepare():
    """Make the tables, and fill them with what ships, without any place."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    load_content()


def cities():
    largest = Settlement.objects.order_by("-population", "pk")[:CITIES]
    return [City(city.pk, city.position, city.population) for city in largest]


def grow_to(size):
    """Add places until there are as many."""
    brands = Brand.objects.in_bulk(field_name="slug")
    ready = Place.objects.count()
    Place.objects.bulk_create(
        (
            place_at(point, brands[point.brand], number)
            for number, point in enumerate(islice(points(cities()), size))
            if number >= ready
        ),
        batch_size=1000,
    )


def settle():
    """Leave the database as PostgreSQL's autovacuum does after an import."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def place_at(point, brand, number):
    return Place(
        brand=brand,
        settlement_id=point.city.pk,
        name=brand.name,
        address=f"проспект Абая, {number % 200}" if number % 5 else "",
        latitude=point.position.latitude,
        longitude=point.position.longitude,
        opening_hours=HOURS[number % len(HOURS)],
        status=Place.Status.PUBLISHED if point.is_published else Place.Status.HIDDEN,
        source=Place.Source.OSM,
        source_id=f"node/{number}",
    )
