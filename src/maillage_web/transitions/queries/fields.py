"""The fields of a move: one for each coefficient, or for each of its stages, with where its number comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol
from urllib.parse import urlencode

from django.urls import reverse

from maillage.dossier.values import format_decimal
from maillage.text import Text
from maillage.transition.coefficients import Definition, Stage, definitions, parts
from maillage.transition.inputs import Given, Inputs
from maillage.transition.presets import presets
from maillage.transition.showing import given_said
from maillage.transition.words import origin_said, stage_name
from maillage.value.money import Estimate
from maillage_web.common.templatetags.wording import said
from maillage_web.dossiers.queries.state import Link, State

_UNITS = {"money": "eur", "mass": "kg", "energy": "kwh", "percent": "percent", "count": "count"}
_FIRST = "today"
_NICE = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))


class Tried(Protocol):
    """What a form tries."""

    written: dict[str, str]
    errors: dict[str, str]
    split: tuple[str, ...]
    given: tuple[Given, ...]
    preset: str


@dataclass(frozen=True, slots=True)
class Field:
    """One number to move: what is written beside its slider, where it comes from, how to keep it."""

    name: str
    anchor: str
    stage: Text | None
    unit: Text
    written: str
    base: str
    at: str
    low: str
    high: str
    top: str
    step: str
    least: str
    most: str
    wrong: str
    value: Text | None
    origin: Text | None
    illustration: bool
    source: str
    date: str
    by: str
    rows: tuple[Link, ...]
    keep: str

    @property
    def moved(self) -> bool:
        """Whether it is tried otherwise than what is said."""
        return self.written != self.base


@dataclass(frozen=True, slots=True)
class Asking:
    """A coefficient: its words, its fields, and whether it can be told stage by stage."""

    code: str
    label: Text
    definition: Text
    fields: tuple[Field, ...]
    can_split: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Coefficients of the same part; open when it is the first one, or when one of them is tried."""

    label: Text
    open: bool
    asked: tuple[Asking, ...]


def groups_of(state: State, base: Inputs, form: Tried) -> tuple[Group, ...]:
    """The fields, part by part."""
    return tuple(
        _group(
            label,
            [_asking(one, state, base, form) for one in definitions().values() if one.part == code],
            code == _FIRST,
        )
        for code, label in parts().items()
    )


def _group(label: Text, asked: Sequence[Asking], first: bool) -> Group:
    return Group(label, first or any(field.moved for one in asked for field in one.fields), tuple(asked))


def _asking(one: Definition, state: State, base: Inputs, form: Tried) -> Asking:
    used = {base.of(one.code, stage) for stage in one.stages}
    tried = any(f"{one.code}:{stage}" in form.written for stage in one.stages)
    apart = len(one.stages) > 1 and (len(used) > 1 or tried or one.code in form.split)
    stages: Sequence[Stage | None] = one.stages if apart else (None,)
    fields = tuple(_field(one, stage, state, base, form) for stage in stages)
    return Asking(one.code, one.label, one.definition, fields, len(one.stages) > 1 and not apart)


def _field(one: Definition, stage: Stage | None, state: State, base: Inputs, form: Tried) -> Field:
    name = f"{one.code}:{stage}" if stage else one.code
    given = base.of(one.code, stage or one.stages[0])
    said_now = "" if given is None else _written(given.estimate)
    written = form.written.get(name, said_now)
    estimate = next((each.estimate for each in form.given if each.key == name), None)
    shown = estimate or (given.estimate if given else Estimate())
    at = shown.at("likely")
    top = _top(one, given.estimate.at("high") if given else None)
    wrong = form.errors.get(name, "")
    return Field(
        name=name,
        anchor=name.replace(":", "-"),
        stage=stage_name(stage) if stage else None,
        unit=one.unit,
        written=written,
        base=said_now,
        at=format_decimal(min(at or Decimal(0), top)),
        low=_share(shown, "low"),
        high=_share(shown, "high"),
        top=format_decimal(top),
        step=format_decimal(top / 200),
        least=format_decimal(one.least),
        most=format_decimal(one.most) if one.most is not None else "",
        wrong=wrong,
        value=given_said(shown, one.unit) if shown.said and not wrong else None,
        origin=origin_said(given) if given and estimate is None else None,
        illustration=bool(given and given.illustration and estimate is None),
        source=given.source if given else "",
        date=given.date if given and given.rows else "",
        by=given.by if given else "",
        rows=tuple(state.link_to_id(table, id) for table, id in (given.rows if given else ())),
        keep=_keep(one, stage, shown, state, base, form.preset)
        if estimate or given is None or not (given.rows or given.illustration)
        else "",
    )


def _written(estimate: Estimate) -> str:
    return "/".join(format_decimal(one) for one in estimate.said)


def _share(estimate: Estimate, end: str) -> str:
    """An end of a range as a multiple of what is likely, so that a slider moves the whole range."""
    likely = estimate.at("likely")
    value: Decimal | None = getattr(estimate, end)
    return str(round(value / likely, 6)) if value is not None and likely else ""


def _top(one: Definition, high: Decimal | None) -> Decimal:
    """How far the slider goes: the most there can be, else a round number beyond twice what is said."""
    if one.most is not None and one.most <= 100:
        return one.most
    wanted = max((high or Decimal(0)) * 2, Decimal(1) if one.measure != "years" else Decimal(20))
    size = Decimal(10) ** wanted.adjusted()
    return next(size * nice for nice in _NICE if size * nice >= wanted)


def _keep(
    one: Definition, stage: Stage | None, shown: Estimate, state: State, base: Inputs, preset: str
) -> str:
    """The form of a new row of coefficients, filled in; nothing for who may not write, or without a living dossier."""
    if state.living is None or not state.rights.may_write:
        return ""
    words: Mapping[str, str] = {
        "actor": base.actor,
        "coefficient": one.code,
        "stage": stage or "",
        **({end: format_decimal(value) for end, value in _ends(shown)}),
        "unit": _UNITS.get(one.measure, ""),
        "period": "year" if one.yearly else "",
        "note": said(presets()[preset].label) if preset else "",
    }
    asked = urlencode({name: value for name, value in words.items() if value})
    return f"{reverse('row-add', args=(state.entry.slug, 'coefficients'))}?{asked}"


def _ends(estimate: Estimate) -> Iterator[tuple[str, Decimal]]:
    for end in ("low", "likely", "high"):
        value: Decimal | None = getattr(estimate, end)
        if value is not None:
            yield end, value
