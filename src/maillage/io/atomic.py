"""Write files so that a reader sees the whole of the new content or the whole of the old, never a half."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write_file(path: Path, content: bytes) -> None:
    """Replace the content of `path` in one step."""
    _replace_all({path: content})


def write_folder(folder: Path, files: Mapping[str, bytes], stale: set[str]) -> None:
    """Write `files` into `folder` (made if needed) and remove the `stale` ones. Other files stay.

    A stale name may differ from a written one by its capitals only and, on some systems, be the same file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _replace_all({folder / name: content for name, content in files.items()})
    for name in stale - set(files):
        if not any((folder / name).samefile(folder / written) for written in files):
            (folder / name).unlink(missing_ok=True)


def _replace_all(contents: Mapping[Path, bytes]) -> None:
    """Write every content beside its place first; only when all are safely on disk do they take their names."""
    ready: dict[Path, Path] = {}
    try:
        for path, content in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            ready[path] = _beside(path, content)
        for path, temporary in ready.items():
            temporary.replace(path)
    except BaseException:
        for temporary in ready.values():
            temporary.unlink(missing_ok=True)
        raise


def _beside(path: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(0o644)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)
