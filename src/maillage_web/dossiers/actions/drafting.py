"""From edits to rows: a draft of the dossier under the lock, where conflicts are found and references followed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from maillage.dossier.audience import Hidden, pointing, put_back, scrub, target
from maillage.dossier.reserved import reserved_ids
from maillage.dossier.values import slug
from maillage_web.dossiers.actions.edits import Conflict, Edit
from maillage_web.dossiers.mappers.living import Cells, Past, Stored, before
from maillage_web.dossiers.models import RowChange

_LONGEST_ID = 60
_NAMES = ("name", "title", "question", "object", "kind", "register", "obstacle")


@dataclass(slots=True)
class Draft:
    """The rows as they were (`old`), as they become (`new`), and what stands in the way.

    New rows have negative keys until they are written.
    """

    old: dict[int, Stored]
    hidden: Hidden
    new: dict[int, Stored] = field(default_factory=dict)
    keys: list[int] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    added: int = 0

    @property
    def rows(self) -> dict[int, Stored]:
        """Every row as it becomes."""
        return self.old | self.new

    def now(self, key: int) -> Stored:
        """The row as it becomes so far."""
        return self.new.get(key) or self.old[key]


def draft(old: dict[int, Stored], edits: Sequence[Edit], hidden: Hidden) -> Draft:
    """Apply edits to rows, one by one. Raises `KeyError` when a row is not of this dossier."""
    made = Draft(old, hidden)
    for place, edit in enumerate(edits):
        _VERBS[edit.verb](made, place, edit)
    _follow_archived(made)
    return made


def _add(made: Draft, place: int, edit: Edit) -> None:
    made.added += 1
    key = -made.added
    cells = {column: words for column, words in edit.cells.items() if words}
    cells["id"] = cells.get("id") or _new_id(made, edit.table, cells)
    made.new[key] = Stored(key, edit.table, cells["id"], cells, 0)
    made.keys.append(key)


def _new_id(made: Draft, table: str, cells: Cells) -> str:
    """An id that no row of the table has, nor had: from the name, else from the table."""
    taken = {row.identity for row in made.rows.values() if row.table == table}
    words = next((cells[column] for column in _NAMES if cells.get(column)), table)
    return free_id(table, words, taken)


def free_id(table: str, words: str, taken: Collection[str]) -> str:
    """An id made from `words` that is not among `taken`, nor a word that stands for something else in the table."""
    kept = {*taken, *reserved_ids(table)}
    wanted = slug(words)[:_LONGEST_ID].rstrip("-_") or table
    identity, count = wanted, 1
    while identity in kept:
        count += 1
        identity = f"{wanted}-{count}"
    return identity


def _change(made: Draft, place: int, edit: Edit) -> None:
    row = _row_of(made, edit)
    made.keys.append(row.pk)
    if row.archived:
        _conflict(made, place, row)
        return
    base = _base(made, row, edit)
    seen = scrub(edit.table, base, made.hidden)
    cells = dict(row.cells)
    for column, words in edit.cells.items():
        if words == seen.get(column, ""):
            continue  # they left it as they saw it
        theirs, mine = _sides(made, row, column, words)
        if theirs in (base.get(column, ""), mine):
            cells[column] = mine
        else:
            _conflict(made, place, row, column, seen.get(column, ""), words)
    if cells != row.cells:
        made.new[row.pk] = row.with_cells(cells)


def _sides(made: Draft, row: Stored, column: str, words: str) -> tuple[str, str]:
    theirs = row.cells.get(column, "")
    return theirs, put_back(row.table, column, words, theirs, made.hidden)


def _base(made: Draft, row: Stored, edit: Edit) -> Cells:
    """The cells of the row when the person looked at it."""
    if edit.base is None or edit.base >= row.version:
        return row.cells
    later = RowChange.objects.filter(row=row.pk, act__number__gt=edit.base).order_by("-act__number")
    found = made.old[row.pk]
    for change in later.values_list("row", "kind", "before", "after"):
        earlier = before(found, Past(*change))
        if earlier is None:
            return row.cells
        found = earlier
    return found.cells


def _archive(made: Draft, place: int, edit: Edit) -> None:
    row = _row_of(made, edit)
    made.keys.append(row.pk)
    if row.archived:
        return
    if _base(made, row, edit) != row.cells:
        _conflict(made, place, row)
        return
    made.new[row.pk] = replace(row, archived=True)


def _restore(made: Draft, place: int, edit: Edit) -> None:
    row = _row_of(made, edit)
    made.keys.append(row.pk)
    if row.archived:
        made.new[row.pk] = replace(row, archived=False)


_VERBS = {"add": _add, "change": _change, "archive": _archive, "restore": _restore}


def _row_of(made: Draft, edit: Edit) -> Stored:
    if edit.row is None or made.now(edit.row).table != edit.table:
        raise KeyError(edit.row)
    return made.now(edit.row)


def _conflict(made: Draft, place: int, row: Stored, column: str = "", base: str = "", mine: str = "") -> None:
    changes = RowChange.objects.filter(row=row.pk).order_by("-act__number")
    if column:
        changes = changes.filter(after__has_key=column)
    author, at = changes.values_list("act__author", "act__at").first() or (None, None)
    theirs = scrub(row.table, row.cells, made.hidden).get(column, "")
    made.conflicts.append(Conflict(place, row.pk, column, base, theirs, mine, author, at))


# --- what cites an archived row ---------------------------------------------------------------------------------------


def _follow_archived(made: Draft) -> None:
    """Drop the references to rows that are archived; a row that needs one of them is archived with it."""
    gone = _gone(made)
    while any(gone.values()):
        for key, row in made.rows.items():
            if not row.archived:
                followed = without(row, gone)
                if followed != row:
                    made.new[key] = followed
        further = _gone(made)
        if further == gone:
            return
        gone = further


def _gone(made: Draft) -> dict[str, set[str]]:
    """By table, the ids that the edits archive and that no other row still carries."""
    archived: dict[str, set[str]] = {}
    for key, row in made.new.items():
        if row.archived and key in made.old and not made.old[key].archived:
            archived.setdefault(row.table, set()).add(row.identity)
    for row in made.rows.values() if archived else ():
        if not row.archived and row.identity in archived.get(row.table, ()):
            archived[row.table].discard(row.identity)
    return archived


def without(row: Stored, gone: Mapping[str, set[str]]) -> Stored:
    """The row without its references to `gone`; archived when it needs one of them."""
    for item in pointing(row.table):
        cited = row.cells.get(item.name)
        if item.required and cited in gone.get(target(row.table, item), ()):
            return replace(row, archived=True)
    cells = scrub(row.table, row.cells, gone)
    return row if cells == row.cells else row.with_cells(cells)
