"""Pages that links lead to, read without a browser."""

from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from http.client import HTTPConnection
from queue import SimpleQueue
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from lxml import html

WORKERS = 4

# Attributes that hold an address of ours, whatever the element.
ADDRESSES = [
    "href",
    "src",
    "action",
    "data-script",
    "data-extras",
    "data-style",
    "data-icon",
    "data-icon-retina",
    "data-shadow",
]
NAMED = "//@*[{}]".format(" or ".join(f"name()='{name}'" for name in ADDRESSES))


@dataclass
class Page:
    status: int
    links: set = field(default_factory=set)
    ids: set = field(default_factory=set)


class Crawler:
    """Follows links from page to page of one site, a few at a time."""

    def __init__(self, site, reads):
        self.reads = reads
        self.host = urlsplit(site.address).netloc
        self.origin = f"{site.address}/"
        self.pages = {}
        self.linked = set()
        self.connections = SimpleQueue()

    def crawl(self, addresses):
        for _worker in range(WORKERS):
            self.connections.put(HTTPConnection(self.host, timeout=30))
        with ThreadPoolExecutor(WORKERS) as pool:
            ahead = self.begin(pool, addresses)
            while ahead:
                done, ahead = wait(ahead, return_when="FIRST_COMPLETED")
                for visit in done:
                    ahead |= self.begin(pool, visit.result())
        for _worker in range(WORKERS):
            self.connections.get().close()

    def begin(self, pool, addresses):
        addresses = {urldefrag(address).url for address in addresses}
        fresh = {one for one in addresses if one.startswith(self.origin)}
        self.linked |= fresh
        fresh = set(filter(self.reads, fresh - self.pages.keys()))
        self.pages |= dict.fromkeys(fresh)
        return {pool.submit(self.visit, address) for address in fresh}

    def visit(self, address):
        """Read a page; return the addresses it leads to."""
        status, kind, body = self.get(address)
        page = self.pages[address] = Page(status)
        if kind.startswith("text/html"):
            root = html.document_fromstring(body.decode())
            page.links = {urljoin(address, one) for one in root.xpath(NAMED)}
            page.ids = set(root.xpath("//@id"))
        return page.links

    def get(self, address):
        connection = self.connections.get()
        try:
            connection.request("GET", address.removeprefix(self.origin[:-1]))
            response = connection.getresponse()
            return response.status, response.headers["Content-Type"], response.read()
        finally:
            self.connections.put(connection)

    def broken_fragments(self):
        """Links to a place in a page that is not there, each with its page."""
        return [
            f"{link} from {address}"
            for address, page in self.pages.items()
            for link in page.links
            if (there := self.pages.get(urldefrag(link).url))
            if urldefrag(link).fragment
            if unquote(urldefrag(link).fragment) not in there.ids
        ]
