"""One page for elected people: the challenge, what is done, who, effects, public money, what is asked, sources."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from itertools import chain as chained
from typing import Any

from maillage.articulation.chain import active, favourable
from maillage.deliverables.amounts import amount_of, figure_value
from maillage.deliverables.document import Block, Document, Heading, Line, ListBlock, Paragraph, Words
from maillage.deliverables.readers import Readers
from maillage.deliverables.telling import COLLECTIVE, Telling
from maillage.deliverables.wording import joined
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Challenge, Component, Contribution, Cost, Effect, Figure
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Language, lowered, same

KIND = "one-page"
PUBLIC = frozenset({"local_authority", "state_service", "public_body"})
"""The categories of actors whose money is public money."""
_CHALLENGES, _FIGURES, _PARTS, _EFFECTS, _ACTORS, _MONEY, _ASKED = 3, 3, 5, 5, 14, 4, 4
_LONGEST = 190
_PROOF = ("evaluated", "measured", "observed", "told", "claimed", None)


def one_page(dossier: Dossier, on: datetime.date, language: Language, readers: Readers) -> Document:
    """The page of `dossier`, as its readers see it, on the day `on`. It holds on one side of A4.

    Every figure has its source and its date; nothing is added up. What does not fit is counted, not hidden.
    """
    telling = Telling(dossier, on, language, readers)
    sections = (
        ("challenge", _challenges(telling)),
        ("done", _done(telling)),
        ("who", _who(telling)),
        ("effects", _effects(telling)),
        ("money", _money(telling)),
        ("asked", _asked(telling)),
    )
    parts = [_opening(telling)] if dossier.record.summary else []
    for name, blocks in sections:
        parts += [Heading(telling.line(f"one-page.{name}")), *blocks]
    return telling.document(KIND, telling.title(), parts, single_page=True)


def _opening(telling: Telling) -> Block:
    return Paragraph(telling.own(_short(telling.whole.record.summary or "", 330)), "lead")


def _short(words: str, longest: int = _LONGEST) -> str:
    """The beginning of a long text, cut between two words."""
    if len(words) <= longest:
        return words
    return words[:longest].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def _limited(telling: Telling, rows: Iterable[Line], limit: int, empty: str) -> Iterator[Block]:
    """The first lines, then how many others the dossier holds."""
    found = list(rows)
    yield telling.listed(found[:limit], empty)
    if len(found) > limit:
        yield Paragraph(telling.line("one-page.more", n=str(len(found) - limit)), "note")


# --- the challenge ----------------------------------------------------------------------------------------------------


def _challenges(telling: Telling) -> Iterator[Block]:
    rows = [_challenge(telling, one) for one in telling.chain.challenges.values()]
    yield from _limited(telling, rows, _CHALLENGES, "one-page.no-challenge")
    known = [one for one in telling.chain.dossier.figures if one.value is not None and one.challenges]
    if known:
        yield ListBlock(tuple(_figure(telling, one) for one in known[:_FIGURES]))


def _challenge(telling: Telling, row: Challenge) -> Line:
    further = telling.own(f" – {_short(row.description)}") if row.description else ()
    return (*telling.own(row.name, strong=True), *further, *telling.origin(row))


def _figure(telling: Telling, row: Figure) -> Line:
    value = figure_value(row)
    where = telling.own(f" ({row.perimeter})") if row.perimeter and ":" not in row.perimeter else ()
    return telling.line(
        "one-page.figure",
        name=(*telling.own(row.name), *where),
        value=(Words((value or same("")).in_(telling.language), manner="strong"),),
        date=telling.date(row.vintage),
        source=telling.source(row),
    )


# --- what is done, and who --------------------------------------------------------------------------------------------


def _done(telling: Telling) -> Iterator[Block]:
    rank = {"existing": 0, None: 1, "planned": 2, "sought": 3}
    parts = [one for one in telling.chain.components.values() if active(one)]
    parts.sort(key=lambda one: rank.get(one.status, 1))
    yield from _limited(telling, [_component(telling, one) for one in parts], _PARTS, "one-page.no-component")


def _component(telling: Telling, row: Component) -> Line:
    bearers = telling.chain.bearers_of.get(row.id, ())
    return telling.line(
        "one-page.component",
        name=telling.own(row.name, strong=True),
        status=telling.label("component_statuses", row.status),
        bearers=telling.parties([one.id for one in bearers]) if bearers else telling.unsaid,
        origin=telling.source(row),
    )


def _who(telling: Telling) -> Iterator[Block]:
    here = [one for one in telling.chain.actors.values() if telling.chain.present(one)]
    if not here:
        yield telling.missing("one-page.no-actor")
        return
    here.sort(key=lambda one: "bearer" not in (one.roles or ()))
    names = telling.and_others([telling.own(one.name) for one in here], _ACTORS)
    key = "one-page.actors" if len(here) > 1 else "one-page.actor"
    yield Paragraph(telling.line(key, n=str(len(here)), names=names))


# --- effects ----------------------------------------------------------------------------------------------------------


def _effects(telling: Telling) -> Iterator[Block]:
    rows = [one for one in telling.chain.effects.values() if favourable(one)]
    rows.sort(key=lambda one: _PROOF.index(one.evidence) if one.evidence in _PROOF else len(_PROOF))
    yield from _limited(telling, [_effect(telling, one) for one in rows], _EFFECTS, "one-page.no-effect")
    bad = [one for one in telling.chain.effects.values() if not favourable(one)]
    if bad:
        yield Paragraph(telling.line("one-page.unfavourable", names=telling.named(bad[:2])), "note")


def _effect(telling: Telling, row: Effect) -> Line:
    amount = amount_of(row)
    said = telling.line("one-page.counted", amount=amount, date=telling.dated(row)) if amount else ()
    return telling.line(
        "one-page.effect",
        name=telling.own(row.name, strong=True),
        amount=said,
        evidence=_lowered(telling, "evidence_levels", row.evidence),
        origin=telling.source(row),
    )


def _lowered(telling: Telling, name: str, code: str | None) -> Line:
    return telling.say(lowered(vocabulary(name).label_of(code))) if code else telling.unsaid


# --- public money -----------------------------------------------------------------------------------------------------


def _money(telling: Telling) -> Iterator[Block]:
    rows = [_given(telling, one) for one in public_gifts(telling)]
    rows += [_borne(telling, one) for one in _public_costs(telling)]
    yield from _limited(telling, rows, _MONEY, "one-page.no-money")


def public_gifts(telling: Telling) -> list[Contribution]:
    """The money that public actors bring, in the order of the dossier."""
    given = chained.from_iterable(telling.chain.contributions_by.values())
    return [one for one in given if one.kind == "money" and _is_public(telling, one.from_)]


def _public_costs(telling: Telling) -> list[Cost]:
    return [
        one
        for one in telling.chain.dossier.costs
        if one.bearer and one.variant_of is None and _is_public(telling, one.bearer)
    ]


def _is_public(telling: Telling, actor: str) -> bool:
    row = telling.chain.actors.get(actor)
    return row is not None and row.category in PUBLIC


def _given(telling: Telling, row: Contribution) -> Line:
    chain = telling.chain
    effects = [chain.effects[one] for one in row.in_return_of or () if one in chain.effects]
    part = chain.components.get(row.component or "")
    allowed: list[Any] = [*effects] or ([part] if part else [])
    return telling.line(
        "one-page.gift",
        who=telling.party(row.from_),
        amount=_amount(telling, row),
        object=(Words(", "), *telling.own(row.object)) if row.object else (),
        to=telling.party(row.to or COLLECTIVE),
        allows=telling.named(allowed),
        origin=telling.source(row),
    )


def _borne(telling: Telling, row: Cost) -> Line:
    part = telling.chain.components.get(row.component or "")
    return telling.line(
        "one-page.cost",
        who=telling.party(row.bearer),
        amount=_amount(telling, row),
        allows=telling.named([part] if part else []),
        origin=telling.source(row),
    )


def _amount(telling: Telling, row: Any) -> Line:
    said = amount_of(row)
    if said is None:
        return telling.line("one-page.no-amount")
    return joined([(Words(said.in_(telling.language), manner="strong"),), (Words(telling.dated(row)),)])


# --- what is asked ----------------------------------------------------------------------------------------------------


def _asked(telling: Telling) -> Iterator[Block]:
    """What public actors were proposed to do, and the parts that nobody carries yet; else room to write it."""
    rows = [_proposed(telling, one) for one in telling.chain.dossier.commitments if _open(telling, one)]
    sought = [one for one in telling.chain.components.values() if one.status == "sought"]
    rows += [telling.line("one-page.sought", name=telling.own(one.name)) for one in sought]
    if rows:
        yield ListBlock(tuple(rows[:_ASKED]))
    else:
        yield Paragraph(telling.blank("one-page.to-ask"))


def _open(telling: Telling, row: Any) -> bool:
    return row.status == "proposed" and row.variant_of is None and _is_public(telling, row.from_)


def _proposed(telling: Telling, row: Any) -> Line:
    return telling.line(
        "one-page.proposed",
        who=telling.party(row.from_),
        object=telling.own(row.object) or telling.unsaid,
        origin=telling.source(row),
    )
