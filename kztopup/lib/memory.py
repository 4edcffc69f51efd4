"""Values kept in a process's memory, as long as a public page may be kept."""

import time
from functools import update_wrapper
from threading import Lock

from kztopup.lib.caching import PAGE_SECONDS

everything = []


class in_memory:
    """
    Keep what a function without arguments returns, for a minute at most.

    One thread makes it, while the others wait. A write by this process lets it be made
    anew at once (`forget_everything`); what other processes write is seen with the next
    minute. Minutes end for all at once: what is made of another is no older.
    """

    def __init__(self, make):
        update_wrapper(self, make)
        self.make = make
        self.making = Lock()
        self.writes = 0
        self.made = None
        everything.append(self)

    def __call__(self):
        if self.is_old:
            with self.making:
                if self.is_old:
                    # What is written from here on is not in it.
                    now = minute(), self.writes
                    self.value = self.make()
                    self.made = now
        return self.value

    @property
    def is_old(self):
        return self.made != (minute(), self.writes)

    def forget(self):
        self.writes += 1


def minute() -> float:
    return time.monotonic() // PAGE_SECONDS


def forget_everything():
    for one in everything:
        one.forget()
