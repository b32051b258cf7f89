"""Find the actors, the money and the things that somebody names, or say in a sentence why they are not there."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

from maillage.articulation.chain import Chain
from maillage.dossier.day_words import date_words
from maillage.dossier.tables import TABLES, Actor
from maillage.dossier.values import fold
from maillage.network.exit_words import quoted, text
from maillage.network.holds import MONEY, Holds, Key, is_money
from maillage.text import Text, listing, same

_NEAR = 3
_CLOSE = 0.6
_LONGEST = 200


class LeavingError(ValueError):
    """Somebody or something named is not there on the day. `text` says why and what to do, in both languages."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.fr)
        self.text = text


def actor_named(chain: Chain, words: str) -> str:
    """The id of the actor that `words` names, by its id or by its name, present on the day. Raises `LeavingError`."""
    actor = chain.actors.get(words) or _called(chain, words)
    if actor is None:
        called = {key: one.name for key, one in chain.actors.items()}
        names = called | {name: name for name in called.values()}
        raise LeavingError(text("exit-refused.actor", found=quoted(words), near=_near(words, names)))
    if not chain.present(actor):
        raise LeavingError(_absent(actor, chain))
    return actor.id


def actors_named(chain: Chain, names: Iterable[str]) -> tuple[str, ...]:
    """The ids of several actors, each once. Raises `LeavingError`."""
    return tuple(dict.fromkeys(actor_named(chain, one) for one in names))


def _called(chain: Chain, words: str) -> Actor | None:
    wanted = fold(words[:_LONGEST])
    found = [one for one in chain.actors.values() if fold(one.name) == wanted]
    here = [one for one in found if chain.present(one)]
    return next(iter(here or found), None)


def _absent(actor: Actor, chain: Chain) -> Text:
    day, came, left = date_words(chain.on), actor.joined_on, actor.left_on
    if came and left and left.last_day() < came.first_day():
        dates = {"left": date_words(left), "joined": date_words(came)}
        return text("exit-refused.never", name=actor.name, **dates)
    if left and chain.has_left(actor):
        return text("exit-refused.left", name=actor.name, left=date_words(left), day=day)
    return text("exit-refused.coming", name=actor.name, joined=date_words(came) if came else day, day=day)


def monies_named(holds: Holds, names: Iterable[str]) -> tuple[Key, ...]:
    """The rows and purses that stop, by their ids. Raises `LeavingError`."""
    return tuple(dict.fromkeys(_money_named(holds, one) for one in names))


def _money_named(holds: Holds, words: str) -> Key:
    table, slash, one = words.partition("/")
    tables = (table,) if slash else ("contributions", "costs", "flows", "actors")
    for known in tables:
        key = (MONEY if known == "actors" else known, one if slash else words)
        if key in holds.needs and _stops(holds, key):
            return key
    if not slash and any(words in (one.id, one.name) for one in holds.chain.actors.values()):
        return (MONEY, actor_named(holds.chain, words))
    near = _near(words, {key[1]: key[1] for key in sources_of_money(holds)})
    raise LeavingError(text("exit-refused.money", found=quoted(words), near=near))


def _stops(holds: Holds, key: Key) -> bool:
    """Whether `key` is money that can stop: a purse, a contribution in money, a cost borne, a flow of money."""
    table, row = key[0], holds.rows.get(key)
    if table == MONEY:
        return True
    if table == "costs":
        return getattr(row, "bearer", None) is not None
    if table == "contributions":
        return getattr(row, "kind", None) == "money"
    return table == "flows" and is_money(getattr(row, "unit", None))


def sources_of_money(holds: Holds) -> tuple[Key, ...]:
    """Every row of money that can stop, then the purse of every actor from whom money comes."""
    rows = [key for key in holds.needs if key[0] != MONEY and key[0] != "actors" and _stops(holds, key)]
    purses = [key for key in holds.needs if key[0] == MONEY and holds.leaning.get(key)]
    return (*rows, *purses)


def thing_named(holds: Holds, table: str, one: str) -> Key:
    """The key of a row that stands on the day. Raises `LeavingError`."""
    if (table, one) in holds.needs:
        return table, one
    known = {key[1]: key[1] for key in holds.needs if key[0] == table}
    label = TABLES[table].label if table in TABLES else same(table)
    raise LeavingError(text("exit-refused.thing", found=quoted(one), table=label, near=_near(one, known)))


def _near(words: str, names: Mapping[str, str]) -> Text:
    """“Did you mean …?”, or nothing when no known name is close."""
    wanted, folded = fold(words[:_LONGEST]), {fold(name): known for name, known in names.items()}
    inside = [known for name, known in folded.items() if len(wanted) > 3 and wanted in name]
    close = difflib.get_close_matches(wanted, folded, n=_NEAR, cutoff=_CLOSE)
    found = list(dict.fromkeys((*inside, *(folded[name] for name in close))))[:_NEAR]
    if not found:
        return same("")
    said = text("exit-refused.near", names=listing([same(name) for name in found]))
    return Text(f" {said.fr}", f" {said.en}")
