"""The figures at hand on this site: the extract shipped with the product, and what was loaded on this machine."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

from maillage.io.territory.store import Store


def store() -> Store:
    """The figures at hand; the same store as long as nothing is loaded."""
    return Store.at(settings.MAILLAGE_TERRITORY)


def stamp() -> str:
    """What changes when anything is loaded: what is kept of a page is kept under it."""
    return _stamp(store())


@lru_cache(maxsize=4)
def _stamp(opened: Store) -> str:
    return opened.stamp
