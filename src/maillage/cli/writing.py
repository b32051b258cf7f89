"""Before anything is written: the name asks for a form that exists, and nothing that stands there is lost."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from maillage import io
from maillage.cli.shell import Refusal, Shell


@contextlib.contextmanager
def naming(path: Path) -> Iterator[None]:
    """Make the errors of the system speak of `path` and not of the file that is prepared beside it."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise


def refuse_unknown_form(shell: Shell, path: Path) -> None:
    """Raise `Refusal` when the name of `path` asks for a kind of file a dossier cannot be."""
    if io.form_of(path) is None:
        raise Refusal(shell.words("say.unknown-form", name=path.name))


def refuse_to_replace(shell: Shell, path: Path, force: bool) -> None:
    """Raise `Refusal` when a file or a folder that is not empty stands at `path`, without `force`."""
    if force:
        return
    if path.is_dir() and any(path.iterdir()):
        raise Refusal(shell.words("say.folder-stands", path=path))
    if path.exists() and not path.is_dir():
        raise Refusal(shell.words("say.file-stands", path=path))


def refuse_other_suffix(shell: Shell, path: Path, *suffixes: str) -> None:
    """Raise `Refusal` when `path` does not end as one of `suffixes`."""
    if path.suffix.lower() not in suffixes:
        raise Refusal(shell.words("say.suffix", path=path.name, suffixes=", ".join(suffixes)))
