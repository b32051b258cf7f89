"""The cards of a dossier on a day, kept at hand: the list, the card and the questions read the same ones."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from maillage.cards.card import Card, card_in, cards_of
from maillage.dossier.audience import ABOUT
from maillage.dossier.tables import TABLES
from maillage.referential.shipped import shipped_frames
from maillage_web.dossiers.policies import CONFIDED
from maillage_web.dossiers.queries.shelf import Shelf
from maillage_web.dossiers.queries.state import State

_cards: Shelf[tuple[Card, ...]] = Shelf(4_000, len)
_one: Shelf[Card] = Shelf(500, lambda _card: 1)


def cards_on(state: State) -> tuple[Card, ...]:
    """The cards of the actors present, by name, as the person may see them."""
    return _cards.get(
        (state.entry.slug, state.entry.checksum, state.day),
        lambda: cards_of(state.analysis, shipped_frames()),
    )


def card_on(state: State, actor: str) -> Card:
    """The card of one actor, as the person may see it. Raises `CardError`."""
    key = (state.entry.slug, state.entry.checksum, state.day, actor)
    return _one.get(key, lambda: card_in(state.analysis, actor, shipped_frames()))


def adding(state: State, table: str, cells: dict[str, str], back: str) -> str:
    """The form of a new row with its first words, which comes back to `back`; empty for who may not write it.

    A row that tells the inside of an actor begins as confidential as the person can make it.
    """
    if not state.rights.may_write or state.living is None:
        return ""
    standing = state.living.standing
    first = {name: words for name, words in cells.items() if words}
    if standing.actor and not first.get(ABOUT.get(table, "")):
        first |= {"kept_for": standing.actor}
    visibility = standing.confides(table, first)
    if not visibility:
        return ""
    if table in CONFIDED and not _of_all(table, first):
        first["visibility"] = visibility
    leads = state.analysis.chain.actors.get(standing.actor)
    if leads is not None and first.get(ABOUT.get(table, "")) == leads.id:
        first["asserted_by"] = leads.name
    return f"{reverse('row-add', args=[state.entry.slug, table])}?{urlencode({**first, 'next': back})}"


def _of_all(table: str, cells: dict[str, str]) -> bool:
    """Whether a row is about the ecosystem rather than about one actor."""
    column = ABOUT[table]
    return cells.get(column, "") in TABLES[table].field(column).parties
