"""Read an answer of the directory: whatever is missing, null or of another type, and one result at a time."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stdnum.fr import siren as siren_number

from maillage.geography import PROVENANCE, commune
from maillage.organisations.forms import form_said
from maillage.organisations.messages import message
from maillage.organisations.natures import nature
from maillage.organisations.organisation import Organisation, citation
from maillage.text import Text

_RNA = re.compile(r"W\d[0-9A-Z]\d{7}")
_COMMUNE = re.compile(r"\d{5}|2[AB]\d{3}")
_MASKED = "[NON-DIFFUSIBLE]"


@dataclass(frozen=True, slots=True)
class Page:
    """The organisations of one page, the number found in all, and how many results could not be read."""

    organisations: tuple[Organisation, ...]
    total: int
    unread: int


def page_of(payload: Mapping[str, Any], read_on: datetime.date | None) -> Page:
    """The page that `payload` holds, an answer that `without_persons` let through. Those still active come first."""
    results = payload["results"]
    read = [_organisation(raw, read_on) for raw in results]
    organisations = sorted((one for one in read if one is not None), key=lambda one: not one.active)
    total = payload.get("total_results")
    found = total if isinstance(total, int) and not isinstance(total, bool) else len(organisations)
    return Page(tuple(organisations), max(found, len(organisations)), read.count(None))


def _organisation(raw: object, read_on: datetime.date | None) -> Organisation | None:
    if not isinstance(raw, Mapping):
        return None
    siren = _words(raw, "siren")
    if siren is None or not siren_number.is_valid(siren):
        return None
    seat, more = raw.get("siege") or {}, raw.get("complements") or {}
    name, of_name = _name(raw, seat, more, siren)
    said = form_said(_words(raw, "nature_juridique"), _names(raw))
    known = nature(_words(raw, "nature_juridique"))
    where, of_place = _place(seat)
    here = commune(where) if where else None
    active, of_life = _life(raw)
    return Organisation(
        siren=siren,
        name=name,
        acronym=_words(raw, "sigle"),
        address=_words(seat, "adresse"),
        commune=where,
        commune_label=here.name if here else _words(seat, "libelle_commune"),
        legal_form=said.legal_form,
        legal_form_label=known.label if known else None,
        insee_code=_words(raw, "nature_juridique"),
        activity=_words(raw, "activite_principale"),
        is_ess=_truth(more, "est_ess"),
        is_mission=_truth(more, "est_societe_mission"),
        is_inclusion=_truth(more, "est_siae"),
        rna=_matching(_RNA, _words(more, "identifiant_association")),
        active=active,
        created_on=_date(raw, "date_creation"),
        closed_on=None if active else _date(raw, "date_fermeture"),
        source=citation(siren, name, read_on),
        caveats=_said(of_life, of_name, said.caveat, of_place),
        noted=_said(of_life, said.caveat if said.legal_form else None),
    )


def _name(
    raw: Mapping[str, Any], seat: Mapping[str, Any], more: Mapping[str, Any], siren: str
) -> tuple[str, Text | None]:
    """The name to show, and the doubt it comes with. A person is called by the name of the shop, or not at all."""
    is_person = _truth(more, "est_entrepreneur_individuel") is True
    trade = _words(seat, "nom_commercial") or next(iter(seat.get("liste_enseignes") or ()), None)
    official = _words(raw, "nom_raison_sociale") or _words(raw, "nom_complet")
    if is_person:
        return trade or message("name", "person", siren=siren).fr, message("caveat", "person")
    if official is None:
        return trade or message("name", "unnamed", siren=siren).fr, message("caveat", "unnamed")
    return official, None


def _names(raw: Mapping[str, Any]) -> tuple[str, ...]:
    found = (_words(raw, key) for key in ("nom_raison_sociale", "nom_complet", "sigle"))
    return tuple(name for name in found if name)


def _place(seat: Mapping[str, Any]) -> tuple[str | None, Text | None]:
    """The commune of the head office, and the doubt it comes with."""
    code = _matching(_COMMUNE, _words(seat, "commune"))
    if code is None:
        return None, message("caveat", "abroad")
    if commune(code) is None:
        return code, message("caveat", "old-commune", code=code, vintage=PROVENANCE.vintage)
    return code, None


def _life(raw: Mapping[str, Any]) -> tuple[bool, Text | None]:
    """Whether it is active, and what to say when it is not."""
    if _words(raw, "etat_administratif") != "C":
        return True, None
    closed_on = _date(raw, "date_fermeture")
    if closed_on is None:
        return False, message("caveat", "closed")
    return False, message("caveat", "closed-on", date=closed_on.isoformat())


def _said(*caveats: Text | None) -> tuple[Text, ...]:
    return tuple(caveat for caveat in caveats if caveat is not None)


def _words(raw: Mapping[str, Any], key: str) -> str | None:
    value = raw.get(key)
    if not isinstance(value, str) or not value.strip() or _MASKED in value:
        return None
    return " ".join(value.split())


def _truth(raw: Mapping[str, Any], key: str) -> bool | None:
    value = raw.get(key)
    return value if isinstance(value, bool) else None


def _date(raw: Mapping[str, Any], key: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat((_words(raw, key) or "")[:10])
    except ValueError:
        return None


def _matching(pattern: re.Pattern[str], words: str | None) -> str | None:
    return words if words is not None and pattern.fullmatch(words) else None
