"""What the readings say: whole sentences, figures that are never NaN, intervals, the rows they rest on."""

from __future__ import annotations

import datetime
import json
import math
import re
from pathlib import Path
from typing import Any

import pytest

from maillage import io
from maillage.articulation.chain import build_chain
from maillage.data import packaged
from maillage.dossier.tables import Actor, Component, Effect
from maillage.dossier.values import PartialDate
from maillage.network.bounds import bounds
from maillage.network.doubts import DEFAULT
from maillage.network.graph import Choice
from maillage.network.reading_json import to_json
from maillage.network.readings import CODES, NetworkReading, read_network
from maillage.network.shape import type_of
from maillage.network.wording import MESSAGES
from maillage.text import Text
from tests.maillage.network.small import actors, chain, commitment, contribution, flow, tie

ROOT = Path(__file__).resolve().parents[3]
HOLE = re.compile(r"\{(\w*)\}")
STRAIGHT_OR_LOOSE = re.compile(r"'| [:;?!»]|« |(?<=[^\s\u00a0\u202f])[;?!]")


def said(reading: NetworkReading, code: str) -> str:
    """The French sentences of a reading, with plain spaces."""
    return "\n".join(one.fr for one in reading[code].said).replace("\u00a0", " ")


def star() -> NetworkReading:
    """Six actors, the first one linked to each of the others, and a seventh alone."""
    return read_network(chain(actors=actors(7), ties=tuple(tie(n, 0, n) for n in range(1, 6))))


def every_text(value: object) -> list[Text]:
    if isinstance(value, Text):
        return [value]
    if isinstance(value, (list, tuple)):
        return [text for one in value for text in every_text(one)]
    return []


def texts(reading: NetworkReading) -> list[Text]:
    found = [*reading.notes]
    for one in reading.readings:
        found += [one.title, *one.said, *(value.shown for value in one.values), *every_text(one.caution)]
        found += [value.label for value in one.values]
        found += [text for item in one.items for text in (item.name, *every_text(item.note))]
    return found


# --- words ---


def halves() -> list[tuple[str, str | list[str], str | list[str]]]:
    """Every message, and the special words of what is counted, in both languages."""
    return [
        (f"{section}.{name}", words["fr"], words["en"])
        for section, entries in packaged.document(MESSAGES.path).items()
        for name, entry in entries.items()
        for words in (entry, *(entry[special] for special in ("none", "one") if special in entry))
    ]


def sentences(half: str | list[str]) -> list[str]:
    return [half] if isinstance(half, str) else half


def test_every_message_has_both_languages_with_the_same_holes() -> None:
    for key, french, english in halves():
        holes = [[set(HOLE.findall(one)) for one in sentences(half)] for half in (french, english)]
        if not key.startswith("count."):
            assert holes[0] == holes[1], key
        assert len(holes[0]) == len(holes[1]) == (1 if isinstance(french, str) else 2), key


def test_the_french_of_the_messages_has_french_typography() -> None:
    loose = [
        (key, one)
        for key, french, _ in halves()
        for one in sentences(french)
        if STRAIGHT_OR_LOOSE.search(HOLE.sub("x", one))
    ]
    assert loose == []


def test_every_bound_and_its_reason_are_rows() -> None:
    assert set(bounds()) == {"complete_from", "anchored_from", "shape_from", "broker_from"}
    assert all(all(one.why) and all(one.label) and one.source for one in bounds().values())


# --- readings ---


def test_the_three_types_of_network_are_told_apart_by_density_then_centralisation() -> None:
    found = [type_of(*one) for one in ((0.1, 0.9), (0.3, 0.9), (0.3, 0.1), (0.15, 0.5))]
    assert found == ["weak", "anchor", "equal", "anchor"]


def test_a_star_is_read_as_a_star() -> None:
    reading = star()
    assert "5 paires sont reliées sur les 21 possibles entre 7 acteurs." in said(reading, "shape")
    assert "Le plus relié : Acteur 0, avec 5 des 6 autres." in said(reading, "shape")
    assert "s’appuie sur un pivot" in said(reading, "shape")
    assert "Acteur 0 est sur le chemin de 10 des 10 paires" in said(reading, "brokers")
    assert "Sans « Acteur 0 », les 5 autres acteurs reliés se retrouveraient en 5 morceaux" in said(
        reading, "cut_actors"
    )
    assert "5 acteurs ne tiennent au réseau que par un seul autre" in said(reading, "bridges")
    assert "Un acteur sans aucun lien noté : Acteur 6." in said(reading, "parts")
    (cut,) = reading["cut_actors"].items
    assert (cut.table, cut.id, cut.value) == ("actors", "a0", 5.0)
    assert 0.9 < cut.share <= 1.0
    assert reading["cut_actors"].rests_on == tuple(("ties", f"t{n}") for n in range(1, 6))


def test_a_figure_comes_with_its_interval_and_a_certain_network_with_none_to_speak_of() -> None:
    density = star()["shape"].value("density")
    assert density.value == pytest.approx(5 / 21)
    assert density.low is not None
    assert density.high is not None
    assert density.low < density.high
    certain = DEFAULT.but(high=1, medium=1, low=1, unsaid=1, missing_share=0)
    read = chain(actors=actors(7), ties=tuple(tie(n, 0, n) for n in range(1, 6)))
    assert read_network(read, doubts=certain)["shape"].value("density").shown.fr == "0,24 (stable)"
    undrawn = read_network(read, draws=0)
    assert undrawn["shape"].value("density").shown.fr == "0,24"
    assert "plausible" not in said(undrawn, "cut_actors")


def test_two_groups_joined_by_one_link_are_named_on_both_sides() -> None:
    ties = [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 5), (5, 3)]
    reading = read_network(chain(actors=actors(6), ties=tuple(tie(n, a, b) for n, (a, b) in enumerate(ties))))
    assert (
        "Le lien Acteur 2 – Acteur 3 est le seul passage entre deux groupes : "
        "d’un côté Acteur 0, Acteur 1 et Acteur 2 ; de l’autre Acteur 3, Acteur 4 et Acteur 5"
    ) in said(reading, "bridges")
    assert [(item.table, item.id) for item in reading["bridges"].items] == [("ties", "t3")]


def test_reciprocity_counts_links_pairs_and_promises() -> None:
    reading = read_network(
        chain(
            actors=actors(4),
            flows=(flow(1, "a0", "a1"), flow(2, "a1", "a0")),
            contributions=(contribution(1, "a1", "a2"),),
            commitments=(commitment(1, "a2", "a3"), commitment(2, "a3", "collective", reciprocates="p1")),
        )
    )
    assert "Sur 3 paires reliées par un flux, une contribution ou un engagement, une l’est" in said(
        reading, "reciprocity"
    )
    assert "Sur 2 engagements, 2 se répondent." in said(reading, "reciprocity")
    value = reading["reciprocity"].value("reciprocity")
    assert value.value == 0.5
    assert value.high is not None
    assert value.high > 0.5


def test_components_of_a_single_bearer_are_told_by_bearer() -> None:
    parts = (
        Component(id="un", name="Le four", bearers=("a0",)),
        Component(id="deux", name="La boutique", bearers=("a0", "a1")),
        Component(id="personne", name="Le moulin", bearers=()),
        Component(id="inconnu", name="Le camion"),
        Component(id="fini", name="Le champ", bearers=("a1",), status="ended"),
    )
    effects = (Effect(id="pain", name="Du pain", components=("un", "deux")),)
    reading = read_network(chain(actors=actors(2), components=parts, effects=effects))
    told = said(reading, "single_bearers")
    assert told.splitlines() == [
        "Sur 4 composants en cours, un seul ne repose que sur un acteur.",
        "Acteur 0, pour : « Le four ».",
        "Le dossier ne dit pas qui porte : « Le camion ».",
        "Aucun porteur présent pour : « Le moulin ».",
    ]
    assert [item.id for item in reading["single_bearers"].items] == ["un"]
    assert "un seul a au moins deux porteurs présents : « La boutique »." in said(reading, "redundancy")
    assert "un seul est produit par au moins deux composants" in said(reading, "redundancy")


def test_an_actor_without_link_that_carries_with_another_or_gives_to_all_is_told_so() -> None:
    reading = read_network(
        chain(
            actors=actors(4),
            ties=(tie(1, 0, 1),),
            components=(Component(id="four", name="Le four", bearers=("a1", "a2")),),
            contributions=(contribution(1, "a3", "collective"),),
        )
    )
    assert "Un composant est pourtant porté avec un autre par : Acteur 2." in said(reading, "parts")
    assert "Un apport ou une promesse au collectif, sans autre précision, vient de : Acteur 3." in said(
        reading, "parts"
    )


def test_levels_directions_and_knowledge_are_counted_and_what_is_unsaid_is_said_unsaid() -> None:
    ties = (
        tie(1, 0, 1, level="cooperation", direction="vertical", a_knows_b="shared", b_knows_a="shared"),
        tie(2, 1, 2, level="known", a_knows_b="partial"),
        tie(3, 0, 2),
    )
    reading = read_network(chain(actors=actors(3), ties=ties))
    plain = {code: said(reading, code) for code in CODES}
    assert "1 au niveau « coopèrent », 1 au niveau « se connaissent » et 1 sans niveau dit" in plain["levels"]
    assert "1 de direction « verticale » et 2 sans direction dite" in plain["directions"]
    assert "se pose 6 fois ici, et le dossier y répond 3 fois." in plain["knowledge"]
    assert "Partagée dans les deux sens : Acteur 0 – Acteur 1." in plain["knowledge"]
    assert "Différente d’un sens à l’autre : Acteur 1 – Acteur 2." in plain["knowledge"]


def test_the_mix_of_categories_leaves_out_whom_the_dossier_says_nothing_of() -> None:
    people = (
        Actor(id="a0", name="Mairie", category="local_authority"),
        Actor(id="a1", name="Four", category="enterprise"),
        Actor(id="a2", name="Moulin", category="enterprise"),
        Actor(id="a3", name="Voisins"),
    )
    reading = read_network(chain(actors=people, ties=(tie(1, 0, 1), tie(2, 1, 2), tie(3, 2, 3))))
    assert "Sur 2 paires reliées dont les deux catégories sont dites, une relie" in said(
        reading, "categories"
    )
    assert "Catégorie non dite pour un acteur" in said(reading, "categories")
    assert reading["categories"].value("ei").value == 0.0
    assert reading["legal_forms"].value("ei").value is None
    assert "pas calculable" in reading["legal_forms"].value("ei").shown.fr


def test_a_figure_out_of_its_own_interval_is_explained() -> None:
    pairs = [(a, b) for a in range(12) for b in range(a)]
    doubtful = tuple(tie(n, a, b, confidence="low") for n, (a, b) in enumerate(pairs))
    reading = read_network(chain(actors=actors(12), ties=doubtful))
    assert reading["shape"].value("density").strays
    assert any("hors de sa fourchette" in note.fr for note in reading.notes)
    assert not any("hors de sa fourchette" in note.fr for note in star().notes)


# --- odd input ---


def odd() -> dict[str, Any]:
    never = Actor(id="jamais", name="Jamais", joined_on=PartialDate(2022), left_on=PartialDate(2019))
    return {
        "nobody": chain(),
        "one": chain(actors=actors(1)),
        "no link": chain(actors=actors(3)),
        "two": chain(actors=actors(2), ties=(tie(1, 0, 1),)),
        "self": chain(actors=actors(2), ties=(tie(1, 0, 0), tie(2, 0, 1, level="unknown"))),
        "backwards": chain(
            actors=(*actors(2), never), ties=(tie(1, 0, 1),), flows=(flow(1, "a0", "jamais"),)
        ),
        "cycle": chain(actors=actors(3), flows=tuple(flow(n, f"a{n}", f"a{(n + 1) % 3}") for n in range(3))),
        "pairs": chain(actors=actors(4), ties=(tie(1, 0, 1), tie(2, 2, 3))),
    }


@pytest.mark.parametrize("name", odd())
def test_odd_input_gives_sentences_and_never_a_number_that_is_not_one(name: str) -> None:
    reading = read_network(odd()[name])
    assert [one.code for one in reading.readings] == list(CODES)
    for one in reading.readings:
        assert one.said, one.code
        for value in one.values:
            assert all(end is None or math.isfinite(end) for end in (value.value, value.low, value.high))
        assert all(0 <= item.share <= 1 for item in one.items)
    for words in texts(reading):
        assert not re.search(r"\bnan\b|\binf\b|\{|\bNone\b", f"{words.fr} {words.en}"), words
    json.dumps(to_json(reading), allow_nan=False)


def test_what_is_odd_is_told_with_what_to_do() -> None:
    notes = {name: " ".join(note.fr for note in read_network(one).notes) for name, one in odd().items()}
    assert "Liens d’un acteur avec lui-même, non comptés" in notes["self"]
    assert "Jamais serait sorti (2019) avant d’être entré (2022)" in notes["backwards"]
    assert "Ajoutez les acteurs" in said(read_network(odd()["nobody"]), "shape")
    narrow = read_network(odd()["two"], Choice(levels=("cooperation",)))
    assert "élargissez le choix" in said(narrow, "shape")


def test_a_thousand_actors_are_read_with_as_many_draws_as_can_be_borne() -> None:
    ties = tuple(tie(n, n % 1000, (7 * n + 1) % 1000) for n in range(2000))
    reading = read_network(chain(actors=actors(1000), ties=ties), draws=5000)
    assert 20 <= reading.draws < 5000
    assert any(
        f"{reading.draws} réseaux plausibles ont été tirés au lieu de 5000" in one.fr for one in reading.notes
    )


# --- real dossiers ---

REAL = sorted(path.parent.name for path in (ROOT / "examples").glob("*/dossier.csv"))


@pytest.mark.parametrize("name", REAL)
def test_a_real_dossier_is_read_the_same_each_time_on_rows_it_holds(name: str) -> None:
    dossier = io.load(ROOT / "examples" / name).dossier
    assert dossier is not None
    read = build_chain(dossier, datetime.date(2026, 1, 1))
    one, again = read_network(read), read_network(read)
    assert json.dumps(to_json(one)) == json.dumps(to_json(again))
    for reading in one.readings:
        for table, id_ in (*reading.rests_on, *((item.table, item.id) for item in reading.items)):
            assert any(row.id == id_ for row in dossier.rows(table)), (reading.code, table, id_)
    for words in texts(one):
        assert "  " not in words.fr + words.en
        assert ".." not in words.fr + words.en
