"""Organisations as the official directory describes them: their legal form, what to cite, what to doubt."""

from maillage.organisations.answers import Page, page_of
from maillage.organisations.natures import Nature, nature, natures
from maillage.organisations.organisation import Organisation
from maillage.organisations.persons import without_persons

__all__ = ["Nature", "Organisation", "Page", "nature", "natures", "page_of", "without_persons"]
