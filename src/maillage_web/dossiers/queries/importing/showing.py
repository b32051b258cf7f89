"""The page on which somebody chooses what to import: items by table and by sort, cell by cell, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maillage.dossier.merge import ROW, Item, Proposal, lacking
from maillage.dossier.tables import TABLES
from maillage.text import Language, Text, same
from maillage_web.dossiers.mappers.importing import Picks, sort_of
from maillage_web.dossiers.mappers.reshaping import takes_variants
from maillage_web.dossiers.queries.importing.changers import Changer, changers_of
from maillage_web.dossiers.queries.importing.comparing import Comparison
from maillage_web.dossiers.queries.importing.wording import Words

_ITEMS_ON_A_PAGE = 50
_WEIGHT_OF_A_PAGE = 250  # fields of its form: a request holds a bounded number of them

SORTS: Mapping[str, str | Promise] = {
    "conflict": _("Conflicts"),
    "alike": _("Look like an existing row"),
    "archived": _("Archived here"),
    "changed": _("Changed"),
    "added": _("Added"),
    "emptied": _("Emptied"),
    "removed": _("Removed"),
}
"""The sorts of items, in the order of the page, as its headings say them."""

_ORDER = {sort: place for place, sort in enumerate(SORTS)}
_QUIET = _ORDER["changed"]
_TABLES = {table: place for place, table in enumerate(TABLES)}


@dataclass(frozen=True, slots=True)
class CellLine:
    """One cell: what it said when the file was made, what it says here, what it says in the file, in words."""

    column: str
    label: Text
    base: str
    here: str
    sent: str
    conflict: bool
    merged: bool
    side: str
    changer: Changer | None


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One row that may be added, changed or removed. `side` is that of the row as a whole, when it is in conflict."""

    key: str
    anchor: str
    id: str
    kind: str
    sort: str
    name: Text
    taken: bool
    conflict: bool
    cells: tuple[CellLine, ...]
    side: str
    may_stand_beside: bool
    asserted: str
    looks_like: str
    missing: tuple[Text, ...]
    changer: Changer | None


@dataclass(frozen=True, slots=True)
class Section:
    """The items of one table and one sort that are on the page. `total` and `taken` count those of every page."""

    group: str
    anchor: str
    table: Text
    sort: str
    title: str | Promise
    total: int
    taken: int
    lines: tuple[ItemLine, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many items of one sort a table has, and how many of them are chosen."""

    group: str
    title: str | Promise
    total: int
    taken: int


@dataclass(frozen=True, slots=True)
class TableCounts:
    """One line of the summary: a table and its counts, one per sort that the file has."""

    label: Text
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """One page of items, and the summary of all of them."""

    sections: tuple[Section, ...]
    summary: tuple[TableCounts, ...]
    sorts: tuple[str | Promise, ...]
    page: int
    pages: int
    shown: int
    total: int
    taken: int


# --- pages ------------------------------------------------------------------------------------------------------------


def preview(
    found: Comparison,
    picks: Picks,
    language: Language,
    *,
    page: int,
    only: Collection[str] | None,
    group: str = "",
) -> Preview:
    """One page of the items: those of `only` when it says so, those of one group when it is named."""
    counts = _counts(found.plan.items, picks)
    items = [item for item in found.plan.items if only is None or item.key in only]
    table, _, sort = group.partition(".")
    if group:
        items = [item for item in items if item.table == table and (not sort or sort_of(item) == sort)]
    items.sort(key=_place)
    pages = list(_pages(items)) or [[]]
    shown = pages[max(1, min(page, len(pages))) - 1]
    lines = _Lines(found, picks, language, shown)
    sorts = [sort for sort in SORTS if any(sort == each for _, each in counts)]
    return Preview(
        sections=tuple(lines.sections(counts)),
        summary=tuple(_summary(counts, sorts)),
        sorts=tuple(SORTS[sort] for sort in sorts),
        page=max(1, min(page, len(pages))),
        pages=len(pages),
        shown=len(items),
        total=len(found.plan.items),
        taken=sum(taken for _, taken in counts.values()),
    )


@dataclass(frozen=True, slots=True)
class TakenFor:
    """A row of the file that somebody takes for a row of the dossier."""

    key: str
    id: str
    name: str


def taken_for(found: Comparison, picks: Picks, language: Language) -> list[TakenFor]:
    """The rows of the file that are taken for rows which have another id."""
    words = Words(found, language)
    pairs = [(key, *key.partition(".")[::2], identity) for key, identity in picks.same.items()]
    return [TakenFor(key, old, words.of_id(table, identity)) for key, table, old, identity in pairs]


def lacking_of(found: Comparison, picks: Picks) -> frozenset[str]:
    """The chosen items that cite rows which are not."""
    return frozenset(lacking(found.plan, picks.chosen(found.plan.items)))


def _place(item: Item) -> tuple[int, int, int]:
    """What asks for a decision comes first, then the rest by table."""
    sort = _ORDER[sort_of(item)]
    return min(sort, _QUIET), _TABLES[item.table], sort


Counts = Mapping[tuple[str, str], tuple[int, int]]
"""By table and sort: how many items, how many chosen."""


def _counts(items: Iterable[Item], picks: Picks) -> Counts:
    total: Counter[tuple[str, str]] = Counter()
    taken: Counter[tuple[str, str]] = Counter()
    for item in items:
        total[item.table, sort_of(item)] += 1
        taken[item.table, sort_of(item)] += picks.takes(item)
    return {key: (count, taken[key]) for key, count in total.items()}


def _summary(counts: Counts, sorts: list[str]) -> Iterator[TableCounts]:
    for table in TABLES:
        if any(table == each for each, _ in counts):
            found = [(f"{table}.{sort}", SORTS[sort], *counts.get((table, sort), (0, 0))) for sort in sorts]
            yield TableCounts(TABLES[table].label, tuple(Count(*one) for one in found))


def _pages(items: Iterable[Item]) -> Iterator[list[Item]]:
    page: list[Item] = []
    weight = 0
    for item in items:
        heavy = 4 + sum(cell.conflict for cell in item.fields)
        if page and (len(page) >= _ITEMS_ON_A_PAGE or weight + heavy > _WEIGHT_OF_A_PAGE):
            yield page
            page, weight = [], 0
        page.append(item)
        weight += heavy
    if page:
        yield page


class _Lines:
    """The lines of the items of one page."""

    def __init__(self, found: Comparison, picks: Picks, language: Language, items: list[Item]) -> None:
        self._found, self._picks, self._items = found, picks, items
        self._words = Words(found, language)
        self._missing = lacking(found.plan, picks.chosen(found.plan.items))
        self._changers = changers_of(found, items)

    def sections(self, counts: Counts) -> Iterator[Section]:
        """The items under one heading per table and sort."""
        groups: dict[tuple[str, str], list[Item]] = {}
        for item in self._items:
            groups.setdefault((item.table, sort_of(item)), []).append(item)
        for (table, sort), items in groups.items():
            lines = tuple(self._line(item) for item in items)
            yield Section(
                f"{table}.{sort}",
                f"{table}-{sort}",
                TABLES[table].label,
                sort,
                SORTS[sort],
                *counts[table, sort],
                lines,
            )

    def _line(self, item: Item) -> ItemLine:
        whole = item.kind != "changed"
        contested = item.conflict and whole
        return ItemLine(
            key=item.key,
            anchor=item.key.replace(".", "-").replace("@", "-"),
            id=item.id,
            kind=item.kind,
            sort=sort_of(item),
            name=self._words.of_item(item),
            taken=self._picks.takes(item),
            conflict=item.conflict,
            cells=tuple(
                self._cell(item, cell) for cell in item.fields if not (whole and cell.column == "id")
            ),
            side=self._picks.side(item, ROW) if contested else "",
            may_stand_beside=item.conflict and not whole and takes_variants(item.table),
            asserted=self._asserted(item),
            looks_like=self._words.of_id(item.table, item.looks_like) if item.looks_like else "",
            missing=tuple(self._name_of_key(key) for key in self._missing.get(item.key, ())),
            changer=self._changer(item, ROW) if contested else None,
        )

    def _asserted(self, item: Item) -> str:
        """Who states the version of the file: as was said, else as the file says."""
        said = self._picks.asserted.get(item.key)
        row = self._found.row_sent(item) if item.conflict and said is None else None
        return getattr(row, "asserted_by", None) or said or ""

    def _name_of_key(self, key: str) -> Text:
        item = self._found.items.get(key)
        return self._words.of_item(item) if item else same(key)

    def _cell(self, item: Item, cell: Proposal) -> CellLine:
        field = next((one for one in TABLES[item.table].fields if one.name == cell.column), None)
        conflict = cell.conflict and item.kind == "changed"
        return CellLine(
            column=cell.column,
            label=field.label if field else same(cell.column),
            base=self._words.of_cell(item.table, field, cell.base),
            here=self._words.of_cell(item.table, field, cell.current),
            sent=self._words.of_cell(item.table, field, cell.incoming),
            conflict=conflict,
            merged=cell.merged,
            side=self._picks.side(item, cell.column) if conflict else "",
            changer=self._changer(item, cell.column) if conflict else None,
        )

    def _changer(self, item: Item, column: str) -> Changer | None:
        row = self._found.row_here(item)
        return self._changers.get((row.line if row is not None else (item.table, item.id), column))
