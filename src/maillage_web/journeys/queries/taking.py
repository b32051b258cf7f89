"""What a person keeps for themselves in every dossier, those they have left included, to read and to take away."""

from __future__ import annotations

from dataclasses import dataclass

from maillage_web.dossiers.models import Membership
from maillage_web.journeys.models import PrivateEntry


@dataclass(frozen=True, slots=True)
class Notebook:
    """The private entries of one person in one dossier; `slug` is empty once they have left it."""

    title: str
    slug: str
    entries: tuple[PrivateEntry, ...]


def mine_by_dossier(user: int) -> tuple[Notebook, ...]:
    """The notebooks of a person, by title of the dossier."""
    mine = set(Membership.objects.filter(user=user).values_list("dossier", flat=True))
    rows = PrivateEntry.objects.filter(author=user).select_related("dossier")
    found: dict[int, list[PrivateEntry]] = {}
    for row in rows.order_by("dossier__title", "date", "pk"):
        found.setdefault(row.dossier.pk, []).append(row)
    return tuple(
        Notebook(many[0].dossier.title, many[0].dossier.slug if key in mine else "", tuple(many))
        for key, many in found.items()
    )


def as_text(notebooks: tuple[Notebook, ...]) -> str:
    """The notebooks as one Markdown text: a title per dossier, then per entry."""
    lines: list[str] = []
    for notebook in notebooks:
        lines += [f"# {notebook.title}", ""]
        for one in notebook.entries:
            head = " · ".join(filter(None, (one.date, one.title))) or "–"
            lines += [f"## {head}", "", one.text, ""]
    return "\n".join(lines)
