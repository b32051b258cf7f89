"""Drawing a perimeter by hand: which communes a list of codes means today, and what became of each code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from maillage.geography import communes_named, epci
from maillage.geography.compositions import arrondissements_by_city, communes_by_epci, epci_of
from maillage.geography.history import Carried, epci_moves, epci_today_of, today_of

MOST_CODES = 40_000  # more than there are communes: a longer list is no perimeter
_MOST_SUGGESTED = 20
_SIREN = 9  # digits


class UnknownCommunesError(ValueError):
    """Codes that are no commune nor EPCI of today or of before; with, for some, those that may have been meant.

    `codes` is empty when no code was given at all. `suggestions` has for a code those to write in its place: the
    city for an arrondissement, the EPCI of today for one whose communes went to several, near codes for the others.
    """

    def __init__(self, codes: tuple[str, ...], suggestions: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__(", ".join(codes) or "no code")
        self.codes = codes
        self.suggestions = suggestions


class TooManyCodesError(UnknownCommunesError):
    """More codes than `MOST_CODES`: they are not looked at."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The communes of today meant by a list of codes, sorted, and their canonical `code`.

    `carried` has the codes of before that were replaced, `repeated` those given more than once, or given beside an
    EPCI that holds them. In `code`, an EPCI that is there whole is written by its SIREN, after the other communes.
    """

    communes: tuple[str, ...]
    code: str
    carried: Mapping[str, Carried]
    repeated: tuple[str, ...]


def drawn(codes: Iterable[str]) -> Drawn:
    """The communes of today meant by codes of communes and EPCI, of today or of before.

    Raises `UnknownCommunesError` when some mean nothing or when there is none, `TooManyCodesError` when there are
    more than `MOST_CODES`.

    >>> drawn(["59355", "59350"]).communes, dict(drawn(["59355"]).carried)
    (('59350',), {'59355': Carried(code='59350', why='merged')})
    """
    given = _read(codes)
    today = {code: _carried(code) for code in given}
    found = {code: _communes_at(to.code) for code, to in today.items()}
    unknown = tuple(code for code, communes in found.items() if not communes)
    if unknown or not found:
        raise UnknownCommunesError(unknown, _suggestions(unknown))
    communes = frozenset(one for members in found.values() for one in members)
    carried = {code: to for code, to in today.items() if to.why != "same"}
    return Drawn(tuple(sorted(communes)), _code_of(communes), carried, _repeated(given, found))


def _read(codes: Iterable[str]) -> list[str]:
    given = []
    for code in codes:
        if cleaned := code.strip().upper():
            given.append(cleaned)
        if len(given) > MOST_CODES:
            raise TooManyCodesError((), {})
    return given


def _carried(code: str) -> Carried:
    """Where a commune or an EPCI is today; an EPCI that is now within a larger one is not taken for it."""
    if len(code) != _SIREN:
        return today_of(code)
    to = epci_today_of(code)
    return to if to.why in ("same", "renamed") else Carried(None, to.why)


def _communes_at(code: str | None) -> tuple[str, ...]:
    """The communes at a code of today: none for an arrondissement, which added to others could count twice."""
    if code is None or code in _cities():
        return ()
    return communes_by_epci()[code] if len(code) == _SIREN else (code,)


@cache
def _cities() -> Mapping[str, str]:
    return {code: city for city, parts in arrondissements_by_city().items() for code in parts}


def _code_of(communes: frozenset[str]) -> str:
    """The shortest list of communes and whole EPCI, always the same for the same communes."""
    touched = sorted({group for code in communes if (group := epci_of(code)) is not None})
    whole = [group for group in touched if communes.issuperset(communes_by_epci()[group])]
    held = {code for group in whole for code in communes_by_epci()[group]}
    return "+".join((*sorted(communes - held), *whole))


def _repeated(given: list[str], found: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The codes that add no commune to those given before them, an EPCI counting before communes."""
    seen: set[str] = set()
    repeated = []
    for code in sorted(given, key=lambda one: len(one) != _SIREN):
        if seen.issuperset(found[code]):
            repeated.append(code)
        seen.update(found[code])
    return tuple(dict.fromkeys(repeated))


def _suggestions(unknown: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    found = {code: _suggested(code) for code in unknown[:_MOST_SUGGESTED]}
    return {code: meant for code, meant in found.items() if meant}


def _suggested(code: str) -> tuple[str, ...]:
    """What may have been meant: a city, a successor, a code that lost its zero, the communes of a postal code."""
    if code in _cities():
        return (_cities()[code],)
    if len(code) == _SIREN:
        return _successors(code)
    if today_of(f"0{code}").code:
        return (f"0{code}",)
    return tuple(one.code for one in communes_named(code, limit=3)) if code.isdigit() else ()


def _successors(siren: str) -> tuple[str, ...]:
    """The EPCI of today in which the communes of an ended one are."""
    today = epci_today_of(siren).code
    if today is not None:
        return (today,)
    left = {group for move in epci_moves(siren) if siren in move.before for group in move.after}
    return tuple(sorted(group for group in left if epci(group) is not None))
