"""The forms of a dossier on disk and how to tell them apart: by what a source is, by the name of a target."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from maillage.dossier.dossier import Dossier
from maillage.dossier.problems import Place, Problem, UnreadableError, problem
from maillage.dossier.reading import Reading
from maillage.io import archive, atomic, package, workbook
from maillage.io.limits import DEFAULT_LIMITS, Limits, size
from maillage.text import Language, Text

Form = Literal["folder", "workbook", "archive"]

_SUFFIXES: dict[str, Form] = {".xlsx": "workbook", ".zip": "archive"}
_REASONS = {
    errno.EACCES: Text("vous n’avez pas le droit de le lire", "you are not allowed to read it"),
    errno.EPERM: Text("vous n’avez pas le droit de le lire", "you are not allowed to read it"),
    errno.ENAMETOOLONG: Text("son nom est trop long", "its name is too long"),
    errno.ELOOP: Text("ce lien se renvoie à lui-même", "this link points to itself"),
}
_OLE_MAGIC = b"\xd0\xcf\x11\xe0"


def form_of(path: Path) -> Form | None:
    """The form that the name of `path` asks for; `None` when it names a kind of file Maillage does not write."""
    suffix = path.suffix.lower()
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    return "folder" if suffix == "" or path.is_dir() else None


def load(path: Path, *, encoding: str = "utf-8", limits: Limits = DEFAULT_LIMITS) -> Reading:
    """Read the dossier at `path`, whatever its form. What is wrong is in `Reading.problems`; nothing is raised.

    A path to the ``datapackage.json`` or to one CSV file of a folder reads the folder.
    """
    try:
        if path.is_file() and package.is_part(path.name):
            path = path.parent
        if path.is_dir():
            return _load_folder(path, encoding, limits)
        if not path.is_file():
            return Reading(None, (problem("not-found", Place(path.name), str(path)),))
        length = path.stat().st_size
        if length > limits.file:
            return Reading(
                None, (problem("too-big", Place(path.name), size(length), limit=size(limits.file)),)
            )
        return load_bytes(path.read_bytes(), path.name, encoding=encoding, limits=limits)
    except OSError as error:
        return Reading(None, (_not_readable(path, error),))


def _not_readable(path: Path, error: OSError) -> Problem:
    plain = Text("le système s’y oppose", "the system refuses")
    return problem("not-readable", Place(path.name), path.name, reason=_REASONS.get(error.errno or 0, plain))


def load_bytes(
    content: bytes, name: str, *, encoding: str = "utf-8", limits: Limits = DEFAULT_LIMITS
) -> Reading:
    """Read a workbook or an archive from its bytes; `name` tells which and appears in messages."""
    place = Place(name)
    if not content:
        return Reading(None, (problem("empty-file", place),))
    if content.startswith(_OLE_MAGIC):
        return Reading(None, (problem("encrypted-workbook", place),))
    readers: dict[Form | None, Callable[[], Reading]] = {
        "workbook": lambda: workbook.read(content, name, limits),
        "archive": lambda: archive.read(content, name, encoding, limits),
    }
    read = readers.get(form_of(Path(name)) if Path(name).suffix else None)
    return read() if read else Reading(None, (problem("unknown-form", place, name),))


def _load_folder(folder: Path, encoding: str, limits: Limits) -> Reading:
    """Read the tables of a folder. Sizes are looked at first, and nothing is read when one of them is too big."""
    parts = [path for path in sorted(folder.iterdir()) if package.is_part(path.name) and path.is_file()]
    wanted = [path for path in parts if path.name == package.DESCRIPTOR or package.is_table(path.name)]
    problems = _too_big(folder, wanted, limits)
    files = dict.fromkeys((path.name for path in parts), b"")
    for path in wanted if not problems else ():
        try:
            files[path.name] = path.read_bytes()
        except OSError as error:
            problems.append(_not_readable(path, error))
    return Reading(None, tuple(problems)) if problems else package.read(files, folder.name, encoding, limits)


def _too_big(folder: Path, paths: list[Path], limits: Limits) -> list[Problem]:
    lengths = {path: path.stat().st_size for path in paths}
    problems = [
        problem("too-big", Place(path.name), size(length), limit=size(limits.file))
        for path, length in lengths.items()
        if length > limits.file
    ]
    if not problems and (total := sum(lengths.values())) > limits.opened:
        problems.append(problem("too-big", Place(folder.name), size(total), limit=size(limits.opened)))
    return problems


def save(
    dossier: Dossier,
    path: Path,
    *,
    language: Language | None = None,
    every_table: bool = False,
    stamp: str = "",
) -> None:
    """Write `dossier` at `path` in the form its name asks for, in one step; a folder keeps its other files.

    `stamp` says which state it was made from (`maillage.io.stamps`). What stands there is replaced: callers ask first.
    Raises `UnreadableError` when the name asks for a form Maillage does not write, `ValueError` on a wrong stamp.
    """
    form = form_of(path)
    if form == "workbook":
        atomic.write_file(path, workbook.write(dossier, language or _language(dossier), stamp))
    elif form == "archive":
        atomic.write_file(path, archive.write(dossier, stamp))
    elif form == "folder":
        texts = package.contents(dossier, every_table=every_table, stamp=stamp)
        files = {name: text.encode("utf-8") for name, text in texts.items()}
        atomic.write_folder(path, files, stale=_tables_in(path))
    else:
        raise UnreadableError([problem("unknown-form", Place(path.name), path.name)])


def _tables_in(folder: Path) -> set[str]:
    """The files of `folder` that hold tables, under any of their names: the ones to be replaced."""
    return {path.name for path in folder.glob("*") if path.is_file() and package.is_table(path.name)}


def _language(dossier: Dossier) -> Language:
    return "en" if dossier.record.language == "en" else "fr"
