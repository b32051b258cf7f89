"""One input that must be refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.corpus.good import FORMS, Tables


@dataclass(frozen=True, slots=True)
class BadInput:
    """An input: how to write it in a folder (the path to load comes back), and the problems to be reported.

    `codes` are all the problems expected, no more, no less. `column` is where the first one is, `big` says that it
    is read in a process of its own whose memory is measured, `unprivileged` that root would read it anyway.
    """

    name: str
    codes: tuple[str, ...]
    write: Callable[[Path], Path]
    column: str | None = None
    big: bool = False
    unprivileged: bool = False


def in_forms(
    name: str,
    codes: tuple[str, ...],
    tables: Tables,
    *,
    column: str | None = None,
    forms: tuple[str, ...] = tuple(FORMS),
) -> tuple[BadInput, ...]:
    """The same wrong tables in several forms."""
    return tuple(
        BadInput(f"{name}, {form}", codes, lambda folder, form=form: FORMS[form](tables, folder), column)  # type: ignore[misc]
        for form in forms
    )


def file(
    name: str,
    codes: tuple[str, ...],
    file_name: str,
    content: bytes | Callable[[], bytes],
    *,
    big: bool = False,
) -> BadInput:
    """One file, made when it is written."""

    def write(folder: Path) -> Path:
        path = folder / file_name
        path.write_bytes(content if isinstance(content, bytes) else content())
        return path

    return BadInput(name, codes, write, big=big)
