"""
The worker of gunicorn: it serves by waitress, whose threads no slow client holds.

One loop reads what clients send and sends what they are owed; a thread is taken only
for a request that is all here, until its answer is made. gunicorn keeps the rest:
processes, signals, replacing them without an outage.

Its master imports this module and never again: nothing of the site is imported here.
"""

import os
import time

from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import create_server

# A long address in Cyrillic, and the same again as the Referer.
MAX_HEADER_BYTES = 32 * 1024
# Fewer than the 1,024 files that a process may have open by default.
MAX_CONNECTIONS = 500


class WaitressWorker(Worker):
    def run(self):
        from django.conf import settings

        self.connections = {}
        create_server(
            self.wsgi,
            map=self.connections,
            sockets=[listener.sock for listener in self.sockets],
            threads=settings.THREADS,
            connection_limit=MAX_CONNECTIONS,
            channel_timeout=self.cfg.keepalive,
            cleanup_interval=5,
            max_request_header_size=MAX_HEADER_BYTES,
            max_request_body_size=settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
            # Whom to believe is for Django's settings to say.
            clear_untrusted_proxy_headers=False,
            log_socket_errors=False,
            ident=None,
        )
        while self.alive and self.ppid == os.getppid():
            self.read_and_send(seconds=1)
        self.finish()

    def read_and_send(self, seconds):
        """Do what the connections are ready for; wait so long for one that is."""
        self.notify()
        wasyncore.loop(seconds, use_poll=True, map=self.connections, count=1)

    def finish(self):
        """Take no more connections, and answer what has been asked for."""
        for listener in [one for one in self.connections.values() if one.accepting]:
            listener.del_channel()
        give_up = time.monotonic() + self.cfg.graceful_timeout
        while time.monotonic() < give_up and any(
            map(is_waiting, self.connections.values())
        ):
            self.read_and_send(seconds=0.1)


def is_waiting(connection) -> bool:
    """Whether somebody waits for an answer, or came just now and has not asked yet."""
    return isinstance(connection, HTTPChannel) and bool(
        connection.requests
        or connection.total_outbufs_len
        or time.time() - connection.creation_time < 1
    )
