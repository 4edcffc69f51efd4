"""The format of the log, of which visitors write a part."""

import logging

MOST_CHARACTERS = 500


class LineFormatter(logging.Formatter):
    """Lines that no visitor can make long: addresses are theirs to write."""

    def formatMessage(self, record):
        line = super().formatMessage(record)
        return line if len(line) <= MOST_CHARACTERS else f"{line[:MOST_CHARACTERS]}…"


class WithoutTraceback(logging.Filter):
    """Say it in one line."""

    def filter(self, record):
        record.exc_info = record.exc_text = None
        return True
