"""The people of a dossier: who is in it, who is invited, who is trusted; roles, departures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage_web.accounts.actions import addresses
from maillage_web.accounts.choices import LetterNotSent
from maillage_web.dossiers.actions import invitations, people
from maillage_web.dossiers.actions.edits import NotAllowedError
from maillage_web.dossiers.actions.people import PeopleRefusedError
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.forms.people import InviteForm, RoleForm, TrustForm
from maillage_web.dossiers.policies import Action
from maillage_web.dossiers.queries import people as found
from maillage_web.dossiers.queries.living import Living
from maillage_web.dossiers.queries.people import Member
from maillage_web.dossiers.views.opening import keep_private, open_living
from maillage_web.dossiers.views.settled import settled_page

NOT_SENT = gettext_lazy(
    "The invitation is ready but its e-mail could not be sent: send it again in a few minutes."
)


@never_cache
@require_safe
def people_page(request: HttpRequest, slug: str) -> HttpResponse:
    living = open_living(request, slug, Action.SEE_PEOPLE)
    return _people(request, living, _invite_form(living), _trust_form(living))


def _people(
    request: HttpRequest, living: Living, invite_form: InviteForm | None, trust_form: TrustForm | None
) -> HttpResponse:
    context = {
        "members": found.members_of(living),
        "invitations": found.invitations_of(living, timezone.now()),
        "invite_form": invite_form,
        "trust_form": trust_form,
        "sees_addresses": found.sees_addresses(living.standing),
    }
    wrong = any(form is not None and form.errors for form in (invite_form, trust_form))
    return settled_page(request, living, "dossiers/people/people.html", context, status=422 if wrong else 200)


def _invite_form(living: Living, data: Any = None) -> InviteForm | None:
    if not living.standing.may(Action.INVITE).allowed:
        return None
    roles = found.roles_to_give(living)
    actors = found.actors_to_lead(living)
    initial = {"role": roles[0], "actor": next(iter(actors)) if len(actors) == 1 else ""}
    return InviteForm(data, roles=roles, actors=actors, initial=initial)


def _trust_form(living: Living, data: Any = None) -> TrustForm | None:
    facilitators = [one for one in found.members_of(living) if one.role is Role.FACILITATOR]
    actors = found.actors_to_trust(living)
    return TrustForm(data, actors=actors, facilitators=facilitators) if facilitators and actors else None


# --- invitations ------------------------------------------------------------------------------------------------------


@never_cache
@require_POST
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    living = open_living(request, slug, Action.INVITE)
    form = _invite_form(living, request.POST)
    if form is None or not form.is_valid():
        return _people(request, living, form, _trust_form(living))
    secret, email = invitations.new_secret(), form.cleaned_data["email"]
    values = {"secret": secret, "link": addresses(request, "invitation", secret)}
    try:
        _act(request, living, invitations.invite, email=email, **form.given, **values)
        messages.success(request, _("An invitation was sent to %(email)s.") % {"email": email})
    except LetterNotSent:
        messages.warning(request, NOT_SENT)
    except PeopleRefusedError as refused:
        form.add_error("email", str(refused.reason))
        return _people(request, living, form, _trust_form(living))
    return redirect("people", slug)


@never_cache
@require_POST
def invite_again(request: HttpRequest, slug: str, invitation: int) -> HttpResponse:
    living = open_living(request, slug, Action.INVITE)
    secret = invitations.new_secret()
    values = {"secret": secret, "link": addresses(request, "invitation", secret)}
    done = _("The invitation was sent again; its former link no longer works.")
    return _try(request, living, invitations.invite_again, done, invitation=invitation, **values)


@never_cache
@require_POST
def withdraw(request: HttpRequest, slug: str, invitation: int) -> HttpResponse:
    living = open_living(request, slug, Action.INVITE)
    return _try(
        request, living, invitations.withdraw, _("The invitation is withdrawn."), invitation=invitation
    )


# --- roles and departures ---------------------------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_role(request: HttpRequest, slug: str, member: int) -> HttpResponse:
    living = open_living(request, slug, Action.MANAGE_PEOPLE)
    one = _member(living, member)
    actors = found.actors_to_lead(living)
    if one.actor and one.actor_name:
        actors = {one.actor: one.actor_name} | actors
    initial = {"role": one.role.value, "actor": one.actor}
    sent = request.POST if request.method == "POST" else None
    form = RoleForm(sent, roles=found.roles_to_give(living), actors=actors, initial=initial)
    if request.method == "POST" and form.is_valid():
        return _try(
            request, living, people.change_role, _("The role is changed."), member=member, **form.given
        )
    context = {"member": one, "form": form}
    return settled_page(request, living, "dossiers/people/role.html", context, 422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, slug: str, member: int) -> HttpResponse:
    living = open_living(request, slug, Action.MANAGE_PEOPLE)
    one = _member(living, member)
    if request.method == "POST":
        done = _("%(name)s no longer takes part in this dossier.") % {"name": one.name or one.email}
        return _try(request, living, people.remove_member, done, member=member)
    return settled_page(request, living, "dossiers/people/remove.html", {"member": one})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    living = open_living(request, slug, Action.LEAVE)
    if request.method != "POST":
        return settled_page(request, living, "dossiers/people/leave.html", {})
    done = _("You have left “%(title)s”.") % {"title": living.title}
    return _try(request, living, people.leave, done, back=("dossiers",))


@never_cache
@require_POST
def trust(request: HttpRequest, slug: str) -> HttpResponse:
    living = open_living(request, slug, Action.NAME_CONFIDANT)
    form = _trust_form(living, request.POST)
    if form is None or not form.is_valid():
        return _people(request, living, _invite_form(living), form)
    done = _("This facilitator now sees what is kept for the actor.")
    return _try(request, living, people.name_confidant, done, **form.cleaned_data)


@never_cache
@require_POST
def distrust(request: HttpRequest, slug: str, member: int, actor: str) -> HttpResponse:
    living = open_living(request, slug, Action.NAME_CONFIDANT)
    done = _("This facilitator no longer sees what is kept for the actor.")
    values = {"member": member, "actor": actor, "trusted": False}
    return _try(request, living, people.name_confidant, done, **values)


# --- what they share --------------------------------------------------------------------------------------------------


def _member(living: Living, key: int) -> Member:
    one = found.find_member(living, key)
    if one is None:
        raise Http404(str(key))
    return one


def _act(request: HttpRequest, living: Living, action: Callable[..., None], **values: Any) -> None:
    """Act as the person who asks; what they may not do is a 403, what is not there a 404."""
    try:
        action(dossier=living.pk, author=request.user.pk, now=timezone.now(), **values)
    except NotAllowedError as refused:
        raise PermissionDenied(str(refused)) from None
    except KeyError as missing:
        raise Http404(str(missing)) from None


def _try(
    request: HttpRequest,
    living: Living,
    action: Callable[..., None],
    done: str,
    back: tuple[str, ...] = (),
    **values: Any,
) -> HttpResponse:
    """Act, say that it is done or why not, and go back."""
    try:
        _act(request, living, action, **values)
        messages.success(request, done)
    except PeopleRefusedError as refused:
        messages.error(request, str(refused.reason))
        back = ()
    except LetterNotSent:
        messages.warning(request, NOT_SENT)
    return keep_private(redirect(*(back or ("people", living.slug))))
