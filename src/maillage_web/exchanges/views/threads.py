"""Threads: the list, one thread, what people do in it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage_web.exchanges.actions import moderating, threads
from maillage_web.exchanges.forms import ChangeForm, ReasonForm, ThreadForm, WordsForm
from maillage_web.exchanges.policies import Action
from maillage_web.exchanges.queries import flags
from maillage_web.exchanges.queries.scopes import Person
from maillage_web.exchanges.queries.threads import Post, Thread, find_post, find_thread, opened, threads_for
from maillage_web.notices.actions.wishes import know_site


def person_of(request: HttpRequest) -> Person:
    """Who asks."""
    return Person(request.user.pk if request.user.is_authenticated else None)


def _scope_words(person: Person, scope: str) -> str:
    if scope.startswith("dossier/"):
        title = person.dossiers.get(scope.partition("/")[2], ("", None))[0]
        return _("the members of the dossier “%(title)s”") % {"title": title}
    return _("everybody") if scope == "public" else _("the members of the community")


def _found(request: HttpRequest, token: str, action: Action = Action.READ) -> tuple[Person, Thread]:
    person = person_of(request)
    thread = find_thread(person, token)
    if thread is None or not person.may(thread.scope, action):
        raise Http404(token)
    return person, thread


@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The threads one may read."""
    person = person_of(request)
    page = threads_for(person, request.GET.get("page"))
    rows = [(one, _scope_words(person, one.scope)) for one in page]
    context = {
        "page": page,
        "rows": rows,
        "may_start": bool(person.scopes(Action.WRITE)),
        "may_care": bool(person.scopes(Action.CARE)),
        "user_id": person.user_id,
    }
    return render(request, "exchanges/threads.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Start a thread."""
    person = person_of(request)
    scopes = [(one, _scope_words(person, one)) for one in person.scopes(Action.WRITE)]
    if not scopes:
        return render(request, "exchanges/closed.html", status=403)
    form = ThreadForm(request.POST or None, scopes=scopes)
    if request.method == "POST" and form.is_valid():
        thread = threads.start(kind="talk", by=request.user.pk, now=timezone.now(), **form.cleaned_data)
        know_site(user=request.user.pk, origin=request.build_absolute_uri("/"))
        return redirect("thread", thread.token)
    return render(request, "exchanges/new.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: HttpRequest, token: str) -> HttpResponse:
    """One thread; a post answers."""
    person, found = _found(request, token)
    seen = opened(person, found)
    form = WordsForm(request.POST or None)
    if request.method == "POST":
        if not person.may(found.scope, Action.WRITE):
            raise Http404(token)
        if not seen.may_write:
            form.add_error("text", _("This thread is closed: your text is kept here, copy it elsewhere."))
        if form.is_valid():
            made = threads.answer(thread=found, by=request.user.pk, now=timezone.now(), **form.cleaned_data)
            know_site(user=request.user.pk, origin=request.build_absolute_uri("/"))
            return redirect(f"{request.path}#message-{made.number}")
    context = {"seen": seen, "thread": found, "form": form, "scope": _scope_words(person, found.scope)}
    status = 422 if request.method == "POST" else 200
    return render(request, "exchanges/thread.html", context, status=status)


@never_cache
@login_required
@require_POST
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """Follow a thread, or silence it."""
    _person, found = _found(request, token)
    threads.follow(thread=found, user=request.user.pk, silent="silent" in request.POST)
    messages.success(request, _("It is noted."))
    return redirect("thread", token)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, token: str) -> HttpResponse:
    """Close a thread with what came out of it: its author, or who cares for it."""
    person, found = _found(request, token, Action.WRITE)
    if found.by_id != request.user.pk and not person.may(found.scope, Action.CARE):
        raise Http404(token)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        threads.close(thread=found, outcome=form.cleaned_data["why"], by=request.user.pk, now=timezone.now())
        return redirect("thread", token)
    form.fields["why"].label = _("What came out of it")
    return _one_form(request, found, form, _("Close the thread"))


def _one_form(request: HttpRequest, thread: Thread, form: object, heading: str) -> HttpResponse:
    return render(request, "exchanges/one_form.html", {"thread": thread, "form": form, "heading": heading})


def _own(request: HttpRequest, token: str, number: int) -> Post:
    _person, found = _found(request, token, Action.WRITE)
    post = find_post(found, number)
    if post is None or post.by_id != request.user.pk or post.withdrawn_at is not None:
        raise Http404(token)
    return post


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """Change one's own words."""
    post = _own(request, token, number)
    form = ChangeForm(request.POST or None, initial={"text": post.text})
    if request.method == "POST" and form.is_valid():
        threads.change(post=post, text=form.cleaned_data["text"], now=timezone.now())
        return redirect("thread", token)
    return _one_form(request, post.thread, form, _("Change my message"))


@never_cache
@login_required
@require_POST
def withdraw(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """Withdraw one's own words."""
    threads.withdraw(post=_own(request, token, number), now=timezone.now())
    return redirect("thread", token)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def flag(request: HttpRequest, token: str, number: int = 0) -> HttpResponse:
    """Ask the moderators to look at a thread or a post."""
    _person, found = _found(request, token)
    post = find_post(found, number) if number else None
    if number and post is None:
        raise Http404(token)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        moderating.flag(
            what=post or found, why=form.cleaned_data["why"], by=request.user.pk, now=timezone.now()
        )
        messages.success(request, _("Thank you. The moderators are told."))
        return redirect("thread", token)
    return _one_form(request, found, form, _("Ask the moderators to look"))


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, token: str, number: int = 0) -> HttpResponse:
    """The author of what is hidden asks for another look, once."""
    _person, found = _found(request, token)
    what = find_post(found, number) if number else found
    hidden = flags.hiding_flag(moderating.target_of(what)) if what else None
    if what is None or what.by_id != request.user.pk or hidden is None or hidden.appeal:
        raise Http404(token)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        moderating.appeal(flag=hidden, text=form.cleaned_data["why"], now=timezone.now())
        messages.success(request, _("The moderators will look at it again."))
        return redirect("thread", token)
    return _one_form(request, found, form, _("Ask for another look"))
