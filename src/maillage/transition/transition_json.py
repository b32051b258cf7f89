"""An outlook for programs: numbers without formatting, `null` for what is not known and what it lacks."""

from __future__ import annotations

from typing import Any

from maillage.text import Text
from maillage.transition.apart import Apart
from maillage.transition.coefficients import TODAY
from maillage.transition.inputs import Given, Inputs
from maillage.transition.outlook import Mark, Outlook, Range, Series
from maillage.transition.words import caution, general, said
from maillage.value.money import Estimate


def to_json(outlook: Outlook) -> dict[str, Any]:
    """The inputs, then each stage: its series by year, its settled year, its marks, its sentences."""
    cautious = caution(outlook.inputs)
    return {
        "actor": outlook.inputs.actor or None,
        "preset": outlook.inputs.preset or None,
        "years": outlook.years,
        "draws": outlook.draws,
        "seed": outlook.seed,
        "caution": None if cautious is None else _text(cautious),
        "assumes": _text(general(outlook)),
        "notes": [_text(one) for one in outlook.inputs.notes],
        "apart": [_apart(one) for one in outlook.inputs.apart],
        "inputs": [_given(one) for one in outlook.inputs.used],
        "missing": list(outlook.missing),
        "stages": {
            stage: {
                "series": {name: _series(each) for name, each in one.series.items()},
                "settled": dict(one.settled),
                "marks": None if one.marks is None else _marks(one.marks, outlook.years),
                "said": [_text(each) for each in said(outlook, stage)],
            }
            for stage, one in outlook.stages.items()
        },
    }


def empty_json(inputs: Inputs) -> dict[str, Any]:
    """What is said of an actor without any number."""
    return {
        "actor": inputs.actor,
        "inputs": [],
        "notes": [_text(one) for one in inputs.notes],
        "apart": [_apart(one) for one in inputs.apart],
        "stages": {},
    }


def _text(one: Text) -> dict[str, str]:
    return {"fr": one.fr, "en": one.en}


def _ends(estimate: Estimate) -> tuple[float | None, ...]:
    ends = (estimate.low, estimate.likely, estimate.high)
    return tuple(None if end is None else float(end) for end in ends)


def _apart(one: Apart) -> dict[str, Any]:
    """A row that is no amount of each year; without amounts when nobody says whether it comes back."""
    low, likely, high = _ends(one.estimate)
    return {
        "row": ":".join(one.row),
        "coefficient": one.code or None,
        "why": one.why,
        "low": low,
        "likely": likely,
        "high": high,
        "first_year": one.first,
        "last_year": one.last,
        "said": _text(one.said),
    }


def _given(one: Given) -> dict[str, Any]:
    low, likely, high = _ends(one.estimate)
    return {
        "coefficient": one.code,
        "stage": one.stage,
        "low": low,
        "likely": likely,
        "high": high,
        "unit": _text(one.definition.unit),
        "origin": one.origin,
        "rows": [f"{table}:{id}" for table, id in one.rows],
        "source": one.source or None,
        "date": one.date or None,
        "asserted_by": one.by or None,
        "illustration": one.illustration,
    }


def _series(one: Series) -> dict[str, Any]:
    values = {"low": list(one.low), "middle": list(one.middle), "high": list(one.high)} if one.known else None
    return {"values": values, "bound": one.bound, "missing": sorted(one.missing)}


def _marks(one: Mark, years: int) -> dict[str, Any]:
    found: dict[str, Any] = {
        "low_point": {"amount": _range(one.amount), "year": _range(one.year)},
        "break_even": {"year": _year(one.break_even, years), "share": one.reached},
    }
    if one.catch_up is not None:
        found["catch_up"] = {"year": _year(one.catch_up, years), "share": one.caught, "with": TODAY}
    return found


def _range(one: Range) -> dict[str, float]:
    return {"low": one.low, "middle": one.middle, "high": one.high}


def _year(one: Range, years: int) -> dict[str, float | None]:
    return {end: None if value > years else value for end, value in _range(one).items()}
