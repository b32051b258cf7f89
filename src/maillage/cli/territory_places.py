"""What the commands of ``maillage territory`` share: where figures are kept, which territory is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from maillage.cli.shell import Refusal
from maillage.cli.words import Words
from maillage.territory.figures import Edition
from maillage.territory.perimeters import Perimeter, UnknownCommunesError, drawn, perimeter_at
from maillage.territory.searching import perimeters_named

FOLDER = "MAILLAGE_TERRITORY"
_LONGEST = 60  # letters of what was typed that are said again
_SHORTEST_CODE = 4  # a commune whose zero was lost


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
    """The territory whose code is `written`. Raises `Refusal`, with those that a name or an old code may mean."""
    found = perimeter_at(written)
    if found is not None:
        return found
    wrong, near = _meant(written.strip())
    if len(wrong) > _LONGEST:
        wrong = f"{wrong[:_LONGEST]}…"
    if near:
        raise Refusal(words("territory.not-a-code", found=wrong, near=", ".join(one.label for one in near)))
    raise Refusal(words("territory.unknown", found=wrong))


def code_to_type(perimeter: Perimeter) -> str:
    """What the commands take for this territory: a region is not told from a département by its number alone.

    >>> [code_to_type(one) for code in ("reg:32", "32") if (one := perimeter_at(code))]
    ['R32', '32']
    """
    return f"R{perimeter.code}" if perimeter.kind == "region" else perimeter.code


def _meant(written: str) -> tuple[str, tuple[Perimeter, ...]]:
    """What is wrong in `written`, only the wrong ones of several codes, and the territories that may be meant."""
    codes = [one.strip() for one in written.rpartition(":")[2].split("+")]
    if min(len(one) for one in codes) < _SHORTEST_CODE or not any(map(str.isdigit, written)):
        return written, perimeters_named(written[:_LONGEST], 3)
    try:
        today = [drawn(codes).code]
    except UnknownCommunesError as unknown:
        today = [one for meant in unknown.suggestions.values() for one in meant]
        if len(codes) > 1:
            written = ", ".join(unknown.codes) or written
    near = tuple(one for code in today[:3] if (one := perimeter_at(code)) is not None)
    return written, near or perimeters_named(written[:_LONGEST], 3)


def kind_of(words: Words, kind: str) -> str:
    """A kind of perimeter in words."""
    return words(f"territory.kind-{kind}")


def loaded(editions: Sequence[Edition], dataset: str) -> list[Edition]:
    """The editions of a dataset, the latest first."""
    return sorted((one for one in editions if one.dataset == dataset), key=lambda one: -one.year)
