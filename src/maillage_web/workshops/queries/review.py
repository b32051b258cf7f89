"""The review of a workshop as its page shows it: proposals by activity beside what was said, then the session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from maillage.articulation.findings import name_of
from maillage.dossier.tables import TABLES
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Language, Text
from maillage.workshop.activities import KINDS
from maillage.workshop.harvest import Proposal
from maillage_web.dossiers.policies import Standing
from maillage_web.dossiers.queries.living import Living
from maillage_web.workshops.queries.review_columns import Column, Offered
from maillage_web.workshops.queries.review_draft import MERGE, TAKE, Choice
from maillage_web.workshops.queries.review_harvest import Harvested, edited, harvested, names_said
from maillage_web.workshops.queries.rooms import Room, Step, steps_of

PER_PAGE = 20
SURE = 0.95
"""From this ratio on, a row is proposed as being one of the dossier."""


@dataclass(frozen=True, slots=True)
class LikeShown:
    """A row of the dossier that says nearly the same."""

    id: str
    name: str
    percent: int


@dataclass(frozen=True, slots=True)
class RowShown:
    """A proposal to review. `mark` names its fields in the form."""

    mark: str
    key: str
    table: str
    table_label: Text
    tables: tuple[tuple[str, Text], ...]
    title: str
    changes: str
    said: Text
    words: tuple[str, ...]
    columns: tuple[Column, ...]
    likes: tuple[LikeShown, ...]
    do: str
    into: str
    visibility: str
    problems: tuple[Text, ...]
    names: tuple[str, ...]
    confidential: bool
    writable: bool
    decided: bool
    typed: Mapping[str, str]
    told: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReviewTab:
    """An activity: how many proposals, how many were decided, how many problems."""

    step: Step
    proposals: int
    decided: int
    problems: int
    here: bool


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One activity of the review, or its end (`step` is none)."""

    tabs: tuple[ReviewTab, ...]
    step: Step | None
    rows: tuple[RowShown, ...]
    number: int
    pages: int
    next: str
    visibilities: tuple[tuple[str, Text], ...]
    harvested: Harvested
    taken: int
    unseen: int
    problems: tuple[Text, ...]
    elsewhere: int


def review_page(living: Living, room: Room, asked: str, number: int, language: Language) -> ReviewPage:
    """The page of the activity `asked` (``fin`` for the end), else of the first one that proposes something."""
    found = harvested(living, room)
    steps = steps_of(room.pk)
    by_step = {step.key: [one for one in found.proposals if one.activity == step.key] for step in steps}
    speaking = [step for step in steps if by_step[step.key]]
    here = next((step for step in steps if step.key == asked), None)
    if here is None and asked != "fin":
        here = speaking[0] if speaking else None
    mine = by_step[here.key] if here else []
    pages = max(1, -(-len(mine) // PER_PAGE))
    number = min(max(number, 1), pages)
    shown = mine[(number - 1) * PER_PAGE : number * PER_PAGE]
    offered = Offered(found.dossier, found.proposals, language)
    problems = found.draft.problems
    return ReviewPage(
        tabs=tuple(_tab(step, by_step[step.key], found, step is here) for step in speaking),
        step=here,
        rows=tuple(
            _row(f"r{place}", one, found, offered, living.standing, language)
            for place, one in enumerate(shown, start=1)
        ),
        number=number,
        pages=pages,
        next=_next(here, number, pages, speaking),
        visibilities=visibilities(living.standing),
        harvested=found,
        taken=len(found.kept()),
        unseen=len(found.unseen()),
        problems=problems.get("session", ()),
        elsewhere=sum(key != "session" for key in problems),
    )


def _next(here: Step | None, number: int, pages: int, speaking: Sequence[Step]) -> str:
    """What the address says of the page after this one."""
    if here is None:
        return "activite=fin"
    if number < pages:
        return f"activite={here.key}&page={number + 1}"
    after = speaking[speaking.index(here) + 1 :] if here in speaking else ()
    return f"activite={after[0].key}" if after else "activite=fin"


def _tab(step: Step, proposals: Sequence[Proposal], found: Harvested, here: bool) -> ReviewTab:
    decided = sum(one.key in found.draft.choices for one in proposals)
    wrong = sum(one.key in found.draft.problems for one in proposals)
    return ReviewTab(step, len(proposals), decided, wrong, here)


def visibilities(standing: Standing) -> tuple[tuple[str, Text], ...]:
    """The visibilities that the person may give, but that of one actor."""
    words = vocabulary("visibilities")
    return tuple((code, words.label_of(code)) for code in standing.hides if code != "actor")


def _row(
    mark: str,
    one: Proposal,
    found: Harvested,
    offered: Offered,
    standing: Standing,
    language: Language,
) -> RowShown:
    choice = found.choice(one.key)
    now = edited(one, choice)
    likes = _likes(one, found, language)
    columns = () if one.confidential else offered.columns(now)
    kinds = KINDS[found.board.activities[one.activity].kind].writes
    tables = [table for table in dict.fromkeys((one.table, *kinds)) if table != "answers" and not one.row]
    words = [column.value for column in columns if column.kind in ("line", "text")]
    changes = offered.name(one.table, one.row) if one.row else ""
    return RowShown(
        mark=mark,
        key=one.key,
        table=now.table,
        table_label=TABLES[now.table].one_row,
        tables=tuple((table, TABLES[table].one_row) for table in tables),
        title=changes or _title(now, offered),
        changes=changes,
        said=one.said,
        words=() if one.confidential else _words(one, found),
        columns=columns,
        likes=likes,
        do=choice.do if choice else (MERGE if likes and likes[0].percent >= SURE * 100 else TAKE),
        into=choice.into if choice else (likes[0].id if likes else ""),
        visibility=_visibility(now, choice),
        problems=found.draft.problems.get(one.key, ()),
        names=tuple(names_said(words, found.present)),
        confidential=one.confidential,
        writable=bool(one.row) or standing.writes(now.table, now.cells).allowed,
        decided=choice is not None,
        typed=choice.cells if choice else {},
        told=_told(columns) if one.row else (),
    )


def _told(columns: Sequence[Column]) -> tuple[tuple[str, str], ...]:
    """What the cells of a change would say, in words."""
    return tuple(
        (column.label, ", ".join(label for _code, label, chosen in column.options if chosen) or column.value)
        for column in columns
    )


def _title(one: Proposal, offered: Offered) -> str:
    if one.confidential:
        return ""
    if one.table == "ties":
        return " – ".join(offered.name("actors", one.cells.get(end, "")) for end in ("actor_a", "actor_b"))
    return one.cells.get("name") or one.cells.get("title") or one.cells.get("question") or ""


def _visibility(now: Proposal, choice: Choice | None) -> str:
    return (choice.visibility if choice else "") or now.cells.get("visibility", "")


def _likes(one: Proposal, found: Harvested, language: Language) -> tuple[LikeShown, ...]:
    names = {row.id: name_of(row).in_(language) for row in found.dossier.rows(one.table)} if one.likes else {}
    return tuple(
        LikeShown(like.id, names.get(like.id, like.id), round(like.ratio * 100)) for like in one.likes
    )


def _words(one: Proposal, found: Harvested) -> tuple[str, ...]:
    """What was said, word for word, of the notes and stances that a proposal comes from."""
    notes = found.board.notes.get(one.activity, {})
    return tuple(str(notes[number]["text"]) for number in one.from_ if number in notes)


# --- the end ----------------------------------------------------------------------------------------------------------


def session_words(found: Harvested, room: Room) -> dict[str, Any]:
    """What the form of the session says before anybody types: what is known, and nothing that is not."""
    planned = next((one for one in found.dossier.sessions if one.id == found.session), None)
    present = {one.actor for one in found.present if one.actor} if room.opened_at else set()
    known = {actor.id for actor in found.dossier.actors}
    words = {
        "title": (planned.title if planned else "") or room.title,
        "date": found.on.isoformat(),
        "starts_at": timezone.localtime(room.opened_at).strftime("%H:%M") if room.opened_at else "",
        "hours": str(planned.hours) if planned and planned.hours is not None else "",
        "place": (planned.place if planned else "") or "",
        "question": (planned.question if planned else "") or "",
        "participants": sorted((present & known) | set((planned.participants if planned else None) or ())),
    }
    return {**words, **found.draft.session}


def actors_offered(found: Harvested) -> list[tuple[str, str]]:
    """The actors that may have been there, by name; those that the workshop adds, too."""
    new = [
        (one.cells["id"], one.cells["name"]) for one in found.kept() if one.table == "actors" and not one.row
    ]
    known = [(actor.id, actor.name) for actor in found.dossier.at(found.on).actors]
    return sorted([*known, *new], key=lambda one: one[1].casefold())
