"""Hypothesis strategies for whole dossiers, drawn from the field definitions: a new field is covered at once.

What they leave out is what no dossier can hold: texts with blanks around them, carriage returns or characters that
XML forbids, list items with ";", ids that mean something else in a reference (`reserved_ids`), the errors of a
spreadsheet, words that a vocabulary knows under another code.

A strategy costs more to build and to check than to draw from: each is made once (`cache`), and references are drawn
as places among the ids of the dossier at hand.
"""

from __future__ import annotations

import string
from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import strategies as st
from stdnum import luhn

from maillage.dossier.cells import NONE_WORDS, UNKNOWN_WORDS, parse_cell
from maillage.dossier.dossier import Dossier
from maillage.dossier.fields import Field, Table
from maillage.dossier.headers import field_named
from maillage.dossier.problems import CellError
from maillage.dossier.reserved import reserved_ids
from maillage.dossier.tables import LISTED, TABLES, Record
from maillage.dossier.values import PartialDate, canonical, fold
from maillage.dossier.vocabularies import vocabulary

TRICKY = (
    "=1+1", "+33 6 00", "-5", "@nom", "'=x", "'", "''-a", "a;b", 'dit "oui"', "une\nautre", "a\tb", "café", "cafe\u0301",
    "مرحبا بكم", "שלום", "👩‍🌾👨🏾‍🍳", "_x0041_", "_x005F_x000D_", "none", "aucun", "?", "oui", "NaN", "1e5", "00123",
    "2015-03", "\u202eabc", "x\u2028y", "x\x85y", "TRUE", "{trou}", "%s", "<b>&amp;</b>", "١٢٣", "\U0001f1eb\U0001f1f7",
    "ﬁn", "Œuvre", "id", "Nom", ",", '"', "\u00ad", "\x7f", "a" * 300,
)  # fmt: skip
_FORBIDDEN = "\r\ufffe\uffff" + "".join(chr(code) for code in range(32) if chr(code) not in "\n\t")
_EDGES = "\ufeff\u200b\u00a0\u202f \t\n"


@cache
def words() -> st.SearchStrategy[str]:
    """A text that a cell can hold."""
    drawn = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=_FORBIDDEN), max_size=20)
    return (st.sampled_from(TRICKY) | drawn).map(lambda text: text.strip(_EDGES)).filter(_is_text)


def _is_text(text: str) -> bool:
    try:
        return bool(text) and parse_cell(TABLES["actors"].field("note"), text).value == text
    except CellError:  # an error of a spreadsheet
        return False


@cache
def items() -> st.SearchStrategy[str]:
    """A text that an item of a list can hold."""
    cut = words().map(lambda text: text.replace(";", ",").replace("\n", " ").strip(_EDGES).strip())
    return cut.filter(bool)


@cache
def dates() -> st.SearchStrategy[PartialDate]:
    """A year, a month or a day."""

    def cut(day: Any, precision: int) -> PartialDate:
        return PartialDate(*(day.year, day.month, day.day)[:precision])

    return st.builds(cut, st.dates(), st.integers(1, 3))


@cache
def decimals() -> st.SearchStrategy[Decimal]:
    """A number of 28 digits at most, 28 of them after the point at most."""
    whole = st.integers(-(10**28) + 1, 10**28 - 1) | st.integers(-100, 100_000)
    return st.builds(
        lambda number, places: canonical(Decimal(number).scaleb(-places)), whole, st.integers(0, 28)
    )


@cache
def slugs() -> st.SearchStrategy[str]:
    """An id."""
    letters = string.ascii_lowercase + string.digits
    return st.builds(
        lambda first, rest: first + rest, st.sampled_from(letters), st.text(letters + "-_", max_size=12)
    ) | st.sampled_from(["na", "none", "collective", "id", "1", "0-", "a" * 80])


@cache
def _codes(field: Field) -> st.SearchStrategy[str]:
    known = vocabulary(field.vocabulary or "")
    listed = st.sampled_from(sorted(known.terms))
    return listed | items().filter(lambda text: _is_new(field, text)) if known.open else listed


def _is_new(field: Field, text: str) -> bool:
    """Whether an open vocabulary takes `text` for a word of its own."""
    return (
        fold(text) not in UNKNOWN_WORDS | NONE_WORDS
        and vocabulary(field.vocabulary or "").code_of(text) is None
    )


def _siren() -> st.SearchStrategy[str]:
    start = st.integers(0, 10**8 - 1).map(lambda number: f"{number:08}")
    return start.map(lambda digits: digits + luhn.calc_check_digit(digits))


_COMMUNES = st.integers(0, 99_999).map(lambda code: f"{code:05}") | st.integers(0, 999).map(
    lambda code: f"2A{code:03}"
)

PLAIN: dict[str, st.SearchStrategy[Any]] = {
    "text": words(),
    "url": items().map(lambda text: "https://" + "".join(text.split())),
    "date": dates(),
    "decimal": decimals(),
    "integer": st.integers(-(10**9) + 1, 10**9 - 1),
    "truth": st.booleans(),
    "territory": _COMMUNES | st.integers(2 * 10**8, 3 * 10**8 - 1).map(str),
    "commune": _COMMUNES,
    "siren": _siren(),
    "rna": st.integers(0, 10**9 - 1).map(lambda number: f"W{number:09}"),
}
"""The kinds of field whose values depend on nothing else."""


def values(field: Field, ids: dict[str, list[str]], table: str) -> st.SearchStrategy[Any]:
    """What `field` can hold, given the ids of each table."""
    if field.kind != "reference":
        return _plain(field)
    known = (*ids[field.table or table], *field.parties)
    return _among(len(known), field).map(lambda place: _at(place, known))


def _at(place: Any, known: tuple[str, ...]) -> Any:
    """The ids at these places, or at this place."""
    if place is None:
        return None
    return tuple(known[one] for one in place) if isinstance(place, tuple) else known[place]


@cache
def _among(count: int, field: Field) -> st.SearchStrategy[Any]:
    """Places among so many ids: what a reference can hold."""
    if not count:
        return st.sampled_from([None, ()]) if field.many else st.none()
    return _held(field, st.integers(0, count - 1))


@cache
def _plain(field: Field) -> st.SearchStrategy[Any]:
    """What a field that points to no row can hold."""
    if field.kind == "code":
        return _held(field, _codes(field))
    return _held(field, items() if field.many and field.kind == "text" else PLAIN[field.kind])


def _held(field: Field, one: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """One value or a list of them, or nothing where the field allows it."""
    if not field.many:
        return one if field.required else st.none() | one
    some = st.lists(one, min_size=1, max_size=3, unique=True).map(tuple).filter(_is_list)
    return st.none() | st.just(()) | some


def _is_list(found: tuple[Any, ...]) -> bool:
    return not (len(found) == 1 and fold(str(found[0])) in NONE_WORDS)


_SOME_TABLES = st.sets(st.sampled_from(LISTED), max_size=3)


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    """A whole dossier: every table, three of them at length, dated states, variants, unknown columns, "none"."""
    at_length = draw(_SOME_TABLES)
    ids = {table: draw(_ids(table, 3 if table in at_length else 1)) for table in LISTED}
    for table in LISTED:
        if any(not ids[needed] for needed in _needed(TABLES[table])):
            ids[table] = []
    tables = {table: tuple(draw(_rows(TABLES[table], ids, table in at_length))) for table in LISTED}
    record = {field.attribute: draw(values(field, ids, "dossier")) for field in TABLES["dossier"].fields[1:]}
    return Dossier(
        record=Record(id=draw(slugs()), **record, extras=draw(extras(TABLES["dossier"]))), **tables
    )


def _needed(table: Table) -> list[str]:
    """The tables without a row of which no row of this one can be."""
    return [field.table for field in table.required if field.kind == "reference" and not field.parties]


@cache
def _ids(table: str, most: int) -> st.SearchStrategy[list[str]]:
    taken = reserved_ids(table)
    return st.lists(slugs().filter(lambda slug: slug not in taken), max_size=most, unique=True)


@st.composite
def _rows(draw: st.DrawFn, table: Table, ids: dict[str, list[str]], dated: bool) -> list[Any]:
    rows = []
    for rank, identity in enumerate(ids[table.name]):
        for period in draw(periods()) if dated else [{}]:
            found = {field.attribute: draw(values(field, ids, table.name)) for field in table.fields[1:]}
            before = (None, *ids[table.name][:rank])
            found |= {
                name: before[draw(_up_to(rank))] for name in ("variant_of", "supersedes") if name in found
            }
            found = in_order(found | period)
            rows.append(table.row_class(id=identity, **found, extras=draw(extras(table))))
    return list(draw(st.permutations(rows))) if len(rows) > 1 else rows


@cache
def _up_to(last: int) -> st.SearchStrategy[int]:
    return st.integers(0, last)


@cache
def periods() -> st.SearchStrategy[list[dict[str, PartialDate | None]]]:
    """The periods of the successive states of one row, from a single one to three."""
    years = st.lists(st.integers(1990, 2030), max_size=2, unique=True).map(sorted)

    def states(ends: list[int]) -> list[dict[str, PartialDate | None]]:
        since = [None, *(PartialDate(year + 1) for year in ends)]
        until = [*(PartialDate(year) for year in ends), None]
        return [{"since": begun, "until": ended} for begun, ended in zip(since, until, strict=True)]

    return years.map(states)


def in_order(found: dict[str, Any]) -> dict[str, Any]:
    """The same values, amounts, years and dates put in order."""
    for columns in (("low", "likely", "high"), ("first_year", "last_year")):
        given = [name for name in columns if found.get(name) is not None]
        found |= dict(zip(given, sorted(found[name] for name in given), strict=True))
    for first, second in (
        ("since", "until"), ("joined_on", "left_on"), ("made_on", "review_on"), ("date", "review_on"), ("date", "expires_on"),
    ):  # fmt: skip
        if found.get(first) and found.get(second) and found[first].first_day() > found[second].last_day():
            found[second] = None
    return found


@cache
def extras(table: Table) -> st.SearchStrategy[tuple[tuple[str, str], ...]]:
    """Cells of columns that Maillage does not know."""
    names = words().map(str.strip).filter(lambda name: name and field_named(table, name) is None)
    return st.dictionaries(names, words(), max_size=2).map(lambda found: tuple(sorted(found.items())))
