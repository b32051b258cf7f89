"""The whole tables of rights: role × action, role × visibility, to see and to write."""

from __future__ import annotations

import pytest

from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.policies import Action, Standing
from tests.maillage_web.living.rights import ROLES, table

pytestmark = pytest.mark.one_database

SEEN = list(table("visibility"))
WRITTEN = list(table("row"))
DONE = list(table("action"))


def standing(role: Role, *, public: bool = True, archived: bool = False) -> Standing:
    actor = "la-ferme" if role is Role.LEADER else ""
    trusted = frozenset({"la-ferme"}) if role is Role.FACILITATOR else frozenset()
    return Standing(role, actor, trusted, public, archived, 1)


CELLS = {
    "public": ("sessions", {"visibility": "public"}),
    "empty, public dossier": ("sessions", {}),
    "empty, private dossier": ("sessions", {}),
    "members": ("sessions", {"visibility": "members"}),
    "facilitators": ("sessions", {"visibility": "facilitators"}),
    "actor own": ("models", {"visibility": "actor", "actor": "la-ferme"}),
    "actor other": ("models", {"visibility": "actor", "actor": "la-ville"}),
    "public, about nobody": ("sessions", {"visibility": "public"}),
    "members, about nobody": ("sessions", {"visibility": "members"}),
    "members, about the actor led": ("models", {"visibility": "members", "actor": "la-ferme"}),
    "facilitators, about nobody": ("sessions", {"visibility": "facilitators"}),
    "facilitators, about the actor led": ("models", {"visibility": "facilitators", "actor": "la-ferme"}),
}


@pytest.mark.parametrize(("row", "role", "said"), SEEN)
def test_who_sees_which_rows(row: str, role: Role, said: str) -> None:
    found = standing(role, public="private dossier" not in row)
    assert found.sees(*CELLS[row]) is (said == "yes")


@pytest.mark.parametrize(("row", "role", "said"), WRITTEN)
def test_who_writes_which_rows(row: str, role: Role, said: str) -> None:
    assert standing(role).writes(*CELLS[row]).allowed is (said == "yes")


@pytest.mark.parametrize(("action", "role", "said"), DONE)
def test_who_does_what(action: str, role: Role, said: str) -> None:
    assert standing(role).may(Action(action)).allowed is (said == "yes")


def test_the_tables_are_whole() -> None:
    assert {(name, role) for name, role, _ in DONE} == {(a.value, r) for a in Action for r in ROLES}
    assert {(name, role) for name, role, _ in SEEN} == {(name, r) for name, _, _ in SEEN for r in ROLES}
    assert {said for _, _, said in (*SEEN, *WRITTEN, *DONE)} == {"yes", "no"}


@pytest.mark.parametrize("action", Action)
def test_a_private_dossier_does_not_exist_for_a_visitor(action: Action) -> None:
    assert not standing(Role.VISITOR, public=False).may(action).allowed


ONCE_ARCHIVED = {"read", "export", "see-people", "see-history", "export-trail", "change-settings", "leave"}


@pytest.mark.parametrize(("action", "role", "said"), DONE)
def test_an_archived_dossier_is_only_read(action: str, role: Role, said: str) -> None:
    allowed = standing(role, archived=True).may(Action(action)).allowed
    assert allowed is (said == "yes" and action in ONCE_ARCHIVED)


def test_a_leader_of_another_actor_and_a_facilitator_nobody_named_do_not_see_the_card() -> None:
    card = CELLS["actor own"]
    assert not Standing(Role.LEADER, "la-ville", public=True).sees(*card)
    assert not Standing(Role.FACILITATOR, public=True).sees(*card)
    assert not Standing(Role.CONTRIBUTOR, trusted_by=frozenset({"la-ferme"})).sees(*card)


def test_nobody_hides_a_row_from_themselves() -> None:
    for role in ROLES:
        found = standing(role)
        for visibility in found.hides:
            cells = {"visibility": visibility, "actor": "la-ferme"}
            assert found.sees("models", cells), (role, visibility)
