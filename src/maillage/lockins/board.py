"""The workshop board of a dossier: who holds which obstacles, what was tried, what is at hand, what signs propose."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from maillage.articulation.analysis import Analysis, analyse
from maillage.articulation.chain import Chain
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Actor, Obstacle
from maillage.dossier.vocabularies import Term, vocabulary
from maillage.lockins.catalogue import Family, Practice, catalogue
from maillage.lockins.naming import Names, naming
from maillage.lockins.proposing import ECOSYSTEM, TERRITORY, Proposal, signs_of
from maillage.lockins.wording import text
from maillage.text import Text

COLUMNS = ("public", "organisations", "ecosystem", "facilitation", "unsaid")
"""The columns, by who holds; the last two are left out when they are empty."""
_ALWAYS = COLUMNS[:3]


@dataclass(frozen=True, slots=True)
class Card:
    """An obstacle that the dossier notes, as one or several people state it.

    `family` is none for a word added to the list. `tried` is none when the dossier does not say what was tried, empty
    when it says that nothing was. `at_hand` are the levers of the catalogue that were not tried, `practices` what
    others did with any lever against it.
    """

    row: Obstacle
    others: tuple[Obstacle, ...]
    label: Text
    holder: Text
    family: Family | None
    intensity: Text | None
    tried: tuple[Text, ...] | None
    at_hand: tuple[Term, ...]
    practices: tuple[Practice, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """The obstacles of one kind of holder, and apart, what signs propose for them."""

    code: str
    title: Text
    cards: tuple[Card, ...]
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """A board on one day. `codes` are the obstacles noted, each once, in the order of the dossier."""

    on: datetime.date
    columns: tuple[Column, ...]
    codes: tuple[str, ...]

    @property
    def proposed(self) -> tuple[str, ...]:
        """The obstacles of open proposals that are not noted, each once."""
        found = [one.obstacle for column in self.columns for one in column.proposals if one.open]
        return tuple(dict.fromkeys(code for code in found if code not in self.codes))


def board_of(dossier: Dossier, on: datetime.date) -> Board:
    """The board of `dossier` on the day `on`."""
    return board(analyse(dossier, on))


def board(analysis: Analysis) -> Board:
    """The board of what was already analysed."""
    chain = analysis.chain
    names, others = naming(chain), variants(chain.dossier.obstacles)
    own = [row for row in chain.dossier.obstacles if row.variant_of is None]
    cards = [(column_of(row.holder, chain), _card(row, others.get(row.id, ()), names)) for row in own]
    proposals = [(column_of(one.holder, chain), one) for one in signs_of(analysis)]
    columns = [
        Column(
            code=code,
            title=text(f"lockins.column-{code}"),
            cards=tuple(card for column, card in cards if column == code),
            proposals=tuple(one for column, one in proposals if column == code),
        )
        for code in COLUMNS
    ]
    return Board(
        on=chain.on,
        columns=tuple(one for one in columns if one.code in _ALWAYS or one.cards or one.proposals),
        codes=tuple(dict.fromkeys(row.obstacle for row in own)),
    )


def variants(rows: Iterable[Obstacle]) -> Mapping[str, tuple[Obstacle, ...]]:
    """The other statements of each row, by its id."""
    found: dict[str, tuple[Obstacle, ...]] = {}
    for row in rows:
        if row.variant_of is not None:
            found[row.variant_of] = (*found.get(row.variant_of, ()), row)
    return found


def column_of(holder: str | None, chain: Chain) -> str:
    """The column of a holder: what kind of actor it is, the ecosystem, or nobody named."""
    if holder is None:
        return "unsaid"
    if holder in (ECOSYSTEM, TERRITORY):
        return "public" if holder == TERRITORY else "ecosystem"
    actor = chain.actors.get(holder)
    if actor is not None and "facilitator" in (actor.roles or ()):
        return "facilitation"
    return "public" if actor is not None and _family(actor) == "public" else "organisations"


def _family(actor: Actor) -> str:
    term = vocabulary("actor_categories").terms.get(actor.category or "")
    return term.properties["family"] if term else ""


def _card(row: Obstacle, others: Sequence[Obstacle], names: Names) -> Card:
    known = catalogue()
    tried = levers_tried((row, *others))
    loosening = known.loosened_by(row.obstacle)
    return Card(
        row=row,
        others=tuple(others),
        label=vocabulary("obstacles").label_of(row.obstacle),
        holder=names[row.holder],
        family=known.family_of(row.obstacle),
        intensity=vocabulary("intensities").label_of(row.intensity) if row.intensity else None,
        tried=None if tried is None else tuple(vocabulary("levers").label_of(code) for code in tried),
        at_hand=tuple(lever for lever in loosening if lever.code not in (tried or ())),
        practices=known.practices_of(lever.code for lever in loosening),
    )


def levers_tried(rows: Sequence[Obstacle]) -> tuple[str, ...] | None:
    """The levers that any statement says were tried; none when no statement says."""
    said = [row.levers for row in rows if row.levers is not None]
    return tuple(dict.fromkeys(code for levers in said for code in levers)) if said else None
