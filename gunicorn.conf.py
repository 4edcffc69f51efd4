"""The settings of gunicorn, for `make run` and for production."""

import json
import subprocess
import sys
from pathlib import Path

SETTINGS = """
import json
from kztopup import settings
names = ["BIND", "PORT", "SITE_URL", "WEB_CONCURRENCY"]
print(json.dumps({name: getattr(settings, name) for name in names}))
"""


def settings_of_the_site():
    """Ask another process, which says itself what is wrong in them."""
    process = subprocess.run(
        [sys.executable, "-c", SETTINGS],
        cwd=Path(__file__).parent,
        stdout=subprocess.PIPE,
    )
    return json.loads(process.stdout) if process.returncode == 0 else sys.exit(1)


settings = settings_of_the_site()

wsgi_app = "kztopup.wsgi:application"
bind = f"{settings['BIND']}:{settings['PORT']}"
workers = settings["WEB_CONCURRENCY"]

# Each process loads the site for itself, and the one that starts them keeps nothing of
# it: or those that follow HUP would mix what is old with what is new.
preload_app = False
worker_class = "kztopup.worker.WaitressWorker"

timeout = 30
graceful_timeout = 10
# On a slow mobile network a new connection costs a reader seconds.
keepalive = 60

loglevel = "warning"
control_socket_disable = True


def when_ready(server):
    where = ", ".join(map(str, server.LISTENERS))
    site = settings["SITE_URL"]
    print(f"The site is at {site}, served from {where} (Ctrl-C stops it)", flush=True)
