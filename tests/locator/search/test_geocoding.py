import json
import os
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache

from locator.geo.geodesy import Position
from locator.search import geocoding
from locator.search.geocoding import Candidate, NotFound, Unavailable, geocode
from tests.helpers.processes import run_at_once


def found(name="Абай даңғылы, Алматы", lat="43.2389", lon="76.8897"):
    return {"display_name": name, "lat": lat, "lon": lon}


class FakeNominatim(ThreadingHTTPServer):
    """Answers as it is told to, and remembers what it was asked, and when."""

    daemon_threads = True
    answer = [found()]
    status = 200
    seconds = 0
    seconds_between_bytes = 0
    endless_header = False

    def __init__(self):
        super().__init__(("127.0.0.1", 0), FakeAnswer)
        self.requests = []
        self.times = []
        self.is_over = threading.Event()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def body(self):
        is_text = isinstance(self.answer, (str, bytes))
        text = self.answer if is_text else json.dumps(self.answer)
        return text if isinstance(text, bytes) else text.encode()


class FakeAnswer(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.times.append(time.monotonic())
        self.server.requests.append((self.path, dict(self.headers)))
        self.server.is_over.wait(self.server.seconds)
        try:
            if self.server.endless_header:
                self.wfile.write(b"HTTP/1.0 200 OK\r\nX: ")
                while not self.server.is_over.wait(0.1):
                    self.wfile.write(b"x")
                return
            self.send_response(self.server.status)
            self.end_headers()
            if not self.server.seconds_between_bytes:
                self.wfile.write(self.server.body)
                return
            for byte in self.server.body:
                if self.server.is_over.wait(self.server.seconds_between_bytes):
                    return
                self.wfile.write(bytes([byte]))
        except OSError:  # nobody listens any more
            pass

    def log_message(self, *arguments):
        pass


@pytest.fixture
def nominatim(settings, db):
    server = FakeNominatim()
    thread = threading.Thread(target=server.serve_forever, args=[0.05], daemon=True)
    thread.start()
    settings.GEOCODER_URL = server.url
    yield server
    server.is_over.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def nobody_waits(monkeypatch, clock):
    """Let turns come as fast as they are wanted."""
    monkeypatch.setattr(geocoding, "time", clock)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


class TestAnswers:
    def test_returns_names_and_positions(self, nominatim):
        nominatim.answer = [found(), found("Абай көшесі", "51.1", "71.4")]

        assert geocode("Abay 10", "en") == [
            Candidate("Абай даңғылы, Алматы", Position(43.2389, 76.8897)),
            Candidate("Абай көшесі", Position(51.1, 71.4)),
        ]

    def test_asks_for_kazakhstan_in_the_readers_language_and_says_who_asks(
        self, nominatim
    ):
        geocode("Abay & 10", "zh-hans")

        ((path, headers),) = nominatim.requests
        query = parse_qs(urlsplit(path).query)
        assert urlsplit(path).path == "/search"
        assert query["q"] == ["Abay & 10"]
        assert query["countrycodes"] == ["kz"]
        assert query["accept-language"] == ["zh-Hans,zh,en"]
        assert headers["User-Agent"] == "kztopup (http://testserver, hello@example.org)"

    def test_a_path_of_the_address_is_kept(self, nominatim, settings):
        settings.GEOCODER_URL += "/nominatim"

        geocode("Abay", "en")

        assert nominatim.requests[0][0].startswith("/nominatim/search?")

    def test_nothing_found_is_said(self, nominatim):
        nominatim.answer = []

        with pytest.raises(NotFound):
            geocode("Abay", "en")

    def test_what_is_outside_kazakhstan_is_dropped(self, nominatim):
        nominatim.answer = [found("Beijing", "39.9", "116.4"), found()]
        assert [candidate.name for candidate in geocode("Abay", "en")] == [
            "Абай даңғылы, Алматы"
        ]

        nominatim.answer = [found("Beijing", "39.9", "116.4")]
        with pytest.raises(NotFound):
            geocode("Beijing", "en")

    @pytest.mark.parametrize(
        "answer",
        [
            "<!DOCTYPE html><h1>Bandwidth limit exceeded</h1>",
            "",
            "null",
            "{}",
            '{"error": "Unable to geocode"}',
            '"43.2, 76.9"',
            "[1, 2]",
            '["a"]',
            "[null]",
            "[{}]",
            [found(lat="43,2389")],
            [found(lat="north")],
            [found(lat="nan")],
            [found(lat="1e400")],
            [found(lat="95")],
            [found(lat=None)],
            [found(name=None)],
            [found(name=["a"])],
            "[" * 100_000,
            b"\xff\xfe\x00",
        ],
    )
    def test_nonsense_is_no_answer(self, nominatim, answer):
        nominatim.answer = answer

        with pytest.raises(Unavailable):
            geocode("Abay", "en")

    @pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 500, 502, 503])
    def test_a_refusal_is_no_answer(self, nominatim, status):
        nominatim.status = status

        with pytest.raises(Unavailable):
            geocode("Abay", "en")

    def test_an_answer_without_end_is_none(self, nominatim, monkeypatch):
        monkeypatch.setattr(geocoding, "LARGEST_ANSWER", 1000)
        nominatim.answer = [found(name="a" * 2000)]

        with pytest.raises(Unavailable):
            geocode("Abay", "en")

    def test_a_long_name_is_cut(self, nominatim):
        nominatim.answer = [found(name="a" * 2000)]

        assert len(geocode("Abay", "en")[0].name) == geocoding.LONGEST_NAME

    def test_a_closed_port_is_no_answer(self, nominatim, settings):
        settings.GEOCODER_URL = "http://127.0.0.1:1"

        with pytest.raises(Unavailable):
            geocode("Abay", "en")


class TestTime:
    def test_waits_ten_seconds_at_most(self):
        assert geocoding.TIMEOUT == 10

    @pytest.mark.parametrize(
        ("name", "value"),
        [("seconds", 30), ("seconds_between_bytes", 0.1), ("endless_header", True)],
    )
    def test_a_slow_answer_is_none(self, nominatim, monkeypatch, name, value):
        monkeypatch.setattr(geocoding, "TIMEOUT", 0.2)
        setattr(nominatim, name, value)

        with pytest.raises(Unavailable):
            geocode("Abay", "en")


class TestMemory:
    def test_an_answer_is_remembered(self, nominatim):
        first = geocode("Abay 10", "en")

        assert geocode(" abay  10", "en") == first
        assert len(nominatim.requests) == 1

    def test_each_language_has_its_own(self, nominatim):
        geocode("Abay", "en")
        geocode("Abay", "ru")

        assert len(nominatim.requests) == 2

    def test_that_nothing_was_found_is_remembered(self, nominatim):
        nominatim.answer = []

        for _ in range(2):
            with pytest.raises(NotFound):
                geocode("Abay", "en")

        assert len(nominatim.requests) == 1

    def test_that_it_is_down_is_remembered_for_everybody(self, nominatim):
        nominatim.status = 503

        for text in ("Abay", "Dostyk"):
            with pytest.raises(Unavailable):
                geocode(text, "en")

        assert len(nominatim.requests) == 1

    def test_what_is_remembered_is_answered_while_it_is_down(self, nominatim):
        geocode("Abay", "en")
        nominatim.status = 503
        with pytest.raises(Unavailable):
            geocode("Dostyk", "en")

        assert geocode("Abay", "en")

    def test_answers_are_kept_for_thirty_days_and_failures_for_less(
        self, nominatim, monkeypatch
    ):
        kept = {}
        keep = cache.set
        monkeypatch.setattr(
            cache,
            "set",
            lambda key, value, timeout: (
                kept.update({key: timeout}) or keep(key, value, timeout)
            ),
            raising=False,
        )
        geocode("Abay", "en")
        nominatim.answer = []
        with pytest.raises(NotFound):
            geocode("Nowhere", "en")
        nominatim.status = 500
        with pytest.raises(Unavailable):
            geocode("Dostyk", "en")

        assert list(kept.values()) == [30 * 86400, 86400, 60]


class TestRefusals:
    def test_asks_nothing_unless_configured(self, settings):
        settings.GEOCODER_URL = ""

        assert not geocoding.is_configured()
        with pytest.raises(Unavailable):
            geocode("Abay", "en")

    @pytest.mark.parametrize("text", ["", " ", "\0", "a" * 201])
    def test_asks_nothing_for_no_text_or_too_much(self, nominatim, text):
        with pytest.raises(NotFound):
            geocode(text, "en")

        assert nominatim.requests == []

    def test_asks_nothing_when_the_cache_is_gone(self, nominatim, dead_shared_cache):
        with pytest.raises(Unavailable):
            geocode("Abay", "en")

        assert nominatim.requests == []

    def test_asks_nothing_when_the_cache_takes_nothing(self, nominatim, monkeypatch):
        """So the database's cache answers when the database fails."""
        monkeypatch.setattr(cache, "add", lambda *arguments: False, raising=False)

        with pytest.raises(Unavailable):
            geocode("Abay", "en")

        assert nominatim.requests == []

    def test_waits_only_briefly_for_somebody_else(self, nominatim, clock):
        cache.add(geocoding.BUSY, True, 60)
        start = clock.time()

        with pytest.raises(Unavailable):
            geocode("Abay", "en")

        assert 3 < clock.time() - start <= 4
        assert nominatim.requests == []

    def test_is_not_busy_after_a_failure(self, nominatim):
        nominatim.status = 500
        with pytest.raises(Unavailable):
            geocode("Abay", "en")

        assert cache.get(geocoding.BUSY) is None


ASK = """
from locator.search.geocoding import Unavailable, geocode
for number in range(2):
    for attempt in range(5):
        try:
            geocode(f"{sys.argv[1]} {number}", "en")
            break
        except Unavailable:
            pass
"""


class TestEverywhere:
    def test_a_turn_that_is_taken_is_waited_out(self, nominatim, clock):
        times = []
        for text in ("Abay", "Dostyk", "Samal"):
            geocode(text, "en")
            times.append(clock.time())

        first, second, third = times
        assert second - first >= 1
        assert third - second >= 1

    @pytest.mark.django_db(transaction=True)
    def test_two_processes_ask_once_a_second(self, nominatim, tmp_path):
        # Processes have no other clock in common than the machine's.
        run_at_once(tmp_path, ASK, ["Abay", "Dostyk"], GEOCODER_URL=nominatim.url)

        times = sorted(nominatim.times)
        asked = {
            parse_qs(urlsplit(path).query)["q"][0] for path, _ in nominatim.requests
        }
        assert len(times) == len(asked) == 4
        gaps = [after - before for before, after in zip(times, times[1:], strict=False)]
        assert min(gaps) >= 1
