"""People and dossiers to test with: one person per role, and rows of every visibility."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from itertools import count

from maillage_web.accounts.models import User
from maillage_web.dossiers.actions.edits import Edit, Written
from maillage_web.dossiers.actions.living import begin
from maillage_web.dossiers.actions.writing import write
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.models import Confidant, LivingDossier, LivingRow, Membership

NOW = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=datetime.UTC)
_numbers = count(1)


def person(name: str = "") -> User:
    """A person who enters with an address of the domain kept for examples."""
    number = next(_numbers)
    return User.objects.create_user(f"person{number}@example.org", name=name or f"Person {number}")


@dataclass
class Ground:
    """A living dossier with one person per role. The leader leads `la-ferme`, which trusts the first facilitator."""

    dossier: LivingDossier
    people: dict[Role, User]
    other_facilitator: User

    @property
    def pk(self) -> int:
        return self.dossier.pk

    @property
    def slug(self) -> str:
        return self.dossier.slug

    @property
    def owner(self) -> User:
        return self.people[Role.OWNER]

    def number(self) -> int:
        """The number of the last act."""
        return LivingDossier.objects.get(pk=self.pk).number

    def row(self, table: str, identity: str) -> LivingRow:
        """A row as it stands."""
        return LivingRow.objects.get(dossier=self.pk, table=table, identity=identity)

    def cells(self, table: str, identity: str) -> dict[str, str]:
        """The cells of a row as it stands."""
        return dict(self.row(table, identity).cells)

    def write(self, *edits: Edit, by: User | None = None, at: int = 0, **further: object) -> Written:
        """Write `edits`, `at` minutes after nine, as the owner or as somebody else."""
        author = by or self.owner
        now = NOW + datetime.timedelta(minutes=at)
        return write(dossier=self.pk, author=author.pk, edits=edits, now=now, **further)

    def change(self, table: str, identity: str, base: int | None = None, **cells: str) -> Edit:
        """The edit that changes cells of a row (`from_` for the column from)."""
        named = {column.rstrip("_"): words for column, words in cells.items()}
        return Edit("change", table, self.row(table, identity).pk, named, base)


def add(table: str, **cells: str) -> Edit:
    """The edit that adds a row."""
    return Edit("add", table, None, {column.rstrip("_"): words for column, words in cells.items()})


def ground(*, public: bool = False) -> Ground:
    """A dossier where people of every role are, and three actors, an effect and a component."""
    owner = person("Porteuse")
    slug = begin(
        cells={"title": "Manger ici"}, public=public, owner=owner.pk, now=NOW - datetime.timedelta(hours=1)
    )
    dossier = LivingDossier.objects.get(slug=slug)
    people = {Role.OWNER: owner}
    for role in Role:
        if role not in (Role.OWNER, Role.VISITOR):
            people[role] = person(role.value)
            _join(dossier, people[role], role)
    people[Role.VISITOR] = person("passante")
    other = person("facilitator of somebody else")
    _join(dossier, other, Role.FACILITATOR)
    trusted = Membership.objects.get(dossier=dossier, user=people[Role.FACILITATOR])
    Confidant.objects.create(membership=trusted, actor="la-ferme", named_at=NOW)
    made = Ground(dossier, people, other)
    made.write(
        add("actors", id="la-ferme", name="La ferme"),
        add("actors", id="la-ville", name="La ville"),
        add("actors", id="l-ecole", name="L’école"),
        add("challenges", id="sante", name="La santé"),
        add("components", id="cantine", name="La cantine", bearers="la-ferme; la-ville"),
        add("effects", id="repas", name="De bons repas", components="cantine", challenges="sante"),
    )
    return made


def _join(dossier: LivingDossier, user: User, role: Role) -> None:
    actor = "la-ferme" if role is Role.LEADER else ""
    Membership.objects.create(dossier=dossier, user=user, role=role, actor=actor, since=NOW)
