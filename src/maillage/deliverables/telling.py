"""What every document shares: the words of the dossier in their own language, where each row comes from, the end."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from maillage import __version__
from maillage.articulation.analysis import Analysis, analyse
from maillage.articulation.chain import Chain
from maillage.articulation.findings import name_of
from maillage.deliverables.document import (
    Block,
    Document,
    Line,
    ListBlock,
    Paragraph,
    TableBlock,
    Words,
    plain,
)
from maillage.deliverables.readers import Readers, said
from maillage.deliverables.wording import MESSAGES, PARTS, joined, line, part, text
from maillage.dossier.day_words import date_words
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Source
from maillage.dossier.values import PartialDate
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Language, Text

COLLECTIVE = "collective"
MOST_ROWS = 400
"""How many rows of one list or table a document holds: the dossier has them all, and is the place to look further."""


class Telling:
    """One document in the making: a dossier as its readers see it, a day, a language, the sources cited so far."""

    def __init__(self, dossier: Dossier, on: datetime.date, language: Language, readers: Readers) -> None:
        self.whole, self.on, self.language, self.readers = dossier, on, language, readers
        self.tongue = dossier.record.language or "fr"
        self._cited: dict[str, int] = {}

    @cached_property
    def analysis(self) -> Analysis:
        """What Maillage sees on the day."""
        return analyse(self.whole, self.on)

    @property
    def chain(self) -> Chain:
        """The rows that hold on the day."""
        return self.analysis.chain

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {one.id: one.name for one in (*self.whole.actors, *self.chain.actors.values())}

    # --- words ----------------------------------------------------------------------------------------------------

    def own(self, words: str | None, *, strong: bool = False) -> Line:
        """What the dossier says, marked with its language."""
        tongue = "" if self.tongue == self.language else self.tongue
        return (Words(words or "", tongue, "strong" if strong else ""),) if words else ()

    def word(self, key: str, **values: Text | str) -> str:
        """The words of `key`, as bare text in the language of the document."""
        return part(key, **values).in_(self.language)

    def line(self, key: str, **values: Line | Text | str) -> Line:
        """The sentence of `key`, filled with words that keep their own language."""
        return line(PARTS.text(key), self.language, **values)

    def say(self, words: Text) -> Line:
        """Words of an engine, in the language of the document."""
        return (Words(words.in_(self.language)),)

    def label(self, name: str, code: str | None) -> Line:
        """The label of a code, or that it is not said."""
        return self.say(vocabulary(name).label_of(code)) if code else self.unsaid

    def date(self, date: PartialDate | datetime.date | None) -> Line:
        """A date in words, or that it is not said."""
        return self.say(date_words(date)) if date else self.unsaid

    @property
    def unsaid(self) -> Line:
        """That the dossier does not say."""
        return (Words(text("common.unsaid").in_(self.language), manner="soft"),)

    def blank(self, key: str) -> Line:
        """A blank in a sentence, with what goes there."""
        return (Words(f"[{self.word(key)}]", manner="blank"),)

    def party(self, identity: str | None) -> Line:
        """An actor by its name, the collective or the outside by their label."""
        if identity is None:
            return self.unsaid
        if identity in self._names:
            return self.own(self._names[identity])
        parties = vocabulary("special_parties")
        return self.say(parties.label_of(identity)) if identity in parties.terms else self.own(identity)

    def parties(self, identities: Iterable[str] | None) -> Line:
        """Several of them, separated by commas; an empty list is said to be nobody."""
        if identities is None:
            return self.unsaid
        found = [self.party(one) for one in identities]
        return joined(found) if found else self.say(text("common.nobody"))

    def named(self, rows: Iterable[Any]) -> Line:
        """Several rows by their names."""
        found = [self.own(name_of(row, self.chain.actors).in_(self.language)) for row in rows]
        return joined(found, "; " if self.language == "en" else "\u00a0; ") if found else self.unsaid

    # --- where things come from -------------------------------------------------------------------------------------

    def cite(self, row: Any) -> str:
        """The numbers of the sources of `row`, as ``[1, 3]``; empty when it cites none."""
        known = {source.id for source in self.whole.sources}
        numbers = [self._number(one) for one in row.source or () if one in known]
        return f"[{', '.join(map(str, sorted(numbers)))}]" if numbers else ""

    def _number(self, source: str) -> int:
        return self._cited.setdefault(source, len(self._cited) + 1)

    def origin(self, row: Any) -> Line:
        """Who asserts `row` and on what it rests, after its words; that neither is said."""
        told = self.source(row)
        return (Words(f" ({told})", manner="soft"),)

    def source(self, row: Any) -> str:
        """Who asserts `row` and the numbers of its sources, as bare text."""
        by = text("common.by", name=row.asserted_by).in_(self.language) if row.asserted_by else ""
        return " ".join(filter(None, (by, self.cite(row)))) or text("common.no-source").in_(self.language)

    def dated(self, row: Any) -> str:
        """When what `row` says held: its own period, else the date of its sources, else that it is not said."""
        if row.since or row.until:
            ends = [date_words(one).in_(self.language) for one in (row.since, row.until) if one]
            key = "from-to" if len(ends) == 2 else "since" if row.since else "until"
            return text(f"common.{key}", first=ends[0], last=ends[-1]).in_(self.language)
        dates = {one.id: one.date for one in self.whole.sources}
        found = [date for one in row.source or () if (date := dates.get(one))]
        if not found:
            return text("common.no-date").in_(self.language)
        newest = max(found, key=PartialDate.last_day)
        return text("common.source-date", date=date_words(newest)).in_(self.language)

    def and_others(self, rows: Iterable[Line], limit: int) -> Line:
        """Lines separated by commas, how many others there are past `limit`."""
        found = list(rows)
        told = joined(found[:limit])
        more = len(found) - limit
        return (*told, *self.say(text("common.others", n=str(more)))) if more > 0 else told

    # --- blocks -------------------------------------------------------------------------------------------------------

    def listed(self, items: Iterable[Line], empty: str) -> Block:
        """A list, or the sentence that says what is missing."""
        found = tuple(items)
        return ListBlock(found) if found else self.missing(empty)

    def missing(self, key: str, **values: Line | Text | str) -> Paragraph:
        """What the dossier does not say, and what would say it."""
        return Paragraph(self.line(key, **values), "missing")

    def table(self, key: str, heads: Iterable[str], rows: Iterable[tuple[Line, ...]], empty: str) -> Block:
        """A table called by the words of `key`, or the sentence that says what is missing."""
        found = tuple(rows)
        if not found:
            return self.missing(empty)
        return TableBlock(self.line(key), tuple(self.word(f"head.{head}") for head in heads), found)

    # --- the whole ----------------------------------------------------------------------------------------------------

    def document(
        self, kind: str, title: Line, parts: Iterable[Block], *, eyebrow: str = "", single_page: bool = False
    ) -> Document:
        """The document of these parts, with its day, its readers and the sources cited."""
        found = tuple(self._bounded(parts))
        readers = said(self.readers, self.whole).in_(self.language)
        return Document(
            kind=kind,
            eyebrow=eyebrow or text(f"kind.{kind}").in_(self.language),
            title=title,
            language=self.language,
            on=self.on,
            when=text("common.when", date=date_words(self.on)).in_(self.language),
            readers=readers,
            parts=found,
            sources=tuple(self._source(one) for one in self._in_order()),
            made=line(MESSAGES.text("common.made"), self.language, version=__version__, title=self.title()),
            single_page=single_page,
        )

    def _bounded(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """The parts, their lists and tables cut where nobody reads on; how many rows are left is said."""
        for block in blocks:
            more = 0
            if isinstance(block, TableBlock):
                more = len(block.rows) - MOST_ROWS
                yield replace(block, rows=block.rows[:MOST_ROWS])
            elif isinstance(block, ListBlock):
                more = len(block.items) - MOST_ROWS
                yield replace(block, items=block.items[:MOST_ROWS])
            else:
                yield block
            if more > 0:
                yield Paragraph(self.say(text("common.more-rows", n=str(more))), "note")

    def title(self) -> Line:
        """The title of the dossier, in its language."""
        return self.own(self.whole.record.title)

    def _in_order(self) -> list[Source]:
        known = {one.id: one for one in self.whole.sources}
        return [known[one] for one in sorted(self._cited, key=self._cited.__getitem__)]

    def _source(self, source: Source) -> Line:
        date = date_words(source.date) if source.date else text("common.no-date")
        told = [self.own(source.title), self.own(source.author), self.say(date)]
        address = [(Words(source.url),)] if source.url else []
        return joined([one for one in (*told, *address) if plain(one)])
