"""Before a person is erased: what nobody else reads goes, what they published stays under its licence."""

from __future__ import annotations

import datetime

from maillage_web.accounts.models import User
from maillage_web.commons.models import Item, ItemVersion


def forget_person(person: User, _now: datetime.datetime) -> None:
    """Erase the drafts of a person (``MAILLAGE_ERASURES``); their place in the community goes with the account."""
    ItemVersion.objects.filter(item__owner=person, number=0).delete()
    Item.objects.filter(owner=person, state=Item.State.DRAFT).delete()
