"""Ask moderators to look, decide with a reason, appeal."""

from __future__ import annotations

import datetime

from django.db import transaction

from maillage.text import Text
from maillage_web.exchanges.models import Flag, Post, Thread
from maillage_web.exchanges.queries.flags import find_target
from maillage_web.exchanges.queries.scopes import carers_of
from maillage_web.notices.actions.telling import tell

_ASKED = Text("On vous demande de regarder un message.", "You are asked to look at a message.")
_HIDDEN = Text(
    "Un de vos messages est masqué ; la raison est écrite à sa place.",
    "One of your messages is hidden; the reason is written in its place.",
)
_KEPT = Text(
    "Un de vos messages a été regardé, et reste ; la raison est dite.",
    "One of your messages was looked at, and stays; the reason is said.",
)
_PAGE = "/echanges/moderation/"


def target_of(what: Post | Thread) -> str:
    """How a flag names what it is about."""
    return f"post/{what.pk}" if isinstance(what, Post) else f"thread/{what.token}"


@transaction.atomic
def flag(*, what: Post | Thread, why: str, by: int, now: datetime.datetime) -> Flag:
    """Ask the moderators to look: once per person while it is open; they are told."""
    waiting = Flag.objects.filter(target=target_of(what), by=by, state=Flag.State.OPEN).first()
    if waiting is not None:
        return waiting
    made = Flag.objects.create(target=target_of(what), by_id=by, why=why, at=now)
    scope = what.thread.scope if isinstance(what, Post) else what.scope
    _tell(carers_of(scope), f"flag/{made.pk}", _ASKED, _PAGE, now)
    return made


@transaction.atomic
def decide(*, flag: Flag, hide: bool, why: str, by: int, now: datetime.datetime) -> None:
    """Hide or keep what was flagged, with a reason told to its author; may be decided again after an appeal."""
    found = find_target(flag.target)
    if found is None:
        return
    thread, post = found
    what = post or thread
    state = Flag.State.HIDDEN if hide else Flag.State.KEPT
    Flag.objects.filter(pk=flag.pk).update(state=state, handled_by_id=by, handled_why=why, handled_at=now)
    what.hidden_at, what.hidden_why = (now, why) if hide else (None, "")
    what.save(update_fields=["hidden_at", "hidden_why"])
    if what.by_id is not None:
        key = f"decided/{flag.pk}/{now.isoformat()}"
        _tell({what.by_id}, key, _HIDDEN if hide else _KEPT, f"/echanges/{thread.token}/", now)


@transaction.atomic
def appeal(*, flag: Flag, text: str, now: datetime.datetime) -> None:
    """The author says why it should be shown: the moderators look at it again."""
    found = find_target(flag.target)
    if found is not None and Flag.objects.filter(pk=flag.pk, appeal="").update(appeal=text):
        _tell(carers_of(found[0].scope), f"appeal/{flag.pk}", _ASKED, _PAGE, now)


def _tell(users: set[int], key: str, text: Text, address: str, now: datetime.datetime) -> None:
    tell(users, kind="moderation", key=key, text=text, address=address, now=now)
