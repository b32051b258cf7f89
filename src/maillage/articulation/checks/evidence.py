"""EVI: what the dossier rests on, who says it, and where people see things differently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain as joined
from typing import Any

from maillage.articulation.catalogue import threshold
from maillage.articulation.chain import Chain, favourable
from maillage.articulation.checks.gathering import PRESENT, own
from maillage.articulation.findings import Hit, check, found, name_of, unsaid
from maillage.dossier.cells import format_cell
from maillage.dossier.tables import TABLES, Component, Effect, Figure, Resource, Source
from maillage.dossier.values import fold
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text, listing, same

_STABLE = ("challenges", "actors")
_FACTS = (*_STABLE, "figures", *PRESENT)
"""The tables that state facts, those that age last. The journal of the group is its own source.

A figure says of which year it is: an old one is not a row about the present."""

_VALUED = ("effects", "contributions", "costs")
_ABOUT_THE_ROW = {
    "id",
    "source",
    "confidence",
    "asserted_by",
    "visibility",
    "kept_for",
    "since",
    "until",
    "variant_of",
    "note",
}
_SHOWN_DIFFERENCES = 3


def _facts(chain: Chain) -> Iterator[Any]:
    return joined.from_iterable(chain.dossier.rows(table) for table in _FACTS)


# --- sources ------------------------------------------------------------------------------------------------------


@check("EVI001")
def rows_from_nowhere(chain: Chain) -> Iterator[Hit]:
    """Rows with neither a source nor somebody who asserts them, grouped by table."""
    for table in _FACTS:
        rows = [row for row in chain.dossier.rows(table) if not row.source and not row.asserted_by]
        for hit, bare in (
            (found, [row for row in rows if row.source is not None]),
            (unsaid, [row for row in rows if row.source is None]),
        ):
            if bare:
                yield hit(*bare, table=TABLES[table].label)


@check("EVI004")
def only_stale_sources(chain: Chain) -> Iterator[Hit]:
    """Rows about the present that rest on old sources alone."""
    stale = {source.id for source in chain.dossier.sources if _stale(source, chain)}
    rows = [
        row
        for table in PRESENT
        for row in chain.dossier.rows(table)
        if row.source and stale.issuperset(row.source) and getattr(row, "status", None) != "ended"
    ]
    if rows:
        yield found(*rows, years=threshold("years_before_stale"))


def _stale(source: Source, chain: Chain) -> bool:
    """Whether a source is too old; the day it was read counts only when it has no date of its own."""
    date = source.date or source.accessed_on
    if date is None:
        return False
    last, on = date.last_day(), chain.on
    return (last.year + int(threshold("years_before_stale")), last.month, last.day) < (
        on.year,
        on.month,
        on.day,
    )


@check("EVI010")
def untraceable_sources(chain: Chain) -> Iterator[Hit]:
    """Sources with no address, author nor date."""
    rows = [one for one in chain.dossier.sources if not (one.url or one.author or one.date)]
    if rows:
        yield unsaid(*rows)


@check("EVI008")
def single_voice(chain: Chain) -> Iterator[Hit]:
    """A dossier in which one voice alone asserts everything, sources included."""
    authors = {source.id: source.author for source in chain.dossier.sources}
    voices: dict[str, str] = {}
    spoken = mute = 0
    for row in _facts(chain):
        said = [row.asserted_by] if row.asserted_by else []
        said += [authors.get(one) for one in row.source or ()]
        voices.update((fold(voice), voice) for voice in said if voice)
        spoken += any(said)
        mute += None in said or not said
    if len(voices) == 1 and spoken >= threshold("rows_for_a_voice"):
        hit = unsaid if mute else found
        yield hit(chain.dossier.record, voice=same(next(iter(voices.values()))), spoken=spoken)


# --- effects ------------------------------------------------------------------------------------------------------


@check("EVI002")
def effects_without_evidence(chain: Chain) -> Iterator[Hit]:
    """Effects at work with no evidence level, or only claimed."""
    working = [effect for effect in chain.effects.values() if favourable(effect) and _at_work(chain, effect)]
    claimed = [effect for effect in working if effect.evidence == "claimed"]
    silent = [effect for effect in working if effect.evidence is None]
    if claimed:
        yield found(*claimed)
    if silent:
        yield unsaid(*silent)


def _at_work(chain: Chain, effect: Effect) -> bool:
    """Whether the effect may already be there: not when all that produces it is still to come."""
    parts = chain.components_of.get(effect.id, ())
    return not parts or any(part.status not in ("planned", "sought") for part in parts)


@check("EVI003")
def evidence_not_shown(chain: Chain) -> Iterator[Hit]:
    """An effect said to be measured or evaluated, with neither figure, source nor narrative."""
    for effect in chain.effects.values():
        shown = effect.valued or effect.source or effect.description or effect.note
        if effect.evidence in ("measured", "evaluated") and not shown:
            yield found(effect, level=vocabulary("evidence_levels").label_of(effect.evidence))


@check("EVI012")
def judge_and_party(chain: Chain) -> Iterator[Hit]:
    """An effect measured or evaluated by the word of its own producer alone."""
    authors = {source.id: fold(source.author or "") for source in chain.dossier.sources}
    for effect in chain.effects.values():
        if effect.evidence not in ("measured", "evaluated") or not effect.asserted_by:
            continue
        voices = {fold(effect.asserted_by), *(authors.get(one, "") for one in effect.source or ())}
        bearers = {
            fold(actor.name): actor
            for part in chain.components_of.get(effect.id, ())
            for actor in chain.bearers_of.get(part.id, ())
        }
        if len(voices) == 1 and (producer := bearers.get(voices.pop())):
            yield found(effect, producer, producer=same(producer.name))


@check("EVI009")
def challenge_on_doubt(chain: Chain) -> Iterator[Hit]:
    """A challenge that rests alone on an effect or a component of low confidence."""
    for challenge in chain.challenges.values():
        effects = chain.effects_of.get(challenge.id, ())
        parts = {part.id: part for effect in effects for part in chain.components_of.get(effect.id, ())}
        single: list[Effect | Component] = [
            rows[0] for rows in (effects, list(parts.values())) if len(rows) == 1
        ]
        for row in single:
            if row.confidence == "low":
                yield found(challenge, row, doubtful=name_of(row))


# --- figures ------------------------------------------------------------------------------------------------------


@check("EVI011")
def amounts_without_unit(chain: Chain) -> Iterator[Hit]:
    """Amounts whose unit nobody says."""
    rows = [row for table in _VALUED for row in chain.dossier.rows(table) if row.valued and row.unit is None]
    rows += [row for row in chain.dossier.flows if row.amount is not None and row.unit is None]
    rows += [row for row in chain.dossier.figures if row.value is not None and row.unit is None]
    if rows:
        yield unsaid(*rows)


@check("EVI013")
def figures_at_odds_with_their_status(chain: Chain) -> Iterator[Hit]:
    """Figures whose status denies their value; figures without value that do not say why."""
    rows = own(chain.dossier.figures)
    denied = [row for row in rows if row.value is not None and row.status and not _valued(row)]
    silent = [row for row in rows if row.value is None and (row.status is None or _valued(row))]
    if denied:
        yield found(*denied)
    if silent:
        yield unsaid(*silent)


def _valued(figure: Figure) -> bool:
    """Whether a figure of this status comes with a value."""
    status = vocabulary("figure_statuses").terms.get(figure.status or "")
    return status is not None and status.properties["valued"] == "yes"


@check("EVI014")
def challenges_on_old_figures(chain: Chain) -> Iterator[Hit]:
    """Challenges whose figures are all missing or old: found when each says its year, else it is not said."""
    years = int(threshold("years_before_stale"))
    for challenge in chain.challenges.values():
        figures = [row for row in own(chain.dossier.figures) if challenge.id in (row.challenges or ())]
        known = [row for row in figures if row.value is not None]
        if not figures or any(row.vintage and row.vintage.year + years >= chain.on.year for row in known):
            continue
        hit = found if all(row.vintage for row in known) else unsaid
        yield hit(challenge, *figures, figures=listing([name_of(row) for row in figures]), years=years)


@check("EVI007")
def statements_side_by_side(chain: Chain) -> Iterator[Hit]:
    """Several statements of one thing that differ, each shown."""
    for table in _FACTS:
        rows = chain.dossier.rows(table)
        by_id = {row.id: row for row in rows}
        variants: dict[str, list[Any]] = defaultdict(list)
        for row in rows:
            if row.variant_of in by_id:
                variants[row.variant_of].append(row)
        for key, others in variants.items():
            base = by_id[key]
            if differences := _differences(table, [base, *others]):
                yield found(base, *others, statements=listing(differences, _SHOWN_DIFFERENCES))


def _differences(table: str, rows: list[Any]) -> list[Text]:
    """For each column on which `rows` differ, what each of them says, figures and codes before words.

    What a row leaves empty says nothing.
    """
    differences = []
    for field in sorted(TABLES[table].fields, key=lambda field: field.kind == "text"):
        if field.name not in _ABOUT_THE_ROW:
            values = [getattr(row, field.attribute) for row in rows]
            if len({value for value in values if value is not None}) > 1:
                french = " / ".join(format_cell(field, value, "fr") or "?" for value in values)
                english = " / ".join(format_cell(field, value, "en") or "?" for value in values)
                differences.append(Text(f"{field.label.fr} : {french}", f"{field.label.en}: {english}"))
    return differences


# --- raters -------------------------------------------------------------------------------------------------------


def _ratings(chain: Chain) -> dict[tuple[str, str | None], list[Resource]]:
    """The rated states of each intangible resource of each holder."""
    rated: dict[tuple[str, str | None], list[Resource]] = defaultdict(list)
    for row in own(chain.dossier.resources):
        if row.state is not None:
            rated[row.kind, row.holder].append(row)
    return rated


@check("EVI005")
def too_few_raters(chain: Chain) -> Iterator[Hit]:
    """Intangible resources seen by fewer raters than a plural evaluation needs."""
    single: list[Resource] = []
    silent: list[Resource] = []
    for rows in _ratings(chain).values():
        raters = {fold(row.rater) for row in rows if row.rater}
        if len(raters) < threshold("raters_for_plurality"):
            (single if all(row.rater for row in rows) else silent).extend(rows)
    if single:
        yield found(*single, kinds=_kinds(single))
    if silent:
        yield unsaid(*silent, kinds=_kinds(silent))


def _kinds(rows: list[Resource]) -> Text:
    labels = vocabulary("resource_kinds")
    return listing([labels.label_of(kind) for kind in dict.fromkeys(row.kind for row in rows)])


@check("EVI006")
def raters_who_disagree(chain: Chain) -> Iterator[Hit]:
    """Raters whose latest views of one resource are far apart."""
    states = vocabulary("resource_states")
    for rows in _ratings(chain).values():
        latest = {fold(row.rater): row for row in sorted(rows, key=_rated_on) if row.rater}
        ranked = sorted(latest.values(), key=lambda row: (states.rank_of(row.state or ""), row.id))
        if not ranked:
            continue
        lowest, highest = ranked[0], ranked[-1]
        gap = states.rank_of(highest.state or "") - states.rank_of(lowest.state or "")
        if gap >= threshold("rating_gap_to_discuss"):
            yield found(lowest, highest, kind=_kinds([lowest]), lowest=_view(lowest), highest=_view(highest))


def _rated_on(row: Resource) -> tuple[str, str]:
    return str(row.date or ""), row.id


def _view(row: Resource) -> Text:
    state = vocabulary("resource_states").label_of(row.state)
    return Text(f"« {state.fr} » pour {row.rater}", f"“{state.en}” for {row.rater}")
