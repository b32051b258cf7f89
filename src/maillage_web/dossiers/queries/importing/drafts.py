"""The files that somebody sent to a dossier and that are not imported yet."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property

from maillage.dossier.problems import Problem
from maillage.text import Text
from maillage_web.dossiers.mappers import RepairLine
from maillage_web.dossiers.mappers.importing import Picks, unpacked_problems
from maillage_web.dossiers.models import ImportDraft


@dataclass(frozen=True)
class Draft:
    """A file sent, without its content: where it stands and what its author chose."""

    pk: int
    dossier: int
    author: int
    token: str
    name: str
    checksum: str
    stamp: str
    state: str
    why: str
    job: str
    act: int | None
    sent_at: datetime.datetime
    expires_at: datetime.datetime
    kept_problems: list[list[object]]
    kept_repairs: list[list[list[str]]]
    kept_picks: dict[str, object]

    @cached_property
    def picks(self) -> Picks:
        """What its author chose so far."""
        return Picks.of(self.kept_picks)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What keeps the file from being read."""
        return unpacked_problems(self.kept_problems)

    @property
    def repairs(self) -> tuple[RepairLine, ...]:
        """What was put right while reading it."""
        return tuple(RepairLine(Text(*place), Text(*message)) for place, message in self.kept_repairs)


def draft_of(row: ImportDraft) -> Draft:
    """What pages know of an import."""
    return Draft(
        pk=row.pk,
        dossier=row.dossier_id,
        author=row.author_id,
        token=row.token,
        name=row.name,
        checksum=row.checksum,
        stamp=row.stamp,
        state=row.state,
        why=row.why,
        job=row.job,
        act=row.act,
        sent_at=row.sent_at,
        expires_at=row.expires_at,
        kept_problems=row.problems,
        kept_repairs=row.repairs,
        kept_picks=row.picks,
    )


def find_draft(dossier: int, token: str, author: int | None, now: datetime.datetime) -> Draft | None:
    """The import of this address when this person sent it to this dossier; it is seen by nobody else."""
    found = ImportDraft.objects.filter(dossier=dossier, token=token, author=author, expires_at__gt=now)
    row = found.defer("content").first()
    return draft_of(row) if row else None


def open_drafts(dossier: int, author: int | None, now: datetime.datetime) -> list[Draft]:
    """The imports that this person has begun here and not ended, the latest first."""
    found = ImportDraft.objects.filter(dossier=dossier, author=author, expires_at__gt=now)
    rows = found.exclude(state=ImportDraft.State.APPLIED).defer("content").order_by("-sent_at", "-pk")
    return [draft_of(row) for row in rows]
