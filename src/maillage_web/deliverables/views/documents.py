"""Documents to hand over: choose one, read it, take it, in one's own Word template if one has one."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maillage.deliverables import kinds, page
from maillage.deliverables.document import Document
from maillage.deliverables.wording import DeliverableError
from maillage.io import deliverable_template, pdf
from maillage.io.deliverable_files import MEDIA, written
from maillage.text import Text
from maillage_web.common import choices
from maillage_web.common.templatetags.wording import language
from maillage_web.common.views import mishap
from maillage_web.deliverables.forms.wishing import TemplateForm, WishForm
from maillage_web.deliverables.queries.making import Wish, code_of, made, readers_called
from maillage_web.deliverables.queries.shelf_page import documents_page, ways
from maillage_web.dossiers.policies import Action
from maillage_web.dossiers.queries.state import State
from maillage_web.dossiers.views.downloads import attached
from maillage_web.dossiers.views.opening import allow, dossier_page, keep_private, open_state

_REFUSED = 422


@require_http_methods(["GET", "HEAD", "POST"])
def deliverables_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The kinds of documents; with ``?document=`` one of them, which a template sent to the same address fills."""
    state, day_form = open_state(request, slug)
    if state.living is not None:
        allow(state.living, Action.EXPORT)
    form = WishForm(request.GET)
    form.is_valid()
    wish = _wish(state, form)
    context = {"state": state, "day_form": day_form, "form": form, "wish": wish, "query": _query(state, wish)}
    kind = request.GET.get("document", "")
    response = _one(request, state, kind, context) if kind else _all(request, state, context)
    return keep_private(response) if request.user.is_authenticated or state.entry.is_upload else response


def _wish(state: State, form: WishForm) -> Wish:
    readers = readers_called(state, form.given("pour") or "")
    return Wish(form.tongue(), readers, form.given("depuis"), form.given("seance") or "")


def _query(state: State, wish: Wish) -> dict[str, str]:
    """What addresses carry, so that a document is found again as it was asked for."""
    carried = {
        "le": state.asked,
        "vu": state.past,
        "langue": wish.language if wish.language != language() else "",
        "pour": code_of(wish.readers),
        "depuis": wish.since.isoformat() if wish.since else "",
        "seance": wish.session,
    }
    return {name: value for name, value in carried.items() if value}


def _all(request: HttpRequest, state: State, context: dict[str, Any]) -> HttpResponse:
    shown = documents_page(state, context["wish"], context["query"])
    return render(request, "deliverables/documents.html", context | {"page": shown})


def _one(request: HttpRequest, state: State, code: str, context: dict[str, Any]) -> HttpResponse:
    kind = _kind(code)
    sent = TemplateForm(request.POST, request.FILES) if request.method == "POST" else None
    further: dict[str, Any] = {"kind": kind, "ways": tuple(ways(state, kind, context["query"])), "sent": sent}
    document: Document | None = None
    try:
        document = made(state, code, context["wish"])
        if sent is not None and sent.is_valid():
            return _filled(state, document, sent.cleaned_data["modele"])
    except DeliverableError as error:
        further["refused"] = error.text
    further["article"] = page.fragment(document) if document is not None else ""
    status = _REFUSED if sent is not None or document is None else 200
    return render(request, "deliverables/document.html", context | further, status=status)


def _kind(code: str) -> kinds.Kind:
    try:
        return kinds.kind_of(code)
    except DeliverableError as error:
        raise Http404(code) from error


def _filled(state: State, document: Document, template: bytes) -> HttpResponse:
    content = written(document, "docx", template=template).content
    return attached(content, MEDIA["docx"], _name(state, document, "docx"))


def _name(state: State, document: Document, form: str) -> str:
    return f"{state.record.id}-{document.kind}-{document.on.isoformat()}.{form}"


@dossier_page
def deliverable(request: HttpRequest, slug: str, kind: str, form: str) -> HttpResponse:
    """One file. What these readers do not see, or the person does not, is not in it."""
    state, _day_form = open_state(request, slug)
    if state.living is not None:
        allow(state.living, Action.EXPORT)
    asked = WishForm(request.GET)
    asked.is_valid()
    found = _kind(kind)
    if form not in found.formats:
        raise Http404(form)
    try:
        document = made(state, kind, _wish(state, asked))
        file = written(document, kinds.format_of(found, form), asked.given("taille") or "a3")
    except DeliverableError as error:
        return mishap(request, _mishap(error.text))
    except pdf.PdfMissingError:
        return mishap(request, choices.NO_PDF)
    return attached(file.content, file.kind, _name(state, document, form))


def _mishap(words: Text) -> choices.Mishap:
    """What the file could not be made of, in the words of the library."""
    return choices.Mishap(
        _REFUSED,
        _("This document cannot be made as asked"),
        words.in_(language()),
        _("Go back to the page of documents and choose otherwise."),
    )


@require_safe
def word_template(_request: HttpRequest) -> HttpResponse:
    """A template to start from."""
    name = "maillage-template.docx" if language() == "en" else "maillage-modele.docx"
    return attached(deliverable_template.example(language()), MEDIA["docx"], name)
