"""What can be looked at in several ways is looked at in one of them, in turn, so that the whole stays quick.

``MAILLAGE_THOROUGH=1 tools/run_tests.sh`` looks at everything in every way: before a release, or after a change of
what all pages share. The turn is fixed, not drawn: a test that passes today does not fail tomorrow on the same code.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from typing import TypeVar

THOROUGH = bool(os.environ.get("MAILLAGE_THOROUGH"))
Thing = TypeVar("Thing")
Way = TypeVar("Way")


def in_turn(
    things: Iterable[Thing], ways: Sequence[Way], *, every: Collection[Thing] = ()
) -> list[tuple[Thing, Way]]:
    """Each thing with one way of looking at it, in turn; those of `every` with all the ways.

    ``in_turn(pages, ["light", "dark"], every=["/"])``
    """
    return [
        (thing, way)
        for rank, thing in enumerate(things)
        for place, way in enumerate(ways)
        if THOROUGH or thing in every or place == rank % len(ways)
    ]


def shared_out(things: Sequence[Thing], ways: Sequence[Way], way: Way) -> list[Thing]:
    """The things that are looked at in this way."""
    return [thing for thing, found in in_turn(things, ways) if found == way]
