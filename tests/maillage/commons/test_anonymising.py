"""A case drawn from a dossier holds none of its names, and tells what remains."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings

from maillage.commons.anonymising import Case, draw_case
from maillage.commons.tables import kinds, licences, readings, reuses, rules
from maillage.commons.tokens import stems
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Actor, Challenge, Learning, Record
from maillage.geography import commune, epci
from maillage.io import load
from tests.conftest import ROOT
from tests.strategies import dossiers

EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/dossier.toml")) or sorted(
    path for path in (ROOT / "examples").iterdir() if path.is_dir() and path.name != "games"
)


def assert_nothing_named(dossier: Dossier, case: Case) -> None:
    kept = [stems(text) for text in case.kept]
    named = [stems(actor.name or "") for actor in dossier.actors]
    codes = [*(dossier.record.territory or ()), *(actor.commune for actor in dossier.actors if actor.commune)]
    for code in codes:
        place = commune(code) or epci(code)
        named += [stems(code), stems(place.name if place else "")]
    named += [stems(number or "") for actor in dossier.actors for number in (actor.siren, actor.rna)]
    for name in filter(None, named):
        for text in kept:
            assert not any(text[at : at + len(name)] == name for at in range(len(text))), name


@settings(max_examples=25, deadline=None)
@given(dossiers())
def test_no_name_of_any_dossier_remains(dossier: Dossier) -> None:
    chosen = {(table, row.id) for table, row in dossier.stated()}
    assert_nothing_named(dossier, draw_case(dossier, public=True, chosen=chosen))


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda one: one.name)
def test_no_name_of_an_example_remains(folder: object) -> None:
    dossier = load(folder).dossier  # type: ignore[arg-type]
    assert dossier is not None
    case = draw_case(dossier, public=True)
    assert len(case.parts) > 3
    assert_nothing_named(dossier, case)


TEXT = (
    "LES ANGE GARDIN, les Anges-Gardins et l’AGA de Lille (59350, 59 350) : Gardins ! "
    "Écrire à jeanne.dupont@example.org ou 06 12 34 56 78, voir www.exemple.fr/x et M. Jean Dupont, "
    "12 rue des Lilas ; SIREN 732 829 320, 732829320, W123456789. Reste Verdurette, 42 tonnes en 2015."
)


def test_what_identifies_is_replaced_and_what_may_is_told() -> None:
    dossier = Dossier(
        record=Record(id="x", title="Les Anges à Lille", language="fr", territory=("59350",)),
        actors=(
            Actor(
                id="a", name="Anges Gardins AGA", category="association", siren="732829320", rna="W123456789"
            ),
            Actor(id="b", name="Secrets", visibility="members"),
        ),
        challenges=(Challenge(id="c", name="Enjeu", description=TEXT),),
        learnings=(Learning(id="l", learning="Tenu secret", visibility="members"),),
    )
    case = draw_case(dossier, public=True)
    told = case.title + case.body
    for gone in ("Ange", "ANGE", "Gardin", "GARDIN", "AGA", "Lille", "59", "dupont", "Dupont", "06 12",
                 "exemple", "rue des", "732", "W123", "Tenu secret", "Acteur B"):  # fmt: skip
        assert gone not in told, gone
    assert "Acteur A : Association ou fondation" in told.replace("\u00a0", " ")
    assert "une commune (Hauts-de-France)" in told
    left = {one.kind: [word for word, _n in one.found] for one in case.remains}
    assert "Verdurette" in left["capital"]
    assert left["date"] == ["2015"]
    assert "42" in left["number"]
    assert sum(one.count for one in case.replaced) >= 12
    chosen = draw_case(dossier, public=True, chosen={("learnings", "l")})
    assert "Tenu secret" in chosen.body or "Tenu acteur" in chosen.body
    assert "Enjeu" not in chosen.body
    english = dataclasses.replace(dossier, record=dataclasses.replace(dossier.record, language="en"))
    assert "actor A" in draw_case(english, public=True).body


def test_the_tables_of_the_commons_are_closed_and_worded_in_both_languages() -> None:
    assert list(kinds()) == ["practice", "case", "sheet", "template", "question"]
    assert list(readings()) == ["public", "community"]
    assert list(reuses()) == ["attribution", "share_alike", "ask_first"]
    for table in (kinds(), licences(), readings(), reuses()):
        assert all(half for one in table.values() for half in (*one.label, *one.definition))
    assert all(one.url.startswith("https://") for one in licences().values())
    assert rules().version >= 1
    assert len(rules().articles) >= 3
