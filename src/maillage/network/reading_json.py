"""The readings of a network as plain values, for programs: stable keys, sentences in both languages, rows named."""

from __future__ import annotations

import dataclasses
from typing import Any

from maillage.network.graph import Link, Network
from maillage.network.result import Item, NetworkReading, Reading, Value
from maillage.text import Text


def to_json(reading: NetworkReading) -> dict[str, Any]:
    """Everything the readings say, with the network, the conventions and the seed they rest on."""
    return {
        "network": network_json(reading.network),
        "doubts": dataclasses.asdict(reading.doubts),
        "draws": reading.draws,
        "seed": reading.seed,
        "readings": {one.code: reading_json(one) for one in reading.readings},
        "notes": [_text(note) for note in reading.notes],
    }


def network_json(network: Network) -> dict[str, Any]:
    """The actors and the links."""
    return {
        "on": network.on.isoformat(),
        "actors": [{"id": actor.id, "name": actor.name} for actor in network.actors],
        "links": [_link(link) for link in network.links],
        "strangers": sorted(sorted(pair) for pair in network.strangers),
        "outside": [_link(link) for link in network.outside],
        "selves": [_link(link) for link in network.selves],
    }


def reading_json(reading: Reading) -> dict[str, Any]:
    """One reading."""
    return {
        "title": _text(reading.title),
        "said": [_text(said) for said in reading.said],
        "values": [_value(value) for value in reading.values],
        "items": [_item(item) for item in reading.items],
        "rests_on": [{"table": table, "id": id_} for table, id_ in reading.rests_on],
        "caution": _text(reading.caution) if reading.caution else None,
    }


def _link(link: Link) -> dict[str, Any]:
    return {"table": link.table, **dataclasses.asdict(link)}


def _value(value: Value) -> dict[str, Any]:
    return {
        "code": value.code,
        "label": _text(value.label),
        "value": value.value,
        "low": value.low,
        "high": value.high,
        "unit": _text(value.unit),
        "shown": _text(value.shown),
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "table": item.table,
        "id": item.id,
        "name": _text(item.name),
        "value": item.value,
        "share": item.share,
        "note": _text(item.note) if item.note else None,
    }


def _text(words: Text) -> dict[str, str]:
    return {"fr": words.fr, "en": words.en}
