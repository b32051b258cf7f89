"""A draft of agreement: what the dossier says of promises and contributions, and blanks for all that it does not say.

It states no fact of its own. It is a draft to be read by a lawyer, and says so.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from maillage.articulation.chain import favourable
from maillage.deliverables.amounts import amount_of
from maillage.deliverables.document import (
    Blank,
    Block,
    Document,
    Heading,
    Line,
    ListBlock,
    Paragraph,
    TableBlock,
    Words,
)
from maillage.deliverables.readers import Readers
from maillage.deliverables.telling import COLLECTIVE, Telling
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Commitment, Contribution
from maillage.text import Language

KIND = "agreement"
_IN_FORCE = frozenset({None, "proposed", "held", "renegotiated"})


def agreement(dossier: Dossier, on: datetime.date, language: Language, readers: Readers) -> Document:
    """The draft between the actors of `dossier` that promise or bring something on the day `on`."""
    telling = Telling(dossier, on, language, readers)
    promises, gifts = _promises(telling), _gifts(telling)
    articles = (
        ("parties", _parties(telling, promises, gifts)),
        ("object", _object(telling)),
        ("promises", [_promised(telling, promises)]),
        ("gifts", [_brought(telling, gifts)]),
        ("duration", _clause(telling, "duration", "start", "end")),
        ("evaluation", _evaluation(telling)),
        ("revision", _revision(telling, promises)),
        ("exit", _clause(telling, "exit", "notice")),
        ("disputes", _clause(telling, "disputes", "third")),
    )
    parts: list[Block] = [Paragraph(telling.line("agreement.draft"), "warning")]
    for number, (name, blocks) in enumerate(articles, start=1):
        title = telling.line("agreement.article", n=str(number), title=telling.word(f"agreement.{name}"))
        parts += [Heading(title), *blocks]
    parts += [Heading(telling.line("agreement.signatures")), *_signatures(telling, promises, gifts)]
    return telling.document(KIND, telling.title(), parts)


def _promises(telling: Telling) -> list[Commitment]:
    rows = telling.chain.dossier.commitments
    return [
        one
        for one in rows
        if one.variant_of is None and one.status in _IN_FORCE and _here(telling, one.from_)
    ]


def _gifts(telling: Telling) -> list[Contribution]:
    rows = telling.chain.dossier.contributions
    return [one for one in rows if one.variant_of is None and _here(telling, one.from_)]


def _here(telling: Telling, actor: str) -> bool:
    row = telling.chain.actors.get(actor)
    return row is not None and telling.chain.present(row)


def _involved(telling: Telling, promises: list[Commitment], gifts: list[Contribution]) -> list[Any]:
    """The actors present that promise, are promised, bring or receive, in the order of the dossier."""
    rows: list[Any] = [*promises, *gifts]
    named = {end for row in rows for end in (row.from_, row.to) if end}
    return [one for one in telling.chain.actors.values() if one.id in named and telling.chain.present(one)]


def _parties(telling: Telling, promises: list[Commitment], gifts: list[Contribution]) -> Iterator[Block]:
    rows = [
        (
            telling.own(one.name, strong=True),
            telling.label("legal_forms", one.legal_form),
            (Words(one.siren or one.rna),) if one.siren or one.rna else telling.unsaid,
            telling.blank("agreement.signatory"),
        )
        for one in _involved(telling, promises, gifts)
    ]
    yield telling.table(
        "agreement.parties", ("party", "legal-form", "number", "represented"), rows, "agreement.no-party"
    )
    yield Paragraph(telling.line("agreement.parties-check"), "note")


def _object(telling: Telling) -> Iterator[Block]:
    territory = telling.own(telling.whole.record.territory_name) or telling.blank("agreement.territory")
    yield Paragraph(telling.line("agreement.object-said", title=telling.title(), territory=territory))
    challenges = [(*telling.own(one.name), *telling.origin(one)) for one in telling.chain.challenges.values()]
    yield telling.listed(challenges, "agreement.no-challenge")


def _promised(telling: Telling, promises: list[Commitment]) -> Block:
    known = {one.id: one for one in promises}
    answers = {one.reciprocates: one for one in promises if one.reciprocates in known}
    rows = []
    for one in promises:
        answer = known.get(one.reciprocates or "") or answers.get(one.id)
        rows.append(
            (
                telling.party(one.from_),
                telling.party(one.to or COLLECTIVE),
                telling.own(one.object) or telling.blank("agreement.to-say"),
                _answer(telling, answer),
                telling.label("commitment_statuses", one.status),
                (Words(telling.source(one)),),
            )
        )
    heads = ("party", "towards", "promises", "answered", "state", "source")
    return telling.table("agreement.promises", heads, rows, "agreement.no-promise")


def _answer(telling: Telling, answer: Commitment | None) -> Line:
    if answer is None:
        return telling.blank("agreement.reciprocity")
    return telling.line(
        "agreement.answer", who=telling.party(answer.from_), object=telling.own(answer.object)
    )


def _brought(telling: Telling, gifts: list[Contribution]) -> Block:
    rows = []
    for one in gifts:
        amount = amount_of(one)
        effects = [
            telling.chain.effects[key] for key in one.in_return_of or () if key in telling.chain.effects
        ]
        rows.append(
            (
                telling.party(one.from_),
                telling.party(one.to or COLLECTIVE),
                telling.own(one.object) or telling.label("contribution_kinds", one.kind),
                telling.say(amount) if amount else telling.blank("agreement.amount"),
                telling.named(effects) if effects else telling.blank("agreement.effect"),
                (Words(telling.source(one)),),
            )
        )
    heads = ("party", "towards", "brings", "amount", "against", "source")
    return telling.table("agreement.gifts", heads, rows, "agreement.no-gift")


def _clause(telling: Telling, name: str, *blanks: str) -> Iterator[Block]:
    """A clause whose blanks are filled in by the parties."""
    values = {one: telling.blank(f"agreement.{one}") for one in blanks}
    yield Paragraph(telling.line(f"agreement.{name}-said", **values))


def _evaluation(telling: Telling) -> Iterator[Block]:
    yield from _clause(telling, "evaluation", "rhythm", "evaluators")
    effects = [one for one in telling.chain.effects.values() if favourable(one)]
    rows = [
        (
            telling.own(one.name),
            telling.parties([who.id for who in telling.chain.beneficiaries_of.get(one.id, ())] or None),
            telling.label("evidence_levels", one.evidence),
            telling.blank("agreement.shown-by"),
        )
        for one in effects
    ]
    yield telling.table(
        "agreement.effects", ("effect", "for-whom", "evidence", "shown-by"), rows, "agreement.no-effect"
    )


def _revision(telling: Telling, promises: list[Commitment]) -> Iterator[Block]:
    yield from _clause(telling, "revision", "delay")
    dated = [one for one in promises if one.review_on]
    if dated:
        rows = [
            telling.line(
                "agreement.review",
                object=telling.own(one.object) or telling.party(one.from_),
                date=telling.date(one.review_on),
            )
            for one in dated
        ]
        yield ListBlock(tuple(rows))


def _signatures(telling: Telling, promises: list[Commitment], gifts: list[Contribution]) -> Iterator[Block]:
    yield Blank(telling.line("agreement.done-at"))
    rows = [
        (telling.own(one.name), telling.blank("agreement.signatory"), telling.blank("agreement.signature"))
        for one in _involved(telling, promises, gifts)
    ]
    if rows:
        heads = tuple(telling.word(f"head.{one}") for one in ("party", "represented", "signature"))
        yield TableBlock(telling.line("agreement.signatures"), heads, tuple(rows))
