"""The e-mails of the app: what each says, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from maillage.text import Text
from maillage_web.accounts.choices import Letter
from maillage_web.dossiers.choices import Role

ROLE_WORDS: Mapping[Role, Text] = MappingProxyType(
    {
        Role.OWNER: Text("propriétaire", "owner"),
        Role.FACILITATOR: Text("accompagnateur", "facilitator"),
        Role.CONTRIBUTOR: Text("contributeur", "contributor"),
        Role.LEADER: Text("dirigeant d’un acteur", "leader of an actor"),
        Role.READER: Text("lecteur", "reader"),
        Role.AUDITOR: Text("auditeur", "auditor"),
        Role.VISITOR: Text("visiteur", "visitor"),
    }
)
"""What the roles are called in an e-mail, which speaks one language or both, whatever the page."""

_LONGEST_NAME = 80


def in_a_letter(words: str) -> str:
    """A name or a title that somebody chose, as an e-mail says it: on one line, and not too long."""
    found = " ".join(words.split())
    return found if len(found) <= _LONGEST_NAME else f"{found[:_LONGEST_NAME]}…"


INVITATION = Letter(
    Text("{who} vous invite dans « {title} »", "{who} invites you to “{title}”"),
    (
        Text(
            "{who} vous invite à prendre part au dossier « {title} » sur Maillage. Votre rôle : {role}.",
            "{who} invites you to take part in the dossier “{title}” on Maillage. Your role: {role}.",
        ),
        Text(
            "Le lien vaut {days} jours, une seule fois, pour l’adresse à laquelle cet e-mail est envoyé. Si vous"
            " n’avez pas encore de compte, vous en créerez un avec cette adresse.",
            "The link works for {days} days, once, for the address that this e-mail is sent to. If you have no account"
            " yet, you will create one with this address.",
        ),
        Text(
            "Si vous ne connaissez pas la personne qui vous invite, ignorez cet e-mail : rien ne sera fait.",
            "If you do not know who invites you, ignore this e-mail: nothing will be done.",
        ),
    ),
    Text("Voir l’invitation", "See the invitation"),
)

REMOVED = Letter(
    Text("Vous ne prenez plus part à « {title} »", "You no longer take part in “{title}”"),
    (
        Text(
            "{who} vous a retiré(e) du dossier « {title} ». Ce que vous y avez écrit reste, signé de votre nom.",
            "{who} removed you from the dossier “{title}”. What you wrote in it stays, signed with your name.",
        ),
    ),
)
LEAD_LOST = Letter(
    Text("Vous ne dirigez plus d’acteur dans « {title} »", "You no longer lead an actor in “{title}”"),
    (
        Text(
            "{who} a mis fin à votre rôle de dirigeant d’un acteur dans le dossier « {title} ». Vous ne voyez plus"
            " ce qui est réservé à cet acteur ; qui le dirigera ensuite le verra. L’historique du dossier le dit à tous"
            " ses membres.",
            "{who} put an end to your role as leader of an actor in the dossier “{title}”. You no longer see what"
            " is kept for this actor; whoever leads it next will. The history of the dossier says so to all its"
            " members.",
        ),
    ),
)
