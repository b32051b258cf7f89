"""What-ifs: their text round-trips, every bad one gets a sentence, and what they do to a dossier is what they say."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.articulation.chain import build_chain
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import LISTED, TABLES
from maillage.dossier.vocabularies import vocabulary
from maillage.io import load
from maillage.value.ledger import ledger_of
from maillage.value.lines import lines_of
from maillage.value.scenario import (
    AMOUNTS,
    MAX_CHANGES,
    Departure,
    Ending,
    Newcomer,
    NewCost,
    ScenarioError,
    SetAmount,
    apply,
)
from maillage.value.scenario_text import LONGEST, parse, parse_all, write

DAY = datetime.date(2026, 11, 23)
ids = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,15}", fullmatch=True)
amounts = st.none() | st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False)
units = st.none() | st.sampled_from(sorted(vocabulary("units").terms))
periods = st.none() | st.sampled_from(sorted(vocabulary("periods").terms))
names = st.text('abcéÀ ’"\\=;:-', max_size=30).map(lambda words: " ".join(words.split()))
set_amounts = st.builds(
    SetAmount, st.sampled_from(["costs", "effects", "contributions"]), ids,
    low=amounts, likely=st.decimals(min_value=0, max_value=10**9, places=2), high=amounts,
    unit=units, period=periods, times=amounts,
)  # fmt: skip
changes = st.one_of(
    set_amounts,
    st.builds(
        Newcomer,
        ids,
        names,
        amounts,
        units,
        periods,
        st.none() | ids,
        st.none() | ids,
        st.lists(ids).map(tuple),
    ),
    st.builds(Departure, ids),
    st.builds(Ending, st.sampled_from(["costs", "contributions", "flows"]), ids, st.integers(1900, 2200)),
    st.builds(
        NewCost, ids, st.decimals(min_value=0, max_value=10**9, places=2), units, periods, st.none() | ids
    ),
)


@pytest.fixture(scope="module")
def montpellier(root: object) -> Dossier:
    found = load(root / "examples" / "caisse-alimentaire-montpellier").dossier  # type: ignore[operator]
    assert found is not None
    return found


@given(changes)
@settings(max_examples=150)
def test_a_change_written_is_read_back(change: object) -> None:
    line = write(change)  # type: ignore[arg-type]
    if len(line) <= LONGEST:
        assert parse(line) == change
        assert write(parse(line)) == line


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("", "vide"),
        ("amont costs:budget likely=1", "Vouliez-vous dire « amount »"),
        ("amount costs:budget likley=1", "Vouliez-vous dire « likely »"),
        ("amount costs:budget likely=12%", "pourcentage"),
        ("amount costs:budget likely=3$", "euros"),
        ("amount costs:budget likely=3€ unit=kg", "une autre unité"),
        ("amount costs:budget likely=-3", "négatif"),
        ("amount costs:budget likely=trois", "pas un nombre"),
        ("amount costs:budget likely=NaN", "pas un nombre"),
        ("amount costs:budget", "quel montant"),
        ("amount costs likely=1", "quelle ligne"),
        ("amount actors:caisse likely=1", "ne porte pas de montant"),
        ("amount costs:budget likely=1 likely=2", "deux fois"),
        ("amount flows:allocation low=1", "qu’une quantité"),
        ("amount costs:budget unit=kgg likely=1", "Vouliez-vous dire « kg »"),
        ("ending costs:budget 27", "quatre chiffres"),
        ("ending effects:acces 2027", "ne porte pas de montant"),
        ("exit", "de qui"),
        ("exit caisse demain", "de trop"),
        ("exit Caisse!", "identifiant"),
        ('newcomer cafe name="Café', "guillemets"),
        ("cost accueil component=mona", "quel montant"),
        ("x" * (LONGEST + 1), "caractères"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_read_gets_a_sentence(line: str, says: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        parse(line)
    assert says in caught.value.text.fr.replace("\u00a0", " ")
    assert caught.value.text.en
    assert str(caught.value) == caught.value.text.fr


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("amount costs:bugdet likely=3", "Vouliez-vous dire « budget »"),
        ("amount costs:zzzz likely=3", "identifiants de cette table"),
        ("amount costs:budget likely=3 unit=kg", "Kilogramme"),
        ("amount effects:revenu-producteurs likely=3", "pas d’unité"),
        ("amount costs:budget low=3 likely=1", "plus bas au plus haut"),
        ("exit cais", "Vouliez-vous dire « caisse »"),
        ("newcomer caisse", "déjà"),
        ("newcomer cafe bears=monnaie", "Composants"),
        ("cost budget likely=1", "déjà"),
        ("cost accueil likely=1 bearer=caise", "Vouliez-vous dire « caisse »"),
        ("ending contributions:ville 2022", "commence en 2023"),
        ("amount effects:zz likely=1", "table « Effets »"),
    ],
)
def test_a_change_that_cannot_be_made_gets_a_sentence(montpellier: Dossier, line: str, says: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        apply(montpellier, [parse(line)], DAY)
    assert says in caught.value.text.fr.replace("\u00a0", " ")


def test_an_amount_changes_one_row_and_nothing_else(montpellier: Dossier) -> None:
    done = apply(montpellier, parse_all(["amount contributions:cotisation likely=300 €"]), DAY)
    row = next(one for one in done.dossier.contributions if one.id == "cotisation")
    assert (row.low, row.likely, row.high) == (1, 300, 300)
    assert done.dossier.count() == montpellier.count()
    assert [one for one in done.dossier.contributions if one.id != "cotisation"] == [
        one for one in montpellier.contributions if one.id != "cotisation"
    ]
    assert "300" in done.done[0].fr
    assert "300" in done.done[0].en


def test_the_flow_by_which_a_contribution_happens_follows_it(montpellier: Dossier) -> None:
    before = ledger_of(lines_of(montpellier, DAY)).balances()["participants"].given
    more = apply(montpellier, parse_all(["amount contributions:cotisation likely=90"]), DAY)
    assert ledger_of(lines_of(more.dossier, DAY)).balances()["participants"].given == before * 90 / 60
    ended = apply(montpellier, parse_all(["ending contributions:cotisation 2026"]), DAY)
    assert [str(row.until) for row in ended.dossier.flows if row.realises == "cotisation"] == ["2026"]
    assert "suit" in more.done[1].fr


def test_a_newcomer_is_there_with_its_money_and_what_it_carries(montpellier: Dossier) -> None:
    line = 'newcomer cafe name="Café des halles" likely=1200 period=an to=caisse bears=mona;comite'
    done = apply(montpellier, [parse(line)], DAY)
    chain = build_chain(done.dossier, DAY)
    assert chain.present(chain.actors["cafe"])
    assert {part.id for part in chain.borne_by["cafe"]} == {"mona", "comite"}
    (brought,) = chain.contributions_by["cafe"]
    assert (brought.likely, brought.unit, brought.period, brought.to) == (
        Decimal(1200),
        "eur",
        "year",
        "caisse",
    )
    assert len(done.done) == 4


def test_an_exit_withdraws_what_falls_and_leaves_no_reference_behind(montpellier: Dossier) -> None:
    done = apply(montpellier, [Departure("comite-citoyen")], DAY)
    chain = build_chain(done.dossier, DAY)
    assert chain.has_left(chain.actors["comite-citoyen"])
    assert chain.components["conventionnement"].status == "ended"
    assert "violence-symbolique" not in chain.effects
    assert all(row.id != "temps-comite" for row in done.dossier.contributions)
    assert "cotisation" in {row.id for row in done.dossier.contributions}
    assert not list(_dangling(done.dossier))
    said = " ".join(one.fr for one in done.done)
    assert "Conventionner" in said
    assert "quitte" in said


def test_no_exit_of_any_dossier_leaves_a_reference_behind(root: object) -> None:
    for folder in sorted((root / "examples").iterdir()):  # type: ignore[operator]
        if (folder / "dossier.csv").is_file():
            dossier = load(folder).dossier
            chain = build_chain(dossier, DAY)
            for key, actor in chain.actors.items():
                if chain.present(actor):
                    left = apply(dossier, [Departure(key)], DAY).dossier
                    assert not list(_dangling(left)), (folder.name, key)
                    money = [one for one in lines_of(left, DAY).lines if one.table != "effects"]
                    assert not [one for one in money if key in (one.giver, one.receiver)], (folder.name, key)


def _dangling(dossier: Dossier) -> object:
    known = {table: {row.id for row in dossier.rows(table)} for table in LISTED}
    for table in LISTED:
        for item in TABLES[table].fields:
            for row in dossier.rows(table) if item.kind == "reference" else ():
                value = getattr(row, item.attribute)
                for one in (value or ()) if item.many else (value,) if value else ():
                    if one not in known[item.table or table] and one not in item.parties:
                        yield table, row.id, item.name, one


def test_what_ends_already_is_not_made_to_last(montpellier: Dossier) -> None:
    ended = apply(montpellier, [Ending("costs", "budget", 2026)], DAY).dossier
    with pytest.raises(ScenarioError, match="finit déjà en 2026"):
        apply(ended, [Ending("costs", "budget", 2028)], DAY)


def test_money_that_ends_has_a_last_year(montpellier: Dossier) -> None:
    done = apply(montpellier, parse_all(["ending contributions:ville 2027", "ending costs:budget 2028"]), DAY)
    ville = next(row for row in done.dossier.contributions if row.id == "ville")
    budget = next(row for row in done.dossier.costs if row.id == "budget")
    assert (str(ville.until), budget.last_year, str(budget.until)) == ("2027", 2028, "2028")


def test_a_new_cost_is_borne_from_this_year_on(montpellier: Dossier) -> None:
    done = apply(
        montpellier, [parse("cost accueil likely=30 000 € period=year component=mona bearer=caisse")], DAY
    )
    row = done.dossier.costs[-1]
    assert (row.id, row.likely, row.unit, row.first_year) == ("accueil", 30000, "eur", 2026)


def test_a_scenario_is_bounded_and_pure(montpellier: Dossier) -> None:
    many = [SetAmount("costs", "budget", likely=Decimal(1))] * (MAX_CHANGES + 1)
    with pytest.raises(ScenarioError, match="Séparez"):
        apply(montpellier, many, DAY)
    once = apply(montpellier, many[:2], DAY)
    assert once == apply(montpellier, many[:2], DAY)
    assert next(row for row in montpellier.costs if row.id == "budget").likely == 480000
    assert set(AMOUNTS) == {"contributions", "costs", "effects", "flows"}
