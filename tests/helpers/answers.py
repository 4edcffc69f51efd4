"""Answers of the site as they go over the wire."""

import gzip

import brotli

FOR_MACHINES = [
    "/api/places.geojson",
    "/api/places.columns.json",
    "/export/places.csv",
    "/sitemap.xml",
    "/robots.txt",
    "/manifest.webmanifest",
    "/healthz",
]


def get(client, path, accept_encoding="", **headers):
    return client.get(path, headers={"accept-encoding": accept_encoding} | headers)


def decoded(response):
    """The bytes of the answer, its coding undone."""
    undo = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
    return undo[response.get("Content-Encoding", "")](response.getvalue())


def vary(response):
    return {name.strip().lower() for name in response.get("Vary", "").split(",")}
