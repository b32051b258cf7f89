"""What is loaded, from where, and what is not."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from maillage.data import packaged
from maillage.dossier.values import fold
from maillage.dossier.vocabularies import vocabulary
from maillage.territory.amounts import number
from maillage.territory.catalogue import indicators
from maillage.territory.datasets import Dataset, datasets
from maillage.territory.figures import Edition
from maillage.territory.measures import measures
from maillage.territory.perimeters import Perimeter, perimeter
from maillage.territory.unknowns import Remedy, remedy
from maillage.text import Text
from maillage_web.common.templatetags.wording import language, said
from maillage_web.territories.queries.showing import producer_words
from maillage_web.territories.queries.stores import stamp, store

_MESSAGES = "messages/territory.toml"


@dataclass(frozen=True, slots=True)
class LoadedEdition:
    """An edition as the search page names it."""

    title: str
    year: int
    producer: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """The editions at hand; `last`: when something was last loaded here, nothing with the shipped extract alone.

    `known`: the EPCI of the extract, when it is all there is.
    """

    editions: tuple[LoadedEdition, ...]
    last: datetime.date | None
    known: tuple[Perimeter, ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """An edition with its dataset, what it holds, and what was left aside."""

    edition: Edition
    dataset: Dataset
    licence: Text
    measures: tuple[str, ...]
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lacking:
    """A dataset of which nothing is loaded: what it would say, and the command that loads it."""

    dataset: Dataset
    remedy: Remedy
    indicators: tuple[str, ...]


def loaded() -> Loaded:
    """What is at hand, in short."""
    editions = store().editions
    names = tuple(
        LoadedEdition(
            said(datasets()[one.dataset].title), one.year, producer_words(datasets()[one.dataset].producer)
        )
        for one in editions
    )
    days = [one.loaded_at.date() for one in store().editions if not one.packaged]
    return Loaded(tuple(dict.fromkeys(names)), max(days, default=None), () if days else _extract(stamp()))


@lru_cache(maxsize=2)
def _extract(_mark: str) -> tuple[Perimeter, ...]:
    found = (perimeter("epci", code) for code in store().known_codes("epci"))
    return tuple(sorted((one for one in found if one is not None), key=lambda one: fold(one.name)))


def editions() -> tuple[Provenance, ...]:
    """Every edition at hand, by dataset and year."""
    found = sorted(store().editions, key=lambda one: (one.dataset, -one.year))
    return tuple(_provenance(one) for one in found)


def _provenance(edition: Edition) -> Provenance:
    dataset = datasets()[edition.dataset]
    return Provenance(
        edition=edition,
        dataset=dataset,
        licence=vocabulary("licences").label_of(dataset.licence),
        measures=tuple(said(measures()[name].label) for name in edition.measures if name in measures()),
        told=tuple(_told(edition, dataset)),
    )


def _told(edition: Edition, dataset: Dataset) -> Iterator[str]:
    """What became of the rows of the file, in the words of the command that loads it; only what happened is said."""
    yield _counted(f"read-{dataset.grain}", edition.rows)
    if edition.carried:
        yield _counted("carried-codes", edition.carried)
    if edition.without:
        yield _counted("without-figures", edition.without)
    for reason, rows in edition.dropped.items():
        codes = ", ".join(edition.unknown[:5]) if reason == "unknown" else ""
        yield _counted(f"dropped-{reason}", rows, codes=codes)


def _counted(key: str, count: int, **values: str) -> str:
    entry = packaged.document(_MESSAGES)["count"][key]
    plural = count > 1 if language() == "fr" else count != 1
    return str(entry[language()][plural].format(n=said(number(count, 0)), **values))


def lacking() -> tuple[Lacking, ...]:
    """The datasets of which nothing is loaded."""
    here = {one.dataset for one in store().editions}
    return tuple(
        Lacking(dataset, remedy(dataset), _told_by(name))
        for name, dataset in datasets().items()
        if name not in here
    )


def _told_by(dataset: str) -> tuple[str, ...]:
    return tuple(said(one.label) for one in indicators().values() if dataset in one.sources)
