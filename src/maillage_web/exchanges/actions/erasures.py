"""What goes with a person."""

from __future__ import annotations

import datetime

from maillage_web.accounts.models import User
from maillage_web.exchanges.models import Clinic, Following, Seat


def forget_person(person: User, _now: datetime.datetime) -> None:
    """Before a person is erased: the clinics they presented go, and their seats; what they said keeps no name."""
    Clinic.objects.filter(presenter=person).delete()
    Seat.objects.filter(user=person).delete()
    Following.objects.filter(user=person).delete()
