"""The outlines of territories: what was loaded here, else the extract that ships with the product."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

from maillage.io.open_data.outline_files import KINDS, Outline, outlines_of, read_outlines
from maillage.io.open_data.outline_store import KeptOutlines, OutlineSource, file_of, write_outlines

FOLDER = "outlines"
"""Where outlines are kept, in the folder of the territory."""

EXTRACT = Path(str(files("maillage.data"))) / "territory" / "extract" / FOLDER
"""The outlines that ship with the product."""


class Outlines:
    """The outlines kept in the folder of the territory, and those of the extract.

    >>> Outlines.at(None).of("epci", ["000000000"])
    {'type': 'FeatureCollection', 'features': []}
    """

    def __init__(self, *folders: Path) -> None:
        self._folders = folders

    @classmethod
    def at(cls, folder: Path | None, extract: Path = EXTRACT) -> Outlines:
        """Those of `folder` (that of the territory), completed by the extract; the extract alone without folder."""
        return cls(extract) if folder is None else cls(folder / FOLDER, extract)

    def of(self, kind: str, codes: Iterable[str]) -> dict[str, Any]:
        """A GeoJSON ``FeatureCollection`` of the outlines of these codes, those that are known, in the order asked.

        Properties: ``code``, ``name`` (may be empty), ``displaced`` (not at its place on Earth: draw it alone), and
        ``source``, the `id` of an `OutlineSource`.
        """
        asked = list(dict.fromkeys(codes))
        found: dict[str, dict[str, Any]] = {}
        for kept in self._kept(kind):
            for code, feature in kept.features(asked).items():
                if code not in found or (
                    found[code]["properties"]["displaced"] and not feature["properties"]["displaced"]
                ):
                    found[code] = feature
        return {"type": "FeatureCollection", "features": [found[code] for code in asked if code in found]}

    def known(self, kind: str) -> frozenset[str]:
        """The codes whose outline is known."""
        known: frozenset[str] = frozenset()
        for kept in self._kept(kind):
            known = known if kept.codes <= known else known | kept.codes
        return known

    def sources(self, kind: str) -> tuple[OutlineSource, ...]:
        """Where the outlines of a kind come from, the one taken last first."""
        found = {id_: one for kept in self._kept(kind) for id_, one in kept.sources.items()}
        return tuple(sorted(found.values(), key=lambda one: one.taken_at, reverse=True))

    def source(self, kind: str) -> OutlineSource | None:
        """Where the outlines of a kind taken last come from; nothing when none is known."""
        return next(iter(self.sources(kind)), None)

    def _kept(self, kind: str) -> list[KeptOutlines]:
        found = (KeptOutlines.at(file_of(folder, kind)) for folder in self._folders)
        return [kept for kept in found if kept is not None]


__all__ = [
    "EXTRACT",
    "FOLDER",
    "KINDS",
    "Outline",
    "OutlineSource",
    "Outlines",
    "outlines_of",
    "read_outlines",
    "write_outlines",
]
