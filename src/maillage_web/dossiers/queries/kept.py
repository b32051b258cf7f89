"""What dossiers keep of a person: their roles, the invitations they sent and received, what they did."""

from __future__ import annotations

from typing import Any

from maillage.text import Text
from maillage_web.accounts.choices import Holding
from maillage_web.accounts.models import User
from maillage_web.dossiers.models import Act, ImportDraft, Invitation, Membership

_MEMBERSHIPS = Text(
    "Votre rôle dans chaque dossier où vous êtes, et depuis quand ; pour l’accompagnement, les acteurs qui vous"
    " font confiance.",
    "Your role in each dossier where you are, and since when; for a facilitator, the actors that trust you.",
)
_SENT = Text(
    "Les invitations que vous avez envoyées : à qui tant qu’elles attendent une réponse, pour quel rôle, quand.",
    "The invitations that you sent: to whom as long as they wait for an answer, for which role, when.",
)
_RECEIVED = Text(
    "Les invitations envoyées à votre adresse et restées sans réponse.",
    "The invitations sent to your address that have no answer yet.",
)
_ACTS = Text(
    "Ce que vous avez fait dans les dossiers : lequel, quand, de quelle sorte, et la raison que vous avez donnée.",
    "What you did in dossiers: which one, when, of what kind, and the reason that you gave.",
)

_IMPORTS = Text(
    "Les fichiers que vous avez envoyés pour les importer, gardés une semaine : leur nom, quand, où ils en sont.",
    "The files that you sent to import them, kept for a week: their name, when, where they stand.",
)


def of_the_dossiers(person: User) -> dict[str, Holding]:
    """What this app keeps of a person, for ``MAILLAGE_PERSONAL_DATA``."""
    sent = Invitation.objects.filter(invited_by=person)
    received = Invitation.objects.filter(email=person.email)
    return {
        "dossiers": Holding(_MEMBERSHIPS, _memberships(person)),
        "invitations_sent": Holding(
            _SENT, _told(sent, "email", "role", "sent_at", "answered_at", "accepted")
        ),
        "invitations_received": Holding(_RECEIVED, _told(received, "role", "sent_at", "expires_at")),
        "acts": Holding(_ACTS, _told(Act.objects.filter(author=person), "number", "at", "kind", "why")),
        "imports": Holding(
            _IMPORTS,
            _told(ImportDraft.objects.filter(author=person), "name", "sent_at", "state", "expires_at"),
        ),
    }


def _memberships(person: User) -> list[dict[str, Any]]:
    found = Membership.objects.filter(user=person).select_related("dossier").prefetch_related("confidences")
    return [
        {
            "dossier": one.dossier.slug,
            "title": one.dossier.title,
            "role": one.role,
            "actor": one.actor,
            "since": one.since,
            "trusted_by": [confidence.actor for confidence in one.confidences.all()],
        }
        for one in found.order_by("pk")
    ]


def _told(rows: Any, *columns: str) -> list[dict[str, Any]]:
    """The columns of some rows, with their dossier."""
    found = rows.order_by("pk").values("dossier__slug", *columns)
    return [{"dossier": one.pop("dossier__slug"), **one} for one in found]
