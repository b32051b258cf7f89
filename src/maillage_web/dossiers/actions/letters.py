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
