"""What a page asks, one thing at a time: ``python -m bench.territory.lookups FIGURES OUTLINES`` prints JSON.

FIGURES is a folder of loaded figures, OUTLINES one of kept outlines. Times are those of the wall for one question, the
mean over different questions, once everything is in memory; the first reading is the one that puts it there.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

from maillage.io.open_data.outlines import Outlines
from maillage.io.territory.store import Store
from maillage.territory.comparing import Spaces, reading_of
from maillage.territory.perimeters import Perimeter, perimeter_at, perimeters
from maillage.territory.searching import FOUND_KINDS, perimeters_named

EXACT: Mapping[str, str] = {
    "lens lievin": "epci:246200364",
    "metropole lille": "epci:200093201",
    "Dunkerque": "epci:245900428",
    "villes soeurs": "epci:247600588",
    "lens": "commune:62498",
    "saint omer": "commune:62765",
    "marne": "department:51",
    "hauts de france": "region:32",
}
"""What is typed without a mistake, and the place that is meant."""

MISTYPED: Mapping[str, str] = {
    "lanse lievin": "epci:246200364",
    "métropole europenne de lile": "epci:200093201",
    "dunkerke": "epci:245900428",
    "comunauté de comunes flandre interieure": "epci:200040947",
    "lambersard": "commune:59328",
    "roubay": "commune:59512",
    "pas de calait": "department:62",
    "hauts-de-frnace": "region:32",
}
"""The same with mistakes."""

Asked = TypeVar("Asked")
LIMIT = 10
SAMPLE = 60
SEED = 2026


@dataclass(frozen=True, slots=True)
class Lookup:
    """One question, with which tool: seconds, and how many of those asked gave first the place that was meant."""

    what: str
    tool: str
    seconds: float
    first: str = ""


def every(figures: Path, outlines: Path) -> list[Lookup]:
    """All the questions."""
    return [
        *typing("exact", EXACT),
        *typing("mistyped", MISTYPED),
        looked_up(),
        outlined(outlines),
        *joint_readings(figures),
    ]


def typing(how: str, asked: Mapping[str, str]) -> list[Lookup]:
    """Finding a place by its name, with Maillage and with rapidfuzz over the list of names as they are."""
    what = f"find a place by typing, {how}"
    tools = {"maillage": _found_by_maillage, "rapidfuzz": _rapidfuzz()}
    return [_typed(what, name, find, asked) for name, find in tools.items()]


def _typed(what: str, tool: str, find: Callable[[str], str], asked: Mapping[str, str]) -> Lookup:
    right = sum(find(words) == meant for words, meant in asked.items())
    return Lookup(what, tool, mean(find, list(asked)), f"{right}/{len(asked)}")


def _found_by_maillage(words: str) -> str:
    return next((one.key for one in perimeters_named(words, LIMIT)), "")


def _rapidfuzz() -> Callable[[str], str]:
    """As its users would write it: every name compared with what was typed, folded by its default processor."""
    from rapidfuzz import fuzz, process, utils

    places = [one for kind in FOUND_KINDS for one in perimeters(kind)]
    names = [one.name for one in places]

    def find(words: str) -> str:
        best = process.extract(words, names, scorer=fuzz.WRatio, processor=utils.default_process, limit=LIMIT)
        return places[best[0][2]].key if best else ""

    return find


def looked_up() -> Lookup:
    """Looking up a perimeter of any kind by its code."""
    codes = [one.key for kind in FOUND_KINDS for one in perimeters(kind)]
    chosen = random.Random(SEED).sample(codes, 1000)
    return Lookup("look up a perimeter by its code", "maillage", mean(perimeter_at, chosen))


def outlined(folder: Path) -> Lookup:
    """Finding the outline of an EPCI among all, as GeoJSON."""
    outlines = Outlines.at(folder, folder / "none")
    codes = sorted(outlines.known("epci"))
    chosen = random.Random(SEED).sample(codes, SAMPLE)
    seconds = mean(lambda code: outlines.of("epci", [code]), chosen)
    return Lookup(f"outline of one EPCI among {len(codes):,}", "maillage", seconds)


def joint_readings(folder: Path) -> list[Lookup]:
    """The joint reading of an EPCI: the first one, then those that share with it what is the same for all."""
    store = Store.at(folder)
    spaces = Spaces(store)

    def read(place: Perimeter) -> object:
        return reading_of(store, place, None, spaces)

    first, *others = random.Random(SEED).sample(perimeters("epci"), SAMPLE)
    began = time.perf_counter()
    read(first)
    alone = time.perf_counter() - began
    return [
        Lookup("the joint reading of one EPCI, the first one", "maillage", alone),
        Lookup("the joint reading of one EPCI, the others", "maillage", mean(read, others)),
    ]


def mean(ask: Callable[[Asked], object], asked: Sequence[Asked]) -> float:
    """The seconds of one question, the first one asked beforehand."""
    ask(asked[0])
    began = time.perf_counter()
    for one in asked:
        ask(one)
    return (time.perf_counter() - began) / len(asked)


def main(arguments: Sequence[str]) -> None:
    """Ask everything and print what it took."""
    figures, outlines = map(Path, arguments)
    print(json.dumps([asdict(one) for one in every(figures, outlines)]))


if __name__ == "__main__":
    main(sys.argv[1:])
