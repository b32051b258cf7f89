"""The figures at hand on this site: the extract shipped with the product, and what was loaded on this machine."""

from __future__ import annotations

import logging
from functools import lru_cache

from django.conf import settings

from maillage.dossier.problems import UnreadableError
from maillage.io.territory.store import Store

_log = logging.getLogger(__name__)


def store() -> Store:
    """The figures at hand; the same store as long as nothing is loaded. Damaged ones are those of the extract alone."""
    try:
        return Store.at(settings.MAILLAGE_TERRITORY)
    except UnreadableError as error:
        for problem in error.problems:
            _log.error("%s: %s", problem.place.text().en, problem.message.en)
        return Store.at(None)


def stamp() -> str:
    """What changes when anything is loaded: what is kept of a page is kept under it."""
    return _stamp(store())


@lru_cache(maxsize=4)
def _stamp(opened: Store) -> str:
    return opened.stamp
