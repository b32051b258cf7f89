"""The catalogue of lock-ins holds together: every code exists, every sign looks at something, both languages are there."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from maillage.articulation.catalogue import catalogue as checks
from maillage.data import packaged
from maillage.dossier.values import PartialDate
from maillage.dossier.vocabularies import vocabulary
from maillage.lockins.catalogue import SignRow, catalogue, obstacles_of
from maillage.lockins.proposing import meets
from tests.conftest import ROOT

KNOWN = catalogue()
TABLES = ("families", "practices", "signs", "sustains", "unseen", "versions")
TIGHT = re.compile(r"[^\s\u00a0\u202f][;?!»]|[^\s\u00a0\u202f0-9]:(?!/)|«[^\u00a0]")
"""Signs that French keeps apart from the word before (or after), without the no-break space."""


def test_every_obstacle_shows_somewhere_or_says_why_it_cannot_be_seen() -> None:
    signed = {sign.obstacle for sign in KNOWN.signs}
    assert signed | set(KNOWN.unseen) == set(KNOWN.obstacles)
    assert signed.isdisjoint(KNOWN.unseen)


@pytest.mark.parametrize("sign", KNOWN.signs, ids=lambda sign: f"{sign.obstacle}-{sign.what}")
def test_what_a_sign_looks_at_exists(sign: SignRow) -> None:
    assert sign.holder in ("actor", "ecosystem", "territory")
    if sign.kind == "finding":
        assert sign.what in checks()
    elif sign.kind == "answer":
        frame, _, item = sign.what.partition("/")
        asked = [row for row in packaged.rows(f"frames/{frame}/items.csv") if row["id"] == item]
        assert [row["answer"] for row in asked] == ["ordinal"]
        assert set(sign.when) <= set(vocabulary("stages").terms)
    elif sign.kind == "resource":
        assert sign.what in vocabulary("resource_kinds").terms
        assert set(sign.when) <= {*vocabulary("resource_states").terms, *vocabulary("trends").terms}
    elif sign.kind == "indicator":
        assert sign.what in {row["code"] for row in packaged.rows("territory/indicators.csv")}
        assert isinstance(meets(Decimal(1), sign.when[0]), bool)
        assert "{value}" in sign.sentence.fr
    else:
        assert (sign.kind, sign.what in ("stage", "direction")) == ("model", True)
        assert set(sign.when) <= {*vocabulary("stages").terms, *vocabulary("directions").terms}


def test_links_name_two_known_obstacles_once_each() -> None:
    keys = [edge.key for edge in KNOWN.edges]
    assert len(set(keys)) == len(keys) >= 60
    assert {code for key in keys for code in key} == set(KNOWN.obstacles), "each obstacle is in the picture"
    assert [key for key in keys if key[0] == key[1]] == []


def test_every_obstacle_has_a_lever_and_every_lever_an_obstacle() -> None:
    loosened = {code for lever in KNOWN.levers.values() for code in obstacles_of(lever)}
    assert loosened == set(KNOWN.obstacles)
    assert all(obstacles_of(lever) for lever in KNOWN.levers.values())
    assert {term.properties["family"] for term in KNOWN.obstacles.values()} == set(KNOWN.families)


def test_practices_are_sourced_located_and_tied_to_levers() -> None:
    assert len({one.code for one in KNOWN.practices}) == len(KNOWN.practices) >= 25
    for one in KNOWN.practices:
        assert set() != set(one.levers) <= set(KNOWN.levers), one.code
        assert all((one.place, one.source, one.url.startswith("http"))), one.code
        assert set(one.spheres) <= set(vocabulary("spheres").terms), one.code
        assert all(PartialDate.parse(day) for day in (one.since, one.until) if day), one.code
        assert not one.dossier or (ROOT / "examples" / one.dossier / "dossier.csv").is_file(), one.code


def test_the_last_version_is_the_one_that_is_read() -> None:
    dates = [one.date for one in KNOWN.versions]
    assert dates == sorted(dates)
    assert KNOWN.version == KNOWN.versions[-1].version == "1.0"


@pytest.mark.parametrize("table", TABLES)
def test_both_languages_are_there_and_french_is_french(table: str) -> None:
    for row in packaged.rows(f"lockins/{table}.csv"):
        assert None not in row
        for column in row:
            if column.endswith("_fr"):
                assert all((row[column], row[f"{column[:-3]}_en"])), row
                assert not TIGHT.search(row[column].replace("'", "!")), row[column]
