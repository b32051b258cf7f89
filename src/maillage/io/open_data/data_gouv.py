"""data.gouv.fr: find the file of a dataset with its checksum, download it, or read it through the tabular API.

Shapes: ``/api/1/datasets/{slug}/`` and the tabular API as its own clients use them; ``/api/2/datasets/resources/{id}/``
cited. None was recorded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from maillage.io.open_data.asking import Asking, with_query
from maillage.io.open_data.downloads import Checksum, Downloads, Progress
from maillage.io.open_data.problems import OpenDataError, refusal
from maillage.io.open_data.provenance import Fetched
from maillage.io.open_data.rows import Gathering, Page, ShapeError, link, listed, number

_RESOURCE = re.compile(r"/datasets/r/([0-9a-f-]{36})/?$")
_PAGE = "50"  # rows: the most that the tabular API gives at once, as cited


@dataclass(frozen=True, slots=True)
class Resource:
    """A file of a dataset of data.gouv.fr. `url` is the stable one, which redirects to where the file is today."""

    id: str
    title: str
    form: str
    url: str
    checksum: Checksum | None
    size: int | None
    last_modified: str | None


class DataGouv:
    """Asks data.gouv.fr."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    def resources(self, dataset: str) -> tuple[Resource, ...]:
        """The files of a dataset, by its slug or id, the one changed last first. Raises `OpenDataError`."""
        address = self._asking.addresses.at("datagouv", f"/api/1/datasets/{dataset}/")
        try:
            found = [_resource(one) for one in listed(self._asking.json(address), "resources")]
        except ShapeError as error:
            raise refusal("bad-answer", address) from error
        return tuple(sorted(found, key=lambda one: one.last_modified or "", reverse=True))

    def resource(self, dataset: str, pattern: str = "") -> Resource:
        """The file changed last whose title or format answers to `pattern`, a regular expression."""
        wanted = re.compile(pattern, re.IGNORECASE)
        for one in self.resources(dataset):
            if wanted.search(f"{one.title} {one.form}"):
                return one
        raise refusal("no-resource", dataset=dataset, pattern=pattern)

    def download(
        self, url: str, name: str, downloads: Downloads, progress: Progress | None = None
    ) -> Fetched:
        """The file at a stable address of data.gouv.fr, checked against the checksum announced, when there is one."""
        found = _RESOURCE.search(url)
        announced = self._announced(found[1]) if found else None
        return downloads.fetch(url, name, checksum=announced, progress=progress)

    def rows(
        self,
        resource: str,
        name: str,
        gathering: Gathering,
        *,
        params: Mapping[str, str] | None = None,
        progress: Progress | None = None,
    ) -> Fetched:
        """The rows of a file, by the id of its resource, through the tabular API. Raises `OpenDataError`.

        `params` are its filters: ``Colonne__exact``, ``Colonne__in`` (with commas), ``Colonne__sort``…
        """
        base = self._asking.addresses.at("tabular", f"/api/resources/{resource}/data/")
        asked = {"page": "1", "page_size": _PAGE, **(params or {})}
        return gathering.gather([with_query(base, asked)], name, rows_of, progress=progress)

    def _announced(self, resource: str) -> Checksum | None:
        """The checksum of a file, or nothing: a service that does not say it does not prevent the download."""
        address = self._asking.addresses.at("datagouv", f"/api/2/datasets/resources/{resource}/")
        try:
            said = self._asking.json(address)
            return _resource(said["resource"]).checksum
        except (OpenDataError, ShapeError, KeyError, TypeError):
            return None


def rows_of(payload: Any) -> Page:
    """The rows of one answer of the tabular API, without its own row numbers. Raises `ShapeError`."""
    rows = [{name: value for name, value in row.items() if name != "__id"} for row in listed(payload, "data")]
    links, meta = payload.get("links"), payload.get("meta")
    following = link(links.get("next")) if isinstance(links, dict) else None
    return Page(rows, following, number(meta.get("total")) if isinstance(meta, dict) else None)


def _resource(said: Mapping[str, Any]) -> Resource:
    try:
        checksum = said.get("checksum") or {}
        return Resource(
            id=str(said["id"]),
            title=str(said.get("title") or ""),
            form=str(said.get("format") or ""),
            url=str(said.get("latest") or said["url"]),
            checksum=Checksum.of(str(checksum.get("type")), str(checksum.get("value") or "")),
            size=number(said.get("filesize")),
            last_modified=str(said["last_modified"]) if said.get("last_modified") else None,
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ShapeError("resource") from error
