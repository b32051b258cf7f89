"""What a harvest gathers rows into: it names them, finds what is meant, and sees which rows are there already."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from maillage.dossier.audience import SEPARATOR, pointing, target
from maillage.dossier.cells import clean_words
from maillage.dossier.dossier import Dossier
from maillage.dossier.problems import CellError
from maillage.dossier.reserved import reserved_ids
from maillage.dossier.values import PartialDate, fold, slug
from maillage.text import Language, Text
from maillage.workshop import wording
from maillage.workshop.alike import closest, sorted_words
from maillage.workshop.limits import LONGEST_TITLE
from maillage.workshop.proposals import Like, Proposal
from maillage.workshop.saying import OPTION

LIKE = 0.8
"""From this ratio on, a row of the dossier is shown beside the one proposed: a convention."""

_MOST_LIKES = 3
_LONGEST_ID = 60
NAMES: Mapping[str, str] = {
    "challenges": "name",
    "components": "name",
    "effects": "name",
    "actors": "name",
    "contributions": "object",
    "resources": "narrative",
    "models": "constraint",
    "obstacles": "narrative",
    "learnings": "learning",
    "decisions": "question",
    "journal": "entry",
}
"""By table, the column by which two rows are compared."""


class Basket:
    """The proposals so far, for a dossier as it stands on a day; `session` is the id of the session, or ""."""

    def __init__(self, dossier: Dossier, on: datetime.date, language: Language, session: str) -> None:
        self.state = dossier.at(on)
        self.on = on
        self.language: Language = language
        self.session = session
        self.room = wording.workshop_of(on)
        self.proposals: list[Proposal] = []
        self._dossier = dossier
        self._taken: dict[str, set[str]] = {}
        self._known: dict[str, dict[str, str]] = {}
        self._made: dict[tuple[str, str], Proposal] = {}
        self._keys: dict[tuple[str, str], str] = {}
        self._compared: dict[str, dict[str, str]] = {}
        self._names: dict[str, dict[str, str]] = {}

    def words(self, words: Text) -> str:
        """Words of ours, in the language of the workshop."""
        return words.in_(self.language)

    def add(
        self,
        key: str,
        activity: str,
        table: str,
        cells: Mapping[str, str],
        said: Text,
        from_: Sequence[int],
        *,
        named: str = "",
        confidential: bool = False,
    ) -> Proposal:
        """Propose a new row; its id comes from `named`, or from its name. Empty cells are left out.

        Without a key of its own, it is called after its table and its id.
        """
        column = NAMES.get(table, "")
        words = cells.get(column, "")
        identity = self._identity(table, named or words or key)
        key = key or f"new/{table}/{identity}"
        filled = {"id": identity, **{name: safe(cell) for name, cell in cells.items() if cell}}
        likes = tuple(Like(*one) for one in self._likes(table, column, words)) if words else ()
        needs = self._needs(table, filled)
        proposal = Proposal(key, activity, table, filled, likes, said, tuple(from_), "", needs, confidential)
        self.proposals.append(proposal)
        self._keys[table, identity] = key
        return proposal

    def change(
        self,
        key: str,
        activity: str,
        table: str,
        row: str,
        cells: Mapping[str, str],
        said: Text,
        from_: Sequence[int],
    ) -> None:
        """Propose to change some cells of a row that is there."""
        filled = {"id": row, **cells}
        proposal = Proposal(
            key, activity, table, filled, (), said, tuple(from_), row, self._needs(table, cells)
        )
        self.proposals.append(proposal)

    def meant(self, table: str, words: str) -> str:
        """The id of the row of the dossier that `words` (``id:…``, an id or a name) mean; "" when none is."""
        if table not in self._known:
            named = {fold(row.name): row.id for row in self.state.rows(table)}
            self._known[table] = named | {row.id: row.id for row in self._dossier.rows(table)}
        known = self._known[table]
        bare = words.removeprefix(OPTION)
        return known.get(bare) or known.get(fold(bare), "")

    def reference(self, table: str, words: str, activity: str, said: Text, from_: Sequence[int]) -> str:
        """The id of the row that `words` mean, proposed when there is none; "" without words."""
        bare = words.removeprefix(OPTION)
        if not bare:
            return ""
        found = self.meant(table, words)
        if found:
            return found
        made = self._made.get((table, fold(bare)))
        if made is None:
            cells = named(bare) | {"asserted_by": self.words(self.room)}
            made = self.add("", activity, table, cells, said, from_)
            self._made[table, fold(bare)] = made
        return made.cells["id"]

    def held(self, table: str, identity: str) -> Any:
        """The row of that id that holds on the day; None when none does."""
        return next((row for row in self.state.rows(table) if row.id == identity), None)

    def made(self, table: str, name: str, proposal: Proposal) -> None:
        """Say that a proposal is the row that `name` means from now on."""
        self._made.setdefault((table, fold(name)), proposal)

    def is_made(self, table: str, name: str) -> bool:
        """Whether a row of that name is proposed already."""
        return (table, fold(name)) in self._made

    def named(self, table: str, words: str) -> str:
        """The name of the row that `words` mean, themselves when none is."""
        if table not in self._names:
            self._names[table] = {row.id: row.name for row in self.state.rows(table)}
        return self._names[table].get(self.meant(table, words)) or words.removeprefix(OPTION)

    def who(self, actors: Sequence[str]) -> Text:
        """Who asserts something: the only actor spoken for, else the workshop."""
        spoken = {self.named("actors", words) for words in actors}
        if len(spoken) != 1 or "" in spoken:
            return self.room
        name = spoken.pop()
        return Text(name, name)

    def dated(self, words: str) -> str:
        """A date to come, as a cell; "" when it is past, which the dossier would not read."""
        return words if words and PartialDate.parse(words).last_day() >= self.on else ""

    def common(self, actors: Sequence[str]) -> dict[str, str]:
        """The cells that say who asserts it, when, in which session."""
        asserted = self.words(self.who(actors))
        return {"date": self.on.isoformat(), "session": self.session, "asserted_by": asserted}

    def _likes(self, table: str, column: str, words: str) -> list[tuple[str, float]]:
        if table not in self._compared:
            told = ((row.id, getattr(row, column)) for row in self.state.rows(table))
            self._compared[table] = {identity: sorted_words(said) for identity, said in told if said}
        return closest(words, self._compared[table], LIKE, _MOST_LIKES)

    def _needs(self, table: str, cells: Mapping[str, str]) -> tuple[str, ...]:
        """The proposals whose rows these cells point to."""
        ends = (
            (target(table, field), item)
            for field in pointing(table)
            if field.name in cells
            for item in cells[field.name].split(SEPARATOR)
        )
        return tuple(dict.fromkeys(self._keys[end] for end in ends if end in self._keys))

    def _identity(self, table: str, words: str) -> str:
        taken = self._taken.setdefault(table, {row.id for row in self._dossier.rows(table)})
        wanted = slug(words)[:_LONGEST_ID].rstrip("-_") or table
        identity, rank = wanted, 1
        while identity in taken or identity in reserved_ids(table):
            rank += 1
            identity = f"{wanted}-{rank}"
        taken.add(identity)
        return identity


def safe(cell: str) -> str:
    """A cell that reads back: what a spreadsheet takes for an error stands between quotation marks.

    >>> safe("#REF!"), safe("eau")
    ('“#REF!”', 'eau')
    """
    try:
        clean_words(cell)
    except CellError:
        return f"“{cell}”"
    return cell


def named(words: str) -> dict[str, str]:
    """The cells of the name of a row: words too long for one are cut, and whole in the description."""
    if len(words) <= LONGEST_TITLE:
        return {"name": words}
    return {"name": f"{words[: LONGEST_TITLE - 1].rstrip()}…", "description": words}


def listed(items: Sequence[str]) -> str:
    """Items as a list cell: their own semicolons become commas.

    >>> listed(["a; b", "c"])
    'a, b; c'
    """
    return "; ".join(
        dict.fromkeys(item.replace(" ;", ",").replace(";", ",").replace("\u00a0,", ",") for item in items)
    )
