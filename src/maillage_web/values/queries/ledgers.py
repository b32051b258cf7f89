"""The lines and the ledger of a dossier as somebody sees it, computed once for the pages that read them."""

from __future__ import annotations

from maillage.value.assumptions import Assumptions
from maillage.value.ledger import Ledger, ledger_of
from maillage.value.lines import Lines, lines_of
from maillage.value.money import Level
from maillage_web.dossiers.queries.shelf import Shelf
from maillage_web.dossiers.queries.state import State

_lines: Shelf[Lines] = Shelf(60_000, lambda lines: len(lines.lines) + len(lines.left_out) + 1)
_ledgers: Shelf[Ledger] = Shelf(60_000, lambda ledger: len(ledger.entries) + 1)


def lines_for(state: State, assumptions: Assumptions) -> Lines:
    """The lines of what the person sees of the dossier, on the day looked at."""
    key = (state.entry.checksum, state.day, assumptions)
    return _lines.get(key, lambda: lines_of(state.whole, state.day, assumptions))


def ledger_for(state: State, assumptions: Assumptions, estimate: Level) -> Ledger:
    """The ledger of those lines at one level of the estimates."""
    key = (state.entry.checksum, state.day, assumptions, estimate)
    return _ledgers.get(key, lambda: ledger_of(lines_for(state, assumptions), estimate))
