"""How gunicorn serves the site: `make run`, and production the same."""

from kztopup.settings import PORT, THREADS

wsgi_app = "kztopup.wsgi:application"
bind = f"127.0.0.1:{PORT}"

# Threads, because browsers open connections ahead of need: two idle ones would
# keep two workers that serve one connection at a time from everybody else.
worker_class = "gthread"
workers = 2
threads = THREADS

# Loaded once and shared: workers start at once, and a mistake stops the server
# before it listens. No connection is opened while loading.
preload_app = True

# A question in Cyrillic or Chinese takes six or nine bytes a letter in an address.
limit_request_line = 8190

timeout = 30
graceful_timeout = 10
# On a slow mobile network a new connection costs a reader seconds.
keepalive = 60

loglevel = "warning"
control_socket_disable = True


def when_ready(server):
    print(f"The site is at http://127.0.0.1:{PORT} (Ctrl-C stops it)", flush=True)
