"""Pages of a running demo under concurrent readers: ``python -m bench.web http://127.0.0.1:8000``.

A reader asks for a page, waits for the whole of it, and asks again; the number of requests is bounded.
"""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from html.parser import HTMLParser
from urllib.error import URLError
from urllib.parse import urljoin, urlsplit

READERS = 20
REQUESTS_PER_READER = 10
MOST_PAGES = 8
_PATIENCE = 30  # seconds

Result = tuple[str, float, float, int]
"""A path, its median and 95th percentile in milliseconds, and how many requests were made."""


class _Links(HTMLParser):
    """The addresses that a page links to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the address of a link."""
        if tag == "a":
            self.found += [value for name, value in attrs if name == "href" and value]


@contextmanager
def demo() -> Iterator[str]:
    """Serve the demo on a free port, with data of its own; gives its address. Raises `RuntimeError`."""
    with socket.socket() as free, tempfile.TemporaryDirectory() as data:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
        free.close()
        environment = {**os.environ, "PORT": port, "MAILLAGE_DATA": data}
        command = [sys.executable, "-m", "maillage_web", "demo"]
        server = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            yield _answering(f"http://127.0.0.1:{port}/", server)
        finally:
            server.terminate()
            server.wait(timeout=_PATIENCE)


def _answering(site: str, server: subprocess.Popen[bytes]) -> str:
    """The address of `site`, once it answers."""
    until = time.monotonic() + 2 * _PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            fetch(site)
        except URLError:
            time.sleep(0.2)
        else:
            return site
    raise RuntimeError(f"the demo does not answer at {site}")


def measure(site: str) -> list[Result]:
    """Measure each page of `site` that can be reached from its home page, up to a bound."""
    return [measure_page(site, path) for path in pages(site)]


def measure_page(site: str, path: str) -> Result:
    """Have all readers read one page at once."""
    address = urljoin(site, path)
    fetch(address)
    with ThreadPoolExecutor(READERS) as readers:
        durations = sorted(readers.map(lambda _: timed(address), range(READERS * REQUESTS_PER_READER)))
    return path, statistics.median(durations), statistics.quantiles(durations, n=20)[-1], len(durations)


def pages(site: str) -> list[str]:
    """The paths of pages, breadth first from the home page."""
    paths = [urlsplit(site).path or "/"]
    for path in paths:
        if len(paths) >= MOST_PAGES:
            break
        paths += [found for found in dict.fromkeys(_linked(site, path)) if found not in paths]
    return paths[:MOST_PAGES]


def _linked(site: str, path: str) -> Iterator[str]:
    links = _Links()
    links.feed(fetch(urljoin(site, path)).decode("utf-8", errors="replace"))
    for href in links.found:
        target = urlsplit(urljoin(urljoin(site, path), href))
        if target.netloc == urlsplit(site).netloc and not target.path.rpartition("/")[2].count("."):
            yield target.path


def fetch(address: str) -> bytes:
    """The whole of a page. Raises `urllib.error.HTTPError` when it is refused."""
    with urllib.request.urlopen(address, timeout=_PATIENCE) as answer:
        content: bytes = answer.read()
    return content


def timed(address: str) -> float:
    """How long a page takes, in milliseconds."""
    begun = time.perf_counter()
    fetch(address)
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    for path, median, p95, count in measure(sys.argv[1]):
        print(f"{path:40} median {median:7.1f} ms   p95 {p95:7.1f} ms   {count} requests")
