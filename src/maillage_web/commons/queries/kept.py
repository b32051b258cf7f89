"""What the commons keep of a person."""

from __future__ import annotations

from maillage.text import Text
from maillage_web.accounts.choices import Holding
from maillage_web.accounts.models import User
from maillage_web.commons.models import ItemVersion, Member

_MEMBER = Text(
    "Votre place dans la communauté, et la version des règles que vous avez acceptée.",
    "Your place in the community, and the version of the rules that you accepted.",
)
_ITEMS = Text(
    "Les fiches que vous avez écrites, brouillons compris, version par version.",
    "The items that you wrote, drafts included, version by version.",
)


def of_the_commons(person: User) -> dict[str, Holding]:
    """What this app keeps of a person, for ``MAILLAGE_PERSONAL_DATA``."""
    joined = Member.objects.filter(user=person).values("role", "accepted", "joined_at", "left_at")
    told = ("item__slug", "item__authors", "number", "title", "summary", "body", "changes", "at")
    written = ItemVersion.objects.filter(item__owner=person).order_by("item", "number").values(*told)
    return {
        "community": Holding(_MEMBER, list(joined)),
        "commons_items": Holding(_ITEMS, list(written)),
    }
