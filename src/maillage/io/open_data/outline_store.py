"""Keep outlines in one file per kind, in which one territory is found without reading the others.

A file is a zip: one member per département, each line of which is a code and its feature; ``index.json`` says where
each code is, ``sources.json`` where the outlines come from.
"""

from __future__ import annotations

import datetime
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from maillage.io.atomic import write_file
from maillage.io.open_data.outline_files import Outline, department_of

_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same outlines make the same bytes
_INDEX, _SOURCES = "index.json", "sources.json"
_MEMBERS_KEPT = 48


@dataclass(frozen=True, slots=True)
class OutlineSource:
    """Where outlines come from: `url` or `file`, with its digest; `year` of the geography; when they were taken.

    `licence` is a code of the vocabulary ``licences``.
    """

    producer: str
    licence: str
    url: str | None
    file: str | None
    sha256: str
    year: int | None
    taken_at: datetime.datetime

    @property
    def id(self) -> str:
        """What the property ``source`` of a feature says."""
        return self.sha256[:12]


def file_of(folder: Path, kind: str) -> Path:
    """Where the outlines of a kind are kept."""
    return folder / f"{kind}.zip"


def write_outlines(
    folder: Path,
    kind: str,
    outlines: Iterable[Outline],
    source: OutlineSource,
) -> Path:
    """Add outlines of one kind to those kept in `folder`; the new one of a code replaces the old one.

    An outline that stands in its place is not replaced by a displaced one. The file is replaced in one step.
    """
    path = file_of(folder, kind)
    kept = KeptOutlines.at(path)
    lines, sources = (kept.every_line(), dict(kept.sources)) if kept else ({}, {})
    displaced = kept.displaced if kept else frozenset()
    for one in outlines:
        if one.kind == kind and not (one.displaced and one.code in lines and one.code not in displaced):
            lines[one.code] = _line(one, source)
    sources[source.id] = source
    write_file(path, _zipped(kind, lines, sources))
    return path


def _line(one: Outline, source: OutlineSource) -> bytes:
    properties = {"code": one.code, "name": one.name, "displaced": one.displaced, "source": source.id}
    feature = {"type": "Feature", "properties": properties, "geometry": one.geometry}
    return json.dumps(feature, ensure_ascii=False, separators=(",", ":")).encode()


def _zipped(kind: str, lines: Mapping[str, bytes], sources: Mapping[str, OutlineSource]) -> bytes:
    members: dict[str, list[bytes]] = {}
    index: dict[str, str] = {}
    displaced, used = [], set()
    for code, line in sorted(lines.items()):
        member = department_of(kind, code) or "elsewhere"
        index[code] = member
        members.setdefault(member, []).append(code.encode() + b"\t" + line)
        properties = json.loads(line)["properties"]
        used.add(properties["source"])
        if properties["displaced"]:
            displaced.append(code)
    said = {
        id_: asdict(one) | {"taken_at": one.taken_at.isoformat()}
        for id_, one in sources.items()
        if id_ in used
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, _INDEX, json.dumps({"codes": index, "displaced": displaced}).encode())
        _add(archive, _SOURCES, json.dumps(said, ensure_ascii=False, indent=1).encode())
        for member, content in sorted(members.items()):
            _add(archive, f"{member}.jsonl", b"\n".join(content))
    return written.getvalue()


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), content, zipfile.ZIP_DEFLATED, 9)


@dataclass(frozen=True, slots=True)
class KeptOutlines:
    """The outlines of one kind, as they are kept in one file."""

    path: Path
    stamp: tuple[int, int]
    members: Mapping[str, str]
    codes: frozenset[str]
    displaced: frozenset[str]
    sources: Mapping[str, OutlineSource]

    @classmethod
    def at(cls, path: Path) -> KeptOutlines | None:
        """What is kept at `path`; nothing when there is no such file, or when it cannot be read."""
        try:
            state = path.stat()
            return _opened(path, (state.st_mtime_ns, state.st_size))
        except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile):
            return None

    def features(self, codes: Iterable[str]) -> dict[str, dict[str, Any]]:
        """The features of these codes, those that are kept."""
        asked = [code for code in codes if code in self.members]
        return {code: json.loads(self._lines(self.members[code])[code]) for code in asked}

    def every_line(self) -> dict[str, bytes]:
        """All that is kept, as it is written."""
        return {
            code: line
            for member in sorted(set(self.members.values()))
            for code, line in self._lines(member).items()
        }

    def _lines(self, member: str) -> dict[str, bytes]:
        return _member(self.path, self.stamp, member)


@lru_cache(maxsize=8)
def _opened(path: Path, stamp: tuple[int, int]) -> KeptOutlines:
    with zipfile.ZipFile(path) as archive:
        index, said = json.loads(archive.read(_INDEX)), json.loads(archive.read(_SOURCES))
    sources = {id_: _source(one) for id_, one in said.items()}
    return KeptOutlines(
        path, stamp, index["codes"], frozenset(index["codes"]), frozenset(index["displaced"]), sources
    )


def _source(said: dict[str, Any]) -> OutlineSource:
    return OutlineSource(**(said | {"taken_at": datetime.datetime.fromisoformat(said["taken_at"])}))


@lru_cache(maxsize=_MEMBERS_KEPT)
def _member(path: Path, stamp: tuple[int, int], member: str) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        content = archive.read(f"{member}.jsonl")
    pairs = (line.partition(b"\t") for line in content.split(b"\n") if line)
    return {code.decode(): feature for code, _, feature in pairs}
