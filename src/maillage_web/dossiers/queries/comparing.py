"""Two moments of a living dossier side by side: rows, findings, and the acts and people in between."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass

from maillage.articulation.findings import Finding, RowRef, name_of
from maillage.dossier.compare import Change, compare
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import TABLES
from maillage.text import Text, same
from maillage_web.dossiers.queries.acts import Chronicle, SeenAct
from maillage_web.dossiers.queries.living import Living, number_asked, seen_then
from maillage_web.dossiers.queries.moments import id_name
from maillage_web.dossiers.queries.stored import analysis_of

NOW_WORDS = "maintenant"


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that says something else: what `compare` found, its name, and the acts that changed it in between."""

    change: Change
    name: Text
    acts: tuple[SeenAct, ...]


@dataclass(frozen=True, slots=True)
class TableChanges:
    """How many rows of a table were added, changed and removed."""

    name: str
    label: Text
    added: int
    changed: int
    removed: int


@dataclass(frozen=True, slots=True)
class MovedFinding:
    """A finding of both moments that concerns other rows: as the second moment tells it, the rows come and gone."""

    finding: Finding
    come: tuple[RowRef, ...]
    gone: tuple[RowRef, ...]


@dataclass(frozen=True)
class Comparison:
    """What differs between the states after two acts, for one person and on one day.

    `at` says when these two acts were, as far as the person sees them.
    """

    before: int
    after: int
    changes: tuple[RowChange, ...]
    appeared: tuple[Finding, ...]
    disappeared: tuple[Finding, ...]
    moved: tuple[MovedFinding, ...]
    at: Mapping[int, datetime.datetime]
    names: Mapping[tuple[str, str], Text]

    @property
    def tables(self) -> tuple[TableChanges, ...]:
        """The tables where something differs, in their order."""
        return tuple(filter(None, (_counted(name, self.changes) for name in TABLES)))

    def name_of(self, table: str, identity: str) -> Text:
        """What the row of this id is called at one of the two moments, the second one first; else the id."""
        return self.names.get((table, identity)) or id_name(identity)


def _counted(table: str, changes: Iterable[RowChange]) -> TableChanges | None:
    kinds = [one.change.kind for one in changes if one.change.table == table]
    if not kinds:
        return None
    counts = (kinds.count(kind) for kind in ("added", "changed", "removed"))
    return TableChanges(table, TABLES[table].label, *counts)


def moment_number(living: Living, words: str) -> int | None:
    """The act that a moment of the address stands for: a number, a day, or now. None when it cannot be read.

    A day before the dossier began stands for its beginning.
    """
    if words == NOW_WORDS:
        return living.number
    number = number_asked(living.pk, words)
    if number is None or number > living.number:
        return None
    return max(number, 1)


def compare_moments(living: Living, before: int, after: int, day: datetime.date) -> Comparison:
    """What differs from the state after the act `before` to the one after `after`, as the person sees both today.

    A row that they do not see any more counts in neither, even where it was public.
    """
    chronicle = Chronicle(living)
    audience = living.standing.audience
    sides = [seen_then(living.pk, number, living.number, audience) for number in (before, after)]
    first, second = (analysis_of(living.entry(number), day) for number in (before, after))
    names = _names(sides)
    acts, at = _between(chronicle, before, after)
    changes = tuple(
        RowChange(one, names.get((one.table, one.id), same(one.id)), tuple(acts.get((one.table, one.id), ())))
        for one in compare(*sides)
    )
    appeared, disappeared, moved = _findings(first.findings, second.findings)
    return Comparison(before, after, changes, appeared, disappeared, moved, at, names)


def _names(sides: Iterable[Dossier]) -> dict[tuple[str, str], Text]:
    """What rows are called, the later side having the last word."""
    found: dict[tuple[str, str], Text] = {}
    for side in sides:
        actors = {row.id: row for row in side.actors}
        for table in TABLES:
            found |= {(table, row.id): name_of(row, actors) for row in side.rows(table)}
    return found


Between = dict[tuple[str, str], list[SeenAct]]


def _between(chronicle: Chronicle, before: int, after: int) -> tuple[Between, dict[int, datetime.datetime]]:
    """The acts after the earlier moment by the rows they changed, the oldest first; when the two moments were."""
    low, high = sorted((before, after))
    found: Between = {}
    at = {}
    with closing(chronicle):
        for act in chronicle.acts():
            if act.number in (low, high):
                at[act.number] = act.at
            if act.number <= low:
                break
            for change in act.changes if act.number <= high else ():
                for identity in {change.identity, change.before.get("id") or change.identity}:
                    found.setdefault((change.table, identity), []).insert(0, act)
    return found, at


Found = tuple[Finding, ...]


def _findings(old: Found, new: Found) -> tuple[Found, Found, tuple[MovedFinding, ...]]:
    """The findings that appeared, those that disappeared, and those that concern other rows than before."""
    known = {_key(finding) for finding in new}
    left = {_key(finding): finding for finding in old if _key(finding) not in known}
    known = {_key(finding) for finding in old}
    by_row: dict[tuple[object, ...], Finding] = {}
    for finding in left.values():
        by_row |= {(*_key(finding)[:2], ref): finding for ref in finding.rows}
    appeared, moved = [], []
    for finding in new:
        if _key(finding) in known:
            continue
        was = next((one for ref in finding.rows if (one := by_row.get((*_key(finding)[:2], ref)))), None)
        if was is not None and _key(was) in left and _mostly_same(was, finding):
            del left[_key(was)]
            moved.append(_moved(was, finding))
        else:
            appeared.append(finding)
    return tuple(appeared), tuple(left.values()), tuple(moved)


def _key(finding: Finding) -> tuple[object, ...]:
    return finding.code, finding.certainty, tuple((ref.table, ref.id) for ref in finding.rows)


def _mostly_same(was: Finding, now: Finding) -> bool:
    """Whether more than half of the rows are the same."""
    return len({*was.rows} & {*now.rows}) * 2 > max(len(was.rows), len(now.rows))


def _moved(was: Finding, now: Finding) -> MovedFinding:
    come = tuple(ref for ref in now.rows if ref not in was.rows)
    return MovedFinding(now, come, tuple(ref for ref in was.rows if ref not in now.rows))
