"""Each format of the files, read by a library: the names and addresses of places."""

import csv
from io import BytesIO, StringIO

import clevercsv
import geojson
import gpxpy
from fastkml import KML

from locator.models import Place
from locator.open_data.files import FORMATS


def all_keys():
    return sorted(Place.objects.values_list("pk", flat=True))


def written(extension, places=None, language="en"):
    places = all_keys() if places is None else places
    return "".join(FORMATS[extension].blocks(places, language))


def csv_rows(text):
    """Return the rows by column, as a program reads them that takes UTF-8 as it is."""
    decoded = text.encode().decode("utf-8-sig")
    return list(csv.DictReader(StringIO(decoded, newline="")))


def read_csv(text):
    decoded = text.encode().decode("utf-8-sig")
    columns, *rows = clevercsv.reader(StringIO(decoded, newline=""))
    name, address = columns.index("name"), columns.index("address")
    return [(row[name], row[address]) for row in rows]


def read_geojson(text):
    collection = geojson.loads(text)
    assert collection.is_valid
    properties = [feature.properties for feature in collection.features]
    return [(found["name"], found["address"]) for found in properties]


def read_kml(text):
    [document] = KML.parse(BytesIO(text.encode())).features
    return [(place.name, place.address) for place in document.features]


def read_gpx(text):
    waypoints = gpxpy.parse(text).waypoints
    return [(waypoint.name, waypoint.comment) for waypoint in waypoints]


READERS = {"csv": read_csv, "geojson": read_geojson, "kml": read_kml, "gpx": read_gpx}
