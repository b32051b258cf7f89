"""The sources of a row on the page of a path."""

from __future__ import annotations

from django import template

from maillage.dossier.tables import StatedRow
from maillage_web.cards.queries.trajectory import PathPage
from maillage_web.dossiers.queries.state import Link

register = template.Library()


@register.filter
def cited(row: StatedRow, page: PathPage) -> list[Link]:
    """Links to the sources that a row cites."""
    return [page.sources[one] for one in row.source or ()]
