"""The software proposes, people decide: which signs count, for whom, and what happens to what people already said."""

from __future__ import annotations

from maillage.dossier.tables import Obstacle, Silence
from maillage.dossier.values import PartialDate
from maillage.lockins.naming import naming
from maillage.lockins.proposing import Proposal, signs_of, state_of
from tests.maillage.lockins.small import DAY, DOSSIER, seen


def proposed(**rows: object) -> dict[tuple[str, str], Proposal]:
    return {(one.obstacle, one.holder): one for one in signs_of(seen(**rows))}


def test_models_resources_answers_and_figures_are_hints_with_their_rows() -> None:
    found = proposed()
    told = {
        key: [(hint.seen.fr.replace("\u00a0", " "), hint.rows[0].id) for hint in found[key].hints]
        for key in [
            ("volume_relapse", "ferme"),
            ("unsettled_trades", "ferme"),
            ("cannibalisation", "ferme"),
            ("hidden_local_resources", "territory"),
        ]
    }
    assert told == {
        ("volume_relapse", "ferme"): [("Vue d’ensemble : Recule", "volume")],
        ("unsettled_trades", "ferme"): [("Compétence : Fragile, selon un autre", "autre")],
        ("cannibalisation", "ferme"): [(told[("cannibalisation", "ferme")][0][0], "duree")],
        ("hidden_local_resources", "territory"): [("Logements vacants : 12,5 (2022)", "vides")],
    }
    answer = told[("cannibalisation", "ferme")][0][0]
    assert "Stade 0, volume, selon Direction" in answer
    assert "recognition-lifespan" not in answer


def test_what_is_better_elsewhere_or_unsaid_is_no_hint() -> None:
    found = proposed()
    assert ("short_term", "ferme") not in found, "that answer is to another version of the frame"
    assert ("land_out_of_reach", "ferme") not in found, "that answer is at another stage"
    assert ("attractiveness_race", "territory") not in found, "that figure is below the condition"
    stated = [hint for one in found.values() for hint in one.hints if hint.sign.kind == "finding"]
    certain = {(finding.code, finding.rows) for finding in seen().findings if finding.certainty == "no"}
    assert {(hint.sign.what, hint.rows) for hint in stated} <= certain
    assert signs_of(seen(), answers=[DOSSIER.answers[2]]) != signs_of(seen())


def test_what_people_already_noted_or_set_aside_is_said_so() -> None:
    noted = Obstacle(id="note", holder="ferme", obstacle="volume_relapse")
    other = Obstacle(id="autre-note", holder="ville", obstacle="cannibalisation")
    away = Silence(id="non", code="volume_logic", table="actors", row="ferme", reason="Ce n’est plus vrai",
                   date=PartialDate(2026))  # fmt: skip
    ended = Obstacle(id="fini", holder="ferme", obstacle="not_made_to_last", until=PartialDate(2020))
    found = proposed(obstacles=(noted, other, ended), silences=(away,))
    names = naming(seen().chain)

    def said(code: str) -> tuple[bool, str]:
        one = found[code, "ferme"]
        state = state_of(one, names.__getitem__)
        return one.open, state.fr.replace("\u00a0", " ") if state else ""

    assert said("volume_relapse") == (False, "Déjà noté.")
    assert said("volume_logic") == (False, "Mis de côté : Ce n’est plus vrai")
    assert said("cannibalisation") == (True, "Déjà noté ailleurs dans ce dossier : La ville.")
    assert said("not_made_to_last") == (True, "Noté autrefois, dit levé depuis.")
    assert said("unsettled_trades") == (True, "")
    assert [finding.code for finding in seen(silences=(away,)).findings if finding.code == "STR007"] == []


def test_a_finding_set_aside_sets_aside_what_it_alone_proposed() -> None:
    before = next(
        one for one in signs_of(seen()) if one.hints[0].sign.kind == "finding" and len(one.hints) == 1
    )
    away = Silence(id="non", code=before.hints[0].sign.what, reason="Vu", date=PartialDate(2026))
    after = proposed(silences=(away,))[before.obstacle, before.holder]
    assert before.open
    assert not after.open
    assert after.set_aside is not None
    assert after.set_aside.reason == "Vu"


def test_the_same_dossier_gives_the_same_proposals_whatever_the_order_of_its_rows() -> None:
    turned = seen(
        resources=DOSSIER.resources[::-1], answers=DOSSIER.answers[::-1], figures=DOSSIER.figures[::-1]
    )
    assert [(one.obstacle, one.holder) for one in signs_of(turned)] == [
        (one.obstacle, one.holder) for one in signs_of(seen())
    ]
    assert turned.chain.on == DAY
