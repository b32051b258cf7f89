"""The state of the ecosystem on one day, and what changed since another: facts in sentences, no mark and no ranking."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from maillage.articulation.catalogue import SEVERITIES
from maillage.articulation.chain import favourable
from maillage.deliverables.amounts import amount_of, figure_value
from maillage.deliverables.document import Block, Document, Facts, Heading, Line, ListBlock, Paragraph, Words
from maillage.deliverables.readers import Readers
from maillage.deliverables.telling import Telling
from maillage.deliverables.wording import DeliverableError, joined, text
from maillage.dossier.day_words import date_words
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import TABLES, Decision
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Language, same

if TYPE_CHECKING:
    from maillage.network.changes import Changed

KIND = "state"
_FINDINGS = 6


def ecosystem_state(
    dossier: Dossier,
    on: datetime.date,
    language: Language,
    readers: Readers,
    since: datetime.date | None = None,
) -> Document:
    """The state on the day `on`; with `since`, what changed from that day.

    Raises `DeliverableError` when `since` is later.
    """
    if since is not None and since > on:
        raise DeliverableError(text("error.since", since=date_words(since), on=date_words(on)))
    telling = Telling(dossier, on, language, readers)
    record = dossier.record
    parts: list[Block] = [Paragraph(telling.own(record.summary), "lead")] if record.summary else []
    parts.append(_facts(telling))
    if since is not None:
        day = telling.say(date_words(since))
        parts += [Heading(telling.line("state.since", date=day)), *_changes(telling, since)]
    sections = (
        ("challenges", _challenges(telling)),
        ("figures", [_figures(telling)]),
        ("components", [_components(telling)]),
        ("effects", [_effects(telling)]),
        ("actors", [_actors(telling)]),
        ("decisions", [_decisions(telling)]),
        ("findings", _findings(telling)),
    )
    for name, blocks in sections:
        parts += [Heading(telling.line(f"state.{name}")), *blocks]
    return telling.document(KIND, telling.title(), parts)


def _facts(telling: Telling) -> Block:
    record, chain = telling.whole.record, telling.chain
    spheres = [telling.label("spheres", code) for code in record.spheres or ()]
    here = sum(chain.present(one) for one in chain.actors.values())
    return Facts(
        (
            (telling.word("head.territory"), telling.own(record.territory_name) or telling.unsaid),
            (telling.word("head.spheres"), joined(spheres) if spheres else telling.unsaid),
            (telling.word("head.started"), telling.date(record.started_on)),
            (telling.word("head.actors"), (Words(str(here)),)),
        )
    )


# --- what changed -----------------------------------------------------------------------------------------------------


def _changes(telling: Telling, since: datetime.date) -> Iterator[Block]:
    """The changes table by table; figures of the network have their own page and are not told here."""
    from maillage.network.changes import (
        SECTIONS,
        changes_between,
    )  # the extra `network`, asked for by this part alone

    found = changes_between(telling.whole, since, telling.on, draws=0)
    told = [one for one in found.changed if one.kind != "kept"]
    for table in SECTIONS:
        rows = [_changed(telling, one) for one in told if one.table == table]
        if rows:
            yield Heading(telling.say(TABLES[table].label), 3)
            yield ListBlock(tuple(rows))
    decided = [one for one in decisions(telling) if one.date and one.date.first_day() > since]
    if decided:
        yield Heading(telling.say(TABLES["decisions"].label), 3)
        yield ListBlock(tuple(decision_line(telling, one) for one in decided))
    if not told and not decided:
        yield telling.missing("state.no-change")


def _changed(telling: Telling, one: Changed) -> Line:
    name = telling.own(one.name.in_(telling.language), strong=True)
    return telling.line("state.change", name=name, said=one.said)


# --- the state --------------------------------------------------------------------------------------------------------


def _challenges(telling: Telling) -> Iterator[Block]:
    chain = telling.chain
    rows = [
        (
            telling.own(one.name, strong=True),
            telling.named(chain.effects_of.get(one.id, ())),
            telling.named(chain.components_for.get(one.id, ())),
            (Words(telling.source(one)),),
        )
        for one in chain.challenges.values()
    ]
    heads = ("challenge", "effects", "answers", "source")
    yield telling.table("state.challenges", heads, rows, "state.no-challenge")


def _figures(telling: Telling) -> Block:
    rows = []
    for one in telling.chain.dossier.figures:
        value = figure_value(one)
        said = telling.say(value) if value else telling.label("figure_statuses", one.status)
        rows.append((telling.own(one.name), said, telling.date(one.vintage), (Words(telling.source(one)),)))
    return telling.table("state.figures", ("figure", "value", "vintage", "source"), rows, "state.no-figure")


def _components(telling: Telling) -> Block:
    chain = telling.chain
    rows = [
        (
            telling.own(one.name, strong=True),
            telling.label("component_statuses", one.status),
            telling.parties([who.id for who in chain.bearers_of.get(one.id, ())] or None),
            (Words(telling.source(one)),),
        )
        for one in chain.components.values()
    ]
    return telling.table(
        "state.components", ("component", "state", "bearers", "source"), rows, "state.no-component"
    )


def _effects(telling: Telling) -> Block:
    rows = []
    for one in telling.chain.effects.values():
        amount = amount_of(one)
        counted = (
            telling.line("state.counted", amount=amount, date=telling.dated(one))
            if amount
            else telling.unsaid
        )
        sign = () if favourable(one) else (Words(f" – {telling.word('state.unfavourable')}"),)
        receivers = [who.id for who in telling.chain.beneficiaries_of.get(one.id, ())]
        rows.append(
            (
                (*telling.own(one.name, strong=True), *sign),
                telling.parties(receivers or None),
                counted,
                telling.label("evidence_levels", one.evidence),
                (Words(telling.source(one)),),
            )
        )
    heads = ("effect", "for-whom", "amount", "evidence", "source")
    return telling.table("state.effects", heads, rows, "state.no-effect")


def _actors(telling: Telling) -> Block:
    chain = telling.chain
    rows = [
        (
            telling.own(one.name, strong=True),
            telling.label("actor_categories", one.category),
            telling.named(chain.borne_by.get(one.id, ())),
            telling.named(chain.benefits_to.get(one.id, ())),
            (Words(telling.source(one)),),
        )
        for one in chain.actors.values()
        if chain.present(one)
    ]
    return telling.table(
        "state.actors", ("actor", "category", "carries", "receives", "source"), rows, "state.no-actor"
    )


def decisions(telling: Telling) -> list[Decision]:
    """The decisions made by the day, those without date included; the replaced ones are left out."""
    rows = [
        one for one in telling.chain.dossier.decisions if one.variant_of is None and made(one, telling.on)
    ]
    replaced = {one.supersedes for one in rows}
    return [one for one in rows if one.id not in replaced]


def made(row: Any, on: datetime.date) -> bool:
    """Whether something dated had happened by the day `on`; what has no date counts."""
    return row.date is None or bool(row.date.first_day() <= on)


def _decisions(telling: Telling) -> Block:
    return telling.listed((decision_line(telling, one) for one in decisions(telling)), "state.no-decision")


def decision_line(telling: Telling, one: Decision) -> Line:
    """A decision in a sentence: the question, what was decided, when, by whom, when it will be reviewed."""
    review = telling.line("state.review", date=telling.date(one.review_on)) if one.review_on else ()
    by = telling.line("state.by", who=telling.parties(one.decided_by)) if one.decided_by else ()
    return telling.line(
        "state.decision",
        question=telling.own(one.question, strong=True),
        outcome=telling.own(one.outcome) or telling.unsaid,
        date=telling.date(one.date),
        by=by,
        review=review,
        origin=telling.source(one),
    )


def _findings(telling: Telling) -> Iterator[Block]:
    """What does not hold together, and what the dossier does not say: the first of each level, and how many more."""
    levels = vocabulary("severities")
    for level in SEVERITIES:
        found = [one for one in telling.analysis.findings if one.severity == level]
        if not found:
            continue
        yield Heading(telling.say(levels.label_of(level)), 3)
        yield ListBlock(tuple(telling.say(one.message) for one in found[:_FINDINGS]))
        if len(found) > _FINDINGS:
            yield Paragraph(telling.line("state.more-findings", n=same(str(len(found) - _FINDINGS))), "note")
    if not telling.analysis.findings:
        yield Paragraph(telling.line("state.no-finding"))
