"""Which legal form of our list an organisation has, and what is to be confirmed about it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from maillage.data import packaged
from maillage.dossier.vocabularies import vocabulary
from maillage.geography.typing_words import folded
from maillage.organisations.messages import message
from maillage.organisations.natures import Nature, nature
from maillage.text import Text


@dataclass(frozen=True, slots=True)
class FormSaid:
    """A legal form (a code of ``legal_forms``, or nothing) and the doubt it comes with, if any."""

    legal_form: str | None
    caveat: Text | None


def form_said(insee_code: str | None, names: tuple[str, ...]) -> FormSaid:
    """The legal form that a category of INSEE and the names of an organisation tell.

    INSEE has no code for some forms (SCIC, CAE, SPL…): the name may say them, and that is always to be confirmed.

    >>> form_said("5710", ("LE CHAMP COMMUN SCIC",)).legal_form
    'scic'
    """
    known = nature(insee_code)
    if insee_code is None:
        return FormSaid(None, message("caveat", "no-code"))
    if known is None:
        return FormSaid(None, message("caveat", "unknown-code", code=insee_code))
    deduced = _deduced(known.code, names)
    if deduced is not None and deduced != known.legal_form:
        return FormSaid(deduced, _doubt("deduced", deduced, known))
    if known.legal_form is None:
        return FormSaid(None, message("caveat", "unlisted", insee=known.label))
    return FormSaid(known.legal_form, _doubt(known.fit, known.legal_form, known))


def _doubt(why: str, form: str, known: Nature) -> Text | None:
    if why == "exact":
        return None
    return message("caveat", why, form=vocabulary("legal_forms").label_of(form), insee=known.label)


def _deduced(code: str, names: tuple[str, ...]) -> str | None:
    """The first form of the table whose words are in a name, where the category allows it."""
    said = [f" {' '.join(folded(name).split())} " for name in names]
    for form, words, codes in _signs():
        if code in codes and any(f" {words} " in name for name in said):
            return form
    return None


@cache
def _signs() -> tuple[tuple[str, str, frozenset[str]], ...]:
    rows = packaged.rows("organisations/form_names.csv")
    return tuple((row["legal_form"], row["words"], frozenset(row["insee_codes"].split(";"))) for row in rows)
