"""A project and a practitioner meet: both are free, addresses pass only if both accept, a refusal is nobody's affair."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse

from maillage.text import same
from maillage_web.commons.models import Member
from maillage_web.community.actions.contacts import answer, offer, propose
from maillage_web.community.actions.profiles import answer_practice, ask_to_show
from maillage_web.community.models import Contact, Practice
from maillage_web.community.queries.meeting import candidates, people_for
from maillage_web.dossiers.choices import Role
from maillage_web.notices.models import Notice
from tests.maillage_web.community.members import entered, member, profile
from tests.maillage_web.living.people import NOW, Ground, add, ground

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
SECRET = "Marquebesoin"


def needing() -> Ground:
    """A dossier that seeks a bearer for something confidential, led by members of the community."""
    place = ground()
    place.write(
        add("obstacles", id="f1", obstacle="tight_budgets", holder="ecosystem"),
        add("challenges", id="manger", name="Bien manger", sphere="eat"),
        add(
            "components",
            id="c2",
            name=SECRET,
            status="sought",
            challenges="manger",
            visibility="facilitators",
        ),
    )
    for role in (Role.OWNER, Role.FACILITATOR):
        Member.objects.create(user=place.people[role], accepted=1, joined_at=NOW)
    return place


def test_a_contact_is_proposed_for_a_reason_accepted_and_addresses_pass_only_then() -> None:
    place = needing()
    zoe = profile("Zoé", spheres=["eat"])
    profile("Sans raison", spheres=["move"])
    profile("Cachée", spheres=["eat"], shown={"name": "community", "spheres": "nobody"})
    profile("Pas pour les contacts", spheres=["eat"], open_to_contact=False)
    owner, practitioner = entered(place.owner), entered(zoe.member.user)
    page = owner.get(reverse("needs", args=[place.slug]))
    assert SECRET in page.text
    assert "dit travailler dans la sphère" in page.text
    assert "Zoé" in page.text
    for absent in ("Sans raison", "Cachée", "Pas pour les contacts"):
        assert absent not in page.text
    address = reverse("need-ask", args=[place.slug, zoe.token]) + "?besoin=component:c2"
    assert "Zoé" in owner.get(address).text
    assert owner.post(address, {"message": "Viendriez-vous ?"}).status_code == 302
    contact = Contact.objects.get()
    mine = reverse("contact", args=[contact.token])
    asked = practitioner.get(mine).text
    assert "Viendriez-vous" in asked
    assert SECRET not in asked
    assert place.owner.email not in asked
    assert zoe.member.user.email not in owner.get(mine).text
    assert entered(place.people[Role.FACILITATOR]).get(mine).status_code == 404
    assert practitioner.post(mine, {"do": "accept"}).status_code == 302
    assert place.owner.email in practitioner.get(mine).text
    assert zoe.member.user.email in owner.get(mine).text
    assert owner.post(mine, {"do": "end"}).status_code == 302
    assert practitioner.get(mine).status_code == 404
    kinds = Notice.objects.values_list("user_id", flat=True)
    assert sorted(kinds) == sorted([zoe.member.user_id, place.owner.pk])


def test_who_declines_is_left_alone_six_months_told_once_and_shown_to_nobody_else() -> None:
    place = needing()
    zoe = profile("Zoé", spheres=["eat"])
    said = {"need": same("n"), "reasons": [same("r")], "message": "", "author": place.owner.pk}
    made = propose(dossier=place.pk, profile=zoe.pk, now=NOW, **said)
    assert made is not None
    assert propose(dossier=place.pk, profile=zoe.pk, now=NOW, **said) is None
    other = entered(place.people[Role.FACILITATOR])
    before = other.get(reverse("needs", args=[place.slug])).text
    assert answer(token=made.token, accepts=False, author=zoe.member.user_id, now=NOW)
    assert not answer(token=made.token, accepts=True, author=zoe.member.user_id, now=NOW)
    after = other.get(reverse("needs", args=[place.slug])).text
    assert "Zoé" not in before + after
    assert Notice.objects.filter(user=place.owner).count() == 1
    assert not Notice.objects.exclude(user__in=[place.owner.pk, zoe.member.user_id]).exists()
    months = datetime.timedelta(days=30)
    assert candidates(place.pk, place.owner.pk, NOW + 5 * months) == {}
    assert len(candidates(place.pk, place.owner.pk, NOW + 7 * months)) == 1
    assert propose(dossier=place.pk, profile=zoe.pk, now=NOW + 7 * months, **said) is not None


def test_a_person_offers_help_and_the_project_is_as_free() -> None:
    place = ground(public=True)
    zoe = profile("Zoé", "nobody")
    practitioner = entered(zoe.member.user)
    address = reverse("offer-help", args=[place.slug])
    assert practitioner.get(address).status_code == 200
    assert practitioner.post(address, {"message": "Je peux aider."}).status_code == 302
    contact = Contact.objects.get()
    mine = reverse("contact", args=[contact.token])
    assert entered(place.people[Role.READER]).get(mine).status_code == 404
    lead = entered(place.people[Role.FACILITATOR])
    assert "Je peux aider." in lead.get(mine).text
    assert lead.post(mine, {"do": "decline"}).status_code == 302
    assert practitioner.get(mine).status_code == 404
    assert offer(dossier=place.pk, profile=zoe.pk, message="", now=NOW) is None
    assert Notice.objects.filter(user=zoe.member.user).count() == 1
    assert practitioner.get(reverse("offer-help", args=["nulle-part"])).status_code == 404


def test_a_journey_shows_only_once_somebody_else_who_leads_the_dossier_agreed() -> None:
    place = ground()
    facilitator = place.people[Role.FACILITATOR]
    Member.objects.create(user=facilitator, accepted=1, joined_at=NOW)
    client, owner = entered(facilitator), entered(place.owner)
    mine, theirs = reverse("my-practices"), reverse("practice-agreements", args=[place.slug])
    assert client.post(mine, {"dossier": str(place.pk), "what": "Marqueparcours"}).status_code == 302
    practice = Practice.objects.get()
    practice.profile.shown = {"name": "public", "practices": "public"}
    practice.profile.save()
    page = reverse("practitioner", args=[practice.profile.token])
    client.post(theirs, {"practice": practice.pk, "do": "agree"})
    assert "Marqueparcours" not in entered(None).get(page).text
    assert "Marqueparcours" in owner.get(theirs).text
    owner.post(theirs, {"practice": practice.pk, "do": "agree"})
    assert "Marqueparcours" in entered(None).get(page).text
    assert "Manger ici" in entered(None).get(page).text
    owner.post(theirs, {"practice": practice.pk, "do": "refuse"})
    assert "Marqueparcours" not in entered(None).get(page).text
    assert not answer_practice(
        dossier=place.pk, practice=practice.pk, agrees=True, author=place.owner.pk, now=NOW
    )
    stranger = member()
    assert ask_to_show(user=stranger.pk, dossier=place.pk, what="", now=NOW) is None
    client.post(mine, {"dossier": str(place.pk), "what": "Encore"})
    client.post(mine, {"retirer": str(Practice.objects.get().pk)})
    assert not Practice.objects.exists()


def test_people_for_a_need_told_by_codes_are_those_who_show_it_to_the_one_who_asks() -> None:
    asker = member()
    zoe = profile("Zoé", spheres=["eat"])
    profile("Rien", spheres=[])
    found = people_for({"obstacles": [], "spheres": ["eat"]}, asker.pk)
    assert [user for user, _words in found] == [zoe.member.user_id]
    assert people_for({"spheres": ["eat"]}, zoe.member.user_id) == []
