"""What the commands of ``maillage territory`` share: where figures are kept, which territory is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from maillage.cli.shell import Refusal
from maillage.cli.words import Words
from maillage.territory.figures import Edition
from maillage.territory.perimeters import Perimeter, perimeter_at
from maillage.territory.searching import perimeters_named

FOLDER = "MAILLAGE_TERRITORY"


def folder(environment: Mapping[str, str]) -> Path:
    """Where loaded figures are kept: ``MAILLAGE_TERRITORY``, else the data of the user.

    >>> folder({"XDG_DATA_HOME": "data"}).as_posix()
    'data/maillage/territory'
    """
    if given := environment.get(FOLDER):
        return Path(given)
    return (
        Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "maillage" / "territory"
    )


def territory(words: Words, written: str) -> Perimeter:
    """The territory whose code is `written`. Raises `Refusal`, with those that a name may mean."""
    found = perimeter_at(written)
    if found is not None:
        return found
    near = perimeters_named(written, 3)
    if near:
        raise Refusal(words("territory.not-a-code", found=written, near=", ".join(one.label for one in near)))
    raise Refusal(words("territory.unknown", found=written))


def kind_of(words: Words, kind: str) -> str:
    """A kind of perimeter in words."""
    return words(f"territory.kind-{kind}")


def loaded(editions: Sequence[Edition], dataset: str) -> list[Edition]:
    """The editions of a dataset, the latest first."""
    return sorted((one for one in editions if one.dataset == dataset), key=lambda one: -one.year)
