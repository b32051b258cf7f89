"""Why a figure is not known, and what would make it known: secret, absent and not loaded are three different things."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache

from maillage.territory.catalogue import Indicator
from maillage.territory.datasets import Dataset, datasets
from maillage.territory.figures import IndicatorFigure, Status
from maillage.territory.measures import sources
from maillage.territory.wording import text
from maillage.text import Text, fill, listing

LOADING = frozenset({Status.NOT_LOADED})


@dataclass(frozen=True, slots=True)
class Remedy:
    """A dataset that would say it: where a person reads about it, and the command that loads it."""

    dataset: str
    title: Text
    producer: str
    page: str
    command: Text


@dataclass(frozen=True, slots=True)
class Unknown:
    """An indicator without value here: the status of its figure, why in plain words, what would make it known."""

    indicator: str
    status: Status
    why: Text
    remedies: tuple[Remedy, ...]


def unknown(indicator: Indicator, figure: IndicatorFigure, seen: Collection[str] = ()) -> Unknown:
    """Why `figure` has no value. `seen` are the datasets that gave a figure here: loading them again is no help.

    Raises `KeyError` when the figure has a value: there is nothing to explain.
    """
    inputs = indicator.inputs
    holes = {"members": figure.members, "secret": figure.secret, "grains": _grains(inputs)}
    why = fill(text(f"unknown.{figure.status.value}"), **holes)
    remedies = _remedies(inputs, frozenset(seen)) if figure.status in LOADING else ()
    return Unknown(indicator.code, figure.status, why, remedies)


def lacking(inputs: Iterable[str], seen: Collection[str]) -> tuple[Dataset, ...]:
    """The datasets to load so that the measures `inputs` are all known; any of those that hold a measure will do.

    When all are loaded, what is lacking is another edition of those that hold the leading measure.
    """
    holding = [sources(measure) for measure in inputs]
    unseen = [many for many in holding if not any(one in seen for one in many)] or holding[:1]
    return tuple(datasets()[one] for one in dict.fromkeys(one for many in unseen for one in many))


def remedy(dataset: Dataset) -> Remedy:
    """How `dataset` is loaded: downloaded by the command, or from its page and then loaded."""
    key = "load" if dataset.fetching.kind == "none" else "update"
    command = fill(text(f"command.{key}"), dataset=dataset.id)
    return Remedy(dataset.id, dataset.title, dataset.producer, dataset.page, command)


@cache
def _remedies(inputs: tuple[str, ...], seen: frozenset[str]) -> tuple[Remedy, ...]:
    return tuple(remedy(one) for one in lacking(inputs, seen))


@cache
def _grains(inputs: tuple[str, ...]) -> Text:
    grains = dict.fromkeys(datasets()[one].grain for measure in inputs for one in sources(measure))
    return listing([text(f"grain.{grain}") for grain in grains])
