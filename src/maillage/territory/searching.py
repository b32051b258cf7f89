"""Finding a perimeter as people type it: names with or without accents, acronyms, postal codes, SIREN, INSEE codes.

The most populated of equals comes first, so that an EPCI comes before its city. When nothing is found as typed, the
words are taken for mistyped ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from maillage.geography.typing_words import folded, readings
from maillage.territory.mistyping import Speller
from maillage.territory.perimeters import KINDS, Perimeter, perimeter
from maillage.territory.place_names import Place, index

FOUND_KINDS = KINDS[:-1]
# of 100: names typed without their spaces, names with a letter or two mistyped, names that look like what was typed
_THE_SAME, _NEARLY, _ALIKE = 97, 88, 80
_MOST_CLOSE = 20


@dataclass(frozen=True, slots=True)
class Found:
    """A perimeter that was meant; `before` is the name, or else the code, by which it was when that is no more."""

    perimeter: Perimeter
    before: str | None


def perimeters_named(
    words: str, limit: int = 10, kinds: Sequence[str] = FOUND_KINDS
) -> tuple[Perimeter, ...]:
    """At most `limit` perimeters of these kinds that `words` may mean, the likeliest first.

    Words are beginnings of words of a name of today or of before, of an acronym, of a postal code, of an INSEE code
    or of a SIREN; those of the département may follow. Free perimeters have no name to be found by.

    >>> [found.name for found in perimeters_named("lens lievin", limit=1)]
    ['CA de Lens - Liévin']
    >>> [found.name for found in perimeters_named("dunkerke", limit=2)]
    ['CU de Dunkerque', 'Dunkerque']
    """
    return tuple(found.perimeter for found in found_named(words, limit, kinds))


def found_named(words: str, limit: int = 10, kinds: Sequence[str] = FOUND_KINDS) -> tuple[Found, ...]:
    """What `perimeters_named` finds, with the name of before by which it was, to be said to who typed it.

    >>> [(found.perimeter.name, found.before) for found in found_named("lomme", limit=1)]
    [('Lille', 'Lomme')]
    """
    found: dict[Place, str | None] = {}
    for rank in _found(words, frozenset(kinds)):
        if len(found) >= limit:
            break
        found.setdefault(index().places[rank], index().before.get(rank))
    return tuple(
        Found(one, before)
        for place, before in found.items()
        if (one := perimeter(place.kind, place.code)) is not None
    )


def _found(typed: str, kinds: frozenset[str]) -> Iterator[int]:
    """The ranks of the names of these kinds, as typed; when there is none, as they may have been mistyped."""
    places = index().places
    nothing = True
    for rank in index().gazetteer.every(typed):
        if places[rank].kind in kinds:
            nothing = False
            yield rank
    if nothing:
        yield from (rank for rank in _mistyped(typed) if places[rank].kind in kinds)


def _mistyped(typed: str) -> Iterator[int]:
    """What mistyped words mean, from the surest guess: the first that finds something is enough.

    A name in one word; the unknown words corrected; a name nearly the same; all the words corrected; a name alike.
    """
    for words in readings(typed):
        sure = [index().gazetteer.knows(word) for word in words]
        for ranks in (
            _speller().close(words, _THE_SAME, _MOST_CLOSE),
            _corrected(words, sure),
            _speller().close(words, _NEARLY, _MOST_CLOSE),
            _corrected(words, [False] * len(words)),
            _speller().close(words, _ALIKE, _MOST_CLOSE),
        ):
            found = False
            for rank in ranks:
                found = True
                yield rank
            if found:
                break


def _corrected(words: Sequence[str], sure: Sequence[bool]) -> Iterator[int]:
    """One way to write several words that finds something is enough; a word alone may have meant others too."""
    if all(sure):
        return
    for meant in _speller().corrected(words, sure):
        found = False
        for rank in index().gazetteer.every(" ".join(meant)):
            found = True
            yield rank
        if found and len(words) > 1:
            return


@cache
def _speller() -> Speller:
    names = index()
    return Speller(names.gazetteer.words(), folded("\n".join(names.names)).split("\n"))
