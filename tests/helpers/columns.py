"""Ask for places as columns, and read them as a map does."""

from itertools import accumulate

URL = "/api/places.columns.json"


def ask(client, **query):
    response = client.get(URL, query)
    assert response.status_code == 200, response.text
    return response.json()


def decoded(answer):
    """Return what the columns say of each place, by its id, as a map reads them."""
    brands = [answer["brands"][number][0] for number in accumulate(answer["brand"])]
    towns = [
        answer["settlements"][number][0] for number in accumulate(answer["settlement"])
    ]
    latitudes = [number / 100_000 for number in accumulate(answer["latitude"])]
    longitudes = [number / 100_000 for number in accumulate(answer["longitude"])]
    ids = accumulate(answer["id"])
    rows = zip(brands, towns, latitudes, longitudes, answer["unsure"], strict=True)
    return dict(zip(ids, rows, strict=True))


def ids(answer):
    return {*decoded(answer)}
