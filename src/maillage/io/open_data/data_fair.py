"""Data Fair, the software of the ADEME portal and of Koumoul: the lines of a dataset, page by page.

Shapes cited and not recorded: ``/datasets/{id}`` says ``dataUpdatedAt``; ``/lines`` answers ``{total, next, results}``,
where `next` is the address of the next page and is not there on the last one. The whole file is better downloaded
from ``/raw`` (as it was given) or ``/convert`` (as CSV), by `maillage.io.open_data.downloads`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from maillage.io.open_data.asking import Asking, with_query
from maillage.io.open_data.downloads import Progress
from maillage.io.open_data.problems import OpenDataError
from maillage.io.open_data.provenance import Fetched
from maillage.io.open_data.rows import Gathering, Page, link, listed, number
from maillage.io.open_data.services import Address, services

API = "/data-fair/api/v1"
_PAGE = "10000"  # rows: the most it gives at once
_ITS_OWN = frozenset(("_i", "_rand", "_score", "_id", "_updatedAt", "_updatedByName"))


class DataFair:
    """Asks a portal of Data Fair: the `api` of ADEME unless another one is given."""

    def __init__(self, asking: Asking, api: str = "") -> None:
        self._asking = asking
        self._api = (api or services()["ademe"].address + API).rstrip("/")

    def lines(
        self,
        identifier: str,
        name: str,
        gathering: Gathering,
        *,
        params: Mapping[str, str] | None = None,
        progress: Progress | None = None,
    ) -> Fetched:
        """The lines of a dataset as JSON lines; asked only when it was updated since. Raises `OpenDataError`.

        `params` are those of Data Fair: ``select`` (the columns), ``qs`` (a filter)…
        """
        question = with_query(self._at(f"/datasets/{identifier}/lines"), {"size": _PAGE, **(params or {})})
        version = self.updated_at(identifier)
        return gathering.gather([question], name, lines_of, version=version, progress=progress)

    def updated_at(self, identifier: str) -> str | None:
        """When the data of a dataset changed, if the portal says so. Raises `OpenDataError` when it is not there."""
        try:
            said = self._asking.json(self._at(f"/datasets/{identifier}"))
        except OpenDataError as error:
            if error.problem.code in ("refused", "bad-json"):
                return None
            raise
        found = said.get("dataUpdatedAt") if isinstance(said, dict) else None
        return found if isinstance(found, str) else None

    def _at(self, path: str) -> Address:
        return self._asking.addresses.of(self._api + path)


def lines_of(payload: Any) -> Page:
    """The rows of one answer of ``/lines``, without what Data Fair adds of its own. Raises `ShapeError`."""
    rows = [
        {name: value for name, value in row.items() if name not in _ITS_OWN}
        for row in listed(payload, "results")
    ]
    return Page(rows, link(payload.get("next")), number(payload.get("total")))
