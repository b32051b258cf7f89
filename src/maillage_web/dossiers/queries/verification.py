"""Whether the history of living dossiers is whole: every seal holds, and no act is missing at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from maillage_web.dossiers.models import Act, LivingDossier
from maillage_web.dossiers.queries.history import broken_seals


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found of the history of a dossier: how many acts, those whose seal is broken, how many are missing."""

    slug: str
    acts: int
    broken: tuple[int, ...]
    missing: int

    @property
    def holds(self) -> bool:
        """Whether nothing was touched."""
        return not self.broken and not self.missing


def slugs(asked: Sequence[str] = ()) -> list[str]:
    """The slugs of the dossiers asked for, or of all; the archived ones too. Raises `KeyError` on an unknown one."""
    found = list(LivingDossier.objects.order_by("slug").values_list("slug", flat=True))
    for slug in asked:
        if slug not in found:
            raise KeyError(slug)
    return list(asked) or found


def verdicts(asked: Sequence[str]) -> Iterator[Verdict]:
    """The verdict on each dossier, one after the other."""
    for slug in asked:
        dossier = LivingDossier.objects.get(slug=slug)
        acts = Act.objects.filter(dossier=dossier, number__lte=dossier.number).count()
        yield Verdict(slug, acts, tuple(broken_seals(dossier.pk)), dossier.number - acts)
