"""What may be taken away of a dossier: for whom, at which moment, under which stamp."""

from __future__ import annotations

from dataclasses import dataclass, replace

from maillage.dossier.audience import Audience
from maillage_web.dossiers.mappers import Entry
from maillage_web.dossiers.mappers.importing import stamp_words
from maillage_web.dossiers.models import PreparedFile
from maillage_web.dossiers.policies import Action
from maillage_web.dossiers.queries.living import Living, Viewer, checksum_of, seen_then

PUBLIC, MEMBERS, ALL = "public", "membres", ""
"""For whom a file is made, as addresses say it: everybody, the members, oneself."""

_LEVELS = {PUBLIC: frozenset({"public"}), MEMBERS: frozenset({"public", "members"})}


@dataclass(frozen=True, slots=True)
class Reach:
    """For whom a file may be made, and how many rows it would hold, the record aside."""

    name: str
    rows: int


def audience_for(living: Living, reach: str) -> Audience:
    """What those of `reach` see, and that the person sees too: nobody takes away more than they see."""
    mine = living.standing.audience
    if reach not in _LEVELS:
        return mine
    return Audience(mine.levels & _LEVELS[reach], frozenset(), mine.public)


def reaches(living: Living, number: int) -> list[Reach]:
    """The choices that the person has, from the narrowest; those that show the same are one."""
    found = {audience_for(living, name).key: name for name in (PUBLIC, MEMBERS, ALL)}
    return [Reach(name, _rows(living, number, name)) for name in found.values()]


def _rows(living: Living, number: int, reach: str) -> int:
    return seen_then(living.pk, number, living.number, audience_for(living, reach)).count() - 1


def narrowed(entry: Entry, living: Living | None, reach: str) -> Entry:
    """The same dossier at the same moment, for those of `reach`."""
    if living is None or reach not in _LEVELS:
        return entry
    audience = audience_for(living, reach)
    return replace(
        entry, audience=audience, checksum=checksum_of(living.pk, entry.number, entry.current, audience)
    )


def stamp_for(entry: Entry, living: Living | None) -> str:
    """The stamp of a file made from `entry`; none for who may not know how many acts the dossier has."""
    if living is None or entry.audience is None or not living.standing.may(Action.SEE_HISTORY).allowed:
        return ""
    return stamp_words(living.slug, entry.number, entry.audience, entry.current)


def seen_key(entry: Entry, living: Living | None) -> str:
    """What somebody may see of a dossier, in a text that changes when it does; acts apart."""
    return f"{living.pk}/{living.standing.audience.key}" if living else entry.checksum


def prepared_file(token: str, entry: Entry, living: Living | None, viewer: Viewer) -> PreparedFile | None:
    """The file prepared under this token, as long as the person sees what they saw when they asked for it."""
    found = PreparedFile.objects.filter(token=token, slug=entry.slug, expires_at__gt=viewer.now).first()
    return found if found and found.seen == seen_key(entry, living) else None
