"""The cells of a proposed row, as a person corrects them: which columns are shown, with which choices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from maillage.articulation.findings import name_of
from maillage.dossier.audience import SEPARATOR, target
from maillage.dossier.dossier import Dossier
from maillage.dossier.fields import Field
from maillage.dossier.tables import TABLES
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Language
from maillage.workshop.harvest import Proposal
from maillage_web.workshops.queries.review_harvest import NAMES

MOST_ROWS = 200
"""The most rows of the dossier that a list offers; those already pointed to are always there."""
_KEPT = frozenset(
    {"id", "asserted_by", "visibility", "kept_for", "date", "session", "frame", "version", "rater"}
)
"""Columns that the review does not ask for: they come from the workshop itself, or are asked elsewhere."""
_LONG = frozenset(
    {"description", "narrative", "entry", "constraint", "learning", "note", "change", "objections"}
)


@dataclass(frozen=True, slots=True)
class Column:
    """A cell to correct. `kind` is ``line``, ``text``, ``one`` (a list to choose from) or ``many``."""

    name: str
    label: str
    kind: str
    value: str
    options: tuple[tuple[str, str, bool], ...] = ()
    required: bool = False


class Offered:
    """What references may point to: rows of the dossier, and the new rows of the same workshop."""

    def __init__(self, dossier: Dossier, proposals: Iterable[Proposal], language: Language) -> None:
        actors = {actor.id: actor for actor in dossier.actors}
        self._language: Language = language
        self._rows = {
            table: {row.id: name_of(row, actors).in_(language) for row in dossier.rows(table)}
            for table in ("challenges", "effects", "components", "actors", "contributions", "decisions")
        }
        for one in proposals:
            if not one.row and one.table in self._rows and not one.confidential:
                words = one.cells.get(NAMES.get(one.table, ""), one.cells["id"])
                self._rows[one.table].setdefault(one.cells["id"], f"{words} (+)")

    def name(self, table: str, identity: str) -> str:
        """The name of a row."""
        return self._rows.get(table, {}).get(identity, identity)

    def columns(self, one: Proposal) -> tuple[Column, ...]:
        """The cells shown of a proposal."""
        return tuple(self._column(one, field) for field in TABLES[one.table].fields if _is_shown(one, field))

    def _column(self, one: Proposal, field: Field) -> Column:
        value = one.cells.get(field.name, "")
        chosen = value.split(SEPARATOR) if field.many and value else [value] if value else []
        options = self._options(one.table, field, chosen)
        kind = ("many" if field.many else "one") if options else "line"
        if not options and field.name in _LONG:
            kind = "text"
        if not field.many and options:
            options = (("", "—", not chosen), *options)
        label = field.label.in_(self._language)
        return Column(field.name, label, kind, value, options, field.required)

    def _options(self, table: str, field: Field, chosen: list[str]) -> tuple[tuple[str, str, bool], ...]:
        if field.kind == "code":
            terms = vocabulary(field.vocabulary or "").terms
            found = {code: term.label.in_(self._language) for code, term in terms.items()}
        elif field.kind == "truth":
            found = {
                code: term.label.in_(self._language) for code, term in vocabulary("truths").terms.items()
            }
        elif field.kind == "reference":
            known = self._rows.get(target(table, field), {})
            parties = vocabulary("special_parties")
            words = {code: parties.label_of(code).in_(self._language) for code in field.parties}
            found = words | dict(islice(known.items(), MOST_ROWS))
            found |= {one: known.get(one, one) for one in chosen}
        else:
            return ()
        found = {one: found.get(one, one) for one in chosen if one not in found} | found
        return tuple((code, label, code in chosen) for code, label in found.items())


def shown_columns(one: Proposal) -> tuple[Field, ...]:
    """The fields that the review asks for."""
    return tuple(field for field in TABLES[one.table].fields if _is_shown(one, field))


def _is_shown(one: Proposal, field: Field) -> bool:
    """What is filled or required; of a new row its own columns too. What a change does not touch is not shown."""
    if field.name in _KEPT:
        return False
    if one.row:
        return field.name in one.cells
    filled = field.name in one.cells or field.required
    return filled or (one.table in _ASKED and field.name in _ASKED[one.table])


_ASKED = {
    "challenges": {"sphere", "dimensions"},
    "components": {"kind", "bearers", "status", "challenges"},
    "effects": {"sign", "intended", "beneficiaries", "challenges", "components"},
    "actors": {"category", "roles"},
    "contributions": {"kind", "to", "in_return_of", "likely", "unit", "period"},
    "ties": {"level"},
    "resources": {"kind", "state"},
    "obstacles": {"levers"},
    "decisions": {"outcome", "review_on", "objections", "about"},
    "learnings": {"change", "components"},
}
"""By table, the columns worth asking for even when nobody spoke of them."""
