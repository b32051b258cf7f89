"""Practitioners as one reader sees them: a field that is hidden from the reader is not read into the page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from maillage.dossier.vocabularies import vocabulary
from maillage.matching.meeting import department_code, territory_name
from maillage.matching.people import Person, Shown
from maillage.matching.wording import does
from maillage.text import Text, same
from maillage_web.commons.models import Item, Member
from maillage_web.commons.policies import Asking, Standing
from maillage_web.community.choices import JOURNEY, Level
from maillage_web.community.models import Practice, Profile
from maillage_web.community.policies import sees
from maillage_web.dossiers.models import LivingRow

_KINDS = {
    "practice": Text("Pratique", "Practice"),
    "case": Text("Cas", "Case"),
    "sheet": Text("Fiche", "Sheet"),
    "template": Text("Modèle", "Template"),
    "question": Text("Question", "Question"),
}
_LINKED = ("obstacle", "sphere", "phase")


@dataclass(frozen=True, slots=True)
class Done:
    """Something that a practitioner did and shows: in words, and what matching reads of it."""

    kind: Text
    title: str
    what: str
    facts: tuple[Shown, ...]
    spheres: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A practitioner as one reader sees them; what is hidden from the reader is empty. `fields` are those shown."""

    pk: int
    user_id: int
    token: str
    name: str
    fields: Mapping[str, Any]
    journeys: tuple[Done, ...]
    items: tuple[Done, ...]
    open_to_contact: bool

    @property
    def headline(self) -> str:
        """What they say in one line."""
        return str(self.fields.get("headline", ""))

    @property
    def about(self) -> str:
        """Who they are, in their words."""
        return str(self.fields.get("about", ""))

    @property
    def available(self) -> str:
        """When they can be asked, in their words."""
        return str(self.fields.get("available", ""))

    @property
    def does(self) -> tuple[Text, ...]:
        """What they do."""
        known = does()
        return tuple(known[code] for code in self.fields.get("does", ()) if code in known)

    @property
    def spheres(self) -> tuple[Text, ...]:
        """The spheres they work in."""
        return labels("spheres", self.fields.get("spheres", ()))

    @property
    def languages(self) -> tuple[Text, ...]:
        """The languages they speak."""
        return labels("languages", self.fields.get("languages", ()))

    @property
    def territories(self) -> tuple[Text, ...]:
        """Where they work."""
        codes = self.fields.get("territories", ())
        return tuple(same(f"{territory_name(code) or code} ({code})") for code in codes)

    @property
    def person(self) -> Person:
        """What matching reads: only what this reader sees."""
        return Person(
            id=str(self.pk),
            name=self.name,
            does=tuple(self.fields.get("does", ())),
            spheres=tuple(self.fields.get("spheres", ())),
            territories=tuple(self.fields.get("territories", ())),
            languages=tuple(self.fields.get("languages", ())),
            practices=tuple(fact for one in (*self.journeys, *self.items) for fact in one.facts),
        )


def labels(name: str, codes: Iterable[str]) -> tuple[Text, ...]:
    """The labels of codes of a vocabulary."""
    return tuple(vocabulary(name).label_of(code) for code in codes)


def profiles() -> Any:
    """The profiles of those who are of the community now."""
    here = Profile.objects.filter(member__left_at=None, member__user__is_active=True)
    return here.select_related("member__user")


def own_profile(user_id: int) -> Profile:
    """The profile of a member; a blank one, that is not kept, when they wrote nothing yet."""
    found: Profile | None = profiles().filter(member__user=user_id).first()
    return found or Profile(member=Member.objects.select_related("user").get(user=user_id, left_at=None))


def cards_for(asking: Asking, found: Iterable[Profile] | None = None) -> list[Card]:
    """The practitioners whom this reader may know of: those who show them their name. Five queries at most."""
    asked = list(profiles() if found is None else found)
    named = [one for one in asked if _sees(asking, one, "name")]
    journeys = _journeys([one for one in named if _sees(asking, one, "practices")])
    items = _items(asking, [one for one in named if _sees(asking, one, "items")])
    return [_card(asking, one, journeys[one.pk], items[one.member.user_id]) for one in named]


def card_named(asking: Asking, token: str) -> Card | None:
    """The practitioner of this address, when they show themselves to this reader."""
    return next(iter(cards_for(asking, profiles().filter(token=token))), None)


def as_seen_by(profile: Profile, standing: Standing) -> Card | None:
    """How a visitor, or a member, sees this profile; nothing when they do not see it."""
    return next(iter(cards_for(Asking(standing), [profile])), None)


def _sees(asking: Asking, profile: Profile, field: str) -> bool:
    level = profile.shown.get(field, Level.NOBODY)
    return sees(asking, level, profile.member.user_id).allowed


_SAID = ("headline", "about", "does", "spheres", "territories", "languages", "available")


def _card(asking: Asking, profile: Profile, journeys: list[Done], items: list[Done]) -> Card:
    said = {name: getattr(profile, name) for name in _SAID if _sees(asking, profile, name)}
    return Card(
        pk=profile.pk,
        user_id=profile.member.user_id,
        token=profile.token,
        name=profile.member.user.name or "–",
        fields={name: value for name, value in said.items() if value},
        journeys=tuple(journeys),
        items=tuple(items),
        open_to_contact=profile.open_to_contact,
    )


def _journeys(found: list[Profile]) -> defaultdict[int, list[Done]]:
    """The journeys that were agreed to, with the spheres and the territory of each dossier."""
    agreed = Practice.objects.filter(profile__in=[one.pk for one in found], agreed_at__isnull=False)
    rows = list(agreed.select_related("dossier").order_by("at", "pk")) if found else []
    records = _records({one.dossier_id for one in rows})
    told: defaultdict[int, list[Done]] = defaultdict(list)
    for one in rows:
        told[one.profile_id].append(_journey(one, records.get(one.dossier_id, {})))
    return told


def _records(dossiers: set[int]) -> dict[int, Mapping[str, str]]:
    if not dossiers:
        return {}
    rows = LivingRow.objects.filter(dossier__in=dossiers, table="dossier", archived=False)
    return dict(rows.values_list("dossier_id", "cells"))


def _journey(one: Practice, record: Mapping[str, str]) -> Done:
    spheres, places = _words(record.get("spheres", "")), _words(record.get("territory", ""))
    facts = [Shown(JOURNEY, sphere=code) for code in spheres]
    facts += [Shown(JOURNEY, territory=code) for code in places]
    kind = Text("Parcours accompagné", "Journey accompanied")
    return Done(kind, one.dossier.title, one.what, tuple(facts), labels("spheres", spheres))


def _words(cell: str) -> list[str]:
    return [one.strip() for one in cell.split(";") if one.strip()]


def _items(asking: Asking, found: list[Profile]) -> defaultdict[int | None, list[Done]]:
    """What they shared in the library: published, not hidden, and read by this reader there too."""
    told: defaultdict[int | None, list[Done]] = defaultdict(list)
    owners = [one.member.user_id for one in found]
    if not owners:
        return told
    published = Item.objects.filter(owner__in=owners, state=Item.State.PUBLISHED, hidden_at=None)
    for item in published.prefetch_related("links", "versions").order_by("published_at", "pk"):
        title = next((one.title for one in item.versions.all() if one.number == item.number), "")
        if title and asking.reads(item.reading).allowed:
            told[item.owner_id].append(Done(_KINDS[item.kind], title, "", _facts(item)))
    return told


def _facts(item: Item) -> tuple[Shown, ...]:
    links = [one for one in item.links.all() if one.kind in _LINKED]
    return tuple(Shown(item.kind, **{one.kind: one.code}) for one in links)


def filtered(cards: Iterable[Card], sphere: str, what: str, territory: str) -> list[Card]:
    """The cards that say this sphere, that they do this, and a place in the department of this territory."""
    place = department_code(territory) if territory else ""
    return [
        one
        for one in cards
        if (not sphere or sphere in one.fields.get("spheres", ()))
        and (not what or what in one.fields.get("does", ()))
        and (not territory or (place and place in map(department_code, one.fields.get("territories", ()))))
    ]
