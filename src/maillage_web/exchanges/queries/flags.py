"""What moderators are asked to look at."""

from __future__ import annotations

from dataclasses import dataclass

from maillage_web.exchanges.models import Flag, Post, Thread
from maillage_web.exchanges.policies import Action
from maillage_web.exchanges.queries.scopes import Person

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Flagged:
    """A flag and what it is about."""

    flag: Flag
    thread: Thread
    post: Post | None


def find_target(target: str) -> tuple[Thread, Post | None] | None:
    """The thread, and the post when it is one, that a flag names; none when it is gone or not ours."""
    kind, _slash, name = target.partition("/")
    if kind == "post" and name.isdigit():
        post = Post.objects.select_related("thread").filter(pk=int(name)).first()
        return (post.thread, post) if post else None
    thread = Thread.objects.filter(token=name).first() if kind == "thread" else None
    return (thread, None) if thread else None


def flags_for(person: Person) -> tuple[Flagged, ...]:
    """The last flags of the scopes that this person cares for, those to decide first."""
    flags = list(Flag.objects.select_related("by").order_by("-at", "-pk")[:SHOWN])
    numbers = [int(one.target[5:]) for one in flags if one.target.startswith("post/")]
    posts = {one.pk: one for one in Post.objects.filter(pk__in=numbers).select_related("thread")}
    tokens = [one.target[7:] for one in flags if one.target.startswith("thread/")]
    threads = {one.token: one for one in Thread.objects.filter(token__in=tokens)}
    cared = set(person.scopes(Action.CARE))
    found = []
    for flag in flags:
        post = posts.get(int(flag.target[5:])) if flag.target.startswith("post/") else None
        thread = post.thread if post else threads.get(flag.target[7:])
        if thread is not None and thread.scope in cared:
            found.append(Flagged(flag, thread, post))
    return tuple(sorted(found, key=lambda one: _waits(one.flag), reverse=True))


def _waits(flag: Flag) -> bool:
    return flag.state == Flag.State.OPEN or bool(flag.appeal)


def find_flag(person: Person, number: int) -> Flag | None:
    """The flag of this number, when this person cares for its scope."""
    flag = Flag.objects.filter(pk=number).first()
    found = find_target(flag.target) if flag else None
    return flag if found and person.may(found[0].scope, Action.CARE) else None


def hiding_flag(target: str) -> Flag | None:
    """The flag by which this was hidden last, which its author may appeal."""
    return Flag.objects.filter(target=target, state=Flag.State.HIDDEN).order_by("-handled_at").first()
