"""The reflexive journal: what others may read, rows of the dossier; and what only its author reads, which is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from maillage.articulation.findings import name_of
from maillage.dossier.tables import JournalEntry
from maillage.dossier.values import PartialDate
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Language, Text, same
from maillage_web.common.templatetags.wording import language
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.queries.living import Living
from maillage_web.dossiers.queries.state import Link, State
from maillage_web.journeys.choices import MINE
from maillage_web.journeys.models import PrivateEntry
from maillage_web.journeys.queries.memory import as_csv, doing, link, links
from maillage_web.journeys.queries.standing import row_page, standings

HEADINGS = (
    Text("date", "date"),
    Text("niveau", "level"),
    Text("titre", "title"),
    Text("texte", "entry"),
    Text("phase", "phase"),
    Text("seance", "session"),
    Text("role", "role"),
)
LEVELS = (MINE, "facilitators", "members", "public", "actor")


@dataclass(frozen=True, slots=True)
class EntryShown:
    """An entry of either kind. `private` is its number when only its author reads it."""

    level: str
    level_words: Text
    date: PartialDate | None
    title: str
    text: str
    phase: Text | None
    phase_code: str
    session: Link | None
    session_id: str
    role: str
    actors: tuple[Link, ...]
    href: str
    share: str
    private: int | None = None


@dataclass(frozen=True, slots=True)
class JournalPage:
    """All that the page shows; `noted` says that there is an entry before filtering."""

    entries: tuple[EntryShown, ...]
    noted: bool
    levels: tuple[tuple[str, Text], ...]
    phases: tuple[tuple[str, Text], ...]
    sessions: tuple[tuple[str, Text], ...]
    write: str


_MINE_WORDS = Text("Moi seulement", "Only me")


def journal_page(state: State, asked: dict[str, Any]) -> JournalPage:
    """The entries that the person may read on the day, the latest first, narrowed to what is asked."""
    every = [*_rows(state), *_mine(state)]
    kept = [one for one in every if _answers(one, asked)]
    used = dict.fromkeys(one.level for one in every)
    return JournalPage(
        entries=tuple(sorted(kept, key=_age)),
        noted=bool(every),
        levels=tuple((code, level_words(code)) for code in LEVELS if code in used),
        phases=tuple({one.phase_code: one.phase for one in every if one.phase}.items()),
        sessions=tuple({one.session_id: one.session.words for one in every if one.session}.items()),
        write=writing(state),
    )


def level_words(code: str) -> Text:
    """A level in words."""
    return _MINE_WORDS if code == MINE else vocabulary("visibilities").label_of(code)


def writing(state: State, **asked: str) -> str:
    """The form of an entry, for the members; what one keeps for oneself asks for no right to write."""
    living = state.living
    if living is None or living.standing.role is Role.VISITOR or state.past:
        return ""
    address = state.address("journal-write")
    further = "&".join(f"{name}={words}" for name, words in asked.items())
    return f"{address}{'&' if state.query else '?'}{further}" if further else address


def _rows(state: State) -> Iterator[EntryShown]:
    titles = dict(phase_choices(state))
    for row in state.dossier.journal:
        if row.date is None or row.date.first_day() <= state.day:
            yield _row(state, row, titles)


def _row(state: State, row: JournalEntry, titles: dict[str, Text]) -> EntryShown:
    public = state.living is None or state.living.public
    level = row.visibility or ("public" if public else "members")
    return EntryShown(
        level=level,
        level_words=level_words(level),
        date=row.date,
        title=row.title or "",
        text=row.entry,
        phase=titles.get(row.phase, same(row.phase)) if row.phase else None,
        phase_code=row.phase or "",
        session=link(state, "sessions", row.session) if row.session else None,
        session_id=row.session or "",
        role=row.asserted_by or "",
        actors=links(state, "actors", row.actors) or (),
        href=row_page(state, "journal", row),
        share="",
    )


def _mine(state: State) -> Iterator[EntryShown]:
    """The person’s own private entries: of today, never of a past state, for nobody else."""
    living = state.living
    if living is None or living.standing.user_id is None or state.past:
        return
    titles = dict(phase_choices(state))
    for one in private_entries(living):
        date = PartialDate.parse(one.date) if one.date else None
        if date is not None and state.asked and date.first_day() > state.day:
            continue
        known = any(row.id == one.session for row in state.whole.sessions)
        yield EntryShown(
            level=MINE,
            level_words=_MINE_WORDS,
            date=date,
            title=one.title,
            text=one.text,
            phase=titles.get(one.phase, same(one.phase)) if one.phase else None,
            phase_code=one.phase,
            session=link(state, "sessions", one.session) if known else None,
            session_id=one.session,
            role="",
            actors=(),
            href=writing(state, entree=str(one.pk)),
            share=doing(state, "journal-share", entree=str(one.pk)),
            private=one.pk,
        )


@dataclass(frozen=True, slots=True)
class Private:
    """What its author keeps for themselves, to write it anew or to share it."""

    pk: int
    date: str
    title: str
    text: str
    phase: str
    session: str


def private_entry(living: Living, key: int) -> Private | None:
    """The private entry of this number, when it is the person’s own."""
    names = ("pk", "date", "title", "text", "phase", "session")
    found = private_entries(living).filter(pk=key).values_list(*names).first()
    return Private(*found) if found else None


def private_entries(living: Living) -> Any:
    """The private entries of the person in this dossier."""
    return PrivateEntry.objects.filter(dossier=living.pk, author=living.standing.user_id).order_by("pk")


def _answers(one: EntryShown, asked: dict[str, Any]) -> bool:
    begins, ends = asked.get("du"), asked.get("au")
    wanted = [
        (asked.get("niveau"), one.level),
        (asked.get("phase"), one.phase_code),
        (asked.get("seance"), one.session_id),
    ]
    if any(words and words != said for words, said in wanted):
        return False
    if (begins or ends) and one.date is None:
        return False
    after = begins is None or (one.date is not None and one.date.last_day() >= begins.first_day())
    return after and (ends is None or (one.date is not None and one.date.first_day() <= ends.last_day()))


def _age(one: EntryShown) -> tuple[int, str]:
    return (-one.date.first_day().toordinal() if one.date else 1, one.title)


# --- choices of the form ----------------------------------------------------------------------------------------------


def phase_choices(state: State) -> list[tuple[str, Text]]:
    """The phases of the journeys under way."""
    found = {one.phase.code: one.phase.title for standing in standings(state) for one in standing.phases}
    return list(found.items())


def session_choices(state: State) -> list[tuple[str, Text]]:
    """The sessions that the person sees, the latest first."""
    rows = {row.id: row for row in state.whole.sessions if row.variant_of is None}
    return [(row.id, name_of(row)) for row in sorted(rows.values(), key=_session_age)]


def _session_age(row: Any) -> int:
    return -row.date.first_day().toordinal() if row.date else 1


def level_choices(state: State, *, mine: bool) -> list[tuple[str, Any]]:
    """The levels that the person may give to an entry, the most discreet first; `mine` to keep it for oneself."""
    living = state.living
    found: list[tuple[str, Any]] = [(MINE, _("only me: it does not enter the dossier"))] if mine else []
    if living is None or not state.rights.may_write:
        return found
    standing = living.standing
    kept = {"kept_for": standing.actor} if standing.actor else {}
    for actor in sorted(standing.audience.actors):
        if standing.writes("journal", {"visibility": "actor", "kept_for": actor}).allowed:
            name = state.link_to_id("actors", actor).words.in_(language())
            found.append((f"actor:{actor}", _("only “%(actor)s”, and who it trusts") % {"actor": name}))
    for code in ("facilitators", "members", "public"):
        if standing.writes("journal", {"visibility": code, **kept}).allowed:
            found.append((f"{code}:{standing.actor}", level_words(code).in_(language())))
    return found


def journal_csv(page: JournalPage, language: Language) -> str:
    """The entries of the page as a file to hand on: what only its author reads is not in it."""
    lines = (
        [
            str(one.date or ""),
            one.level_words.in_(language),
            one.title,
            one.text,
            one.phase.in_(language) if one.phase else "",
            one.session.words.in_(language) if one.session else "",
            one.role,
        ]
        for one in page.entries
        if one.private is None
    )
    return as_csv(HEADINGS, lines, language)
