"""The public services that are asked, as rows: where they are, and how often they may be asked.

Rows of ``data/territory/services.csv``. `rate_is` says whether the rate is the one the service publishes or one chosen
to be polite. The address of each is a setting, so that a mirror, a proxy or a test stands in for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from maillage.data import packaged
from maillage.text import Text, same

_TABLE = "territory/services.csv"
_ELSEWHERE = (1, 1.0)  # requests and seconds for a host nobody described


@dataclass(frozen=True, slots=True)
class Service:
    """A service at `address`, which may be asked `requests` times in any `seconds`.

    `setting` names the environment variable that gives another address; `producer` who answers for what it says.
    """

    id: str
    name: Text
    address: str
    setting: str
    requests: int
    seconds: float
    producer: str
    page: str


@cache
def services() -> Mapping[str, Service]:
    """Every service by its id.

    >>> services()["melodi"].requests, services()["melodi"].seconds
    (30, 60.0)
    """
    return {row["id"]: _service(row) for row in packaged.rows(_TABLE)}


def _service(row: Mapping[str, str]) -> Service:
    return Service(
        id=row["id"],
        name=Text(row["name_fr"], row["name_en"]),
        address=row["address"],
        setting=row["setting"],
        requests=int(row["requests"]),
        seconds=float(row["seconds"]),
        producer=row["producer"],
        page=row["page"],
    )


@dataclass(frozen=True, slots=True)
class Address:
    """A page of a service: `official`, the address that is cited, and `asked`, the one that requests go to."""

    service: Service
    official: str
    asked: str


class Addresses:
    """Where each service is, by the `settings` (environment variables) that move it.

    >>> Addresses({"MAILLAGE_GEO_URL": "http://127.0.0.1:9"}).of("https://geo.api.gouv.fr/epcis").asked
    'http://127.0.0.1:9/epcis'
    """

    def __init__(self, settings: Mapping[str, str]) -> None:
        self._settings = {name: value.rstrip("/") for name, value in settings.items() if value}

    def at(self, service: str, path: str) -> Address:
        """The address of `path` (with its leading slash) at a service. Raises `KeyError`."""
        one = services()[service]
        return Address(one, one.address + path, self._settings.get(one.setting, one.address) + path)

    def of(self, url: str) -> Address:
        """What to ask for `url`, official or already moved: that of the service it belongs to, or `url` itself."""
        for one in services().values():
            for start in (one.address, self._settings.get(one.setting, one.address)):
                if url == start or url.startswith((start + "/", start + "?")):
                    return self.at(one.id, url.removeprefix(start))
        host = urlsplit(url).netloc or url
        places, seconds = _ELSEWHERE
        elsewhere = Service(f"host-{host}", same(host), url, "", places, seconds, host, url)
        return Address(elsewhere, url, url)
