"""The official datasets that indicators are computed from, as rows: who publishes them, how they are read and fetched.

Read from ``data/territory/datasets.toml``. A dataset is a family; what is loaded of it is an edition of a year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from maillage.data import packaged
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text

Grain = Literal["commune", "epci", "department", "region"]
Shape = Literal["wide", "long"]
Zeros = Literal["never", "listed", "all"]
Districts = Literal["none", "beside", "instead"]
FetchKind = Literal["file", "melodi", "data_fair", "tabular", "cerema", "none"]

_TABLE = "territory/datasets.toml"


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file of the dataset is read.

    `forms`: what the file may be (``csv``, ``parquet``, ``json``), the usual one first; a ``.zip`` or a ``.gz`` around
    it is opened, and the delimiter, encoding and decimal mark are told from the file.
    `secret` and `absent`: what a cell holds when the producer hides the value, and when it has none besides an empty
    cell; an empty mark among `secret` says that an empty cell hides a value. `secret_when`: in a long table, the
    columns that tell a hidden value from a missing one, and what they then hold, where those columns are there.

    Columns are given by the names they may have, compared without case; the first one found is taken.
    `code`: the commune, EPCI… of the row (only what follows its last dash counts: Melodi writes ``2025-COM-44109``).
    `keys`: in a long table, what says which measure the row is about, one entry for each key column.
    `value`: in a long table, the number; when no such column is there, each row counts for one.
    `year`: the year of the row; when no such column is there, that of the file.
    `only`: the rows kept, by column, where that column is there.

    `shape`: ``wide``, a column for each measure; ``long``, a row for each figure.
    `zeros`: what a missing row of a long table means: ``never`` zero; zero for the codes that the file lists
    (``listed``); zero for every commune of the geography (``all``). It holds for a measure that the file knows: one
    none of whose keys occurs in the file is not in that edition.
    `blank_is_zero`: whether an empty cell of a wide table means zero.
    `districts`: how the 45 districts of Paris, Lyon and Marseille come: ``none`` of them, ``beside`` their city (they
    would count twice: dropped), or ``instead`` of it (added up into it).
    `joint_boards`: whether the file also lists groupings that are no EPCI, which are left aside and said so.
    """

    forms: tuple[str, ...]
    shape: Shape
    secret: tuple[str, ...]
    absent: tuple[str, ...]
    secret_when: Mapping[str, tuple[str, ...]]
    code: tuple[str, ...]
    keys: tuple[tuple[str, ...], ...]
    value: tuple[str, ...]
    year: tuple[str, ...]
    only: Mapping[str, tuple[str, ...]]
    zeros: Zeros
    blank_is_zero: bool
    districts: Districts
    joint_boards: bool

    @property
    def zero_when_missing(self) -> bool:
        """Whether a row that is not there means zero, at least for the codes that the file lists."""
        return self.zeros != "never"


@dataclass(frozen=True, slots=True)
class Fetching:
    """Where the dataset is downloaded. `kind`: ``none`` when a person downloads it from the page of the dataset.

    `url` of a file or of a service; `identifier` of the dataset (Melodi, data-fair) or of the resource (tabular);
    `params` of the request; `year` of the edition that is found there, when the file does not say it.
    """

    kind: FetchKind
    url: str
    identifier: str
    params: Mapping[str, str]
    year: int | None


@dataclass(frozen=True, slots=True)
class Dataset:
    """A family of official files or answers.

    `licence` is a code of the vocabulary ``licences``; `page` what a person opens; `grain` the territory of a row;
    `tested` how sure its columns are; `limits` what a reader must know.
    """

    id: str
    title: Text
    producer: str
    licence: str
    page: str
    grain: Grain
    reading: Reading
    fetching: Fetching
    tested: Text
    limits: Text | None


@cache
def datasets() -> Mapping[str, Dataset]:
    """Every dataset by its id. Raises `RuntimeError` when the packaged table contradicts itself.

    >>> datasets()["insee_comparateur"].grain
    'commune'
    """
    found = {id_: _dataset(id_, entry) for id_, entry in packaged.document(_TABLE).items()}
    for one in found.values():
        _check(one)
    return found


def _check(one: Dataset) -> None:
    choices = (
        (one.grain, Grain),
        (one.reading.shape, Shape),
        (one.reading.zeros, Zeros),
        (one.reading.districts, Districts),
        (one.fetching.kind, FetchKind),
    )
    for chosen, among in choices:
        if chosen not in get_args(among):
            raise RuntimeError(f"{_TABLE}: {one.id} says {chosen!r}, which is none of {get_args(among)}")
    if one.licence not in vocabulary("licences").terms:
        raise RuntimeError(f"{_TABLE}: {one.id} names {one.licence}, which is no licence")
    if (one.reading.shape == "long") != bool(one.reading.keys):
        raise RuntimeError(f"{_TABLE}: {one.id} must name key columns if, and only if, it is long")


def _dataset(id_: str, entry: Mapping[str, Any]) -> Dataset:
    return Dataset(
        id=id_,
        title=_text(entry["title"]),
        producer=entry["producer"],
        licence=entry["licence"],
        page=entry["page"],
        grain=entry["grain"],
        reading=_reading(entry["reading"]),
        fetching=_fetching(entry.get("fetching", {})),
        tested=_text(entry["tested"]),
        limits=_text(entry["limits"]) if "limits" in entry else None,
    )


def _reading(entry: Mapping[str, Any]) -> Reading:
    return Reading(
        forms=tuple(entry["forms"]),
        shape=entry["shape"],
        secret=tuple(entry.get("secret", ())),
        absent=tuple(entry.get("absent", ())),
        secret_when=_lists(entry.get("secret_when", {})),
        code=tuple(entry["code"]),
        keys=tuple(tuple(names) for names in entry.get("keys", ())),
        value=tuple(entry.get("value", ())),
        year=tuple(entry.get("year", ())),
        only=_lists(entry.get("only", {})),
        zeros=entry.get("zeros", "never"),
        blank_is_zero=entry.get("blank_is_zero", False),
        districts=entry.get("districts", "none"),
        joint_boards=entry.get("joint_boards", False),
    )


def _lists(entry: Mapping[str, list[str]]) -> Mapping[str, tuple[str, ...]]:
    return {name: tuple(values) for name, values in entry.items()}


def _fetching(entry: Mapping[str, Any]) -> Fetching:
    return Fetching(
        kind=entry.get("kind", "none"),
        url=entry.get("url", ""),
        identifier=entry.get("identifier", ""),
        params=entry.get("params", {}),
        year=entry.get("year"),
    )


def _text(entry: Mapping[str, str]) -> Text:
    return Text(entry["fr"], entry["en"])
