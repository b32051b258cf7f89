"""What a person was told, and how they want to be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from maillage.text import Text
from maillage_web.accounts.choices import Holding
from maillage_web.accounts.models import User
from maillage_web.notices.choices import KINDS, kind_words
from maillage_web.notices.models import Digest, Notice, Wish

SHOWN = 100
_TOLD = Text("Ce qui vous a été annoncé.", "What you were told.")
_WISHES = Text("Comment vous voulez être prévenu, sorte par sorte.", "How you want to be told, kind by kind.")
_DIGEST = Text(
    "Quand vous voulez votre résumé, et l’adresse du site d’où vous l’avez dit.",
    "How often you want your digest, and the address of the site you said it from.",
)


@dataclass(frozen=True, slots=True)
class Told:
    """One notice as the page shows it."""

    number: int
    kind: Text
    text: Text
    address: str
    at: Any
    read: bool


def news_of(user: int) -> tuple[Told, ...]:
    """The last things a person was told, those unread first, then the newest first."""
    found = list(Notice.objects.filter(user=user).order_by("-at", "-pk")[:SHOWN])
    found.sort(key=lambda one: one.read_at is not None)
    return tuple(_told(one) for one in found)


def _told(one: Notice) -> Told:
    words = Text(one.text.get("fr", ""), one.text.get("en", ""))
    return Told(one.pk, kind_words(one.kind), words, one.address, one.at, one.read_at is not None)


def unread(user: int) -> int:
    """How many things a person was told and did not mark as read."""
    return Notice.objects.filter(user=user, read_at=None).count()


def find_notice(user: int, number: int) -> Notice | None:
    """The notice of this number, when it is theirs."""
    return Notice.objects.filter(user=user, pk=number).first()


def ways_of(user: int) -> dict[str, str]:
    """How a person wants each kind: those known here, and those they were told of."""
    chosen = dict(Wish.objects.filter(user=user).values_list("kind", "way"))
    met = Notice.objects.filter(user=user).order_by("kind").values_list("kind", flat=True).distinct()
    return {kind: chosen.get(kind, Wish.Way.DIGEST) for kind in dict.fromkeys((*KINDS, *met, *chosen))}


def digest_of(user: int) -> Digest:
    """When a person wants their digest; each week when they said nothing."""
    return Digest.objects.filter(user=user).first() or Digest(user_id=user)


def of_the_notices(person: User) -> dict[str, Holding]:
    """What this app keeps of a person, for ``MAILLAGE_PERSONAL_DATA``."""
    told = Notice.objects.filter(user=person).order_by("pk")
    wishes = Wish.objects.filter(user=person).order_by("kind")
    digest = Digest.objects.filter(user=person)
    return {
        "notices": Holding(_TOLD, list(told.values("kind", "text", "address", "at", "read_at", "sent_at"))),
        "wishes": Holding(_WISHES, list(wishes.values("kind", "way"))),
        "news_digest": Holding(_DIGEST, list(digest.values("every", "origin", "last_at"))),
    }
