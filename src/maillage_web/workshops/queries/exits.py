"""What would fall if somebody left, said for the room: computed on what every member sees, never on more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.utils import timezone

from maillage.network.leaving import Leaving, LeavingError, actor_named, exit_from, kind_of, name_in
from maillage.text import Language, Text
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.policies import Standing
from maillage_web.dossiers.queries.living import Living
from maillage_web.dossiers.queries.state import State
from maillage_web.dossiers.queries.stored import analysis_of
from maillage_web.networks.queries.leaving import holds_at

MOST_SENTENCES = 20
MOST_ROWS = 40
_LONGEST = 300
_COLUMNS = (Text("Tour", "Round"), Text("Quoi", "What"), Text("Nom", "Name"), Text("Pourquoi", "Why"))
_WHAT = Text("Si {names} s’en allait", "If {names} left")
_WHAT_MANY = Text("Si {names} s’en allaient", "If {names} left")


def members_state(living: Living) -> State:
    """The dossier of today as any member sees it."""
    member = replace(living, standing=Standing(Role.READER, public=living.public))
    entry = member.entry()
    return State(entry, analysis_of(entry, timezone.localdate()), "", member)


def exit_told(living: Living, actors: Sequence[str], tongue: Language) -> dict[str, Any]:
    """The content of a `shown` event for the exit of `actors`, in the language of the room. Raises `LeavingError`."""
    holds = holds_at(members_state(living))
    gone = tuple(dict.fromkeys(actor_named(holds.chain, one) for one in actors))
    found = exit_from(holds, Leaving(gone, ()))
    names = ", ".join(name_in(holds, ("actors", one)).in_(tongue) for one in gone)
    what = (_WHAT if len(gone) == 1 else _WHAT_MANY).in_(tongue).format(names=names)
    content: dict[str, Any] = {
        "what": what[:_LONGEST],
        "sentences": [text.in_(tongue)[:_LONGEST] for text in found.said[:MOST_SENTENCES]],
    }
    rows = [
        [
            str(one.round),
            kind_of(one.table).in_(tongue),
            one.name.in_(tongue)[:_LONGEST],
            one.why.in_(tongue)[:_LONGEST],
        ]
        for one in found.lost[:MOST_ROWS]
    ]
    if rows:
        content |= {"columns": [words.in_(tongue) for words in _COLUMNS], "rows": rows}
    if len(gone) == 1:
        content["actor"] = f"id:{gone[0]}"
    return content


__all__ = ["LeavingError", "exit_told", "members_state"]
