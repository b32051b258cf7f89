"""The demonstration: a person per role in a working copy of an example, where nothing is made up.

The copy says what its sources say. The only row added is a blank card, labelled as such, to show who sees it.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import transaction

from maillage.dossier.dossier import Dossier
from maillage.text import Text
from maillage_web.accounts.actions import make_account
from maillage_web.accounts.models import User
from maillage_web.dossiers.actions.beginning import retitled
from maillage_web.dossiers.actions.edits import Edit
from maillage_web.dossiers.actions.invitations import admit
from maillage_web.dossiers.actions.letters import ROLE_WORDS
from maillage_web.dossiers.actions.living import begin
from maillage_web.dossiers.actions.people import name_confidant
from maillage_web.dossiers.actions.writing import write
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.mappers import entry_of
from maillage_web.dossiers.models import LivingDossier, Membership, StoredDossier
from maillage_web.dossiers.queries.stored import read_dossier

_TITLE = "{title} — copie de travail"
_BLANK = "Exemple de fiche confidentielle, à remplacer"


@dataclass(frozen=True, slots=True)
class Somebody:
    """A demonstration account: its role (a visitor is in no dossier), its address, its name, what it shows."""

    role: Role
    email: str
    name: str
    does: Text


PEOPLE = (
    Somebody(Role.OWNER, "porteuse@example.org", "Porteuse de projet", ROLE_WORDS[Role.OWNER]),
    Somebody(Role.FACILITATOR, "facilitatrice@example.org", "Facilitatrice", ROLE_WORDS[Role.FACILITATOR]),
    Somebody(Role.CONTRIBUTOR, "contributrice@example.org", "Contributrice", ROLE_WORDS[Role.CONTRIBUTOR]),
    Somebody(Role.LEADER, "dirigeante@example.org", "Dirigeante d’un acteur", ROLE_WORDS[Role.LEADER]),
    Somebody(Role.READER, "lectrice@example.org", "Lectrice", ROLE_WORDS[Role.READER]),
    Somebody(Role.AUDITOR, "auditrice@example.org", "Auditrice", ROLE_WORDS[Role.AUDITOR]),
    Somebody(Role.VISITOR, "visiteuse@example.org", "Visiteuse", ROLE_WORDS[Role.VISITOR]),
)
ADMINISTRATION = Somebody(
    Role.VISITOR,
    "administration@example.org",
    "Administration du site",
    Text("administration du site", "administrator"),
)


@transaction.atomic
def make_demonstration(*, password: str, example: str, now: datetime.datetime) -> str:
    """Make what is missing of the accounts and of the dossier; give its slug, empty when the example is not there."""
    people = {one.role: _account(one, password, now) for one in PEOPLE}
    _account(ADMINISTRATION, password, now)
    stored = StoredDossier.objects.filter(slug=example).defer("content").first()
    if stored is None:
        return ""
    mine = LivingDossier.objects.filter(memberships__user=people[Role.OWNER], memberships__role=Role.OWNER)
    known = mine.filter(acts__number=1, acts__details__example=example).first()
    return known.slug if known else _make_dossier(read_dossier(entry_of(stored)), example, people, now)


def _account(one: Somebody, password: str, now: datetime.datetime) -> User:
    """The account, with the password that is told."""
    admin = one is ADMINISTRATION
    person, made = make_account(email=one.email, name=one.name, password=password, admin=admin, now=now)
    if not made and not person.check_password(password):
        person.set_password(password)
        person.save(update_fields=["password"])
    return person


def _make_dossier(dossier: Dossier, example: str, people: dict[Role, User], now: datetime.datetime) -> str:
    copy = retitled(dossier, _TITLE.format(title=dossier.record.title))
    owner = people[Role.OWNER].pk
    details = {"from": "example", "example": example}
    slug = begin(cells={}, dossier=copy, public=True, owner=owner, now=now, details=details)
    pk = LivingDossier.objects.values_list("pk", flat=True).get(slug=slug)
    actor = _led(dossier)
    for role, person in people.items():
        if role not in (Role.OWNER, Role.VISITOR):
            led = actor if role is Role.LEADER else ""
            admit(dossier=pk, user=person.pk, role=role, actor=led, author=owner, now=now)
    _keep_a_row(pk, actor, people, now)
    return slug


def _led(dossier: Dossier) -> str:
    """The actor to lead: the first that bears something, else the first."""
    bearers = [row.id for row in dossier.actors if "bearer" in (row.roles or ())]
    return next(iter([*bearers, *(row.id for row in dossier.actors)]))


def _keep_a_row(dossier: int, actor: str, people: dict[Role, User], now: datetime.datetime) -> None:
    """The leader keeps a blank card for their actor and names the facilitator who sees it too."""
    leader = people[Role.LEADER].pk
    trusted = Membership.objects.get(dossier=dossier, user=people[Role.FACILITATOR])
    name_confidant(dossier=dossier, member=trusted.pk, actor=actor, author=leader, now=now)
    cells = {"actor": actor, "register": "value_created", "visibility": "actor", "note": _BLANK}
    write(dossier=dossier, author=leader, edits=[Edit("add", "models", None, cells)], now=now)
