"""Bring outlines into the folder of the territory: from a file, from the official ones, from the geography API."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from maillage.data import packaged
from maillage.io.open_data.administrative import AdministrativeApi, AskedOutlines
from maillage.io.open_data.asking import Asking
from maillage.io.open_data.downloads import Downloads, Progress
from maillage.io.open_data.outline_files import Outline, outlines_of, read_outlines
from maillage.io.open_data.outline_store import OutlineSource, write_outlines
from maillage.io.open_data.outlines import FOLDER
from maillage.io.open_data.problems import refusal
from maillage.io.open_data.provenance import provenance_of

_TABLE = "territory/outline_files.csv"
_LICENCE = "etalab-2.0"


@dataclass(frozen=True, slots=True)
class OutlineFile:
    """An official file of the outlines of every territory of a kind, of one year of the geography."""

    kind: str
    year: int
    url: str
    licence: str


@dataclass(frozen=True, slots=True)
class KeptNow:
    """What was kept: how many outlines of each kind, the codes of the displaced ones, whether anything was new."""

    counts: Mapping[str, int]
    displaced: tuple[str, ...]
    changed: bool = True


def outline_files() -> tuple[OutlineFile, ...]:
    """The official files, as rows of ``data/territory/outline_files.csv``."""
    return tuple(
        OutlineFile(row["kind"], int(row["year"]), row["url"], row["licence"])
        for row in packaged.rows(_TABLE)
    )


def keep_file(
    path: Path,
    folder: Path,
    *,
    now: datetime.datetime,
    kind: str | None = None,
    year: int | None = None,
    producer: str = "",
) -> KeptNow:
    """Keep the outlines of a file of GeoJSON or TopoJSON (``.gz`` too). Raises `OpenDataError` or `OSError`."""
    outlines = read_outlines(path, kind)
    came = provenance_of(path)
    source = OutlineSource(
        producer=producer or (came.producer if came else ""),
        licence=_LICENCE if came else "not_stated",
        url=came.url if came else None,
        file=path.name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        year=year,
        taken_at=came.fetched_at if came else now,
    )
    return _kept(outlines, folder, source)


def refresh(
    downloads: Downloads,
    folder: Path,
    one: OutlineFile,
    *,
    now: datetime.datetime,
    progress: Progress | None = None,
) -> KeptNow:
    """Download an official file if it changed, and keep its outlines. Raises `OpenDataError`."""
    name = PurePosixPath(urlsplit(one.url).path).name
    fetched = downloads.fetch(one.url, f"{FOLDER}/{one.year}-{name}", progress=progress)
    if not fetched.changed and (folder / FOLDER / f"{one.kind}.zip").exists():
        return KeptNow({}, (), changed=False)
    return keep_file(fetched.path, folder, now=now, kind=one.kind, year=one.year)


def ask_api(
    asking: Asking,
    folder: Path,
    codes: Sequence[str],
    *,
    now: datetime.datetime,
    progress: Progress | None = None,
) -> KeptNow:
    """Keep the outlines that the geography API has for communes, EPCI (and their communes), départements (theirs)."""
    counts: dict[str, int] = {}
    displaced: list[str] = []
    for asked in AdministrativeApi(asking).outlines(codes, progress):
        kept = _kept(outlines_of(asked.features, asked.kind, where=asked.url), folder, _source(asked, now))
        displaced += kept.displaced
        for kind, count in kept.counts.items():
            counts[kind] = counts.get(kind, 0) + count
    return KeptNow(counts, tuple(displaced))


def _source(asked: AskedOutlines, now: datetime.datetime) -> OutlineSource:
    content = json.dumps(asked.features, sort_keys=True).encode()
    return OutlineSource(
        producer=asked.producer,
        licence=_LICENCE,
        url=asked.url,
        file=None,
        sha256=hashlib.sha256(content).hexdigest(),
        year=None,
        taken_at=now,
    )


def _kept(outlines: Sequence[Outline], folder: Path, source: OutlineSource) -> KeptNow:
    if not outlines:
        raise refusal("bad-outlines", file=source.file or source.url)
    kind = outlines[0].kind
    write_outlines(folder / FOLDER, kind, outlines, source)
    displaced = tuple(one.code for one in outlines if one.displaced)
    return KeptNow({kind: len({one.code for one in outlines})}, displaced)
