"""The page of documents as it is shown: each kind with its formats and their addresses, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from maillage.deliverables import kinds
from maillage.deliverables.wording import text
from maillage.dossier.day_words import date_words
from maillage.dossier.tables import Session
from maillage.text import Text, fill, same
from maillage_web.deliverables.queries.making import Choice, Wish, choices, code_of, seen
from maillage_web.dossiers.queries.state import State


@dataclass(frozen=True, slots=True)
class Way:
    """One file of a document: its format in words, and its address."""

    said: Text
    href: str


@dataclass(frozen=True, slots=True)
class KindShown:
    """A kind of document: its name, whom it serves, where it is read and in which files it is taken.

    `whose` are the actors that a summary may be made for; it is empty for the other kinds.
    """

    code: str
    label: Text
    aim: Text
    href: str
    ways: tuple[Way, ...]
    whose: tuple[Choice, ...]
    asks: str


@dataclass(frozen=True, slots=True)
class DocumentsPage:
    """Everything that the page shows. `sessions` are those that the readers see; `empty` when none of its rows is."""

    kinds: tuple[KindShown, ...]
    readers: tuple[Choice, ...]
    chosen: str
    sessions: tuple[tuple[str, Text], ...]
    empty: Text | None
    sizes: tuple[str, ...]


def documents_page(state: State, wish: Wish, query: Mapping[str, str]) -> DocumentsPage:
    """The page for readers and a day already chosen; `query` is what addresses carry of the wish."""
    dossier, readers = seen(state, wish.readers), choices(state)
    whose = tuple(one for one in readers if one.code.startswith("acteur:"))
    shown = [_kind(state, one, query, whose) for one in kinds.KINDS.values()]
    sessions = tuple((one.id, _session(one)) for one in dossier.sessions if one.variant_of is None)
    return DocumentsPage(
        kinds=tuple(shown),
        readers=readers,
        chosen=code_of(wish.readers),
        sessions=sessions,
        empty=None if dossier.count() > 1 else text("common.empty"),
        sizes=kinds.SIZES,
    )


def _session(row: Session) -> Text:
    title = row.title or row.id
    if row.date is None:
        return same(title)
    return fill(same("{title} ({date})"), title=title, date=date_words(row.date))


def _kind(state: State, kind: kinds.Kind, query: Mapping[str, str], whose: tuple[Choice, ...]) -> KindShown:
    asks_whom = kind.asks == "actor"
    needed = not asks_whom or query.get("pour", "").startswith("acteur:")
    href = f"{reverse('deliverables', args=[state.entry.slug])}?{urlencode({'document': kind.code, **query})}"
    return KindShown(
        code=kind.code,
        label=kind.label,
        aim=kind.aim,
        href=href if needed else "",
        ways=tuple(ways(state, kind, query)) if needed else (),
        whose=whose if asks_whom else (),
        asks=kind.asks,
    )


def ways(state: State, kind: kinds.Kind, query: Mapping[str, str]) -> Iterator[Way]:
    """The files of a kind; those of a poster on each sheet."""
    for form in kind.formats:
        for size in _sizes(kind, form):
            told = {**query, **({"taille": size} if size else {})}
            label = text(f"format.{form}")
            said = Text(f"{label.fr} {size.upper()}", f"{label.en} {size.upper()}") if size else label
            address = reverse("deliverable", args=[state.entry.slug, kind.code, form])
            yield Way(said, f"{address}?{urlencode(told)}" if told else address)


def _sizes(kind: kinds.Kind, form: str) -> tuple[str, ...]:
    return kinds.SIZES if kind.poster and form in ("pdf", "svg") else ("",)
