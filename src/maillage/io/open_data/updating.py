"""Refresh the datasets that have an address, loading all that is new in one go: one that fails prevents no other."""

from __future__ import annotations

import datetime
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from maillage.dossier.problems import Problem
from maillage.geography.divisions import departments
from maillage.io.open_data.asking import Asking
from maillage.io.open_data.cerema import Cerema
from maillage.io.open_data.data_fair import DataFair
from maillage.io.open_data.data_gouv import DataGouv
from maillage.io.open_data.downloads import Downloads, Progress
from maillage.io.open_data.melodi import Melodi
from maillage.io.open_data.problems import OpenDataError, refusal
from maillage.io.open_data.provenance import Fetched, write_provenance
from maillage.io.open_data.rows import Gathering
from maillage.territory.datasets import Dataset
from maillage.text import Text

FOLDER = "downloads"
"""Where files are kept as they came, in the folder of the territory."""

_SUFFIXES = (".zip", ".csv", ".gz", ".parquet", ".json", ".jsonl")
_BEGINNINGS = ((b"PK\x03\x04", ".zip"), (b"\x1f\x8b", ".gz"), (b"PAR1", ".parquet"))
_UNKNOWN = ".download"

State = Literal["refreshed", "unchanged", "failed"]
Load = Callable[[Sequence[tuple[Fetched, Dataset]]], Sequence[Sequence[Problem]]]
"""Loads all that was fetched in one go, each as an edition of its dataset; tells the problems of each, if any."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one dataset. `why` says what failed."""

    dataset: Dataset
    state: State
    fetched: Fetched | None = None
    why: tuple[Text, ...] = ()


def with_an_address(datasets: Iterable[Dataset]) -> tuple[Dataset, ...]:
    """The datasets that can be refreshed; the others are downloaded by a person, from their page."""
    return tuple(one for one in datasets if one.fetching.kind != "none")


class Updating:
    """Fetches datasets into the folder of the territory. `now` is the moment written on what comes."""

    def __init__(self, asking: Asking, folder: Path, *, now: datetime.datetime) -> None:
        self._asking, self._folder, self._now = asking, folder / FOLDER, now

    def address_of(self, dataset: Dataset) -> str:
        """What would be asked first for a dataset, as a person would write it."""
        how = dataset.fetching
        official = {
            "melodi": f"https://api.insee.fr/melodi/data/{how.identifier}",
            "tabular": f"https://tabular-api.data.gouv.fr/api/resources/{how.identifier}/data/",
            "cerema": "https://apidf-preprod.cerema.fr/indicateurs/conso_espace/",
            "data_fair": f"{how.url or 'https://data.ademe.fr/data-fair/api/v1'}/datasets/{how.identifier}/lines",
            "file": how.url or f"https://www.data.gouv.fr/api/1/datasets/{how.identifier}/",
        }[how.kind]
        narrowed = "&".join(f"{name}={value}" for name, value in how.params.items())
        return self._asking.addresses.of(f"{official}{'?' if narrowed else ''}{narrowed}").asked

    def fetch(self, dataset: Dataset, progress: Progress | None = None) -> Fetched:
        """The file or the rows of a dataset, asked only when they changed where that can be told.

        Raises `OpenDataError`, and `ValueError` for a dataset without address.
        """
        ways: dict[str, Callable[[Dataset, Progress | None], Fetched]] = {
            "file": self._file,
            "melodi": self._melodi,
            "data_fair": self._data_fair,
            "tabular": self._tabular,
            "cerema": self._cerema,
        }
        if dataset.fetching.kind not in ways:
            raise ValueError(f"{dataset.id} has no address")
        return ways[dataset.fetching.kind](dataset, progress)

    def update(
        self,
        datasets: Iterable[Dataset],
        load: Load,
        *,
        is_loaded: Callable[[str, str], bool],
        progress: Callable[[Dataset], Progress | None] = lambda dataset: None,
    ) -> Iterator[Outcome]:
        """Fetch each dataset, one after the other, then load what is new in one go, saying what became of each.

        `is_loaded`: whether the content of this SHA-256 is already the edition of a dataset (by its id).
        """
        new: list[tuple[Fetched, Dataset]] = []
        for one in datasets:
            try:
                fetched = self.fetch(one, progress(one))
            except (OpenDataError, OSError) as error:
                yield Outcome(one, "failed", why=(self._why(error),))
                continue
            if is_loaded(one.id, fetched.provenance.sha256):
                yield Outcome(one, "unchanged", fetched)
            else:
                new.append((fetched, one))
        if new:
            yield from self._loaded(new, load)

    def _loaded(self, new: Sequence[tuple[Fetched, Dataset]], load: Load) -> Iterator[Outcome]:
        try:
            told = load(new)
        except OSError as error:  # nothing can be kept: of none of them
            yield from (Outcome(one, "failed", fetched, (self._why(error),)) for fetched, one in new)
            return
        for (fetched, one), problems in zip(new, told, strict=True):
            why = tuple(text for problem in problems for text in (problem.message, problem.repair))
            yield Outcome(one, "failed" if problems else "refreshed", fetched, why)

    def _why(self, error: OpenDataError | OSError) -> Text:
        if isinstance(error, OpenDataError):
            return error.problem.message
        return refusal("folder", folder=self._folder.parent, why=error.strerror or error).problem.message

    def _file(self, dataset: Dataset, progress: Progress | None) -> Fetched:
        data_gouv = DataGouv(self._asking)
        url = dataset.fetching.url
        if not url:
            wanted = dataset.fetching.params.get("resource", "")
            url = data_gouv.resource(dataset.fetching.identifier, wanted).url
        called = _called(url) or (_last(url) or dataset.id) + _UNKNOWN
        downloads = Downloads(self._asking, self._folder, now=self._now, producer=dataset.producer)
        fetched = data_gouv.download(url, f"{dataset.id}/{called}", downloads, progress)
        return named(fetched, dataset.reading.forms[0])

    def _melodi(self, dataset: Dataset, progress: Progress | None) -> Fetched:
        return Melodi(self._asking).observations(**self._rows(dataset, progress))

    def _data_fair(self, dataset: Dataset, progress: Progress | None) -> Fetched:
        return DataFair(self._asking, dataset.fetching.url).lines(**self._rows(dataset, progress))

    def _tabular(self, dataset: Dataset, progress: Progress | None) -> Fetched:
        asked = self._rows(dataset, progress)
        return DataGouv(self._asking).rows(resource=asked.pop("identifier"), **asked)

    def _cerema(self, dataset: Dataset, progress: Progress | None) -> Fetched:
        asked = self._rows(dataset, progress)
        del asked["identifier"]
        params = dict(asked.pop("params"))
        named_codes = [code for code in params.pop("codes", "").split(",") if code]
        codes = named_codes or [code for code, one in departments().items() if one.zone != "com"]
        return Cerema(self._asking).land_take(codes, params=params, **asked)

    def _rows(self, dataset: Dataset, progress: Progress | None) -> dict[str, Any]:
        return {
            "identifier": dataset.fetching.identifier,
            "name": f"{dataset.id}/{dataset.fetching.identifier or dataset.id}.jsonl",
            "gathering": Gathering(self._asking, self._folder, now=self._now, producer=dataset.producer),
            "params": dataset.fetching.params,
            "progress": progress,
        }


def named(fetched: Fetched, form: str) -> Fetched:
    """The same file under a name that says what it is, when its address did not: the readers go by the name."""
    if fetched.path.suffix != _UNKNOWN:
        return fetched
    target = fetched.path.with_name(_called(fetched.provenance.final_url) or _sniffed(fetched.path, form))
    target.unlink(missing_ok=True)
    with suppress(OSError):
        os.link(fetched.path, target)
    if not target.exists():
        shutil.copyfile(fetched.path, target)
    write_provenance(target, fetched.provenance)
    return Fetched(target, fetched.provenance, fetched.changed)


def _called(url: str) -> str | None:
    """The name of a file in its address, when it says what the file is: the year is often told nowhere else."""
    name = _last(url)
    return name if PurePosixPath(name).suffix.lower() in _SUFFIXES else None


def _last(url: str) -> str:
    return re.sub(r"[^\w.-]+", "_", PurePosixPath(unquote(urlsplit(url).path)).name).strip(".")


def _sniffed(path: Path, form: str) -> str:
    with path.open("rb") as stream:
        beginning = stream.read(4)
    suffix = next((said for start, said in _BEGINNINGS if beginning.startswith(start)), f".{form}")
    return path.stem + (f".{form}.gz" if suffix == ".gz" else suffix)


__all__ = ["FOLDER", "Load", "Outcome", "Updating", "named", "with_an_address"]
