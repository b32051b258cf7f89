"""Who is in a dossier: roles change hands, nobody lets themself into what is kept for somebody else's actor."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client

from maillage_web.accounts.models import User
from maillage_web.dossiers.actions import people
from maillage_web.dossiers.actions.edits import NotAllowedError
from maillage_web.dossiers.actions.invitations import admit
from maillage_web.dossiers.actions.people import PeopleRefusedError
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.models import Act, Confidant, LivingDossier, Membership
from tests.maillage_web.living.people import NOW, Ground, add, ground, person
from tests.maillage_web.reading import Page

pytestmark = pytest.mark.django_db
MEMBERS = [role for role in Role if role is not Role.VISITOR]


@pytest.fixture
def place() -> Ground:
    return ground()


def membership(place: Ground, user: User) -> Membership:
    return Membership.objects.get(dossier=place.pk, user=user)


def enter(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def address(place: Ground, rest: str = "membres/") -> str:
    return f"/dossiers/{place.slug}/{rest}"


def page_for(client: Client, place: Ground, user: User) -> Page:
    response = enter(client, user).get(address(place))
    assert response.status_code == 200
    return Page(response.content.decode())


def give(place: Ground, who: User, role: Role, actor: str = "", by: User | None = None) -> None:
    values = {"role": role, "actor": actor, "author": (by or place.owner).pk, "now": NOW}
    people.change_role(dossier=place.pk, member=membership(place, who).pk, **values)


# --- the page -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", MEMBERS)
def test_every_member_reads_the_names_and_only_those_who_lead_read_the_addresses(
    client: Client, place: Ground, role: Role
) -> None:
    page = page_for(client, place, place.people[role])
    others = [user for other, user in place.people.items() if other not in (Role.VISITOR, role)]
    assert [user.name for user in others if user.name not in page.text] == []
    shown = [user.email for user in others if user.email in page.text]
    assert shown == ([user.email for user in others] if role in (Role.OWNER, Role.FACILITATOR) else [])


def test_a_person_without_a_name_is_not_named_by_their_address(client: Client, place: Ground) -> None:
    User.objects.filter(pk=place.people[Role.CONTRIBUTOR].pk).update(name="")
    local = place.people[Role.CONTRIBUTOR].email.split("@")[0]
    assert local not in page_for(client, place, place.people[Role.READER]).text


@pytest.mark.parametrize("public", [False, True])
def test_the_people_of_a_dossier_are_not_for_those_outside(client: Client, public: bool) -> None:
    place = ground(public=public)
    expected = 403 if public else 404
    assert client.get(address(place)).status_code == expected
    assert enter(client, place.people[Role.VISITOR]).get(address(place)).status_code == expected


def test_the_actor_led_is_named_to_those_who_see_it_only(client: Client, place: Ground) -> None:
    assert "La ferme" in page_for(client, place, place.people[Role.READER]).text
    place.write(place.change("actors", "la-ferme", visibility="facilitators"))
    assert "La ferme" not in page_for(client, place, place.people[Role.READER]).text
    assert "La ferme" in page_for(client, place, place.people[Role.AUDITOR]).text


def test_the_page_asks_the_database_as_much_for_one_member_as_for_many(
    client: Client, place: Ground, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    page_for(client, place, place.owner)
    for number in range(30):
        newcomer = person(f"Lectrice {number}")
        admit(dossier=place.pk, user=newcomer.pk, role=Role.READER, author=place.owner.pk, now=NOW)
    page_for(client, place, place.owner)
    with django_assert_max_num_queries(18):
        client.get(address(place))


# --- roles --------------------------------------------------------------------------------------------------------


def test_the_owner_changes_a_role_and_history_keeps_it_without_a_name(place: Ground) -> None:
    reader = place.people[Role.READER]
    give(place, reader, Role.CONTRIBUTOR)
    assert membership(place, reader).role == Role.CONTRIBUTOR
    act = Act.objects.get(dossier=place.pk, number=place.number())
    assert (act.kind, act.author) == ("people", place.owner)
    assert act.details == {"did": "role", "user": reader.pk, "role": "contributor"}


@pytest.mark.parametrize("role", [role for role in MEMBERS if role is not Role.OWNER])
def test_only_the_owner_changes_roles(client: Client, place: Ground, role: Role) -> None:
    other = membership(place, place.people[Role.OWNER])
    before = (other.role, place.number())
    enter(client, place.people[role])
    for rest in (f"membres/{other.pk}/role/", f"membres/{other.pk}/retirer/"):
        assert client.post(address(place, rest), {"role": "reader"}).status_code == 403
    with pytest.raises(NotAllowedError):
        give(place, place.owner, Role.READER, by=place.people[role])
    assert (membership(place, place.owner).role, place.number()) == before


def test_a_role_changes_by_the_page(client: Client, place: Ground) -> None:
    reader = place.people[Role.READER]
    rest = f"membres/{membership(place, reader).pk}/role/"
    enter(client, place.owner)
    assert reader.name in Page(client.get(address(place, rest)).content.decode()).one("h1").text
    assert client.post(address(place, rest), {"role": "leader", "actor": ""}).status_code == 422
    response = client.post(address(place, rest), {"role": "leader", "actor": "la-ville"})
    assert (response.status_code, response["Location"]) == (302, address(place))
    assert (membership(place, reader).role, membership(place, reader).actor) == ("leader", "la-ville")


def test_the_last_owner_neither_leaves_nor_steps_down(client: Client, place: Ground) -> None:
    with pytest.raises(PeopleRefusedError):
        give(place, place.owner, Role.READER)
    with pytest.raises(PeopleRefusedError):
        people.leave(dossier=place.pk, author=place.owner.pk, now=NOW)
    enter(client, place.owner)
    told = Page(client.post(address(place, "membres/quitter/"), follow=True).content.decode())
    assert membership(place, place.owner).role == Role.OWNER
    assert [one for one in told.all("p") if "notice--alert" in one.attributes.get("class", "")]


def test_an_owner_leaves_once_there_is_another(place: Ground) -> None:
    give(place, place.people[Role.FACILITATOR], Role.OWNER)
    people.leave(dossier=place.pk, author=place.owner.pk, now=NOW)
    assert not Membership.objects.filter(dossier=place.pk, user=place.owner).exists()
    assert Act.objects.get(dossier=place.pk, number=place.number()).details["did"] == "left"


def test_who_leaves_a_private_dossier_no_longer_finds_it(client: Client, place: Ground) -> None:
    enter(client, place.people[Role.READER])
    assert client.get(address(place, "")).status_code == 200
    assert client.post(address(place, "membres/quitter/")).status_code == 302
    assert client.get(address(place, "")).status_code == 404


def test_removing_asks_first(client: Client, place: Ground) -> None:
    reader = place.people[Role.READER]
    rest = f"membres/{membership(place, reader).pk}/retirer/"
    enter(client, place.owner)
    assert client.get(address(place, rest)).status_code == 200
    assert Membership.objects.filter(dossier=place.pk, user=reader).exists()
    client.post(address(place, rest))
    assert not Membership.objects.filter(dossier=place.pk, user=reader).exists()


def test_somebody_of_another_dossier_is_not_touched(client: Client, place: Ground) -> None:
    elsewhere = ground()
    stranger = membership(elsewhere, elsewhere.people[Role.READER])
    enter(client, place.owner)
    for rest in (f"membres/{stranger.pk}/role/", f"membres/{stranger.pk}/retirer/"):
        assert client.post(address(place, rest), {"role": "owner"}).status_code == 404
    stranger.refresh_from_db()
    assert stranger.role == Role.READER


def test_nobody_joins_nor_changes_in_an_archived_dossier_but_one_may_leave(place: Ground) -> None:
    LivingDossier.objects.filter(pk=place.pk).update(archived_at=NOW)
    with pytest.raises(NotAllowedError):
        give(place, place.people[Role.READER], Role.CONTRIBUTOR)
    people.leave(dossier=place.pk, author=place.people[Role.READER].pk, now=NOW)


# --- what is kept for one actor -----------------------------------------------------------------------------------


@pytest.mark.parametrize("target", [Role.OWNER, Role.READER])
def test_the_owner_lets_nobody_lead_an_actor_that_somebody_leads(place: Ground, target: Role) -> None:
    give(place, place.people[Role.FACILITATOR], Role.OWNER)
    with pytest.raises(NotAllowedError):
        give(place, place.people[target], Role.LEADER, "la-ferme")
    assert membership(place, place.people[target]).role == target
    give(place, place.people[target], Role.LEADER, "la-ville")


def test_nobody_leads_an_actor_that_is_not_there(place: Ground) -> None:
    with pytest.raises(PeopleRefusedError):
        give(place, place.people[Role.READER], Role.LEADER, "nulle-part")


def test_the_leader_names_the_facilitators_of_their_actor_and_of_no_other(place: Ground) -> None:
    leader, other = place.people[Role.LEADER], membership(place, place.other_facilitator)
    values = {"dossier": place.pk, "member": other.pk, "author": leader.pk, "now": NOW}
    people.name_confidant(actor="la-ferme", **values)
    assert Confidant.objects.filter(membership=other, actor="la-ferme", named_by=leader).exists()
    with pytest.raises(NotAllowedError):
        people.name_confidant(actor="la-ville", **values)
    people.name_confidant(actor="la-ferme", trusted=False, **values)
    assert not Confidant.objects.filter(membership=other).exists()
    told = list(
        Act.objects.filter(dossier=place.pk).order_by("-number").values_list("details", flat=True)[:2]
    )
    assert [one["did"] for one in told] == ["distrusted", "trusted"]
    assert {(one["user"], one["actor"]) for one in told} == {(place.other_facilitator.pk, "la-ferme")}


@pytest.mark.parametrize("trusted", [True, False])
def test_the_owner_names_facilitators_only_while_nobody_leads(place: Ground, trusted: bool) -> None:
    one = membership(place, place.people[Role.FACILITATOR])
    values = {"dossier": place.pk, "member": one.pk, "author": place.owner.pk, "now": NOW, "trusted": trusted}
    with pytest.raises(NotAllowedError):
        people.name_confidant(actor="la-ferme", **values)
    people.name_confidant(actor="la-ville", **values)
    assert Confidant.objects.filter(membership=one, actor="la-ville").exists() is trusted


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.CONTRIBUTOR, Role.READER, Role.AUDITOR])
def test_the_others_name_nobody(client: Client, place: Ground, role: Role) -> None:
    one = membership(place, place.other_facilitator)
    enter(client, place.people[role])
    sent = {"member": one.pk, "actor": "la-ferme"}
    assert client.post(address(place, "membres/confiance/"), sent).status_code == 403
    assert not Confidant.objects.filter(membership=one).exists()


def test_only_a_facilitator_is_named(place: Ground) -> None:
    reader = membership(place, place.people[Role.READER])
    with pytest.raises(PeopleRefusedError):
        people.name_confidant(
            dossier=place.pk,
            member=reader.pk,
            actor="la-ferme",
            author=place.people[Role.LEADER].pk,
            now=NOW,
        )


def test_a_facilitator_is_named_by_the_page_and_sees_the_card(client: Client, place: Ground) -> None:
    card = add(
        "models",
        id="carte",
        actor="la-ferme",
        register="value_created",
        visibility="actor",
        note="Entre nous",
    )
    place.write(card, by=place.people[Role.LEADER])
    table = address(place, "tables/models/")
    assert "Entre nous" not in enter(client, place.other_facilitator).get(table).content.decode()
    enter(client, place.people[Role.LEADER])
    member = membership(place, place.other_facilitator)
    client.post(address(place, "membres/confiance/"), {"member": member.pk, "actor": "la-ferme"})
    assert "Entre nous" in enter(client, place.other_facilitator).get(table).content.decode()
    enter(client, place.people[Role.LEADER])
    client.post(address(place, f"membres/{member.pk}/confiance/la-ferme/retirer/"))
    assert "Entre nous" not in enter(client, place.other_facilitator).get(table).content.decode()


def test_who_loses_the_lead_is_told_by_e_mail(place: Ground) -> None:
    leader = place.people[Role.LEADER]
    give(place, leader, Role.READER)
    values = {"dossier": place.pk, "author": place.owner.pk, "now": NOW}
    people.remove_member(member=membership(place, leader).pk, **values)
    people.remove_member(member=membership(place, place.people[Role.AUDITOR]).pk, **values)
    assert [letter.to for letter in mail.outbox] == [
        [leader.email],
        [leader.email],
        [place.people[Role.AUDITOR].email],
    ]
    assert "dirigez plus" in mail.outbox[0].subject
    assert "Porteuse" in mail.outbox[0].body


def test_trust_does_not_survive_a_change_of_role(place: Ground) -> None:
    trusted = place.people[Role.FACILITATOR]
    give(place, trusted, Role.READER)
    give(place, trusted, Role.FACILITATOR)
    assert not Confidant.objects.filter(membership__user=trusted).exists()
