"""What is refused at the door of a room, and why, to people."""

from __future__ import annotations

from maillage.text import Text, fill


class RoomRefusedError(ValueError):
    """What was asked of a workshop does not hold; nothing was changed. `text` says why and what to do."""

    code = "refused"

    def __init__(self, text: Text) -> None:
        super().__init__(text.fr)
        self.text = text


class WrongCodeError(RoomRefusedError):
    """No workshop that one may join has this code."""

    code = "wrong-code"


class TooManyTriesError(RoomRefusedError):
    """Too many wrong codes: `seconds` until the next try."""

    code = "too-many-tries"

    def __init__(self, text: Text, seconds: int) -> None:
        super().__init__(text)
        self.seconds = seconds


def wrong_code() -> WrongCodeError:
    """The code opens nothing."""
    return WrongCodeError(
        Text(
            "Aucun atelier ouvert n’a ce code : regardez-le de nouveau sur l’écran (six signes), ou demandez-le à la"
            " personne qui anime.",
            "No open workshop has this code: look at it again on the screen (six signs), or ask the facilitator.",
        )
    )


def too_many_tries(seconds: int) -> TooManyTriesError:
    """Wait, or scan."""
    said = Text(
        "Trop de codes faux ont été essayés. Attendez {minutes} min, ou scannez le QR code de l’écran : il entre tout"
        " de suite.",
        "Too many wrong codes were tried. Wait {minutes} min, or scan the QR code of the screen: it enters at once.",
    )
    minutes = str(-(-seconds // 60))
    return TooManyTriesError(fill(said, minutes=minutes), seconds)


NO_NAME = Text(
    "Dites votre prénom, ou un surnom : 40 signes au plus.",
    "Say your first name, or a nickname: 40 characters at most.",
)
ROOM_FULL = Text(
    "Cet atelier a atteint le nombre de participants que le site accepte. Mettez-vous à deux sur un téléphone.",
    "This workshop has as many participants as the site accepts. Share a phone with somebody.",
)
NOT_PREPARED = Text(
    "Cet atelier a déjà été ouvert. Pour le refaire, copiez-le depuis la liste des ateliers.",
    "This workshop was opened already. To run it again, copy it from the list of workshops.",
)
NO_ACTIVITY = Text(
    "Cet atelier n’a encore aucune activité : ajoutez-en une avant d’ouvrir.",
    "This workshop has no activity yet: add one before opening.",
)
NOT_OPEN = Text("Cet atelier n’est pas ouvert.", "This workshop is not open.")
TOO_MANY_ACTIVITIES = Text(
    "Un atelier a au plus 30 activités. Retirez-en une, ou préparez un second atelier.",
    "A workshop has at most 30 activities. Remove one, or prepare a second workshop.",
)
ALREADY_RUN = Text(
    "Cette activité a déjà été ouverte en salle : elle ne peut plus être changée ni retirée.",
    "This activity was already opened in the room: it can no longer be changed or removed.",
)
NOTES_FULL = Text(
    "Vous avez déjà 500 notes privées dans cet atelier : effacez-en une pour en écrire une autre.",
    "You already have 500 private notes in this workshop: erase one to write another.",
)
