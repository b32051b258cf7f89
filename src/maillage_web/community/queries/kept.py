"""What the community keeps of a person."""

from __future__ import annotations

from maillage.text import Text
from maillage_web.accounts.choices import Holding
from maillage_web.accounts.models import User
from maillage_web.community.models import Contact, Practice, Profile

_PROFILE = Text(
    "Ce que vous dites de vous dans l’annuaire, et à qui vous montrez chaque champ.",
    "What you say of yourself in the directory, and to whom you show each field.",
)
_PRACTICES = Text(
    "Les parcours que vous demandez à montrer, et si le projet est d’accord.",
    "The journeys that you ask to show, and whether the project agreed.",
)
_CONTACTS = Text(
    "Les contacts que l’on vous a proposés ou que vous avez proposés, et les réponses.",
    "The contacts proposed to you or by you, and the answers.",
)
_TOLD = (
    "headline", "about", "does", "spheres", "territories", "languages", "available", "open_to_contact", "shown",
    "changed_at",
)  # fmt: skip
_OF_CONTACT = ("dossier__title", "need", "reasons", "message", "of_project", "of_person", "at", "answered_at")


def of_the_community(person: User) -> dict[str, Holding]:
    """What this app keeps of a person, for ``MAILLAGE_PERSONAL_DATA``."""
    profile = list(Profile.objects.filter(member__user=person).values(*_TOLD))
    practices = Practice.objects.filter(profile__member__user=person).order_by("pk")
    contacts = Contact.objects.filter(profile__member__user=person) | Contact.objects.filter(asked_by=person)
    told = list(practices.values("dossier__title", "kind", "journey", "what", "agreed_at", "at"))
    return {
        "community_profile": Holding(_PROFILE, profile),
        "community_practices": Holding(_PRACTICES, told),
        "community_contacts": Holding(_CONTACTS, list(contacts.order_by("pk").values(*_OF_CONTACT))),
    }
