"""A reading as plain values, for programs: stable keys, sentences in both languages, every cell that they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from maillage.territory.evolution import Evolution
from maillage.territory.figures import IndicatorFigure
from maillage.territory.indicator_reading import CellRef, IndicatorReading
from maillage.territory.perimeters import Perimeter, perimeter
from maillage.territory.reading import Reading, SphereReading
from maillage.territory.sentences import Question, Said, cautions
from maillage.territory.similar import Peers, Spread
from maillage.territory.standing import Standing
from maillage.territory.unknowns import Remedy, Unknown
from maillage.text import Text


def to_json(reading: Reading) -> dict[str, Any]:
    """Everything a reading says. Each indicator stands once, under ``indicators``; spheres name them by their codes."""
    return {
        "perimeter": _perimeter(reading.perimeter),
        "coverage": {name: {"known": some, "total": all_} for name, (some, all_) in reading.coverage.items()},
        "said": [_said(one) for one in reading.said],
        "peers": peers_json(reading.peers, reading.perimeter) if reading.peers else None,
        "spheres": [_sphere(one) for one in reading.spheres],
        "indicators": {one.code: _indicator(one) for sphere in reading.spheres for one in sphere.readings},
    }


def peers_json(peers: Peers, of: Perimeter) -> dict[str, Any]:
    """Who is compared with `of`, and all that it takes to dispute it."""
    kind = "epci" if of.kind == "free" else of.kind
    return {
        "stated": peers.stated,
        "candidates": peers.candidates,
        "far": peers.far,
        "variables": [
            {
                "indicator": one.indicator,
                "label": _text(one.label),
                "reason": _text(one.reason),
                "transform": one.transform,
                "weight": one.weight,
                "spread": _spread(peers.spreads.get(one.indicator)),
                "value": peers.own.get(one.indicator),
            }
            for one in peers.variables
        ],
        "unused": dict(peers.unused),
        "without": peers.without,
        "missing": {code: list(names) for code, names in peers.missing.items()},
        "peers": [
            {
                "code": one.code,
                "name": name_of(kind, one.code),
                "distance": one.distance,
                "values": dict(one.values),
            }
            for one in peers.peers
        ],
    }


def name_of(kind: str, code: str) -> str:
    """The name of a perimeter; its code when it has none."""
    found = perimeter(kind, code)
    return code if found is None else found.name


def _perimeter(one: Perimeter) -> dict[str, Any]:
    return {
        "key": one.key,
        "kind": one.kind,
        "code": one.code,
        "name": one.name,
        "label": one.label,
        "communes": len(one.communes),
        "geography": one.geography,
    }


def _sphere(one: SphereReading) -> dict[str, Any]:
    return {
        "sphere": one.sphere,
        "label": _text(one.label),
        "known": one.known,
        "total": len(one.readings),
        "dimensions": {name: [each.code for each in many] for name, many in one.by_dimension.items()},
        "said": [_said(each) for each in one.said],
        "questions": [_question(each) for each in one.questions],
        "unknown": [each.indicator for each in one.unknown],
        "sources": [_remedy(each) for each in one.remedies],
    }


def _indicator(one: IndicatorReading) -> dict[str, Any]:
    return {
        "label": _text(one.indicator.label),
        "unit": _text(one.indicator.unit),
        "decimals": one.indicator.decimals,
        "direction": one.indicator.direction,
        "dimensions": list(one.indicator.dimensions),
        "spheres": list(one.indicator.spheres),
        **_figure(one.figure),
        "since": one.since(one.figure),
        "standing": _standing(one.standing) if one.standing else None,
        "evolution": _evolution(one, one.evolution) if one.evolution else None,
        "unknown": _unknown(one.unknown) if one.unknown else None,
    }


def _figure(one: IndicatorFigure) -> dict[str, Any]:
    plain = ("value", "vintage", "since", "members", "known", "secret")
    inputs = ("measure", "year", "since", "value", "dataset", "edition")
    return {name: getattr(one, name) for name in plain} | {
        "status": one.status.value,
        "inputs": [{name: getattr(each, name) for name in inputs} for each in one.inputs],
    }


def _standing(one: Standing) -> dict[str, Any]:
    plain = ("peers", "peers_known", "low", "median", "high", "place")
    return {name: getattr(one, name) for name in plain}


def _evolution(reading: IndicatorReading, one: Evolution) -> dict[str, Any]:
    return {
        "before": {
            "value": one.before.value,
            "vintage": one.before.vintage,
            "since": reading.since(one.before),
        },
        "change": one.change,
        "comparable": one.comparable,
        "cautions": list(one.cautions),
        "caution": _text(cautions(one)),
        "standing": _standing(one.standing) if one.standing else None,
    }


def _unknown(one: Unknown) -> dict[str, Any]:
    return {
        "status": one.status.value,
        "why": _text(one.why),
        "sources": [each.dataset for each in one.remedies],
    }


def _remedy(one: Remedy) -> dict[str, Any]:
    return {
        "dataset": one.dataset,
        "title": _text(one.title),
        "producer": one.producer,
        "page": one.page,
        "command": _text(one.command),
    }


def _said(one: Said) -> dict[str, Any]:
    return {
        "text": _text(one.text),
        "cells": _cells(one.cells),
        "beside_peers": one.beside,
        "rule": one.rule,
        "why": _text(one.why),
    }


def _question(one: Question) -> dict[str, Any]:
    return {"text": _text(one.text), "cells": _cells(one.cells), "rule": one.rule}


def _cells(cells: Iterable[CellRef]) -> list[dict[str, Any]]:
    return [{"perimeter": one.perimeter, "indicator": one.indicator, "vintage": one.vintage} for one in cells]


def _spread(one: Spread | None) -> dict[str, float] | None:
    return None if one is None else {"low": one.low, "median": one.median, "high": one.high}


def _text(words: Text) -> Mapping[str, str]:
    return {"fr": words.fr, "en": words.en}
