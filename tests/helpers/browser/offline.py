"""What a browser keeps for when there is no network, and sites that go away."""

import json
import os
import signal
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree

from tests.helpers.browser.serving import Site

# As in a browser that has none.
NO_WORKER = "delete Navigator.prototype.serviceWorker"

GIVE_UP_MS = 30_000

NOTICE = "main > .notice:first-child"

IS_KEPT = """async (path) => {
  const names = (await caches.keys()).filter((name) => name.startsWith("visited:"));
  const copies = names.map((cacheName) => caches.match(path, { cacheName }));
  return (await Promise.all(copies)).some(Boolean);
}"""

# All that is kept, by cache: paths with their queries.
KEPT = """async () => {
  const kept = {};
  for (const name of await caches.keys()) {
    const requests = await (await caches.open(name)).keys();
    kept[name] = requests.map(({ url }) => url.slice(location.origin.length));
  }
  return kept;
}"""


class OwnSite(Site):
    """A site for one module of tests: it is stopped, halted and deployed anew."""

    def __init__(self, folder, shared):
        super().__init__(folder, shared)
        self.folder = folder
        self.static = Path(self.environment["STATIC_ROOT"])
        self.environment["WEB_CONCURRENCY"] = "1"

    @contextmanager
    def stopped(self):
        self.stop()
        try:
            yield
        finally:
            self.start()

    @contextmanager
    def halted(self):
        """Let the server take requests and answer none, as on a network that hangs."""
        processes = [self.server.pid, *children_of(self.server.pid)]
        send(signal.SIGSTOP, processes)
        try:
            yield
        finally:
            send(signal.SIGCONT, processes)

    def deploy(self, version):
        """Serve a style sheet and a script that have changed, under new names."""
        root = self.folder / f"static-{version}"
        # The changed files of the version before are gone from the server.
        copytree(self.static, root, dirs_exist_ok=True)
        manifest = json.loads((root / "staticfiles.json").read_text())
        for name in ("css/site.css", "js/site.js"):
            old = manifest["paths"][name]
            stem, _hash, suffix = old.rsplit(".", 2)
            new = f"{stem}.{version * 12}.{suffix}"
            text = (root / old).read_text()
            (root / new).write_text(text + MARKS[suffix].format(version=version))
            manifest["paths"][name] = new
        manifest["hash"] = version * 12
        (root / "staticfiles.json").write_text(json.dumps(manifest))
        self.stop()
        self.environment["STATIC_ROOT"] = str(root)
        self.start()


# By which a page tells of which version its files are.
MARKS = {
    "css": "\n:root{{--version:{version}}}",
    "js": '\ndocument.documentElement.dataset.version="{version}";',
}


def send(number, processes):
    for process in processes:
        os.kill(process, number)


def children_of(process):
    return map(
        int, Path(f"/proc/{process}/task/{process}/children").read_text().split()
    )


def visit_first(page, address):
    """Go to the first page; wait for the worker, which keeps it and then takes over."""
    page.goto(address)
    page.wait_for_function("() => navigator.serviceWorker.controller")


def cut_network(page):
    """Be without a network, more than the minute for which the browser keeps pages."""
    session = page.context.new_cdp_session(page)
    session.send("Network.clearBrowserCache")
    session.detach()
    page.context.set_offline(True)


def wait_until(page, holds, arg=None):
    """Wait until an asynchronous function holds: `wait_for_function` takes none."""
    page.evaluate(
        f"""async (arg) => {{
          const holds = {holds};
          const end = performance.now() + {GIVE_UP_MS};
          while (!await holds(arg)) {{
            if (performance.now() > end) throw new Error("It has not come to that.");
            await new Promise(requestAnimationFrame);
          }}
        }}""",
        arg,
    )


def wait_until_kept(page, path):
    wait_until(page, IS_KEPT, path)


def wait_until_forgotten(page, path):
    wait_until(page, f"async (path) => !await ({IS_KEPT})(path)", path)


def kept_by(page):
    """The paths that are kept, by the name of their cache."""
    return page.evaluate(KEPT)


def paths_kept_by(page):
    return {path for paths in kept_by(page).values() for path in paths}


def versions_of(page):
    """Of which versions the style and the script of the page are."""
    return page.evaluate(
        """() => [
          getComputedStyle(document.documentElement).getPropertyValue("--version"),
          document.documentElement.dataset.version ?? "",
        ]"""
    )
