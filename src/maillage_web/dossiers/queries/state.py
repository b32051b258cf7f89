"""A dossier as a page shows it: which one, on which day, and how its rows are named and reached."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from maillage.articulation.analysis import Analysis
from maillage.articulation.findings import RowRef, name_of
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import LISTED, TABLES, Record, Snapshot
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text, same
from maillage_web.dossiers.choices import ROWS_PER_PAGE
from maillage_web.dossiers.mappers import Entry
from maillage_web.dossiers.policies import Action, Standing
from maillage_web.dossiers.queries.living import Living


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead; no address when they lead nowhere."""

    words: Text
    href: str = ""


@dataclass(frozen=True)
class Rights:
    """What templates ask before they show a link: `rights.may_write`, `rights.may_import`…"""

    standing: Standing | None
    now: bool = True

    def __getattr__(self, name: str) -> bool:
        """Whether one may: ``may_`` and the name of an action with underscores. Raises `AttributeError`."""
        if not name.startswith("may_"):
            raise AttributeError(name)
        try:
            action = Action(name.removeprefix("may_").replace("_", "-"))
        except ValueError as error:
            raise AttributeError(name) from error
        if self.standing is None:
            return action in (Action.READ, Action.EXPORT)
        return self.standing.may(action).allowed and (self.now or action not in _ONLY_NOW)


_ONLY_NOW = {Action.WRITE, Action.IMPORT, Action.NAME_STATE, Action.RUN_WORKSHOP}


@dataclass(frozen=True)
class State:
    """One dossier on one day. `asked` is the day as the address says it, empty for today.

    `living` is there when people write it together; `past` is the past moment of its history that is looked at, as
    the address says it, empty for what it says now.
    """

    entry: Entry
    analysis: Analysis
    asked: str
    living: Living | None = None
    past: str = ""

    @property
    def dossier(self) -> Dossier:
        """The rows that hold on the day."""
        return self.analysis.chain.dossier

    @property
    def whole(self) -> Dossier:
        """All rows, whatever their period."""
        return self.analysis.chain.whole

    @property
    def record(self) -> Record:
        """What the ecosystem is."""
        return self.dossier.record

    @property
    def day(self) -> datetime.date:
        """The day looked at."""
        return self.analysis.chain.on

    @property
    def tongue(self) -> str:
        """The language in which the dossier is written."""
        return self.record.language or "fr"

    @property
    def named_days(self) -> tuple[Snapshot, ...]:
        """The dates that the collective named, oldest first."""
        return tuple(sorted(self.whole.snapshots, key=lambda snapshot: snapshot.date.first_day()))

    @property
    def query(self) -> str:
        """What addresses carry to stay on the same day."""
        asked = {name: value for name, value in (("le", self.asked), ("vu", self.past)) if value}
        return f"?{urlencode(asked)}" if asked else ""

    @property
    def rights(self) -> Rights:
        """What the person may do here; nothing in what is kept as it is, and nothing in the past."""
        standing = self.living.standing if self.living else None
        return Rights(standing, now=not self.past)

    def address(self, name: str, *arguments: str) -> str:
        """The address of a page of this dossier, on the same day."""
        return reverse(name, args=(self.entry.slug, *arguments)) + self.query

    @cached_property
    def _places(self) -> dict[str, dict[str, int]]:
        tables = {table: self.dossier.rows(table) for table in LISTED}
        return {table: {row.id: index for index, row in enumerate(rows)} for table, rows in tables.items()}

    def row_address(self, table: str, identity: str) -> str:
        """The address of a row among the tables of the dossier; empty when it does not hold on the day."""
        if table == "dossier":
            return self.address("overview")
        place = self._places[table].get(identity)
        if place is None:
            return ""
        page = place // ROWS_PER_PAGE + 1
        further = f"{'&' if self.query else '?'}page={page}" if page > 1 else ""
        return f"{self.address('table', table)}{further}#{table}-{identity}"

    def link_to(self, row: Any, table: str) -> Link:
        """A link to `row`, under the name people know it by."""
        return Link(name_of(row), self.row_address(table, row.id))

    def links_to(self, rows: Iterable[Any], table: str) -> tuple[Link, ...]:
        """Links to several rows of one table."""
        return tuple(self.link_to(row, table) for row in rows)

    def link_to_ref(self, ref: RowRef) -> Link:
        """A link to the row that a finding names."""
        return Link(ref.name, self.row_address(ref.table, ref.id))

    @cached_property
    def _names(self) -> dict[str, dict[str, Text]]:
        return {table: {row.id: name_of(row) for row in self.whole.rows(table)} for table in LISTED}

    def link_to_id(self, table: str, identity: str) -> Link:
        """A link to the row of this id; the special parties, such as the collective, lead nowhere."""
        if identity in self._names[table]:
            return Link(self._names[table][identity], self.row_address(table, identity))
        parties = vocabulary("special_parties")
        return Link(parties.label_of(identity) if identity in parties.terms else same(identity))


def table_label(name: str) -> Text:
    """The name of a table on screens."""
    return TABLES[name].label
