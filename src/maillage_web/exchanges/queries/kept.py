"""What the exchanges keep of a person."""

from __future__ import annotations

from maillage.text import Text
from maillage_web.accounts.choices import Holding
from maillage_web.accounts.models import User
from maillage_web.exchanges.models import ClinicNote, Flag, Following, Post, Seat

_POSTS = Text("Ce que vous avez dit dans les échanges.", "What you said in threads.")
_FOLLOWED = Text("Les échanges que vous suivez.", "The threads you follow.")
_NOTES = Text("Ce que vous avez dit dans des études de cas.", "What you said in case clinics.")
_SEATS = Text("Les études de cas où vous êtes invité.", "The case clinics you are invited to.")
_FLAGS = Text("Ce que vous avez signalé.", "What you flagged.")


def of_the_exchanges(person: User) -> dict[str, Holding]:
    """What this app keeps of a person, for ``MAILLAGE_PERSONAL_DATA``."""
    posts = Post.objects.filter(by=person).order_by("pk")
    followed = Following.objects.filter(user=person).order_by("pk")
    notes = ClinicNote.objects.filter(by=person).order_by("pk")
    seats = Seat.objects.filter(user=person).order_by("pk")
    flags = Flag.objects.filter(by=person).order_by("pk")
    return {
        "posts": Holding(_POSTS, list(posts.values("thread__title", "number", "text", "at", "before"))),
        "followings": Holding(_FOLLOWED, list(followed.values("thread__title", "silent"))),
        "clinic_notes": Holding(_NOTES, list(notes.values("clinic__title", "step", "text", "at"))),
        "seats": Holding(_SEATS, list(seats.values("clinic__title", "came_at", "declined_at"))),
        "flags": Holding(_FLAGS, list(flags.values("target", "why", "at"))),
    }
