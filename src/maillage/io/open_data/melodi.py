"""INSEE Melodi: the figures INSEE publishes, one row for each observation.

Shapes: ``/data`` as recorded (one page; an empty answer; an unknown dataset, which is an error 500 in plain French).
Cited and not recorded: ``paging.next`` when there is more than one page, ``/range`` and ``/catalog/all``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from maillage.io.open_data.asking import Asking, with_query
from maillage.io.open_data.downloads import Progress
from maillage.io.open_data.problems import OpenDataError, refusal
from maillage.io.open_data.provenance import Fetched
from maillage.io.open_data.rows import Gathering, Page, Row, ShapeError, link, listed, number
from maillage.io.open_data.services import Address

_PAGE = "100000"  # rows: the most a page is asked for
_SERVICE = "melodi"


class Melodi:
    """Asks Melodi, thirty times a minute at most."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    def observations(
        self,
        identifier: str,
        name: str,
        gathering: Gathering,
        *,
        params: Mapping[str, str] | None = None,
        progress: Progress | None = None,
    ) -> Fetched:
        """The observations of a dataset, as JSON lines. Raises `OpenDataError`.

        `params` narrow the question: ``GEO`` (``COM-59350``; ``COM``, every commune; ``EPCI-200093201*COM``, those of
        an EPCI), ``TIME_PERIOD``, and any dimension that `dimensions` names; values with commas are several values.
        Each row holds the dimensions as they come, the attributes, ``OBS_MEASURE`` and ``OBS_VALUE``.
        """
        chosen = {name: value.split(",") for name, value in (params or {}).items()}
        asked = {"maxResult": _PAGE, "totalCount": "TRUE", **chosen}
        question = with_query(self._asking.addresses.at(_SERVICE, f"/data/{identifier}"), asked)
        try:
            return gathering.gather([question], name, observations_of, progress=progress)
        except OpenDataError as error:
            raise self._explained(error, question, identifier) from error

    def dimensions(self, identifier: str) -> dict[str, tuple[str, ...]]:
        """The dimensions of a dataset and the codes each may take. Raises `OpenDataError`."""
        address = self._asking.addresses.at(_SERVICE, f"/range/{identifier}")
        try:
            return _dimensions(self._asking.json(address))
        except OpenDataError as error:
            raise self._explained(error, address, identifier) from error
        except ShapeError as error:
            raise refusal("bad-answer", address) from error

    def identifiers(self) -> frozenset[str]:
        """The datasets that Melodi knows. Raises `OpenDataError`."""
        found = self._asking.json(self._asking.addresses.at(_SERVICE, "/catalog/all"))
        entries = found if isinstance(found, list) else []
        return frozenset(
            str(one["identifier"]) for one in entries if isinstance(one, dict) and "identifier" in one
        )

    def _explained(self, error: OpenDataError, address: Address, identifier: str) -> OpenDataError:
        """A 500 is an unknown dataset or a failure: the catalogue tells which, when it can be read."""
        if error.problem.code != "server-error":
            return error
        try:
            known = self.identifiers()
        except OpenDataError:
            return error
        if not known or identifier in known:
            return error
        return refusal("unknown-dataset", address, identifier=identifier)


def observations_of(payload: Any) -> Page:
    """The rows of one answer of ``/data``: one for each measure of each observation. Raises `ShapeError`.

    >>> page = observations_of({"observations": [{"dimensions": {"GEO": "2025-COM-44109"},
    ...                                           "measures": {"OBS_VALUE_NIVEAU": {"value": 327734.0}}}]})
    >>> page.rows[0]
    {'GEO': '2025-COM-44109', 'OBS_MEASURE': 'OBS_VALUE_NIVEAU', 'OBS_VALUE': 327734.0}
    """
    found = listed(payload, "observations")
    paging = payload.get("paging")
    paging = paging if isinstance(paging, dict) else {}
    total = number(paging.get("count"))
    rows = [row for one in found for row in _rows(one)]
    # an observation of several measures makes several rows, and the count is that of observations
    return Page(rows, link(paging.get("next")), total if len(rows) == len(found) else None)


def _rows(observation: Row) -> Sequence[Row]:
    dimensions, measures = observation.get("dimensions"), observation.get("measures")
    if not isinstance(dimensions, dict) or not isinstance(measures, dict):
        raise ShapeError("observation")
    attributes = observation.get("attributes") or {}
    return [
        {**dimensions, **attributes, "OBS_MEASURE": name, "OBS_VALUE": _value(measure)}
        for name, measure in measures.items()
    ]


def _value(measure: Any) -> float | int | str | None:
    value = measure.get("value") if isinstance(measure, dict) else measure
    if value is None or isinstance(value, (int, float, str)):
        return value
    raise ShapeError("measure")


def _dimensions(payload: Any) -> dict[str, tuple[str, ...]]:
    try:
        return {
            one["concept"]["code"]: tuple(value["code"] for value in one.get("values", ()))
            for one in listed(payload, "range")
        }
    except (KeyError, TypeError) as error:
        raise ShapeError("range") from error
