"""The clock of the tests, which says the same whenever they run."""

from datetime import UTC, date, datetime

# Noon of a Sunday in Kazakhstan: no place opens or closes, nor is about to. The hour is
# 12 seconds old, so that none ends while a test counts.
NOW = datetime(2026, 11, 29, 7, 0, 12, tzinfo=UTC)
TODAY = date(2026, 11, 29)


class Clock:
    """Stands still until a test advances it, or code that sleeps in its place."""

    def __init__(self):
        self.seconds = NOW.timestamp()

    def time(self):
        return self.seconds

    def now(self):
        return datetime.fromtimestamp(self.seconds, UTC)

    def advance(self, seconds):
        self.seconds += seconds

    monotonic, sleep = time, advance
