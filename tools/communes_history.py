"""What changed in the communes and the EPCI since 2021 and before, from the same package in earlier years.

Three tables, for ``python -m tools.communes``: the old codes of communes and the commune of today each is in; the
communes that were a part of another and no longer are; the communes that went from one EPCI to another.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

CODES = ("code", "name", "today", "why")
DETACHED = ("code", "part_of", "since")
ENDED = ("code", "name", "today", "why", "until")
NAMES = ("code", "name", "until")
MOVES = ("commune", "before", "after", "since")
TODAY = "commune-actuelle"
WITHIN = ("commune-deleguee", "commune-associee")

Row = dict[str, Any]
Line = tuple[str, ...]


def current(rows: Iterable[Row]) -> dict[str, Row]:
    """The communes of a year by their code."""
    return {row["code"]: row for row in rows if row["type"] == TODAY}


def old_codes(tables: Mapping[int, list[Row]], by_hand: Mapping[str, str]) -> dict[str, str]:
    """Each old code and the code of the commune of today it is in; ``tables`` has the communes of each year.

    Where a delegated or associated commune is today says more than where its code once went.
    """
    newest = tables[max(tables)]
    today = current(newest)
    found = dict(by_hand)
    found |= {code: row["code"] for row in today.values() for code in row.get("anciensCodes", ())}
    found |= corsican(found)
    found |= {row["code"]: row["chefLieu"] for row in newest if row["type"] in WITHIN}
    lost = sorted(
        code for rows in tables.values() for code in current(rows).keys() - today.keys() - found.keys()
    )
    if lost:
        raise SystemExit(f"nothing says what became of the communes {', '.join(lost)}. Nothing is written.")
    return {code: found[code] for code in sorted(found) if code not in today}


def corsican(found: Mapping[str, str]) -> dict[str, str]:
    """The codes in 2A and 2B of Corsican communes known here by the code in 20 they had until 1976."""
    return {
        today[:2] + code[2:]: today
        for code, today in found.items()
        if code.startswith("20") and today.startswith(("2A", "2B"))
    }


def codes(tables: Mapping[int, list[Row]], by_hand: Mapping[str, str]) -> list[Line]:
    """The table of old codes, with the names that are known.

    A code is renamed when the commune that had it and the one of today have one name, merged otherwise.
    """
    today = current(tables[max(tables)])
    becomes = old_codes(tables, by_hand)
    parts = {row["code"]: row["nom"] for row in tables[max(tables)] if row["type"] in WITHIN}
    communes = {code: row["nom"] for year in sorted(tables) for code, row in current(tables[year]).items()}
    return [
        (
            code,
            typeset(communes.get(code, parts.get(code, ""))),
            to,
            "renamed" if communes.get(code) == today[to]["nom"] else "merged",
        )
        for code, to in becomes.items()
    ]


def detached(tables: Mapping[int, list[Row]]) -> list[Line]:
    """The communes that a year shows as a part of another, and the next one as communes, beside that other."""
    found: list[Line] = []
    for before, after in pairs(tables):
        now = current(tables[after])
        again = now.keys() - current(tables[before]).keys()
        part_of = {row["code"]: row["chefLieu"] for row in tables[before] if row["type"] in WITHIN}
        found += [(code, part_of[code], str(after)) for code in again if part_of.get(code) in now]
    return sorted(found)


def moves(
    tables: Mapping[int, list[Row]], epcis: Mapping[int, list[Row]], today_of: Mapping[str, str]
) -> list[Line]:
    """The communes of today that were in another EPCI the year before, or in two when two of them merged."""
    apart = {(code, since) for code, _, since in detached(tables)}
    found: list[Line] = []
    for before, after in pairs(tables):
        was, is_now = groups(epcis[before], today_of), groups(epcis[after], today_of)
        found += [
            (code, spaced(was.get(code)), spaced(is_now.get(code)), str(after))
            for code in sorted(was.keys() | is_now.keys())
            if was.get(code) != is_now.get(code) and (code, str(after)) not in apart
        ]
    return found


def ended(epcis: Mapping[int, list[Row]], today_of: Mapping[str, str]) -> list[Line]:
    """The EPCI that are no more: the one that all of their communes are in today, or none when they went to several.

    An EPCI is renamed when another has exactly its communes, merged when another has more.
    """
    newest = max(epcis)
    today = {epci["code"]: members(epci, today_of) for epci in epcis[newest]}
    last = {epci["code"]: (epci, year) for year in sorted(epcis) for epci in epcis[year]}
    return [
        (code, typeset(epci["nom"]), *became(members(epci, today_of), today), str(year))
        for code, (epci, year) in sorted(last.items())
        if year != newest
    ]


def names(epcis: Mapping[int, list[Row]]) -> list[Line]:
    """The names that EPCI of today had in earlier years, and until when; a damaged or respelled name is none."""
    today: dict[str, str] = {epci["code"]: epci["nom"] for epci in epcis[max(epcis)]}
    called = [(epci["code"], str(epci["nom"]), year) for year in sorted(epcis) for epci in epcis[year]]
    found = {
        (code, typeset(name)): str(year)
        for code, name, year in called
        if "?" not in name and spelled(name) != spelled(today.get(code, name))
    }
    return sorted((code, name, until) for (code, name), until in found.items())


def spelled(name: str) -> str:
    """The letters of a name, so that two spellings of it are one."""
    letters = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return "".join(letter for letter in letters if letter.isalnum())


def became(communes: frozenset[str], today: Mapping[str, frozenset[str]]) -> tuple[str, str]:
    """The EPCI of today that has these communes, and why it is another one."""
    whole = [code for code, its in today.items() if communes <= its]
    if not whole:
        return "", "split"
    return whole[0], "renamed" if communes == today[whole[0]] else "merged"


def members(epci: Row, today_of: Mapping[str, str]) -> frozenset[str]:
    """The communes of today in which those of an EPCI are."""
    return frozenset(today_of.get(one["code"], one["code"]) for one in epci["membres"])


def typeset(name: str) -> str:
    """A name with the apostrophe of French typography."""
    return name.replace("'", "’")


def spaced(found: set[str] | None) -> str:
    """Codes in one cell."""
    return " ".join(sorted(found or ()))


def groups(epcis: Iterable[Row], today_of: Mapping[str, str]) -> dict[str, set[str]]:
    """The EPCI in which the parts of each commune of today are."""
    found: dict[str, set[str]] = {}
    for epci in epcis:
        for member in epci["membres"]:
            found.setdefault(today_of.get(member["code"], member["code"]), set()).add(epci["code"])
    return found


def pairs(tables: Mapping[int, object]) -> list[tuple[int, int]]:
    """Each year with the next."""
    return list(pairwise(sorted(tables)))


def by_hand(path: Path) -> dict[str, str]:
    """The old codes that the package does not have, each with its source in the table at ``path``."""
    with path.open(encoding="utf-8", newline="") as opened:
        return {row["code"]: row["today"] for row in csv.DictReader(opened)}
