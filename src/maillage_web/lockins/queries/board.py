"""The board as its page shows it: columns of cards, proposals apart, and where people write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.urls import reverse

from maillage.dossier.tables import Obstacle
from maillage.dossier.vocabularies import Term, vocabulary
from maillage.lockins.board import Board, Card, Column, board
from maillage.lockins.catalogue import Family, Practice, catalogue
from maillage.lockins.naming import Names, naming
from maillage.lockins.proposing import ECOSYSTEM, TERRITORY, Hint, Proposal, state_of
from maillage.text import Text
from maillage_web.dossiers.queries.shelf import Shelf
from maillage_web.dossiers.queries.state import Link, State
from maillage_web.lockins.choices import HINTS, HOLDERS, PRACTICES, ROWS
from maillage_web.lockins.queries.adding import accepting, adding, setting_aside

_boards: Shelf[Board] = Shelf(20_000, lambda one: 1 + sum(len(column.proposals) for column in one.columns))
_FIRST_HOLDER = {"public": TERRITORY, "ecosystem": ECOSYSTEM}


@dataclass(frozen=True, slots=True)
class Statement:
    """What one statement of an obstacle says, and where it comes from."""

    row: Obstacle
    sources: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class CardShown:
    """A card, the address of its row and of its page in the catalogue (empty for a word added to the list)."""

    card: Card
    row: Link
    entry: str
    statements: tuple[Statement, ...]
    practices: tuple[Practice, ...]


@dataclass(frozen=True, slots=True)
class HintShown:
    """Why an obstacle is proposed: the hint, what was seen, and the rows that the words lead to."""

    said: Text
    message: Text
    rows: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ProposalShown:
    """A proposal for one holder: why, what people already said of it, and where to answer."""

    holder: Text
    hints: tuple[HintShown, ...]
    more: int
    state: Text | None
    open: bool
    accept: str
    set_aside: str


@dataclass(frozen=True, slots=True)
class ProposalGroup:
    """An obstacle that signs propose, and for whom; `more` counts the holders that are not shown."""

    label: Text
    entry: str
    shown: tuple[ProposalShown, ...]
    more: int


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """A column of the board. `answered` are the proposals that people noted or set aside."""

    column: Column
    cards: tuple[CardShown, ...]
    proposals: tuple[ProposalGroup, ...]
    answered: tuple[ProposalGroup, ...]
    add: str

    @property
    def weight(self) -> tuple[int, int]:
        """How much the column holds: cards first, signs when nobody has a card."""
        return len(self.cards), len(self.proposals)


@dataclass(frozen=True, slots=True)
class BoardPage:
    """Everything the page shows. `choices` and `holders` fill the quick form, for who may write.

    `about` is the holder whose obstacles alone are shown, empty for all; `whose` are those one may look at;
    `leading` is the column that holds more than all the others together, which is given more room.
    """

    columns: tuple[ColumnShown, ...]
    noted: int
    proposed: int
    writes: bool
    add: str
    next: str
    choices: tuple[tuple[Family, tuple[Term, ...]], ...]
    holders: tuple[tuple[str, Text], ...]
    mine: str
    version: str
    about: str
    name: Text | None
    whose: tuple[tuple[str, Text], ...]
    leading: str
    card: str

    @property
    def shape(self) -> str:
        """The class of the board: balanced columns, one that leads, or one alone."""
        if not self.leading:
            return ""
        return " board--led" if len(self.columns) > 1 else " board--alone"


def board_of_state(state: State) -> Board:
    """The board of a dossier on its day, made unless it was lately."""
    return _boards.get((state.entry.checksum, state.day), lambda: board(state.analysis))


def board_page(state: State, asked: str = "") -> BoardPage:
    """The board of a dossier as its page shows it; what one holder meets when `asked` is one."""
    seen = board_of_state(state)
    names = naming(state.analysis.chain)
    holders = _holders(state, names)
    about = asked if asked in dict(holders) else ""
    columns = tuple(_column(state, one, names) for one in _met_by(seen, about))
    standing = state.living.standing if state.living else None
    return BoardPage(
        about=about,
        name=names[about] if about else None,
        whose=tuple(one for one in holders if one[0] in {about, *_met(seen)} - {""}),
        leading=_leading(columns),
        card=state.address("card", about) if about in state.analysis.chain.actors else "",
        columns=columns,
        noted=sum(len(one.cards) for one in columns),
        proposed=sum(len(one.proposals) for one in columns),
        writes=bool(state.rights.may_write),
        add=reverse("row-add", args=[state.entry.slug, "obstacles"]),
        next=reverse("lockins", args=[state.entry.slug]),
        choices=tuple((family, catalogue().of_family(code)) for code, family in catalogue().families.items()),
        holders=holders,
        mine=(standing.actor or "") if standing else "",
        version=catalogue().version,
    )


def _met(seen: Board) -> set[str]:
    """Who meets something on the board, or might."""
    noted = {card.row.holder or "" for column in seen.columns for card in column.cards}
    return noted | {one.holder for column in seen.columns for one in column.proposals}


def _met_by(seen: Board, holder: str) -> tuple[Column, ...]:
    """The columns of the board; with a holder, what it alone meets, without the columns left empty."""
    if not holder:
        return seen.columns
    kept = (
        replace(
            column,
            cards=tuple(card for card in column.cards if card.row.holder == holder),
            proposals=tuple(one for one in column.proposals if one.holder == holder),
        )
        for column in seen.columns
    )
    return tuple(column for column in kept if column.cards or column.proposals)


def _leading(columns: Sequence[ColumnShown]) -> str:
    """The column that holds more than all the others together, or is alone; none when they are balanced."""
    if len(columns) == 1:
        return columns[0].column.code
    rank = 0 if any(one.cards for one in columns) else 1
    weights = {one.column.code: one.weight[rank] for one in columns}
    code = max(weights, key=weights.__getitem__, default="")
    return code if code and weights[code] > max(2, sum(weights.values()) - weights[code]) else ""


def _holders(state: State, names: Names) -> tuple[tuple[str, Text], ...]:
    actors = [row.id for row in state.dossier.actors if row.variant_of is None]
    return tuple((code, names[code]) for code in (ECOSYSTEM, TERRITORY, *actors))


def _column(state: State, column: Column, names: Names) -> ColumnShown:
    first = {"holder": _FIRST_HOLDER[column.code]} if column.code in _FIRST_HOLDER else {}
    return ColumnShown(
        column=column,
        cards=tuple(_card(state, one) for one in column.cards),
        proposals=_groups(state, [one for one in column.proposals if one.open], names),
        answered=_groups(state, [one for one in column.proposals if not one.open], names),
        add=adding(state, "obstacles", **first),
    )


def _groups(state: State, proposals: Sequence[Proposal], names: Names) -> tuple[ProposalGroup, ...]:
    """Proposals of one obstacle together, whoever would hold it."""
    return tuple(
        _group(state, code, list(many), names)
        for code, many in groupby(proposals, key=lambda one: one.obstacle)
    )


def _group(state: State, code: str, many: Sequence[Proposal], names: Names) -> ProposalGroup:
    return ProposalGroup(
        label=vocabulary("obstacles").label_of(code),
        entry=entry_address(code),
        shown=tuple(_proposal(state, one, names) for one in many[:HOLDERS]),
        more=max(0, len(many) - HOLDERS),
    )


def _card(state: State, card: Card) -> CardShown:
    return CardShown(
        card=card,
        row=state.link_to(card.row, "obstacles"),
        entry=entry_address(card.row.obstacle),
        statements=tuple(Statement(row, _sources(state, row.source)) for row in (card.row, *card.others)),
        practices=card.practices[:PRACTICES],
    )


def entry_address(code: str) -> str:
    """The page of an obstacle in the catalogue; empty for a word that somebody added."""
    return reverse("obstacle", args=[code]) if code in catalogue().obstacles else ""


def _sources(state: State, ids: Sequence[str] | None) -> tuple[Link, ...]:
    return tuple(state.link_to_id("sources", one) for one in ids or ())


def _proposal(state: State, one: Proposal, names: Names) -> ProposalShown:
    return ProposalShown(
        holder=names[one.holder],
        hints=tuple(_hint(state, hint) for hint in one.hints[:HINTS]),
        more=max(0, len(one.hints) - HINTS),
        state=state_of(one, names.__getitem__),
        open=one.open,
        accept=accepting(state, one),
        set_aside=setting_aside(state, one),
    )


def _hint(state: State, hint: Hint) -> HintShown:
    rows = [ref for ref in hint.rows if ref.table != "dossier"][:ROWS]
    return HintShown(hint.said, hint.seen, tuple(state.link_to_ref(ref) for ref in rows))
