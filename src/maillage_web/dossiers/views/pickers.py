"""What is offered while typing: communes and groups of communes, organisations of the official directory."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maillage.dossier.tables import TABLES
from maillage.dossier.vocabularies import vocabulary
from maillage.geography import Commune, Epci, commune, communes_named, epci, epcis_named
from maillage.io.directory import Answer, Directory
from maillage.organisations import Organisation
from maillage_web.common.templatetags.wording import language
from maillage_web.dossiers.forms.words import items, shown
from maillage_web.dossiers.policies import Action
from maillage_web.dossiers.views.opening import open_living

OFFERED = 12
CODES = 400
LONGEST = 80
PATIENCE = 6.0  # seconds that somebody may wait while typing


@require_safe
def pick_communes(request: HttpRequest, slug: str) -> JsonResponse:
    """Communes by name, postal code or code; groups of communes too with ``?epci=1``; names of codes by ``?codes=``."""
    open_living(request, slug, Action.WRITE)
    words = request.GET.get("q", "")[:LONGEST].strip()
    named = [
        place
        for code in items(request.GET.get("codes", ""))[:CODES]
        if (place := commune(code) or epci(code))
    ]
    groups = epcis_named(words, OFFERED) if words and request.GET.get("epci") else ()
    communes = communes_named(words, OFFERED) if words else ()
    return JsonResponse({"found": [_choice(place) for place in (*named, *groups, *communes)]})


def _choice(place: Commune | Epci) -> dict[str, str]:
    return {"value": place.code, "label": place.label}


@require_safe
def pick_organisations(request: HttpRequest, slug: str) -> JsonResponse:
    """Organisations by name or number, each with the cells of an actor; a sentence when the directory is silent."""
    open_living(request, slug, Action.WRITE)
    answer = asked(request.GET.get("q", ""))
    found = [
        {
            "value": one.siren,
            "label": one.name,
            "hint": hint_of(one),
            "cells": shown_cells(one),
        }
        for one in answer.organisations[:OFFERED]
    ]
    problem = (
        answer.problem.message.in_(language())
        if answer.problem and answer.problem.code != "too-short"
        else ""
    )
    return JsonResponse({"found": found, "problem": problem})


def asked(words: str) -> Answer:
    """What the directory answers, from its memory when it can."""
    with Directory(
        settings.MAILLAGE_DIRECTORY, settings.MAILLAGE_DATA / "directory", patience=PATIENCE
    ) as directory:
        return directory.search(words[:LONGEST])


def hint_of(one: Organisation) -> str:
    """What tells an organisation from its homonyms: its form, its commune, whether it has ceased."""
    form = vocabulary("legal_forms").label_of(one.legal_form) if one.legal_form else one.legal_form_label
    parts = [form.in_(language()) if form else "", one.commune_label or "", one.siren]
    return " · ".join([*filter(None, parts), *([] if one.active else [_("no longer active")])])


def shown_cells(one: Organisation) -> dict[str, str]:
    """The cells of an actor as a form shows them."""
    fields = {field.name: field for field in TABLES["actors"].fields}
    cells = one.to_cells(language())
    return {name: shown(fields[name], text, language()) for name, text in cells.items() if name in fields}
