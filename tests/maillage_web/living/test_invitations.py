"""People are invited by e-mail: a link serves once, for one address, and opens no more than what was meant."""

from __future__ import annotations

import datetime
import re

import pytest
from django.core import mail
from django.test import Client

from maillage.text import same
from maillage_web.accounts.models import User
from maillage_web.dossiers.actions import invitations, people
from maillage_web.dossiers.actions.edits import NotAllowedError
from maillage_web.dossiers.actions.people import PeopleRefusedError
from maillage_web.dossiers.choices import INVITATIONS_PER_DAY, INVITATIONS_PER_PERSON, Role
from maillage_web.dossiers.models import Act, Invitation, LivingDossier, Membership
from maillage_web.dossiers.policies import INVITES
from tests.maillage_web.living.people import NOW, Ground, ground
from tests.maillage_web.living.test_people import address, enter, give, membership
from tests.maillage_web.reading import Page

pytestmark = pytest.mark.django_db
NEWCOMER = "nouvelle@example.org"
LINK = re.compile(r"https?://[^/]+((?:/en)?/invitations/[\w-]+/)")


@pytest.fixture
def place() -> Ground:
    return ground()


def send(
    place: Ground, role: Role = Role.READER, actor: str = "", email: str = NEWCOMER, **further: object
) -> None:
    """Invite as the owner, or as somebody else, some minutes after nine."""
    by = further.pop("by", None) or place.owner
    now = NOW + datetime.timedelta(minutes=int(str(further.pop("at", 0))))
    secret = invitations.new_secret()
    invitations.invite(
        dossier=place.pk,
        email=email,
        role=role,
        actor=actor,
        author=by.pk,  # type: ignore[attr-defined]
        now=now,
        secret=secret,
        link=same(f"http://testserver/invitations/{secret}/"),
    )


def by_the_page(
    client: Client, place: Ground, email: str = NEWCOMER, role: str = "reader", actor: str = ""
) -> str:
    """Invite as the owner through the page; give the link received."""
    enter(client, place.owner)
    response = client.post(address(place, "membres/inviter/"), {"email": email, "role": role, "actor": actor})
    assert response.status_code == 302
    return link_received()


def link_received() -> str:
    found = LINK.search(str(mail.outbox[-1].body))
    assert found
    return found.group(1)


def newcomer(email: str = NEWCOMER) -> User:
    return User.objects.create_user(email, name="Nouvelle")


# --- the way in ---------------------------------------------------------------------------------------------------


def test_who_is_invited_receives_a_link_and_joins_once(client: Client, other: Client, place: Ground) -> None:
    link = by_the_page(client, place, role="contributor")
    assert mail.outbox[-1].to == [NEWCOMER]
    assert "Manger ici" in mail.outbox[-1].subject
    user = newcomer()
    other.force_login(user)
    page = Page(other.get(link).content.decode())
    assert "Manger ici" in page.one("h1").text
    assert place.owner.name in page.text
    assert other.post(link)["Location"] == address(place, "")
    assert membership(place, user).role == Role.CONTRIBUTOR
    assert other.get(address(place, "")).status_code == 200
    assert other.get(link).status_code == 410
    assert Act.objects.get(dossier=place.pk, number=place.number()).details["did"] == "joined"


def test_looking_at_an_invitation_does_not_accept_it(client: Client, other: Client, place: Ground) -> None:
    link = by_the_page(client, place)
    user = newcomer()
    other.force_login(user)
    other.get(link)
    assert not Membership.objects.filter(user=user).exists()


def test_the_secret_is_not_kept(client: Client, place: Ground) -> None:
    secret = by_the_page(client, place).split("/")[-2]
    kept = Invitation.objects.get(dossier=place.pk)
    assert secret not in str(vars(kept))
    assert len(kept.secret) == 64
    assert secret not in str(list(Act.objects.filter(dossier=place.pk).values()))


def test_history_holds_no_address(client: Client, place: Ground) -> None:
    by_the_page(client, place)
    assert "example.org" not in str(list(Act.objects.filter(dossier=place.pk).values("why", "details")))


def test_who_has_not_entered_signs_up_or_in_and_comes_back(
    client: Client, other: Client, place: Ground
) -> None:
    link = by_the_page(client, place)
    page = Page(other.get(link).content.decode())
    assert {f"/compte/creer/?next={link}", f"/compte/entrer/?next={link}"} <= set(page.links)
    assert other.post(link)["Location"] == f"/compte/entrer/?next={link}"


def test_the_letter_is_in_the_language_of_its_reader_or_in_both(client: Client, place: Ground) -> None:
    by_the_page(client, place)
    assert "invites you" in mail.outbox[-1].body
    assert "vous invite" in mail.outbox[-1].body
    User.objects.create_user("reader@example.org", name="Reader", language="en")
    by_the_page(client, place, email="reader@example.org")
    assert "vous invite" not in mail.outbox[-1].body


def test_another_account_learns_only_a_masked_address(client: Client, other: Client, place: Ground) -> None:
    link = by_the_page(client, place)
    other.force_login(newcomer("autre@example.org"))
    response = other.get(link)
    page = Page(response.content.decode())
    assert response.status_code == 403
    assert "n…@example.org" in page.text
    assert NEWCOMER not in page.text
    assert "Manger ici" not in page.text
    assert other.post(link).status_code == 403
    assert not Membership.objects.filter(user__email="autre@example.org").exists()


def test_what_is_asked_in_capitals_is_the_same_address(client: Client, other: Client, place: Ground) -> None:
    link = by_the_page(client, place, email="Nouvelle@Example.org")
    other.force_login(newcomer())
    assert other.post(link).status_code == 302
    assert Membership.objects.filter(user__email=NEWCOMER).exists()


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_link_that_is_none_says_so(client: Client, language: str) -> None:
    response = client.get(f"{language}/invitations/{'x' * 43}/")
    assert response.status_code == 404
    assert Page(response.content.decode()).one("h1").text


def test_an_expired_link_says_so_and_opens_nothing(client: Client, other: Client, place: Ground) -> None:
    link = by_the_page(client, place)
    Invitation.objects.update(expires_at=NOW - datetime.timedelta(days=400))
    user = newcomer()
    other.force_login(user)
    response = other.get(link)
    assert response.status_code == 410
    assert "Manger ici" not in response.content.decode()
    assert other.post(link).status_code == 410
    with pytest.raises(KeyError):
        invitations.accept(invitation=Invitation.objects.get().pk, user=user.pk, now=NOW)


def test_declining_closes_the_invitation_and_forgets_the_address(
    client: Client, other: Client, place: Ground
) -> None:
    link = by_the_page(client, place)
    other.force_login(newcomer())
    other.post(link, {"decline": ""})
    assert Invitation.objects.get().email == ""
    assert not Membership.objects.filter(user__email=NEWCOMER).exists()
    act = Act.objects.get(dossier=place.pk, number=place.number())
    assert (act.details["did"], act.author) == ("declined", None)


def test_an_invitation_shows_in_the_list_of_who_entered_otherwise(
    client: Client, other: Client, place: Ground
) -> None:
    by_the_page(client, place)
    user = newcomer()
    other.force_login(user)
    key = Invitation.objects.get().pk
    assert f"/invitations/recue/{key}/" in Page(other.get("/dossiers/").content.decode()).links
    assert other.post(f"/invitations/recue/{key}/").status_code == 302
    assert membership(place, user)


def test_nobody_answers_the_invitation_of_somebody_else_by_its_number(
    client: Client, other: Client, place: Ground
) -> None:
    by_the_page(client, place)
    other.force_login(newcomer("autre@example.org"))
    assert other.post(f"/invitations/recue/{Invitation.objects.get().pk}/").status_code == 404


# --- sent again, withdrawn ----------------------------------------------------------------------------------------


def test_sent_again_only_the_last_link_works(client: Client, other: Client, place: Ground) -> None:
    first = by_the_page(client, place)
    client.post(address(place, f"membres/invitations/{Invitation.objects.get().pk}/renvoyer/"))
    second = link_received()
    other.force_login(newcomer())
    assert first != second
    assert (other.get(first).status_code, other.get(second).status_code) == (404, 200)


def test_a_withdrawn_link_opens_nothing(client: Client, other: Client, place: Ground) -> None:
    link = by_the_page(client, place)
    client.post(address(place, f"membres/invitations/{Invitation.objects.get().pk}/retirer/"))
    other.force_login(newcomer())
    assert other.post(link).status_code == 410
    assert not Membership.objects.filter(user__email=NEWCOMER).exists()
    assert Invitation.objects.get().email == ""


def test_the_invitations_of_another_dossier_are_not_there(client: Client, place: Ground) -> None:
    elsewhere = ground()
    send(elsewhere)
    key = Invitation.objects.get(dossier=elsewhere.pk).pk
    enter(client, place.owner)
    for verb in ("renvoyer", "retirer"):
        assert client.post(address(place, f"membres/invitations/{key}/{verb}/")).status_code == 404
    assert Invitation.objects.get(pk=key).answered_at is None


def test_what_is_written_wrong_is_told_beside_the_field(client: Client, place: Ground) -> None:
    enter(client, place.owner)
    response = client.post(address(place, "membres/inviter/"), {"email": "nouvelle", "role": "reader"})
    assert response.status_code == 422
    assert Page(response.content.decode()).all("ul")
    assert "name@example.org" in response.content.decode() or "nom@example.org" in response.content.decode()
    assert not Invitation.objects.exists()


# --- who may invite whom ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.VISITOR])
@pytest.mark.parametrize("given", [role for role in Role if role not in (Role.VISITOR, Role.LEADER)])
def test_each_invites_to_the_roles_that_the_policy_says(place: Ground, role: Role, given: Role) -> None:
    if given in INVITES.get(role, frozenset()):
        send(place, given, by=place.people[role])
        assert Invitation.objects.get().role == given
    else:
        with pytest.raises(NotAllowedError):
            send(place, given, by=place.people[role])


@pytest.mark.parametrize("role", [Role.OWNER, Role.FACILITATOR])
def test_nobody_but_its_leader_invites_to_lead_an_actor_that_is_led(place: Ground, role: Role) -> None:
    with pytest.raises(NotAllowedError):
        send(place, Role.LEADER, "la-ferme", by=place.people[role])
    send(place, Role.LEADER, "la-ville", by=place.people[role])
    send(place, Role.LEADER, "la-ferme", email="autre@example.org", by=place.people[Role.LEADER])
    with pytest.raises(NotAllowedError):
        send(place, Role.LEADER, "l-ecole", email="encore@example.org", by=place.people[Role.LEADER])


def test_an_invitation_sent_before_somebody_led_does_not_let_in_afterwards(place: Ground) -> None:
    send(place, Role.LEADER, "la-ville")
    late = newcomer()
    waiting = Invitation.objects.get()
    give(place, place.people[Role.CONTRIBUTOR], Role.LEADER, "la-ville")
    with pytest.raises(KeyError):
        invitations.accept(invitation=waiting.pk, user=late.pk, now=NOW)
    assert not Membership.objects.filter(user=late).exists()


def test_an_invitation_falls_with_who_sent_it(place: Ground) -> None:
    send(place, by=place.people[Role.FACILITATOR])
    people.remove_member(
        dossier=place.pk,
        member=membership(place, place.people[Role.FACILITATOR]).pk,
        author=place.owner.pk,
        now=NOW,
    )
    with pytest.raises(KeyError):
        invitations.accept(invitation=Invitation.objects.get().pk, user=newcomer().pk, now=NOW)


def test_an_invitation_slipped_in_without_the_right_is_refused_when_answered(place: Ground) -> None:
    send(place)
    user = newcomer()
    Invitation.objects.update(invited_by=place.people[Role.READER])
    with pytest.raises(PeopleRefusedError):
        invitations.accept(invitation=Invitation.objects.get().pk, user=user.pk, now=NOW)
    assert not Membership.objects.filter(user=user).exists()


def test_a_leader_sees_their_own_invitations_only(client: Client, place: Ground) -> None:
    send(place, email="secrete@example.org")
    send(place, Role.LEADER, "la-ferme", by=place.people[Role.LEADER])
    shown = enter(client, place.people[Role.LEADER]).get(address(place)).content.decode()
    assert NEWCOMER in shown
    assert "secrete@example.org" not in shown


# --- who is there already -----------------------------------------------------------------------------------------


def test_the_owner_raises_a_member_by_inviting_them_again(place: Ground) -> None:
    reader = place.people[Role.READER]
    send(place, Role.FACILITATOR, email=reader.email)
    answer = invitations.accept(invitation=Invitation.objects.get().pk, user=reader.pk, now=NOW)
    assert (answer, membership(place, reader).role) == (invitations.Answer.RAISED, Role.FACILITATOR)


def test_a_facilitator_is_told_that_somebody_takes_part_already(client: Client, place: Ground) -> None:
    enter(client, place.people[Role.FACILITATOR])
    sent = {"email": place.people[Role.READER].email, "role": "contributor"}
    assert client.post(address(place, "membres/inviter/"), sent).status_code == 422
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("role", [Role.READER, Role.AUDITOR, Role.LEADER])
def test_an_invitation_lowers_nobody(place: Ground, role: Role) -> None:
    with pytest.raises(PeopleRefusedError):
        send(
            place, role, "la-ville" if role is Role.LEADER else "", email=place.people[Role.FACILITATOR].email
        )


def test_who_joined_meanwhile_keeps_their_role(place: Ground) -> None:
    send(place, Role.CONTRIBUTOR, by=place.people[Role.FACILITATOR])
    user = newcomer()
    Membership.objects.create(dossier=place.dossier, user=user, role=Role.READER, since=NOW)
    answer = invitations.accept(invitation=Invitation.objects.get().pk, user=user.pk, now=NOW)
    assert (answer, membership(place, user).role) == (invitations.Answer.ALREADY, Role.READER)


def test_a_leader_shares_the_lead_with_a_reader_of_the_dossier(place: Ground) -> None:
    reader = place.people[Role.READER]
    send(place, Role.LEADER, "la-ferme", email=reader.email, by=place.people[Role.LEADER])
    answer = invitations.accept(invitation=Invitation.objects.get().pk, user=reader.pk, now=NOW)
    assert (answer, membership(place, reader).actor) == (invitations.Answer.RAISED, "la-ferme")


def test_an_address_is_invited_once_at_a_time(place: Ground) -> None:
    send(place)
    with pytest.raises(PeopleRefusedError):
        send(place, at=1)
    Invitation.objects.update(expires_at=NOW)
    send(place, Role.AUDITOR, at=2)
    assert Invitation.objects.get(answered_at=None).role == Role.AUDITOR


# --- limits -------------------------------------------------------------------------------------------------------


def test_a_person_has_so_many_invitations_without_answer(place: Ground) -> None:
    for number in range(INVITATIONS_PER_PERSON):
        send(place, email=f"invitee{number}@example.org")
    with pytest.raises(PeopleRefusedError):
        send(place)
    send(place, by=place.people[Role.FACILITATOR])


def test_a_dossier_sends_so_many_invitations_in_a_day(place: Ground) -> None:
    senders = [place.owner, place.people[Role.FACILITATOR], place.other_facilitator]
    for number in range(INVITATIONS_PER_DAY):
        send(place, email=f"invitee{number}@example.org", by=senders[number % 3], at=number)
    with pytest.raises(PeopleRefusedError):
        send(place, at=INVITATIONS_PER_DAY)
    send(place, at=24 * 60 + 1)


def test_an_archived_dossier_lets_nobody_in(client: Client, other: Client, place: Ground) -> None:
    link = by_the_page(client, place)
    LivingDossier.objects.filter(pk=place.pk).update(archived_at=NOW)
    other.force_login(newcomer())
    assert other.post(link).status_code == 410
    with pytest.raises(NotAllowedError):
        send(place, email="autre@example.org")


def test_a_letter_that_cannot_be_sent_is_told_and_can_be_sent_again(
    client: Client, place: Ground, settings
) -> None:  # type: ignore[no-untyped-def]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    enter(client, place.owner)
    sent = {"email": NEWCOMER, "role": "reader"}
    told = client.post(address(place, "membres/inviter/"), sent, follow=True)
    assert told.status_code == 200
    assert NEWCOMER in told.content.decode()
    assert Invitation.objects.get().answered_at is None
