"""The actors of whose move something can be said, and what is missing for the others."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.text import Text
from maillage.transition.coefficients import TODAY
from maillage.transition.inputs import Inputs
from maillage.transition.outlook import outlook
from maillage.transition.reading import actors_with_numbers
from maillage.transition.words import names_of
from maillage_web.dossiers.queries.shelf import Shelf
from maillage_web.dossiers.queries.state import State

_kept: Shelf[Listed] = Shelf(4_000, lambda one: len(one.known) + len(one.apart) + len(one.others) + 1)
_FIRST = ("volume", "price", "uses_per_item", "life_span")


@dataclass(frozen=True, slots=True)
class Known:
    """An actor: how many of its coefficients are said, what is known of today, what to say next.

    `once` and `unsaid` count the rows of the ledger that are no amounts of each year, or of which nobody says so.
    """

    id: str
    name: Text
    numbers: int
    ledger_year: int | None
    complete: bool
    next: Text
    once: int
    unsaid: int


@dataclass(frozen=True, slots=True)
class Listed:
    """The actors with numbers, those with amounts that are not of each year, the others; in the dossier’s order."""

    known: tuple[Known, ...]
    apart: tuple[Known, ...]
    others: tuple[Known, ...]


def listed_of(state: State) -> Listed:
    """The actors of the dossier on the day, as the person sees them."""
    return _kept.get((state.entry.checksum, state.day), lambda: _listed(state))


def _listed(state: State) -> Listed:
    found = [_known(actor, one) for actor, one in actors_with_numbers(state.whole, state.day).items()]
    without = [one for one in found if not one.numbers]
    return Listed(
        tuple(one for one in found if one.numbers),
        tuple(one for one in without if one.once or one.unsaid),
        tuple(one for one in without if not one.once and not one.unsaid),
    )


def _known(actor: str, inputs: Inputs) -> Known:
    unsaid = sum(one.why == "unsaid" for one in inputs.apart)
    missing = set(outlook(inputs, 1).missing) if inputs.used else set(_FIRST)
    first = [code for code in _FIRST if inputs.of(code, TODAY) is None]
    return Known(
        actor,
        inputs.name,
        len(inputs.used),
        inputs.ledger_year,
        not missing,
        names_of(first or sorted(missing)),
        len(inputs.apart) - unsaid,
        unsaid,
    )
