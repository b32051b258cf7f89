"""Start a thread, answer, change one's own words, follow, close. Rights are checked by who calls."""

from __future__ import annotations

import datetime
import secrets

from django.db import IntegrityError, transaction
from django.db.models import Max

from maillage.text import Text
from maillage_web.exchanges.models import Following, Post, Thread
from maillage_web.exchanges.queries.scopes import people_in
from maillage_web.notices.actions.telling import tell

_ANSWERED = Text(
    "Quelqu’un a répondu dans un échange que vous suivez.", "Somebody answered in a thread that you follow."
)
_CLOSED = Text("Un échange que vous suivez est clos.", "A thread that you follow is closed.")


@transaction.atomic
def start(
    *, scope: str, kind: str, title: str, text: str, by: int, key: str, now: datetime.datetime
) -> Thread:
    """Start a thread with its first post; the same key sent twice by a person starts one."""
    before = Post.objects.filter(by=by, key=key, number=1).select_related("thread").first()
    if before is not None:
        return before.thread
    token = secrets.token_urlsafe(12).replace("_", "a").replace("-", "b")
    thread = Thread.objects.create(
        token=token, scope=scope, kind=kind, title=title, by_id=by, at=now, last_at=now
    )
    Post.objects.create(thread=thread, number=1, key=key, by_id=by, text=text, at=now)
    Following.objects.create(thread=thread, user_id=by, seen=1)
    return thread


def answer(*, thread: Thread, text: str, by: int, key: str, now: datetime.datetime) -> Post:
    """Add a post, kept once per key, and tell those who follow."""
    try:
        with transaction.atomic():
            Thread.objects.select_for_update().get(pk=thread.pk)
            last = Post.objects.filter(thread=thread).aggregate(last=Max("number"))["last"] or 0
            post = Post.objects.create(thread=thread, number=last + 1, key=key, by_id=by, text=text, at=now)
            Thread.objects.filter(pk=thread.pk).update(last_at=now)
            Following.objects.get_or_create(thread=thread, user_id=by)
            _tell(thread, _ANSWERED, f"thread/{thread.token}/{post.number}", by, now)
    except IntegrityError:
        return Post.objects.get(thread=thread, by=by, key=key)
    return post


def _tell(thread: Thread, text: Text, key: str, but: int, now: datetime.datetime) -> None:
    """Tell those who follow, do not silence it, and are still inside (or read what is public)."""
    followers = set(Following.objects.filter(thread=thread, silent=False).values_list("user_id", flat=True))
    inside = followers if thread.scope == "public" else followers & people_in(thread.scope)
    tell(inside - {but}, kind="thread", key=key, text=text, address=f"/echanges/{thread.token}/", now=now)


@transaction.atomic
def change(*, post: Post, text: str, now: datetime.datetime) -> None:
    """Change one's own words; the earlier text is kept."""
    kept = Post.objects.select_for_update().get(pk=post.pk)
    if kept.text == text:
        return
    kept.before = [*kept.before, {"text": kept.text, "until": now.isoformat()}]
    kept.text, kept.edited_at = text, now
    kept.save(update_fields=["before", "text", "edited_at"])


def withdraw(*, post: Post, now: datetime.datetime) -> None:
    """Withdraw one's own words: nobody reads them any more, and their earlier texts are forgotten."""
    Post.objects.filter(pk=post.pk, withdrawn_at=None).update(withdrawn_at=now, text="", before=[])


def follow(*, thread: Thread, user: int, silent: bool) -> None:
    """Follow a thread, or silence it."""
    Following.objects.update_or_create(thread=thread, user_id=user, defaults={"silent": silent})


@transaction.atomic
def close(*, thread: Thread, outcome: str, by: int, now: datetime.datetime) -> None:
    """Close a thread with what came out of it, and tell those who follow."""
    if Thread.objects.filter(pk=thread.pk, closed_at=None).update(closed_at=now, outcome=outcome):
        _tell(thread, _CLOSED, f"thread/{thread.token}/closed", by, now)
