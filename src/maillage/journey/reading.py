"""Read a journey template from its tables: everything that is wrong is said in one report, and nothing is guessed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from maillage.articulation.catalogue import catalogue
from maillage.dossier.problems import Place, Problem
from maillage.dossier.tables import TABLES
from maillage.dossier.vocabularies import vocabulary
from maillage.journey.phase_guides import KINDS, Beat, Loop, Output, PhaseGuide, Said, Template
from maillage.journey.wording import problem
from maillage.text import Text, listing, same

Rows = Sequence[Mapping[str, str]]
"""The rows of a table as text, in the order of the file; a row that holds nothing stands for a blank line."""

SHAPES: Mapping[str, tuple[str, ...]] = {
    "template": ("id", "title_fr", "title_en", "summary_fr", "summary_en", "kind", "months", "source"),
    "phases": (
        "code", "rank", "title_fr", "title_en", "aim_fr", "aim_en", "loops_to", "loop_fr", "loop_en", "source",
    ),
    "questions": ("phase", "question_fr", "question_en", "source"),
    "workshops": ("phase", "design"),
    "outputs": ("phase", "table", "column", "values", "least", "said_fr", "said_en"),
    "checks": ("phase", "check"),
    "before_after": ("phase", "moment", "said_fr", "said_en", "source"),
    "rhythm": ("kind", "every_months", "said_fr", "said_en", "source"),
}  # fmt: skip
"""Every table of a template and its columns. Only `template` and `phases` must be there."""
NEEDED = ("template", "phases")
_FIRST_ROW = 2  # the header is the first
_MOMENTS = ("before", "after")
_LONGEST_LIST = 30


@dataclass(frozen=True, slots=True)
class TemplateReading:
    """What reading gave: a template, or everything that keeps it from being one."""

    template: Template | None
    problems: tuple[Problem, ...]


def read_template(tables: Mapping[str, Rows], places: Mapping[str, Place] | None = None) -> TemplateReading:
    """The template in `tables` (by name, `SHAPES`), or all that is wrong with it, in one pass.

    `places` says where each table was read, for messages; ``<table>.csv`` when it does not say.

    >>> [one.code for one in read_template({"template": []}).problems]
    ['no-table', 'no-table']
    """
    notes = _Notes(dict(places or {}))
    _check_tables(tables, notes)
    heads = list(_lines(tables, "template", notes))
    phases = list(_lines(tables, "phases", notes))
    codes = _codes(phases)
    for second in heads[1:2]:
        second.wrong("several-templates", "id", second.said("id"))
    found = _template(heads[0], phases, codes, tables, notes) if heads else None
    return TemplateReading(None if notes.problems else found, tuple(notes.problems))


# --- cells ------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Notes:
    """What is found wrong while reading, in the order in which it is met."""

    places: Mapping[str, Place]
    problems: list[Problem] = field(default_factory=list)

    def add(
        self, code: str, table: str, line: int | None, column: str | None, found: str, **values: object
    ) -> None:
        base = self.places.get(table, Place(f"{table}.csv"))
        self.problems.append(problem(code, Place(base.file, base.sheet, line, column), found, **values))


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of a table. What cannot be read is noted, and gives nothing."""

    table: str
    number: int
    cells: Mapping[str, str]
    notes: _Notes

    def wrong(self, code: str, column: str, found: str = "", **values: object) -> None:
        self.notes.add(code, self.table, self.number, column, found, **values)

    def said(self, column: str) -> str:
        return (self.cells.get(column) or "").strip()

    def needed(self, column: str) -> str:
        if not (words := self.said(column)):
            self.wrong("empty-cell", column)
        return words

    def both(self, name: str, *, needed: bool = True) -> Text:
        """Words in both languages; a half that is empty takes the words of the other."""
        french, english = self.said(f"{name}_fr"), self.said(f"{name}_en")
        if needed and not (french or english):
            self.wrong("empty-cell", f"{name}_fr")
        return Text(french or english, english or french)

    def listed(self, column: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.said(column).split(";") if part.strip())

    def among(self, column: str, words: str, known: Collection[str]) -> str:
        """A code of a list."""
        if words and words not in known:
            choices = listing([same(one) for one in known], limit=_LONGEST_LIST)
            self.wrong("not-in-list", column, words, choices=choices)
        return words

    def number_in(self, column: str, least: int) -> int | None:
        """A whole number from `least` on; none for an empty cell."""
        words = self.said(column)
        if words and not (words.isdecimal() and len(words) < 5 and int(words) >= least):
            self.wrong("bad-number", column, words, least=least)
            return None
        return int(words) if words else None


def _lines(tables: Mapping[str, Rows], table: str, notes: _Notes) -> Iterator[_Line]:
    for number, row in enumerate(tables.get(table, ()), _FIRST_ROW):
        if any(row.values()):
            yield _Line(table, number, row, notes)


def _check_tables(tables: Mapping[str, Rows], notes: _Notes) -> None:
    for table in NEEDED:
        if not any(any(row.values()) for row in tables.get(table, ())):
            notes.add("no-table", table, None, None, table)
    for table, rows in tables.items():
        if table not in SHAPES:
            known = listing([same(one) for one in SHAPES], limit=_LONGEST_LIST)
            notes.add("unknown-table", table, None, None, table, known=known)
            continue
        for column in dict.fromkeys(name for row in rows for name in row if name not in SHAPES[table]):
            known = listing([same(one) for one in SHAPES[table]], limit=_LONGEST_LIST)
            notes.add("unknown-column", table, 1, column, column, known=known)


# --- the template -----------------------------------------------------------------------------------------------------


def _codes(phases: Sequence[_Line]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for line in phases:
        code = line.needed("code")
        if code in found:
            line.wrong("twice", "code", code)
        found[code] = None
    return tuple(code for code in found if code)


def _template(
    head: _Line, phases: Sequence[_Line], codes: Sequence[str], tables: Mapping[str, Rows], notes: _Notes
) -> Template:
    by_phase = {table: _gathered(tables, table, codes, notes) for table in _PARTS}
    guides = [_phase(line, codes, by_phase) for line in phases]
    return Template(
        id=head.needed("id"),
        title=head.both("title"),
        summary=head.both("summary", needed=False),
        kind=head.among("kind", head.needed("kind"), KINDS),
        months=head.number_in("months", 1),
        source=head.said("source"),
        phases=tuple(sorted(guides, key=lambda one: one.rank)),
        rhythm=tuple(_beat(line) for line in _lines(tables, "rhythm", notes)),
    )


_PARTS = ("questions", "workshops", "outputs", "checks", "before_after")


def _gathered(
    tables: Mapping[str, Rows], table: str, codes: Sequence[str], notes: _Notes
) -> dict[str, list[_Line]]:
    """The rows of a table by phase."""
    found: dict[str, list[_Line]] = {}
    for line in _lines(tables, table, notes):
        found.setdefault(line.among("phase", line.needed("phase"), codes), []).append(line)
    return found


def _phase(line: _Line, codes: Sequence[str], parts: Mapping[str, Mapping[str, list[_Line]]]) -> PhaseGuide:
    code = line.said("code")
    mine = {table: parts[table].get(code, []) for table in _PARTS}
    moments = [
        (one.among("moment", one.needed("moment"), _MOMENTS), _said(one)) for one in mine["before_after"]
    ]
    to = tuple(line.among("loops_to", one, codes) for one in line.listed("loops_to"))
    return PhaseGuide(
        code=code,
        rank=line.number_in("rank", 0) or 0,
        title=line.both("title"),
        aim=line.both("aim"),
        source=line.said("source"),
        loop=Loop(to, line.both("loop", needed=False)),
        questions=tuple(_said(one, "question") for one in mine["questions"]),
        workshops=tuple(one.needed("design") for one in mine["workshops"]),
        outputs=tuple(_output(one) for one in mine["outputs"]),
        checks=tuple(one.among("check", one.needed("check"), catalogue()) for one in mine["checks"]),
        before=tuple(said for moment, said in moments if moment == "before"),
        after=tuple(said for moment, said in moments if moment == "after"),
    )


def _said(line: _Line, name: str = "said") -> Said:
    return Said(line.both(name), line.said("source"))


def _output(line: _Line) -> Output:
    table = line.among("table", line.needed("table"), TABLES)
    columns = line.listed("column")
    if table in TABLES:
        known = [one.name for one in TABLES[table].fields]
        columns = tuple(line.among("column", one, known) for one in columns)
    if line.said("values") and not columns:
        line.wrong("empty-cell", "column")
    return Output(table, columns, line.listed("values"), line.number_in("least", 1) or 1, line.both("said"))


def _beat(line: _Line) -> Beat:
    kind = line.among("kind", line.needed("kind"), vocabulary("session_kinds").terms)
    return Beat(kind, line.number_in("every_months", 1), line.both("said"), line.said("source"))
