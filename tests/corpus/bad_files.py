"""Paths, folders and CSV files that cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.corpus.case import BadInput, file
from tests.corpus.good import csv_bytes, good_tables, write_folder

_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01"
_MEBIBYTE = 1024 * 1024


def _actors(content: bytes | Callable[[], bytes]) -> Callable[[Path], Path]:
    """A sound folder, but for the content of ``actors.csv``."""
    return lambda folder: write_folder(
        good_tables(), folder, actors=content if isinstance(content, bytes) else content()
    )


def _described(content: bytes) -> Callable[[Path], Path]:
    """A sound folder, but for its descriptor."""

    def write(folder: Path) -> Path:
        path = write_folder(good_tables(), folder)
        (path / "datapackage.json").write_bytes(content)
        return path

    return write


def _sparse(names: tuple[str, ...], mebibytes: int, *, alone: bool = False) -> Callable[[Path], Path]:
    """Files with a hole: long, yet light on the disk. Alone, or among the tables of a sound folder."""

    def write(folder: Path) -> Path:
        path = folder if alone else write_folder(good_tables(), folder)
        for name in names:
            with (path / name).open("wb") as stream:
                stream.truncate(mebibytes * _MEBIBYTE)
        return path / names[0] if alone else path

    return write


def _linked(folder: Path) -> Path:
    path = folder / "boucle"
    path.symlink_to(path)
    return path


def _looping_table(folder: Path) -> Path:
    """Links that loop are not files: the table they stand for is missing."""
    path = folder / "vide"
    path.mkdir()
    (path / "actors.csv").symlink_to(path / "actors.csv")
    return path


def _locked(folder: Path) -> Path:
    path = write_folder(good_tables(), folder)
    (path / "actors.csv").chmod(0)
    return path


def _locked_folder(folder: Path) -> Path:
    path = write_folder(good_tables(), folder)
    path.chmod(0)
    return path


def _directory(*names: str) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = folder / "d"
        path.mkdir()
        for name in names:
            (path / name).write_text("bonjour", encoding="utf-8")
        return path

    return write


def _many_rows(count: int) -> bytes:
    return _HEADER + b"".join(b"a%d,x\r\n" % number for number in range(count))


_ROWS = good_tables()["actors"]
_HEADER = csv_bytes(_ROWS[:1])

BAD_FILES: tuple[BadInput, ...] = (
    BadInput("a path that does not exist", ("not-found",), lambda folder: folder / "rien"),
    BadInput("a workbook that does not exist", ("not-found",), lambda folder: folder / "rien.xlsx"),
    BadInput("a name too long for the system", ("not-readable",), lambda folder: folder / ("x" * 300)),
    BadInput("a link to itself", ("not-found",), _linked),
    BadInput("a table that is a link to itself", ("not-a-dossier",), _looping_table),
    BadInput("a table nobody may read", ("not-readable",), _locked, unprivileged=True),
    BadInput("a folder nobody may open", ("not-readable",), _locked_folder, unprivileged=True),
    BadInput("an empty directory", ("not-a-dossier",), _directory()),
    BadInput(
        "a directory of other things", ("not-a-dossier",), _directory("photo.jpg", "budget.csv", "lisez.md")
    ),
    BadInput(
        "a directory with a descriptor only",
        ("bad-datapackage", "not-a-dossier"),
        _directory("datapackage.json"),
    ),
    file("an empty workbook file", ("empty-file",), "dossier.xlsx", b""),
    file("an empty archive file", ("empty-file",), "dossier.zip", b""),
    file(
        "an old .xls",
        ("encrypted-workbook",),
        "dossier.xls",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504),
    ),
    file("a text called .xls", ("unknown-form",), "dossier.xls", b"id\tname\n"),
    file("an .ods", ("unknown-form",), "dossier.ods", b"PK\x03\x04mimetype"),
    file("a .pdf", ("unknown-form",), "dossier.pdf", b"%PDF-1.7"),
    file("a file without suffix", ("unknown-form",), "dossier", b"id,name\n"),
    file("a .json", ("unknown-form",), "dossier.json", b"{}"),
    BadInput("an empty table", ("empty-file",), _actors(b"")),
    BadInput("a table of blanks", ("empty-file",), _actors(b"\n \n\n")),
    BadInput("a table of a byte order mark", ("empty-file",), _actors(b"\xef\xbb\xbf")),
    BadInput(
        "a table in latin-1",
        ("bad-encoding",),
        _actors(csv_bytes([*_ROWS, ["a4", "Épicerie"]], encoding="latin-1")),
    ),
    BadInput(
        "a table in Windows-1252",
        ("bad-encoding",),
        _actors(csv_bytes([*_ROWS, ["a4", "l’œuf"]], encoding="cp1252")),
    ),
    BadInput(
        "a table in Mac Roman",
        ("bad-encoding",),
        _actors(csv_bytes([*_ROWS, ["a4", "Été"]], encoding="mac_roman")),
    ),
    BadInput(
        "a table cut within a letter", ("bad-encoding",), _actors(csv_bytes([*_ROWS, ["a4", "été"]])[:-3])
    ),
    BadInput("a table in UTF-16", ("not-text",), _actors(csv_bytes(_ROWS, encoding="utf-16"))),
    BadInput(
        "a table in UTF-16, big end first", ("not-text",), _actors(csv_bytes(_ROWS, encoding="utf-16-be"))
    ),
    BadInput("a table in UTF-32", ("not-text",), _actors(csv_bytes(_ROWS, encoding="utf-32"))),
    BadInput("a table with a null character", ("not-text",), _actors(_HEADER + b"a1,La\x00Halle\r\n")),
    BadInput("a picture called .csv", ("not-text",), _actors(_PNG)),
    BadInput("a workbook called .csv", ("not-text",), _actors(b"PK\x03\x04\x14\x00\x00\x00")),
    BadInput(
        "a quotation mark that does not close",
        ("bad-csv",),
        _actors(_HEADER + b'a1,"La Halle\r\na2,Cantines\r\n'),
    ),
    BadInput("a letter after a quotation mark", ("bad-csv",), _actors(_HEADER + b'a1,"La "Halle"",x\r\n')),
    BadInput(
        "a cell of ten megabytes", ("too-long",), _actors(csv_bytes([*_ROWS, ["a4", "x" * 10_000_000]]))
    ),
    BadInput(
        "a page of the web called .csv", ("no-header",), _actors(b"<!DOCTYPE html>\n<p>Erreur 404</p>\n")
    ),
    BadInput("rows without end", ("too-many-rows",), _actors(lambda: _many_rows(200_001)), big=True),
    BadInput("a line of commas", ("too-large",), _actors(lambda: _HEADER + b"," * 40_000_000), big=True),
    BadInput("a table of 200 MiB", ("too-big",), _sparse(("actors.csv",), 200), big=True),
    BadInput("a workbook of 200 MiB", ("too-big",), _sparse(("dossier.xlsx",), 200, alone=True), big=True),
    BadInput("an archive of 200 MiB", ("too-big",), _sparse(("dossier.zip",), 200, alone=True), big=True),
    BadInput(
        "tables of 225 MiB together",
        ("too-big",),
        _sparse(("actors.csv", "effects.csv", "flows.csv", "costs.csv", "ties.csv"), 45),
        big=True,
    ),
    BadInput(
        "a descriptor cut short", ("bad-datapackage",), _described(b'{"name": "halle",\n "resources": [')
    ),
    BadInput("a descriptor that is a list", ("bad-datapackage",), _described(b"[1, 2]")),
    BadInput(
        "a descriptor in latin-1", ("bad-datapackage",), _described('{"title": "Écopôle"}'.encode("latin-1"))
    ),
    BadInput("a descriptor nested without end", ("bad-datapackage",), _described(b"[" * 100_000)),
)
