"""The figures at hand: those shipped with the product, and those loaded into a folder, which win."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path

from maillage.io.territory import manifest
from maillage.io.territory.layer import Layer, elsewhere
from maillage.io.territory.refreshing import refreshed
from maillage.io.territory.rows import without_value
from maillage.territory.catalogue import indicators
from maillage.territory.figures import Edition, IndicatorFigure, Status
from maillage.territory.perimeters import Perimeter

_State = tuple[int, int, int] | None


class Store:
    """Figures of perimeters, read in an instant. Safe to share between threads.

    Example: ``Store.at(folder).figures(perimeter_at("200093201"))``.
    """

    def __init__(self, layers: Sequence[Layer]) -> None:
        self._layers = tuple(layers)  # the one that wins first
        self._known: dict[str, frozenset[str]] = {}
        self._lock = threading.Lock()

    @classmethod
    def at(cls, folder: Path | None) -> Store:
        """The figures of `folder` over those shipped with the product; of the latter alone without a folder.

        The same store is given back as long as nothing is loaded.
        """
        return _stores.at(folder)

    @property
    def editions(self) -> tuple[Edition, ...]:
        """What is loaded, then what is shipped and was not loaded since."""
        found: dict[str, Edition] = {}
        for layer in self._layers:
            for one in layer.manifest.editions:
                found.setdefault(one.id, one)
        return tuple(found.values())

    @property
    def stamp(self) -> str:
        """What changes when anything is loaded."""
        content = "\n".join(manifest.written(layer.manifest) for layer in self._layers)
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    @property
    def layers(self) -> tuple[Layer, ...]:
        """Where figures come from, the one that wins first."""
        return self._layers

    def figures(self, perimeter: Perimeter) -> tuple[IndicatorFigure, ...]:
        """Every indicator for every vintage, in the order of the catalogue, then of the years.

        An indicator that is at another grain only is `NOT_CARRIED`; one that nothing at hand gives is `NOT_LOADED`,
        once, without vintage.
        """
        found: dict[tuple[str, int], IndicatorFigure] = {}
        for layer in self._layers:
            for key, one in layer.figures(perimeter).items():
                found.setdefault(key, one)
        return self._completed(found, perimeter)

    def figures_of(self, perimeters: Sequence[Perimeter]) -> dict[str, tuple[IndicatorFigure, ...]]:
        """The figures of several perimeters, by their keys."""
        return {one.key: self.figures(one) for one in perimeters}

    def column(self, kind: str, indicator: str, vintage: int) -> Mapping[str, float]:
        """The value of an indicator for every perimeter of a kind that has one, by code. Treat it as read-only."""
        columns = (layer.column(kind, indicator, vintage) for layer in self._layers)
        return next((found for found in columns if found is not None), {})

    def known_codes(self, kind: str) -> frozenset[str]:
        """The perimeters of a kind of which some value is known."""
        with self._lock:
            if kind not in self._known:
                self._known[kind] = frozenset().union(*(layer.known(kind) for layer in self._layers))
            return self._known[kind]

    def _completed(
        self, found: Mapping[tuple[str, int], IndicatorFigure], perimeter: Perimeter
    ) -> tuple[IndicatorFigure, ...]:
        by_indicator: dict[str, list[IndicatorFigure]] = {}
        for one in found.values():
            by_indicator.setdefault(one.indicator, []).append(one)
        covering = [layer for layer in self._layers if layer.covers(perimeter)]
        others = elsewhere(covering, perimeter.kind)
        complete: list[IndicatorFigure] = []
        for code in indicators():
            if code in by_indicator:
                complete += sorted(by_indicator[code], key=lambda one: one.vintage or 0)
            elif code in others:
                complete += [
                    without_value(code, Status.NOT_CARRIED, perimeter, planned) for planned in others[code]
                ]
            else:
                complete.append(without_value(code, Status.NOT_LOADED, perimeter))
        return tuple(complete)


class _Stores:
    """The stores that were opened, as long as their folders do not change."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[Path | None, tuple[_State, Store]] = {}
        self._packaged: Layer | None = None

    def at(self, folder: Path | None) -> Store:
        with self._lock:
            state = _state(folder)
            kept = self._kept.get(folder)
            if kept is not None and kept[0] == state:
                return kept[1]
            layers = (
                [self._extract()] if folder is None or state is None else [_whole(folder), self._extract()]
            )
            store = Store(layers)
            self._kept[folder] = (_state(folder), store)
            return store

    def _extract(self) -> Layer:
        if self._packaged is None:
            place = Path(str(files("maillage.data") / "territory" / "extract"))
            self._packaged = Layer(place, manifest.packaged(manifest.read_in(place)))
        return self._packaged


def _state(folder: Path | None) -> _State:
    """What changes when the manifest of a folder is replaced; nothing when there is none."""
    if folder is None:
        return None
    try:
        told = (folder / manifest.NAME).stat()
    except OSError:
        return None
    return told.st_mtime_ns, told.st_size, told.st_ino


def _whole(folder: Path) -> Layer:
    return Layer(folder, refreshed(folder))


_stores = _Stores()
