"""Controlled vocabularies: closed or open lists of codes with labels in both languages, shipped as tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from maillage.data import packaged
from maillage.dossier.nearest import Nearest
from maillage.dossier.values import fold
from maillage.text import Text, same

_PLAIN = {"code", "label_fr", "label_en", "definition_fr", "definition_en", "source"}


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a vocabulary: its stable `code`, what screens show, what it means, further `properties`."""

    code: str
    label: Text
    definition: Text
    source: str
    rank: int
    properties: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A list of terms. `open` ones accept other words too; `ordinal` ones are in ascending order."""

    name: str
    label: Text
    open: bool
    ordinal: bool
    terms: Mapping[str, Term]
    words: Mapping[str, str]

    def code_of(self, words: str) -> str | None:
        """The code that `words` (a code or a label, in any case, with or without accents) stands for."""
        return words if words in self.terms else self.words.get(fold(words))

    def label_of(self, code: str | None) -> Text:
        """What screens show for `code`; an unlisted word of an open vocabulary shows as itself."""
        if code is None:
            return Text("inconnu", "unknown")
        term = self.terms.get(code)
        return term.label if term else same(code)

    def rank_of(self, code: str) -> int:
        """The place of `code` in the order of the vocabulary, from 0. Raises `KeyError` when unlisted."""
        return self.terms[code].rank

    def nearest(self, words: str) -> Term | None:
        """The term whose code or label looks most like `words`, when one does."""
        close = _nearest(self.name).of(fold(words))
        return self.terms[self.words[close]] if close else None


@cache
def vocabulary(name: str) -> Vocabulary:
    """The packaged vocabulary `name`. Raises `KeyError` when there is none.

    >>> vocabulary("dimensions").label_of("ecological").fr
    'écologique'
    """
    index = {row["name"]: row for row in packaged.rows("vocabularies/vocabularies.csv")}[name]
    terms = {
        row["code"]: _term(row, rank) for rank, row in enumerate(packaged.rows(f"vocabularies/{name}.csv"))
    }
    words = {fold(label): code for code, term in terms.items() for label in (*term.label, code)}
    words |= {fold(code.replace("_", " ")): code for code in terms} | {fold(code): code for code in terms}
    return Vocabulary(
        name=name,
        label=Text(index["label_fr"], index["label_en"]),
        open=index["open"] == "yes",
        ordinal=index["ordinal"] == "yes",
        terms=terms,
        words=words,
    )


@cache
def _nearest(name: str) -> Nearest:
    return Nearest(vocabulary(name).words)


@cache
def vocabulary_names() -> tuple[str, ...]:
    """The names of all packaged vocabularies, in the order of their index."""
    return tuple(row["name"] for row in packaged.rows("vocabularies/vocabularies.csv"))


def _term(row: Mapping[str, str], rank: int) -> Term:
    return Term(
        code=row["code"],
        label=Text(row["label_fr"], row["label_en"]),
        definition=Text(row["definition_fr"], row["definition_en"]),
        source=row["source"],
        rank=rank,
        properties={name: value for name, value in row.items() if name not in _PLAIN},
    )
