"""What programmes keep of a person: places, projects they answer for, choices and efforts they wrote down."""

from __future__ import annotations

from maillage.text import Text
from maillage_web.accounts.choices import Holding
from maillage_web.accounts.models import User
from maillage_web.programmes.models import Effort, Place, Referent, SharingChoice

_ABOUT = Text(
    "Vos places dans des programmes, les projets dont vous êtes référent, les choix de partage, les invitations et"
    " les temps que vous y avez notés.",
    "Your places in programmes, the projects you answer for, the sharing choices, invitations and efforts that you"
    " wrote there.",
)


def of_the_programmes(person: User) -> dict[str, Holding]:
    """What this app keeps of a person, for ``MAILLAGE_PERSONAL_DATA``."""
    content = {
        "places": list(Place.objects.filter(user=person).values("programme__slug", "role", "since")),
        "referent_of": list(Referent.objects.filter(user=person).values("project__title", "since")),
        "choices": list(
            SharingChoice.objects.filter(chosen_by=person).values("project__title", "number", "why", "at")
        ),
        "efforts": list(
            Effort.objects.filter(noted_by=person).values(
                "programme__slug", "on", "kind", "hours", "cost", "what"
            )
        ),
    }
    return {"programmes": Holding(_ABOUT, content)}
