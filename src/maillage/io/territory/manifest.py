"""What a folder of figures holds, in one file replaced in one step: until then, nothing that was written counts."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from maillage.dossier.problems import Place
from maillage.io.atomic import write_file
from maillage.io.territory.problems import refused
from maillage.territory.catalogue import indicators
from maillage.territory.figures import Edition
from maillage.territory.perimeters import GEOGRAPHY

NAME = "territory.json"
_LOCK = ".territory.lock"
_FORMAT = 1
_OURS = ("*.parquet", "*.sql", ".*.parquet.*", ".*.sql.*")  # the last two: what a killed load left


@dataclass(frozen=True, slots=True)
class Held:
    """An edition and the file of its counts, by its name in the folder."""

    edition: Edition
    counts: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The editions held, and the files of figures computed from them, by kind of perimeter.

    `fingerprint` is that of the catalogue they were computed with; `scope` gives, in an extract, the codes about which
    it says something, by kind; a whole folder has none and says everything.
    """

    held: tuple[Held, ...] = ()
    figures: Mapping[str, str] = field(default_factory=dict)
    fingerprint: str = ""
    scope: Mapping[str, tuple[str, ...]] | None = None

    @property
    def editions(self) -> tuple[Edition, ...]:
        """The editions, in the order of their ids."""
        return tuple(one.edition for one in self.held)

    @property
    def files(self) -> frozenset[str]:
        """Every file that it names."""
        return frozenset((*(one.counts for one in self.held), *self.figures.values()))


def read(text: str) -> Manifest:
    """The manifest written in `text`."""
    known = json.loads(text)
    if known.get("format") != _FORMAT:
        return Manifest()
    scope = known.get("scope")
    return Manifest(
        held=tuple(Held(_edition(one["edition"]), one["counts"]) for one in known["held"]),
        figures=known["figures"],
        fingerprint=known["fingerprint"],
        scope={kind: tuple(codes) for kind, codes in scope.items()} if scope is not None else None,
    )


def read_in(folder: Path) -> Manifest:
    """The manifest of `folder`; an empty one when there is none yet. Raises `UnreadableError` when it is damaged."""
    try:
        return read((folder / NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Manifest()
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise refused("damaged-folder", Place(str(folder / NAME)), NAME) from error


def packaged(manifest: Manifest) -> Manifest:
    """The same, its editions said to be shipped with the product; nothing in it means that it knows nothing."""
    held = tuple(Held(dataclasses.replace(one.edition, packaged=True), one.counts) for one in manifest.held)
    return dataclasses.replace(manifest, held=held, scope=manifest.scope or {})


def written(manifest: Manifest) -> str:
    """The text of a manifest."""
    known = {
        "format": _FORMAT,
        "fingerprint": manifest.fingerprint,
        "held": [{"edition": _as_json(one.edition), "counts": one.counts} for one in manifest.held],
        "figures": dict(manifest.figures),
    }
    if manifest.scope is not None:
        known["scope"] = {kind: list(codes) for kind, codes in manifest.scope.items()}
    return json.dumps(known, ensure_ascii=False, indent=1) + "\n"


def replace(folder: Path, manifest: Manifest) -> None:
    """Make `manifest` that of `folder`, then remove the files that neither it nor the one before names."""
    before = read_in(folder)
    write_file(folder / NAME, written(manifest).encode("utf-8"))
    kept = manifest.files | before.files
    for pattern in _OURS:
        for one in folder.glob(pattern):
            if one.name not in kept:
                one.unlink(missing_ok=True)


def fingerprint() -> str:
    """What figures depend on besides the counts: the formulas, and the communes of which perimeters are made."""
    formulas = [f"{code}={one.formula}" for code, one in indicators().items()]
    content = "\n".join((str(_FORMAT), str(GEOGRAPHY), *formulas))
    return hashlib.sha256(content.encode()).hexdigest()[:16]


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """One writer at a time in `folder`. A writer that dies leaves the place free."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("a+b") as lock:
        _hold(lock)
        yield


def _hold(lock: IO[bytes]) -> None:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        fcntl.flock(lock, fcntl.LOCK_EX)


def _as_json(edition: Edition) -> dict[str, Any]:
    return asdict(edition) | {"loaded_at": edition.loaded_at.isoformat()}


def _edition(known: Mapping[str, Any]) -> Edition:
    return Edition(
        **{
            **known,
            "years": {measure: (since, year) for measure, (since, year) in known["years"].items()},
            "measures": tuple(known["measures"]),
            "unknown": tuple(known["unknown"]),
            "loaded_at": datetime.datetime.fromisoformat(known["loaded_at"]),
        }
    )
