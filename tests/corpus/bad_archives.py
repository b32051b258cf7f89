"""Archives that are damaged, locked, or hostile."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Callable

from tests.corpus.case import BadInput, file
from tests.corpus.good import csv_bytes, good_tables, packed

_MEBIBYTE = 1024 * 1024


def _files() -> dict[str, bytes]:
    return {f"halle/{name}.csv": csv_bytes(rows) for name, rows in good_tables().items()}


def _good() -> bytes:
    return packed(_files())


def _climbing(name: str) -> bytes:
    return packed(_files() | {name: b"id,name\r\n"})


def _encrypted(content: bytes) -> bytes:
    """The same archive, its entries marked as protected by a password."""
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(magic)
        while at >= 0:
            flags = struct.unpack_from("<H", content, at + offset)[0] | 1
            content = content[: at + offset] + struct.pack("<H", flags) + content[at + offset + 2 :]
            at = content.find(magic, at + 4)
    return content


def _swelling(mebibytes: int, count: int = 1) -> bytes:
    """Zeros: a thousand times smaller when packed."""
    zeros = bytes(mebibytes * _MEBIBYTE)
    return packed({f"halle/table-{rank}.csv": zeros for rank in range(count)})


def _lying() -> bytes:
    """An archive whose directory says that a table is small; its content is not."""
    content = bytearray(packed({"halle/actors.csv": bytes(60 * _MEBIBYTE)}))
    at = content.find(b"PK\x01\x02")
    struct.pack_into("<L", content, at + 24, 1000)
    return bytes(content)


def _crowded() -> bytes:
    return packed({f"halle/{rank}.csv": b"id\r\n" for rank in range(501)})


def _packed_directory(entries: int) -> bytes:
    """An archive of empty files only: a directory that would fill the memory."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.csv", b"")
    content = target.getvalue()
    local, rest = content[: content.find(b"PK\x01\x02")], content[content.find(b"PK\x01\x02") :]
    entry, end = rest[: rest.find(b"PK\x05\x06")], rest[rest.find(b"PK\x05\x06") :]
    directory = entry * entries
    counts = struct.pack("<HHLL", min(entries, 65535), min(entries, 65535), len(directory), len(local))
    return local + directory + end[:8] + counts + end[20:]


def _method(number: int) -> bytes:
    """An archive packed in a way nobody knows."""
    content = bytearray(_good())
    for magic, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = content.find(magic)
        while at >= 0:
            struct.pack_into("<H", content, at + offset, number)
            at = content.find(magic, at + 4)
    return bytes(content)


def _altered() -> bytes:
    """One byte of the packed content changed."""
    content = bytearray(_good())
    at = content.find(b"actors.csv") + 60
    content[at] ^= 0x55
    return bytes(content)


def _twice() -> bytes:
    target = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(target, "w") as archive:
            for name, content in _files().items():
                archive.writestr(name, content)
            archive.writestr("autre/actors.csv", csv_bytes(good_tables()["actors"]))
    return target.getvalue()


def _cut(share: float) -> Callable[[], bytes]:
    return lambda: _good()[: int(len(_good()) * share)]


_CLIMBING = (
    "../actors.csv",
    "halle/../../actors.csv",
    "/etc/actors.csv",
    "C:/actors.csv",
    "C:actors.csv",
    "..\\actors.csv",
    "halle\\..\\..\\actors.csv",
    "\\\\serveur\\part\\actors.csv",
    "../../../../../../tmp/photo.jpg",
)

BAD_ARCHIVES: tuple[BadInput, ...] = (
    *(
        file(f"a path that climbs: {name}", ("climbing-archive",), "dossier.zip", _climbing(name))
        for name in _CLIMBING
    ),
    *(
        file(f"an archive cut at {share:.0%}", ("bad-archive",), "dossier.zip", _cut(share))
        for share in (0.01, 0.1, 0.5, 0.9, 0.99)
    ),
    file("a text called .zip", ("bad-archive",), "dossier.zip", b"Bonjour, voici le dossier."),
    file("a picture called .zip", ("bad-archive",), "dossier.zip", b"\x89PNG\r\n\x1a\n" + bytes(100)),
    file("an archive with a password", ("bad-archive",) * 28, "dossier.zip", lambda: _encrypted(_good())),
    file("an archive packed in an unknown way", ("bad-archive",), "dossier.zip", lambda: _method(99)),
    file("an archive with an altered byte", ("bad-archive",), "dossier.zip", _altered),
    file("an archive without file", ("not-a-dossier",), "dossier.zip", packed({})),
    file(
        "an archive of another archive",
        ("not-a-dossier",),
        "dossier.zip",
        lambda: packed({"halle.zip": _good()}),
    ),
    file(
        "tables too deep in folders",
        ("not-a-dossier",),
        "dossier.zip",
        packed({"a/b/c/actors.csv": b"id,name\r\n"}),
    ),
    file("a table twice in two folders", ("table-twice",), "dossier.zip", _twice),
    file("more files than any dossier", ("bad-archive",), "dossier.zip", _crowded),
    file(
        "a directory of a million files",
        ("bad-archive",),
        "dossier.zip",
        lambda: _packed_directory(1_000_000),
        big=True,
    ),
    file(
        "an archive that swells in one table",
        ("swelling-archive",),
        "dossier.zip",
        lambda: _swelling(201),
        big=True,
    ),
    file(
        "an archive that swells in many",
        ("swelling-archive",),
        "dossier.zip",
        lambda: _swelling(41, 5),
        big=True,
    ),
    file(
        "a table that swells under the bound",
        ("too-big",),
        "dossier.zip",
        lambda: packed({"actors.csv": bytes(60 * _MEBIBYTE)}),
        big=True,
    ),
    file("a directory that lies on a size", ("bad-archive",), "dossier.zip", _lying, big=True),
)
