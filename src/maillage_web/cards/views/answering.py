"""Answers as they come, one by one: from the script of the page, or from a form when there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maillage.dossier.tables import Answer
from maillage_web.cards.actions.answering import MetError, Said, answer, open_to_members, take_back
from maillage_web.cards.forms.questionnaire import Sent, WrongAnswerError, read_answer
from maillage_web.cards.queries.asking import asked_in
from maillage_web.cards.queries.questionnaire import typed, words_of
from maillage_web.cards.queries.speaking import refusal
from maillage_web.cards.views.questionnaire import actor_or_404, page_for, shown
from maillage_web.common import choices
from maillage_web.common.templatetags.wording import language
from maillage_web.common.views import mishap
from maillage_web.dossiers.actions.edits import ConflictError, NotAllowedError, RefusedError, Written
from maillage_web.dossiers.policies import Action
from maillage_web.dossiers.queries.editing import names_of
from maillage_web.dossiers.queries.living import Living, find_living
from maillage_web.dossiers.queries.state import State
from maillage_web.dossiers.views.opening import keep_private, open_living
from maillage_web.dossiers.views.saving import living_of, open_bench, say

BY_SCRIPT = "application/json"
Doing = Callable[[HttpRequest, State, str], HttpResponse]


@require_http_methods(["GET", "HEAD", "POST"])
def answer_page(request: HttpRequest, slug: str, actor: str) -> HttpResponse:
    """Keep an answer, take one back (``annuler``), or open some to the members of the dossier (``ouvrir``)."""
    living = open_living(request, slug)
    if request.method != "POST":  # the same page in the other language, or after signing in
        return redirect("questionnaire", slug, actor)
    refused = refusal(living.standing, actor)
    if refused is not None:
        return _refused(request, refused.why)
    state = open_bench(request, slug, Action.WRITE)
    actor_or_404(state, actor)
    doing: Doing = _take_back if "annuler" in request.POST else _open if "ouvrir" in request.POST else _keep
    return keep_private(doing(request, state, actor))


def _refused(request: HttpRequest, why: str | Promise) -> HttpResponse:
    if not _by_script(request):
        return keep_private(mishap(request, replace(choices.FORBIDDEN, reason=why)))
    return keep_private(JsonResponse({"state": "refused", "said": str(why)}, status=403))


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == BY_SCRIPT


# --- one answer -------------------------------------------------------------------------------------------------------


def _keep(request: HttpRequest, state: State, actor: str) -> HttpResponse:
    living = living_of(state)
    try:
        sent = _sent(request)
        written = _write(living, actor, sent)
    except (WrongAnswerError, RefusedError, NotAllowedError) as error:
        return _wrong(request, state, actor, _why(error))
    except MetError as error:
        return _met(request, state, actor, sent, error)
    if _by_script(request):
        return _told(state, "saved", act=written.number)
    say(request, _("Your answer is kept."), written)
    return redirect(_back(request, state, actor))


def _sent(request: HttpRequest) -> Sent:
    today = timezone.localdate()
    return read_answer(request.POST, today=today, person=_name(request))


def _name(request: HttpRequest) -> str:
    return getattr(request.user, "name", "")


def _write(living: Living, actor: str, sent: Sent) -> Written:
    said = Said(
        holder=actor,
        frame=sent.frame.id,
        version=sent.frame.version,
        item=sent.item.id,
        words=sent.words,
        voice=sent.voice,
        day=sent.day,
        visibility=sent.visibility,
    )
    author = living.standing.user_id or 0
    return answer(
        dossier=living.pk, author=author, said=said, token=sent.token, base=sent.base, now=timezone.now()
    )


def _why(error: Exception) -> str:
    if isinstance(error, RefusedError):
        told = [text for one in error.refusals for text in (one.message, one.repair)]
        return " ".join(text.in_(language()) for text in told)
    if isinstance(error, NotAllowedError):
        return _("Your role does not allow you to write this row like this. Nothing was saved.")
    return str(error)


def _wrong(request: HttpRequest, state: State, actor: str, why: str) -> HttpResponse:
    """Say why on the page, beside the question, with what was typed."""
    if _by_script(request):
        return _told(state, "wrong", said=why)
    page = page_for(request, state, actor, request.POST.dict())
    typed(page, request.POST.get("question", ""), request.POST, wrong=why)
    return shown(request, state, page, wrong=why)


def _met(request: HttpRequest, state: State, actor: str, sent: Sent, met: MetError) -> HttpResponse:
    """Both answers side by side: that of the page, and the one that came meanwhile."""
    who = names_of([met.author]).get(met.author or 0, "")
    value, narrative, evidence = met.words
    row = Answer(id="-", frame=sent.frame.id, item=sent.item.id, value=value or None)
    words = words_of(sent.frame, asked_in(sent.frame, sent.item), row)
    told = "\n".join(filter(None, [words.in_(language()) if words else "", narrative, evidence]))
    if _by_script(request):
        theirs = {"reponse": value, "recit": narrative, "preuve": evidence}
        return _told(state, "met", who=who, theirs=theirs, words=told)
    page = page_for(request, state, actor, request.POST.dict())
    typed(page, sent.item.id, request.POST, theirs=told)
    return shown(request, state, page, who=who)


def _told(state: State, name: str, **further: Any) -> JsonResponse:
    """What became of it, for the script; `number` is the last act that the page now knows of."""
    fresh = find_living(state.entry.slug, living_of(state).standing.user_id)
    return JsonResponse({"state": name, "number": fresh.number if fresh else 0, **further})


def _back(request: HttpRequest, state: State, actor: str) -> str:
    """The next question of the page."""
    kept = {name: request.POST.get(name, "") for name in ("referentiel", "entree", "theme", "voix", "vue")}
    query = urlencode({name: words for name, words in kept.items() if words})
    after = request.POST.get("suite", "")[:200]
    return f"{reverse('questionnaire', args=[state.entry.slug, actor])}?{query}#{after or 'fin'}"


# --- afterwards -------------------------------------------------------------------------------------------------------


def _take_back(request: HttpRequest, state: State, actor: str) -> HttpResponse:
    living, words = living_of(state), request.POST.get("annuler", "")
    number = int(words[:9]) if words.isascii() and words.isdigit() else 0
    try:
        take_back(dossier=living.pk, author=living.standing.user_id or 0, number=number, now=timezone.now())
    except NotAllowedError:
        return _afterwards(
            request, state, actor, "wrong", _("This answer is not one that you can take back.")
        )
    except (ConflictError, RefusedError):
        told = _("Somebody changed the same thing since: nothing was undone.")
        return _afterwards(request, state, actor, "wrong", told)
    return _afterwards(request, state, actor, "undone", _("It is undone."))


def _open(request: HttpRequest, state: State, actor: str) -> HttpResponse:
    living = living_of(state)
    rows = [int(key[:12]) for key in request.POST.getlist("ligne")[:500] if key.isascii() and key.isdigit()]
    try:
        written = open_to_members(
            dossier=living.pk,
            author=living.standing.user_id or 0,
            holder=actor,
            rows=rows,
            now=timezone.now(),
        )
    except (NotAllowedError, RefusedError, ConflictError) as error:
        return _afterwards(request, state, actor, "wrong", _why(error))
    if written.number is None:
        messages.info(request, _("Nothing was opened: tick the answers that the members may read."))
    else:
        say(request, _("The members of the dossier can now read what you ticked."), written)
    return redirect(_back(request, state, actor))


def _afterwards(request: HttpRequest, state: State, actor: str, name: str, told: str) -> HttpResponse:
    if _by_script(request):
        return _told(state, name, said=told)
    messages.success(request, told) if name == "undone" else messages.warning(request, told)
    return redirect(_back(request, state, actor))
