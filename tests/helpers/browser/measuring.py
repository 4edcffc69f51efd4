"""What a page costs on the wire, as the browser counts it."""

KB = 1024


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
        self.session.send("Network.enable")

    def begin(self, event):
        address = event["request"]["url"]
        if address.startswith(self.site.address):
            self.addresses[event["requestId"]] = address

    def finish(self, event):
        if event["requestId"] in self.addresses:
            self.sizes[event["requestId"]] = event["encodedDataLength"]

    def wait(self):
        """Wait until all that was asked for has come."""
        while self.sizes.keys() != self.addresses.keys():
            self.page.evaluate("new Promise(requestAnimationFrame)")

    @property
    def bytes(self):
        return sum(self.sizes.values())

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
