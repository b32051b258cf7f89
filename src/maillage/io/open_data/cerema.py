"""Cerema: land take, year by year, of the communes one names or of whole départements.

Shape cited (names of the columns as public code reads them, answers not recorded): ``{count, next, results}``, each
row with ``idcom``, ``annee``, ``naf_arti`` (m² of natural, agricultural and forest land taken in the year) and its
share by use (``conso_hab``, ``conso_act``, ``conso_mix``, ``conso_infra``, ``conso_inc``). For the whole country the
file of data.gouv.fr is better: the API would be asked once for each commune.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from maillage.io.open_data.asking import Asking, with_query
from maillage.io.open_data.downloads import Progress
from maillage.io.open_data.problems import refusal
from maillage.io.open_data.provenance import Fetched
from maillage.io.open_data.rows import Gathering, Page, link, listed, number

MOST_CODES = 2_000
"""The most communes or départements of one question."""


class Cerema:
    """Asks the land data API of Cerema."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    def land_take(
        self,
        codes: Sequence[str],
        name: str,
        gathering: Gathering,
        *,
        params: Mapping[str, str] | None = None,
        progress: Progress | None = None,
    ) -> Fetched:
        """The land taken each year in communes or départements, by their codes, as JSON lines.

        `params`: ``annee_min``, ``annee_max``. Raises `OpenDataError`.
        """
        if len(codes) > MOST_CODES:
            raise refusal("too-many-codes", count=len(codes), most=MOST_CODES)
        asked = {"ordering": "annee", **(params or {})}
        at = self._asking.addresses.at
        questions = [
            with_query(at("cerema", f"/indicateurs/conso_espace/{_grain(code)}/{code}/"), asked)
            for code in codes
        ]
        return gathering.gather(questions, name, results_of, progress=progress)


def results_of(payload: Any) -> Page:
    """The rows of one answer. Raises `ShapeError`."""
    return Page(listed(payload, "results"), link(payload.get("next")), number(payload.get("count")))


def _grain(code: str) -> str:
    return "communes" if len(code) == 5 else "departements"
