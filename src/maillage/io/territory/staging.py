"""A file as it was downloaded, made plain: out of its .zip or .gz, in UTF-8, no larger than is accepted, its sum taken.

What is opened goes to a temporary folder, removed afterwards.
"""

from __future__ import annotations

import codecs
import contextlib
import gzip
import hashlib
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from maillage.dossier.problems import Place
from maillage.io.limits import size
from maillage.io.territory.problems import refused

LIMIT = 200 * 1024 * 1024
"""How many bytes of one file are accepted, once opened."""

FORMS = {".csv": "csv", ".txt": "csv", ".tsv": "csv", ".parquet": "parquet", ".json": "json", ".jsonl": "json",
         ".ndjson": "json"}  # fmt: skip
_PIECE = 1 << 20
_ENCRYPTED = 0x1
_MOST_MEMBERS = 200


@dataclass(frozen=True, slots=True)
class Plain:
    """A file that can be read at once: `called` names it to people, `form` is ``csv``, ``parquet`` or ``json``."""

    path: Path
    called: str
    form: str


@dataclass(frozen=True, slots=True)
class Staged:
    """The file given, by its `sha256`, and the plain ones it holds, the largest first."""

    name: str
    sha256: str
    plain: tuple[Plain, ...]

    @property
    def place(self) -> Place:
        """The file given, in messages."""
        return Place(self.name)


@contextlib.contextmanager
def staged(path: Path, limit: int = LIMIT) -> Iterator[Staged]:
    """Open `path` and what it wraps. Raises `UnreadableError` when it is none of the forms accepted, or too large."""
    place = Place(path.name)
    if not path.is_file():
        raise refused("no-file", place, str(path))
    with tempfile.TemporaryDirectory(prefix="maillage-territory-") as folder:
        plain = _opened(path, Path(folder), limit, place)
        if not plain:
            raise refused("unknown-form", place, path.suffix or path.name)
        yield Staged(path.name, _sum(path), tuple(_in_utf8(one, Path(folder)) for one in plain))


def _opened(path: Path, folder: Path, limit: int, place: Place) -> list[Plain]:
    suffix = path.suffix.lower()
    if suffix == ".zip":
        return _members(path, folder, limit, place)
    if suffix == ".gz":
        inner = path.name[: -len(suffix)]
        with gzip.open(path) as stream:
            return _kept(stream, inner, folder, limit, place)
    if path.stat().st_size > limit:
        raise refused("too-large", place, size(path.stat().st_size), limit=size(limit))
    form = FORMS.get(suffix)
    return [Plain(path, path.name, form)] if form else []


def _members(path: Path, folder: Path, limit: int, place: Place) -> list[Plain]:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [one for one in archive.infolist() if not one.is_dir()]
            if len(entries) > _MOST_MEMBERS or any(one.flag_bits & _ENCRYPTED for one in entries):
                raise refused("bad-wrapping", place)
            found: list[Plain] = []
            for entry in sorted(entries, key=lambda one: -one.file_size):
                with archive.open(entry) as stream:
                    found += _kept(stream, PurePosixPath(entry.filename).name, folder, limit, place)
            return found
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise refused("bad-wrapping", place) from error


def _kept(
    stream: IO[bytes] | gzip.GzipFile, called: str, folder: Path, limit: int, place: Place
) -> list[Plain]:
    """The content of a stream in `folder`, never more than is accepted: a header may lie about its size."""
    form = FORMS.get(PurePosixPath(called).suffix.lower())
    if form is None:
        return []
    target = folder / f"{len(list(folder.iterdir()))}-{PurePosixPath(called).name}"
    room = limit - sum(one.stat().st_size for one in folder.iterdir())
    try:
        with target.open("wb") as written:
            while piece := stream.read(_PIECE):
                room -= len(piece)
                if room < 0:
                    raise refused("too-large", place, called, limit=size(limit))
                written.write(piece)
    except (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise refused("bad-wrapping", place) from error
    return [Plain(target, called, form)]


def _sum(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _in_utf8(one: Plain, folder: Path) -> Plain:
    """A text file that is not UTF-8 is one of the old French ones, in Latin-1 (in the larger set of Windows)."""
    if one.form == "parquet" or _is_utf8(one.path):
        return one
    target = folder / f"utf8-{one.path.name}"
    with (
        one.path.open(encoding="cp1252", errors="replace", newline="") as read,
        target.open("w", encoding="utf-8", newline="") as written,
    ):
        shutil.copyfileobj(read, written, _PIECE)
    return Plain(target, one.called, one.form)


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as stream:
            while piece := stream.read(_PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
