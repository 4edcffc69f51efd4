"""What a page costs on the wire, as the browser counts it."""

import time

KB = 1024

GIVE_UP_SECONDS = 30


class Meter:
    """Counts what a page loads from the site; tiles are of other hosts."""

    def __init__(self, page, site):
        self.page = page
        self.site = site
        self.addresses = {}
        self.sizes = {}
        self.session = page.context.new_cdp_session(page)
        self.session.on("Network.requestWillBeSent", self.begin)
        self.session.on("Network.loadingFinished", self.finish)
        self.session.on("Network.loadingFailed", self.drop)
        self.session.send("Network.enable")

    def begin(self, event):
        address = event["request"]["url"]
        if address.startswith(self.site.address):
            self.addresses[event["requestId"]] = address

    def finish(self, event):
        if event["requestId"] in self.addresses:
            self.sizes[event["requestId"]] = event["encodedDataLength"]

    def drop(self, event):
        """Wait no longer for what the browser wants no more: it costs nothing."""
        self.addresses.pop(event["requestId"], None)

    def wait(self):
        """Wait until all that was asked for has come."""
        give_up = time.monotonic() + GIVE_UP_SECONDS
        while missing := self.addresses.keys() - self.sizes.keys():
            assert time.monotonic() < give_up, [self.addresses[one] for one in missing]
            self.page.wait_for_timeout(20)

    @property
    def bytes(self):
        return sum(self.sizes.values())

    @property
    def from_network(self):
        """The addresses of what came from the site, not out of the browser's cache."""
        return [self.addresses[request] for request, size in self.sizes.items() if size]

    def begin_anew(self):
        self.addresses.clear()
        self.sizes.clear()

    @property
    def report(self):
        return "\n".join(
            f"{size} {self.addresses[request]}" for request, size in self.sizes.items()
        )


def measure(page, site, address):
    meter = Meter(page, site)
    meter.session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.goto(address)
    meter.wait()
    meter.session.detach()
    return meter
