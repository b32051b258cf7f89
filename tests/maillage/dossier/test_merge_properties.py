"""Whatever the dossiers: a merge loses nothing that was not chosen, and both sides see the same conflicts."""

from __future__ import annotations

import dataclasses
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from maillage.dossier.compare import compare
from maillage.dossier.dossier import Dossier
from maillage.dossier.fields import Field
from maillage.dossier.identity import by_key, dated_ids
from maillage.dossier.merge import Plan, apply, edits, plan
from maillage.dossier.merge.proposals import merged_list
from maillage.dossier.row_texts import texts_of
from maillage.dossier.tables import LISTED, TABLES, Source
from tests.strategies import dossiers, values, words

EXAMPLES = settings(max_examples=25, suppress_health_check=list(HealthCheck))
NOTED = ("note", "asserted_by")


@st.composite
def evolved(draw: st.DrawFn, dossier: Dossier) -> Dossier:
    """The same dossier later on: rows gone, changed, added. What it cites may be missing: a plan does not mind."""
    ids = {table: [row.id for row in dossier.rows(table)] for table in LISTED}
    tables = {table: _rows(draw, dossier, table, ids) for table in LISTED}
    return dataclasses.replace(dossier, **tables)


def _rows(draw: st.DrawFn, dossier: Dossier, table: str, ids: dict[str, list[str]]) -> tuple[Any, ...]:
    rows: list[Any] = []
    for row in dossier.rows(table):
        fate = draw(st.sampled_from(["stays", "stays", "changes", "regroups", "leaves", "doubles"]))
        if fate == "changes":
            fields = [field for field in TABLES[table].fields[1:] if field.name not in ("since", "until")]
            chosen = draw(st.lists(st.sampled_from(fields), min_size=1, max_size=3))
            row = dataclasses.replace(
                row, **{field.attribute: draw(values(field, ids, table)) for field in chosen}
            )
        if fate == "regroups":
            lists = [field for field in TABLES[table].fields if field.many and getattr(row, field.attribute)]
            chosen = draw(st.lists(st.sampled_from(lists), max_size=2)) if lists else []
            row = dataclasses.replace(
                row, **{field.attribute: draw(_regrouped(row, field, ids, table)) for field in chosen}
            )
        if fate != "leaves":
            rows.append(row)
        if fate == "doubles":
            rows.append(dataclasses.replace(row, id=draw(st.sampled_from(["twin", "sister"]))))
    return tuple({(row.id, str(row.since)): row for row in rows}.values())


def _regrouped(row: Any, field: Field, ids: dict[str, list[str]], table: str) -> st.SearchStrategy[Any]:
    """A list from which the first member may have left, and to which others may have come."""
    stands = getattr(row, field.attribute)
    return st.builds(
        lambda first, more: tuple(dict.fromkeys((*stands[first:], *(more or ())))) or stands,
        st.integers(0, 1),
        values(field, ids, table),
    )


@st.composite
def evolutions(draw: st.DrawFn) -> tuple[Dossier, Dossier, Dossier]:
    """A base and two evolutions of it."""
    base = draw(dossiers())
    return base, draw(evolved(base)), draw(evolved(base))


@st.composite
def annotated(draw: st.DrawFn, dossier: Dossier, column: str, newcomer: str) -> Dossier:
    """The same dossier with other words in one column of some rows, and one more source."""
    tables = {
        table: tuple(
            dataclasses.replace(row, **{column: draw(words())}) if draw(st.booleans()) else row
            for row in dossier.rows(table)
        )
        for table in LISTED
    }
    tables["sources"] = (*tables["sources"], Source(id=newcomer, title=draw(words())))
    return dataclasses.replace(dossier, **tables)


@st.composite
def views(draw: st.DrawFn) -> tuple[Dossier, Dossier]:
    """A dossier, and what a reader sees of it who does not see some of its rows nor what points to them."""
    full = draw(dossiers())
    hidden = {table: draw(st.sets(st.sampled_from(ids))) if (ids := sorted({row.id for row in full.rows(table)})) else set() for table in LISTED}  # fmt: skip
    return full, _seen(full, hidden)


def _seen(full: Dossier, hidden: dict[str, set[str]]) -> Dossier:
    while True:
        tables = {
            table: tuple(
                _scrubbed(table, row, hidden) for row in full.rows(table) if row.id not in hidden[table]
            )
            for table in LISTED
        }
        cut = {table: {row.id for row in rows if _is_cut(table, row)} for table, rows in tables.items()}
        if not any(cut.values()):
            return dataclasses.replace(full, **tables)
        hidden = {table: hidden[table] | cut[table] for table in LISTED}


def _scrubbed(table: str, row: Any, hidden: dict[str, set[str]]) -> Any:
    shown: dict[str, Any] = {}
    for field in TABLES[table].fields:
        value, gone = (
            getattr(row, field.attribute),
            hidden[field.table or table] if field.kind == "reference" else set(),
        )
        if field.many and value and gone.intersection(value):
            shown[field.attribute] = tuple(one for one in value if one not in gone) or None
        elif not field.many and value in gone:
            shown[field.attribute] = None
    return dataclasses.replace(row, **shown)


def _is_cut(table: str, row: Any) -> bool:
    return any(getattr(row, field.attribute) is None for field in TABLES[table].required)


def cells(dossier: Dossier, *others: Dossier) -> dict[tuple[str, str, str], dict[str, str]]:
    """The texts of every row, by table, id and beginning; ids are dated when they are so in one of the others."""
    found = {}
    for name, table in TABLES.items():
        dated = dated_ids(*(side.rows(name) for side in (dossier, *others)))
        for (identity, since), row in by_key(table, dossier.rows(name), dated).items():
            found[name, identity, since] = texts_of(table, row)
    return found


@given(evolutions())
@EXAMPLES
def test_nothing_changed_brings_nothing(sides: tuple[Dossier, Dossier, Dossier]) -> None:
    base, here, there = sides
    for known in (base, here, there, None):
        assert plan(known, there, there) == Plan()
    assert plan(base, here, base) == Plan()
    assert apply(here, plan(base, here, there), ()).dossier == here


@given(dossiers(), dossiers())
@EXAMPLES
def test_the_whole_of_a_plan_gives_the_incoming_dossier(current: Dossier, incoming: Dossier) -> None:
    for base in (current, None):
        found = plan(base, current, incoming)
        assert found.conflicts == ()
        reading = apply(current, found, found.keys)
        assert reading.problems == ()
        assert reading.dossier is not None
        assert compare(reading.dossier, incoming) == ()
        assert plan(base, reading.dossier, incoming) == Plan()


@given(st.data())
@EXAMPLES
def test_disjoint_changes_commute(data: st.DataObject) -> None:
    base = data.draw(dossiers())
    assume(not {"s-here", "s-there"} & {row.id for row in base.sources})
    here, there = (data.draw(annotated(base, column, newcomer)) for column, newcomer in zip(NOTED, ("s-here", "s-there"), strict=True))  # fmt: skip
    made = []
    for current, incoming in ((here, there), (there, here)):
        found = plan(base, current, incoming)
        assert found.conflicts == ()
        reading = apply(current, found, found.keys)
        assert reading.dossier is not None
        made.append(reading.dossier)
    assert compare(*made) == ()
    assert compare(base, here) == compare(there, made[0])


@given(evolutions())
@EXAMPLES
def test_both_sides_see_the_same_conflicts(sides: tuple[Dossier, Dossier, Dossier]) -> None:
    base, here, there = sides
    mine = {
        (item.table, item.id, item.since, field.column, field.base, field.current, field.incoming)
        for item in plan(base, here, there).items
        for field in item.fields
        if field.conflict
    }
    theirs = {
        (item.table, item.id, item.since, field.column, field.base, field.incoming, field.current)
        for item in plan(base, there, here).items
        for field in item.fields
        if field.conflict
    }
    assert mine == theirs


@given(evolutions())
@EXAMPLES
def test_nothing_that_changed_here_is_lost_unless_chosen(sides: tuple[Dossier, Dossier, Dossier]) -> None:
    base, here, there = sides
    before, now = cells(base, here, there), cells(here, base, there)
    found = plan(base, here, there)
    for edit in edits(found, found.keys):
        row = edit.table, edit.id, edit.since
        if edit.kind == "removed":
            assert now[row] == before[row]
        elif edit.kind == "changed":
            for column, new in edit.cells.items():
                was, stood = before.get(row, {}).get(column, ""), now[row].get(column, "")
                added = set(stood.split("; ")) - set(was.split("; "))
                assert stood == was or added <= set(new.split("; "))
        else:
            assert row not in now
            assert row not in before


MEMBERS = st.lists(st.sampled_from("abcdef"), max_size=5, unique=True)


@given(MEMBERS, MEMBERS, MEMBERS)
@settings(max_examples=300)
def test_a_list_put_together_holds_what_each_side_made_of_it(
    base: list[str], here: list[str], there: list[str]
) -> None:
    both, other_way = (
        merged_list(*map("; ".join, sides)) for sides in ((base, here, there), (base, there, here))
    )
    assert (both is None) == (other_way is None)
    if both is not None and other_way is not None:
        left, come = (set(base) - set(here)) | (set(base) - set(there)), (set(here) | set(there)) - set(base)
        assert set(both.split("; ")) == set(other_way.split("; ")) == (set(base) - left) | come
        assert len(both.split("; ")) == len(set(both.split("; ")))


@given(evolutions())
@EXAMPLES
def test_without_a_base_nothing_disappears_unless_it_is_guessed(
    sides: tuple[Dossier, Dossier, Dossier],
) -> None:
    _, here, there = sides
    found = plan(None, here, there)
    for edit in edits(found, found.stated):
        assert edit.kind != "removed"
        assert all(edit.cells.values())


@given(evolutions())
@EXAMPLES
def test_taking_every_incoming_side_leaves_only_what_was_added_or_changed_here(
    sides: tuple[Dossier, Dossier, Dossier],
) -> None:
    base, here, there = sides
    found = plan(base, here, there)
    choices: dict[tuple[str, str], Any] = {}
    for item in found.items:
        choices |= {
            (item.key, column): "incoming" for column in ["", *(field.column for field in item.fields)]
        }
    written = {(edit.table, edit.id, edit.since): edit for edit in edits(found, found.keys, choices)}
    assert set(written) == {(item.table, item.id, item.since) for item in found.items}
    new = cells(there, base, here)
    for row, edit in written.items():
        if edit.kind == "added":
            assert edit.cells == new[row]
        elif edit.kind == "removed":
            assert row not in new


@given(views(), st.data())
@EXAMPLES
def test_what_a_view_does_not_show_is_never_removed(
    sides: tuple[Dossier, Dossier], data: st.DataObject
) -> None:
    full, view = sides
    incoming = data.draw(evolved(view))
    unseen = {
        table: {row.id for row in full.rows(table)} - {row.id for row in view.rows(table)} for table in LISTED
    }
    found = plan(view, full, incoming)
    stands = cells(full, view, incoming)
    for edit in edits(found, found.keys):
        assert edit.kind != "removed" or edit.id not in unseen.get(edit.table, set())
        for field in TABLES[edit.table].fields:
            if edit.kind == "changed" and field.kind == "reference" and field.name in edit.cells:
                cited = set(stands[edit.table, edit.id, edit.since].get(field.name, "").split("; "))
                kept = set(edit.cells[field.name].split("; "))
                assert cited & unseen[field.table or edit.table] <= kept


@given(views())
@EXAMPLES
def test_a_view_given_back_as_it_was_changes_nothing(sides: tuple[Dossier, Dossier]) -> None:
    full, view = sides
    assert plan(view, full, view) == Plan()
    assert plan(view, view, view) == Plan()
