"""The phases of one journey: those of its template, or those that the collective wrote for itself in the dossier.

A row of `phases` keeps the code of the phase of the template it was copied from (its id is ``journey-code``):
workshops, checks and what to look for in the dossier stay those of the template; the words are those of the row.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from maillage.dossier.dossier import Dossier, holds
from maillage.dossier.tables import Journey, Phase
from maillage.journey.phase_guides import Loop, Output, PhaseGuide, Said, Template
from maillage.journey.templates import known_template
from maillage.text import Text, same

_NO_LOOP = Loop((), same(""))


@dataclass(frozen=True, slots=True)
class Expected:
    """Something expected of a phase; `output` says how one sees it in the dossier, none when only people can tell."""

    said: Text
    output: Output | None


@dataclass(frozen=True, slots=True)
class PhaseHere:
    """A phase of a journey under way. `row` is there when the collective wrote it; `named` says that it is described.

    A phase that turns name and that neither the template nor the dossier describes has its code as a title.
    """

    code: str
    rank: int
    title: Text
    aim: Text | None
    loop: Loop
    source: str
    questions: tuple[Said, ...]
    expected: tuple[Expected, ...]
    before: tuple[Said, ...]
    after: tuple[Said, ...]
    workshops: tuple[str, ...]
    checks: tuple[str, ...]
    row: Phase | None = None
    named: bool = True


def phase_id(journey: str, code: str) -> str:
    """The id of the row that adapts a phase.

    >>> phase_id("parcours", "existing")
    'parcours-existing'
    """
    return f"{journey}-{code}"


def template_of(journey: Journey, given: Template | None = None) -> Template | None:
    """The template a journey starts from: `given`, or the shipped one it names; none for one of somebody else."""
    return given or known_template(journey.template)


def phases_of(
    dossier: Dossier, journey: Journey, on: datetime.date, given: Template | None = None
) -> tuple[PhaseHere, ...]:
    """The phases of `journey` on the day `on`, in their order, then those that only turns name.

    `dossier` is the whole one; `given` stands for a template that is not shipped.
    """
    template = template_of(journey, given)
    rows = [row for row in dossier.phases if row.journey == journey.id and row.variant_of is None]
    rows = list({row.id: row for row in rows if holds(row, on)}.values())
    if rows:
        found = [_adapted(row, _code(row), place, template) for place, row in enumerate(rows)]
    else:
        found = [_guided(one) for one in template.phases] if template else []
    found.sort(key=lambda one: one.rank)
    known = {one.code for one in found}
    asked = [turn.phase for turn in dossier.turns if turn.journey == journey.id]
    codes = dict.fromkeys(bare_code(journey.id, one) for one in asked)
    return (
        *found,
        *(_unnamed(code, len(found) + place) for place, code in enumerate(codes) if code not in known),
    )


def bare_code(journey: str, words: str) -> str:
    """The code of a phase, whether a turn names it or the row that adapts it.

    >>> bare_code("parcours", "parcours-existing"), bare_code("parcours", "existing")
    ('existing', 'existing')
    """
    return words.removeprefix(f"{journey}-")


def _code(row: Phase) -> str:
    return bare_code(row.journey, row.id)


def _guided(one: PhaseGuide) -> PhaseHere:
    return PhaseHere(
        code=one.code,
        rank=one.rank,
        title=one.title,
        aim=one.aim,
        loop=one.loop,
        source=one.source,
        questions=one.questions,
        expected=tuple(Expected(output.said, output) for output in one.outputs),
        before=one.before,
        after=one.after,
        workshops=one.workshops,
        checks=one.checks,
    )


def _adapted(row: Phase, code: str, place: int, template: Template | None) -> PhaseHere:
    guide = template.phase(code) if template else None
    same_code = _guided(guide) if guide else _unnamed(code, place)
    return PhaseHere(
        code=code,
        rank=row.rank if row.rank is not None else place,
        title=_recognised(row.title, (same_code.title,)),
        aim=_recognised(row.aim, (same_code.aim,)) if row.aim else same_code.aim,
        loop=same_code.loop,
        source=same_code.source,
        questions=_words(row.questions, same_code.questions),
        expected=_expected(row.outputs, same_code.expected),
        before=_words(row.before, same_code.before),
        after=_words(row.after, same_code.after),
        workshops=same_code.workshops,
        checks=same_code.checks,
        row=row,
    )


def _unnamed(code: str, rank: int) -> PhaseHere:
    return PhaseHere(code, rank, same(code), None, _NO_LOOP, "", (), (), (), (), (), (), named=False)


def _recognised(words: str, texts: Iterable[Text | None]) -> Text:
    """The pair of a template of which `words` are one half; else the words, the same in both languages."""
    return next((one for one in texts if one is not None and words in one), same(words))


def _words(said: Sequence[str] | None, known: tuple[Said, ...]) -> tuple[Said, ...]:
    """What a row says instead of its template: a cell that says nothing leaves what the template says."""
    if said is None:
        return known
    return tuple(next((one for one in known if words in one.text), Said(same(words), "")) for words in said)


def _expected(said: Sequence[str] | None, known: tuple[Expected, ...]) -> tuple[Expected, ...]:
    if said is None:
        return known
    return tuple(
        next((one for one in known if words in one.said), Expected(same(words), None)) for words in said
    )
