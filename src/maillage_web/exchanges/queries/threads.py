"""Threads as somebody reads them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.core.paginator import Page, Paginator
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from maillage_web.accounts.models import User
from maillage_web.exchanges.models import Following, Post, Thread
from maillage_web.exchanges.policies import Action
from maillage_web.exchanges.queries.scopes import Person

__all__ = [
    "Opened",
    "Post",
    "Said",
    "Thread",
    "find_post",
    "find_thread",
    "opened",
    "rendered",
    "threads_for",
]
PER_PAGE = 30


@cache
def _markdown() -> MarkdownIt:
    """Without raw HTML, pictures (loaded from elsewhere) nor headings (the outline is that of the page)."""
    return MarkdownIt("commonmark", {"html": False}).disable(["image", "heading", "lheading"])


def rendered(text: str) -> SafeString:
    """What somebody wrote as HTML; raw HTML in it stays text."""
    return mark_safe(_markdown().render(text))  # noqa: S308


@dataclass(frozen=True, slots=True)
class Said:
    """One post as somebody reads it: its text is empty when it is hidden from them or withdrawn."""

    post: Post
    author: User | None
    mine: bool
    html: SafeString
    withdrawn: bool
    hidden_why: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A thread, its posts, and what the reader may do."""

    thread: Thread
    posts: tuple[Said, ...]
    mine: bool
    shown: bool
    may_write: bool
    may_care: bool
    following: Following | None


def threads_for(person: Person, page: object) -> Page[Thread]:
    """A page of the threads somebody may read, the last that moved first; those hidden only to who cares or wrote."""
    found = Thread.objects.filter(scope__in=person.scopes(Action.READ)).select_related("by")
    return Paginator(found.order_by("-last_at", "-pk"), PER_PAGE).get_page(page)


def find_thread(person: Person, token: str) -> Thread | None:
    """The thread of this token, when it exists for this person."""
    thread = Thread.objects.select_related("by").filter(token=token).first()
    return thread if thread and person.may(thread.scope, Action.READ) else None


def opened(person: Person, thread: Thread) -> Opened:
    """A thread as this person reads it."""
    care = person.may(thread.scope, Action.CARE)
    mine = person.user_id is not None and thread.by_id == person.user_id
    shown = thread.hidden_at is None or care or mine
    posts = Post.objects.filter(thread=thread).select_related("by").order_by("number") if shown else ()
    followed = (
        Following.objects.filter(thread=thread, user=person.user_id).first() if person.user_id else None
    )
    open_ = thread.closed_at is None and thread.hidden_at is None
    return Opened(
        thread,
        tuple(_said(one, person.user_id, care=care) for one in posts),
        mine,
        shown,
        open_ and person.may(thread.scope, Action.WRITE),
        care,
        followed,
    )


def _said(post: Post, reader: int | None, *, care: bool) -> Said:
    mine = reader is not None and post.by_id == reader
    withdrawn = post.withdrawn_at is not None
    readable = not withdrawn and (post.hidden_at is None or mine or care)
    html = rendered(post.text) if readable else SafeString("")
    why = post.hidden_why if post.hidden_at is not None else ""
    return Said(post, post.by, mine, html, withdrawn, why)


def find_post(thread: Thread, number: int) -> Post | None:
    """The post of this number in a thread."""
    return Post.objects.filter(thread=thread, number=number).first()
