"""A download on its way: what came of it so far, and by what it can be recognised when it is taken up again."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BufferedRandom
from pathlib import Path
from types import ModuleType
from typing import Any

from maillage.io.atomic import write_file
from maillage.io.open_data.problems import refusal

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:  # where there is none, two downloads of one file at the same moment are not kept apart
    fcntl = None


@dataclass(slots=True)
class Part:
    """What came of a file: ``NAME.part``, and beside it what a server needs to know to send the rest.

    `state` is whatever the one who downloads writes there; it is forgotten with the part.
    """

    path: Path
    stream: BufferedRandom

    @classmethod
    @contextlib.contextmanager
    def of(cls, target: Path) -> Iterator[Part]:
        """The part of `target`, for one process at a time. Raises `OpenDataError`."""
        path = target.with_name(target.name + ".part")
        with _writing(path) as stream:
            _alone(stream, target)
            yield cls(path, stream)

    @property
    def size(self) -> int:
        """The bytes that came so far."""
        return self.stream.seek(0, os.SEEK_END)

    @property
    def state(self) -> dict[str, Any]:
        """What was written of it; empty when nothing came, or when it cannot be read."""
        try:
            said = json.loads(self._beside.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return said if isinstance(said, dict) else {}

    def begin(self, state: Mapping[str, Any]) -> None:
        """Nothing came yet."""
        self.cut_at(0)
        self.remember(state)

    def remember(self, state: Mapping[str, Any]) -> None:
        """Write the state, once what came is on the disk."""
        self.stream.flush()
        write_file(self._beside, json.dumps(state).encode())

    def add(self, chunk: bytes) -> None:
        """One more piece."""
        self.stream.seek(0, os.SEEK_END)
        self.stream.write(chunk)

    def cut_at(self, size: int) -> None:
        """Forget all that came after `size` bytes."""
        self.stream.flush()
        self.stream.truncate(size)

    def forget(self) -> None:
        """Forget all that came."""
        self.cut_at(0)
        self._beside.unlink(missing_ok=True)

    def digest(self, algorithm: str) -> str:
        """The digest of what came."""
        self.stream.seek(0)
        return hashlib.file_digest(self.stream, algorithm).hexdigest()

    def become(self, target: Path) -> None:
        """The file is whole: it takes its name."""
        self.stream.flush()
        os.fsync(self.stream.fileno())
        self.path.replace(target)
        self._beside.unlink(missing_ok=True)

    @property
    def _beside(self) -> Path:
        return self.path.with_name(self.path.name + ".json")


@contextlib.contextmanager
def _writing(path: Path) -> Iterator[BufferedRandom]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "a+b") as stream:
            yield stream
    except OSError as error:
        raise refusal("folder", folder=path.parent, why=error.strerror or error) from error
    finally:
        with contextlib.suppress(OSError):
            if not path.stat().st_size:
                path.unlink()


def _alone(stream: BufferedRandom, target: Path) -> None:
    if fcntl is None:
        return
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise refusal("busy", file=target.name) from error
