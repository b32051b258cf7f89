"""Lock-ins that a dossier lets one suppose, each with its reasons. The software proposes, people decide.

Nothing is written, and a hint is a hint: a finding that the dossier states, an answer at the stage of volume, a figure,
the state of a resource. What a dossier does not say is no hint. A proposal that was already noted, is over, or was set
aside by a silence (of the finding, or of the code of the obstacle) says so.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from maillage.articulation.analysis import Analysis
from maillage.articulation.findings import Finding, RowRef
from maillage.articulation.silences import in_force, names
from maillage.data import packaged
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Answer, Figure, Obstacle, Silence
from maillage.dossier.vocabularies import vocabulary
from maillage.lockins.catalogue import SignRow, catalogue
from maillage.lockins.wording import sentence, text
from maillage.text import Text, fill, same

ECOSYSTEM, TERRITORY = "ecosystem", "territory"
_HELD_BY_ALL = (ECOSYSTEM, TERRITORY)


@dataclass(frozen=True, slots=True)
class Hint:
    """Why an obstacle is proposed: the row of the catalogue, its sentence, what was seen, in which rows.

    `silence` is there when the group set aside the finding it comes from.
    """

    sign: SignRow
    said: Text
    seen: Text
    rows: tuple[RowRef, ...]
    silence: Silence | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """An obstacle of which signs show, for one holder (the id of an actor, “ecosystem”, “territory”).

    `recorded` are the rows that already note it there, `elsewhere` those of other holders, `ended` those said over.
    """

    obstacle: str
    holder: str
    hints: tuple[Hint, ...]
    recorded: tuple[Obstacle, ...] = ()
    elsewhere: tuple[Obstacle, ...] = ()
    ended: tuple[Obstacle, ...] = ()
    set_aside: Silence | None = None

    @property
    def open(self) -> bool:
        """Whether nobody has noted it there nor set it aside."""
        return not self.recorded and self.set_aside is None


_Found = Iterator[tuple[str, Hint]]


@dataclass(frozen=True, slots=True)
class _Seen:
    """What signs look at."""

    state: Dossier
    findings: Mapping[str, Sequence[Finding]]
    answers: Sequence[Answer]
    figures: Sequence[Figure]


def signs_of(
    analysis: Analysis, answers: Iterable[Answer] | None = None, figures: Iterable[Figure] | None = None
) -> tuple[Proposal, ...]:
    """The lock-ins that signs propose, in the order of the catalogue, then of the actors; those not open are told too.

    `answers` and `figures` are the rows to read instead of those of the dossier on its day.
    """
    state = analysis.chain.dossier
    seen = _Seen(
        state=state,
        findings=_by_code(analysis),
        answers=state.answers if answers is None else tuple(answers),
        figures=state.figures if figures is None else tuple(figures),
    )
    found: dict[tuple[str, str], list[Hint]] = {}
    for sign in catalogue().signs:
        for holder, hint in _READERS[sign.kind](sign, seen):
            found.setdefault((sign.obstacle, holder), []).append(hint)
    said = _Said.of(analysis)
    proposals = [_proposal(said, *key, hints) for key, hints in found.items()]
    place = _places(analysis)
    return tuple(sorted(proposals, key=lambda one: place(one.obstacle, one.holder)))


def _by_code(analysis: Analysis) -> dict[str, list[Finding]]:
    """What the dossier states, by check; what it leaves unsaid is no hint."""
    found: dict[str, list[Finding]] = {}
    for finding in (*analysis.findings, *analysis.set_aside):
        if finding.certainty == "no":
            found.setdefault(finding.code, []).append(finding)
    return found


def _places(analysis: Analysis) -> Callable[[str, str], tuple[int, int, str]]:
    codes = {code: rank for rank, code in enumerate(catalogue().obstacles)}
    holders = {holder: rank for rank, holder in enumerate((*analysis.chain.actors, *_HELD_BY_ALL))}
    return lambda code, holder: (codes[code], holders.get(holder, len(holders)), holder)


def _from_findings(sign: SignRow, seen: _Seen) -> _Found:
    for finding in seen.findings.get(sign.what, ()):
        hint = Hint(sign, sign.sentence, finding.message, finding.rows, finding.silence)
        actors = [ref.id for ref in finding.rows if ref.table == "actors"]
        for holder in _all_or(sign, actors):
            yield holder, hint


def _all_or(sign: SignRow, actors: Sequence[str]) -> Sequence[str]:
    """Who would hold it: the actors concerned, when the sign is about actors and some are known."""
    if sign.holder != "actor":
        return (sign.holder,)
    return actors or (ECOSYSTEM,)


def _from_answers(sign: SignRow, seen: _Seen) -> _Found:
    name, _, item = sign.what.partition("/")
    frame, _, version = name.rpartition("-")
    mine = [row for row in seen.answers if row.frame == frame and row.version in (version, None)]
    asked = [row for row in mine if row.item == item and row.variant_of is None]
    known = vocabulary("stages")
    for row in _latest(asked, lambda one: (one.holder, one.rater)):
        code = known.code_of(row.value) if row.value else None
        if code in sign.when:
            said = sentence("lockins.hint-answer", item=_asked(name, item), value=known.label_of(code))
            yield _holder(sign, row.holder), _hint(sign, _by(said, row.rater), row)


def _asked(frame: str, item: str) -> Text:
    """What the item of a shipped frame is called; its id when that frame has no such item."""
    for row in packaged.rows(f"frames/{frame}/items.csv"):
        if row["id"] == item:
            return Text(row["label_fr"], row["label_en"])
    return same(item)


def _from_figures(sign: SignRow, seen: _Seen) -> _Found:
    for row in seen.figures:
        if row.indicator == sign.what and row.value is not None and meets(row.value, sign.when[0]):
            year = same(str(row.vintage)) if row.vintage else text("lockins.undated")
            value = _decimal(row.value)
            said = sentence("lockins.hint-figure", name=row.name, value=value, vintage=year)
            yield sign.holder, Hint(sign, fill(sign.sentence, value=value), said, (RowRef.of(row),))


def meets(value: Decimal, condition: str) -> bool:
    """Whether `value` meets a condition of ``signs.csv``: ``>=`` or ``<=`` and a number.

    >>> meets(Decimal("31"), ">= 30")
    True
    """
    comparison, number = condition.split()
    return value >= Decimal(number) if comparison == ">=" else value <= Decimal(number)


def _decimal(value: Decimal) -> Text:
    written = f"{value:f}"
    return Text(written.replace(".", ","), written)


def _from_resources(sign: SignRow, seen: _Seen) -> _Found:
    own = [row for row in seen.state.resources if row.kind == sign.what and row.variant_of is None]
    for row in _latest(own, lambda one: (one.holder, one.rater)):
        states = [
            vocabulary(name).label_of(code)
            for name, code in (("resource_states", row.state), ("trends", row.trend))
            if code in sign.when
        ]
        for words in states[:1]:
            kind = vocabulary("resource_kinds").label_of(row.kind)
            said = sentence("lockins.hint-state", kind=kind, state=words)
            yield _holder(sign, row.holder), _hint(sign, _by(said, row.rater), row)


def _from_models(sign: SignRow, seen: _Seen) -> _Found:
    known = vocabulary("stages" if sign.what == "stage" else "directions")
    for row in seen.state.models:
        code = getattr(row, sign.what)
        if code in sign.when and row.variant_of is None:
            register = vocabulary("model_registers").label_of(row.register or "overall")
            said = sentence("lockins.hint-model", register=register, state=known.label_of(code))
            yield _holder(sign, row.actor), _hint(sign, said, row)


def _hint(sign: SignRow, said: Text, row: Any) -> Hint:
    return Hint(sign, sign.sentence, said, (RowRef.of(row),))


def _by(said: Text, rater: str | None) -> Text:
    return sentence("lockins.by", said=said, who=rater) if rater else said


def _holder(sign: SignRow, stated: str | None) -> str:
    """Who the row is about; the collective is the ecosystem."""
    if sign.holder != "actor" or stated in (None, "collective"):
        return ECOSYSTEM if sign.holder == "actor" else sign.holder
    return stated


def _latest(rows: Iterable[Any], by: Callable[[Any], tuple[str | None, ...]]) -> list[Any]:
    """The last row of each rater about each holder; undated ones come before dated ones."""
    last: dict[tuple[str | None, ...], Any] = {}
    for row in sorted(rows, key=lambda one: (one.date.last_day().toordinal() if one.date else 0, one.id)):
        last[by(row)] = row
    return sorted(last.values(), key=lambda one: str(one.id))


_READERS: Mapping[str, Callable[[SignRow, _Seen], _Found]] = {
    "finding": _from_findings,
    "answer": _from_answers,
    "indicator": _from_figures,
    "resource": _from_resources,
    "model": _from_models,
}


# --- what people already said of it -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Said:
    """The obstacles noted on the day and those said over, by code; the silences in force."""

    now: Mapping[str, Sequence[Obstacle]]
    ended: Mapping[str, Sequence[Obstacle]]
    silences: Sequence[Silence]

    @classmethod
    def of(cls, analysis: Analysis) -> _Said:
        chain = analysis.chain
        here = {row.id for row in chain.dossier.obstacles}
        ended = [row for row in chain.whole.obstacles if over(row, chain.on) and row.id not in here]
        silences = [one for one in chain.dossier.silences if in_force(one, chain.on)]
        return cls(_rows_by_code(chain.dossier.obstacles), _rows_by_code(ended), silences)


def _rows_by_code(rows: Iterable[Obstacle]) -> dict[str, list[Obstacle]]:
    found: dict[str, list[Obstacle]] = {}
    for row in rows:
        found.setdefault(row.obstacle, []).append(row)
    return found


def _proposal(said: _Said, code: str, holder: str, hints: Sequence[Hint]) -> Proposal:
    now, ended = said.now.get(code, ()), said.ended.get(code, ())
    return Proposal(
        obstacle=code,
        holder=holder,
        hints=tuple(hints),
        recorded=tuple(row for row in now if row.holder == holder),
        elsewhere=tuple(row for row in now if row.holder != holder),
        ended=tuple(row for row in ended if row.holder == holder),
        set_aside=_set_aside(said.silences, code, holder, hints),
    )


def over(row: Obstacle, on: datetime.date) -> bool:
    """Whether a lock-in is said to be over on the day `on`."""
    return row.until is not None and row.until.last_day() < on


def _set_aside(silences: Sequence[Silence], code: str, holder: str, hints: Sequence[Hint]) -> Silence | None:
    """The silence of the obstacle itself for this holder, else that of every finding it comes from."""
    ref = RowRef("actors", holder, same(holder))
    for silence in silences:
        if silence.code.lower() == code and names(silence, ref):
            return silence
    return hints[-1].silence if all(hint.silence for hint in hints) else None


def state_of(proposal: Proposal, names_of: Callable[[str | None], Text]) -> Text | None:
    """What people already said of a proposal, in a sentence; nothing when nobody did."""
    if proposal.recorded:
        return text("lockins.recorded")
    if proposal.set_aside:
        return sentence("lockins.set-aside", reason=proposal.set_aside.reason)
    if proposal.elsewhere:
        holders = [names_of(row.holder) for row in proposal.elsewhere]
        joined = Text(", ".join(one.fr for one in holders), ", ".join(one.en for one in holders))
        return sentence("lockins.elsewhere", holders=joined)
    return text("lockins.ended") if proposal.ended else None
