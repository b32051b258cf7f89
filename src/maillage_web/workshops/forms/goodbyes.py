"""How a connection ends, and what else the live process says to people; the same over HTTP."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.text import Text
from maillage_web.workshops.actions.saying import GONE, Refused
from maillage_web.workshops.forms.said import NOT_READ, TOO_BIG

TOO_FAST = Text(
    "Trop de messages à la fois : votre appareil renverra celui-ci dans un instant.",
    "Too many messages at once: your device sends this one again in a moment.",
)
SCREENS_ARE_SILENT = Refused(
    "role",
    Text(
        "Le grand écran montre l’atelier, il n’y écrit pas. Écrivez depuis un téléphone ou la console.",
        "The big screen shows the workshop and does not write in it. Write from a phone or the console.",
    ),
)


@dataclass(frozen=True, slots=True)
class Farewell:
    """A sentence, the code that closes the socket, and in how many seconds to come back (None: no use).

    The last three digits of a code of ours, from 4400 on, are the status of the same answer over HTTP.
    """

    text: Text
    close: int
    again: float | None = None

    @property
    def status(self) -> int:
        """The status of this answer over HTTP."""
        return self.close - 4000 if self.close >= 4400 else 400


FAREWELLS = {
    "ticket": Farewell(
        Text(
            "L’accès à cet atelier a expiré, ou n’est pas valable. Rechargez la page.",
            "The access to this workshop has expired, or is not valid. Load the page again.",
        ),
        4401,
    ),
    "late": Farewell(
        Text(
            "La connexion est restée muette. Rechargez la page si elle ne se rétablit pas.",
            "The connection stayed silent. Load the page again if it does not come back.",
        ),
        4408,
        again=2.0,
    ),
    "removed": Farewell(
        Text(
            "Vous ne faites plus partie de cet atelier. Adressez-vous à la personne qui anime.",
            "You do not take part in this workshop any more. Ask the facilitator.",
        ),
        4403,
    ),
    "gone": Farewell(GONE, 4404),
    "closed": Farewell(
        Text(
            "L’atelier est terminé. Merci : ce que vous avez dit est gardé.",
            "The workshop is over. Thank you: what you said is kept.",
        ),
        4410,
    ),
    "full": Farewell(
        Text(
            "Cet atelier a atteint le nombre de connexions que le site accepte. Nouvel essai dans un moment.",
            "This workshop has as many connections as the site accepts. Trying again in a moment.",
        ),
        1013,
        again=15.0,
    ),
    "elsewhere": Farewell(
        Text(
            "Vous suivez l’atelier depuis un autre onglet ou un autre appareil : cette page s’est arrêtée."
            " Rechargez-la pour la reprendre.",
            "You follow the workshop from another tab or device: this page has stopped. Load it again to resume.",
        ),
        4409,
    ),
    "malformed": Farewell(NOT_READ, 1008),
    "big": Farewell(TOO_BIG, 1009),
    "flood": Farewell(
        Text(
            "Trop de messages ont été envoyés d’affilée. Nouvel essai dans un moment.",
            "Too many messages were sent in a row. Trying again in a moment.",
        ),
        1008,
        again=15.0,
    ),
}
