"""A dossier as one .zip of its folder.

Archives come from strangers: paths and sizes are checked before anything is opened.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePosixPath

from maillage.dossier.dossier import Dossier
from maillage.dossier.problems import Place, Problem, UnreadableError, problem, quote
from maillage.dossier.reading import Reading
from maillage.io import package
from maillage.io.limits import DEFAULT_LIMITS, Limits, size
from maillage.text import Text, fill

_STILL = (1980, 1, 1, 0, 0, 0)  # the same dossier always gives the same bytes
_ENCRYPTED = 0x1
_LONGEST_ENTRY = 1024  # of the directory: a name and some marks
_DAMAGED = Text("tronquée, abîmée, ou ce n’est pas une archive", "truncated, damaged, or not an archive")
_LOCKED = Text("« {name} » est protégé par un mot de passe", "“{name}” is protected by a password")
_CROWDED = Text(
    "elle contient {count} fichiers, plus que {limit}", "it holds {count} files, more than {limit}"
)


def check(content: bytes, place: Place, limits: Limits = DEFAULT_LIMITS) -> zipfile.ZipFile:
    """Open an archive whose declared paths and sizes are acceptable. Raises `UnreadableError`."""
    if len(content) > limits.file:
        raise UnreadableError([problem("too-big", place, size(len(content)), limit=size(limits.file))])
    try:
        _check_directory(content, place, limits)
        opened = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableError([problem("bad-archive", place, reason=_DAMAGED)]) from error
    wrong = [wrong for entry in opened.infolist() if (wrong := _wrong_entry(entry, place))]
    total = sum(entry.file_size for entry in opened.infolist())
    if total > limits.opened:
        wrong.append(problem("swelling-archive", place, size(total), limit=size(limits.opened)))
    if len(opened.infolist()) > limits.files:
        reason = fill(_CROWDED, count=len(opened.infolist()), limit=limits.files)
        wrong.append(problem("bad-archive", place, reason=reason))
    if wrong:
        raise UnreadableError(wrong)
    return opened


def _check_directory(content: bytes, place: Place, limits: Limits) -> None:
    """Refuse a directory too long to be read into memory: a few bytes of an archive make an entry of it."""
    end = zipfile._EndRecData(io.BytesIO(content))  # type: ignore[attr-defined]  # None when it is not an archive
    if end is not None and end[zipfile._ECD_SIZE] > limits.files * _LONGEST_ENTRY:  # type: ignore[attr-defined]
        reason = fill(_CROWDED, count=end[zipfile._ECD_ENTRIES_TOTAL], limit=limits.files)  # type: ignore[attr-defined]
        raise UnreadableError([problem("bad-archive", place, reason=reason)])


def _wrong_entry(entry: zipfile.ZipInfo, place: Place) -> Problem | None:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in entry.filename:
        return problem("climbing-archive", place, entry.filename)
    if entry.flag_bits & _ENCRYPTED:
        return problem("bad-archive", place, entry.filename, reason=fill(_LOCKED, name=quote(entry.filename)))
    return None


def members(opened: zipfile.ZipFile, place: Place, limits: Limits = DEFAULT_LIMITS) -> dict[str, bytes]:
    """The files of the dossier in an archive, by name, one folder deep at most. Raises `UnreadableError`."""
    found: dict[str, bytes] = {}
    for entry in opened.infolist():
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        hidden = path.name.startswith(".") or len(path.parts) > 2
        if entry.is_dir() or hidden or not package.is_part(path.name):
            continue
        if path.name in found:
            raise UnreadableError([problem("table-twice", place, path.name)])
        wanted = path.name == package.DESCRIPTOR or package.is_table(path.name)
        found[path.name] = content_of(opened, entry, place, limits) if wanted else b""
    return found


def content_of(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, place: Place, limits: Limits) -> bytes:
    """The bytes of one entry, read no further than the limit: a header may lie about its size."""
    try:
        with opened.open(entry) as stream:
            content = stream.read(limits.file + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise UnreadableError([problem("bad-archive", place, entry.filename, reason=_DAMAGED)]) from error
    if len(content) > limits.file:
        raise UnreadableError([problem("too-big", place, entry.filename, limit=size(limits.file))])
    return content


def read(content: bytes, name: str, encoding: str = "utf-8", limits: Limits = DEFAULT_LIMITS) -> Reading:
    """Read a dossier from the bytes of an archive called `name`."""
    place = Place(name)
    try:
        with check(content, place, limits) as opened:
            files = members(opened, place, limits)
    except UnreadableError as error:
        return Reading(None, error.problems)
    return package.read(files, name, encoding, limits)


def write(dossier: Dossier, stamp: str = "", *, every_table: bool = False) -> bytes:
    """The bytes of the archive of `dossier`: the same for the same dossier and stamp, whenever it is written.

    `every_table` keeps the tables that hold nothing.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in package.contents(dossier, every_table=every_table, stamp=stamp).items():
            entry = zipfile.ZipInfo(f"{dossier.record.id}/{name}", _STILL)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text.encode("utf-8"))
    return target.getvalue()
