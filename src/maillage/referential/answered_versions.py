"""The versions of a frame that a dossier answers, and the plan of carrying them all to one of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Answer
from maillage.referential.carrying import Carried, carry
from maillage.referential.frame import Frame
from maillage.text import Language


@dataclass(frozen=True, slots=True)
class Plan:
    """What carrying the answers of a dossier to one version gives.

    `carried` holds one part per earlier version; `unknown` the answers to versions that nobody gave the tables of, and
    those that do not say their version: they stay as they are.
    """

    new: Frame
    carried: tuple[Carried, ...]
    unknown: tuple[Answer, ...]

    @property
    def rows(self) -> tuple[Answer, ...]:
        """The new answers."""
        return tuple(row for part in self.carried for row in part.rows)

    def applied_to(self, dossier: Dossier) -> Dossier:
        """The dossier with the new answers after the others, none of which is touched."""
        return replace(dossier, answers=(*dossier.answers, *self.rows))


def plan_of(dossier: Dossier, new: Frame, known: Iterable[Frame], language: Language = "fr") -> Plan:
    """The plan of carrying to `new` the answers of `dossier` to the other versions of that frame, in the order of
    `known`, the frames whose tables are at hand."""
    answers: list[Answer] = list(dossier.answers)
    parts: list[Carried] = []
    versions = {new.version}
    for old in known:
        if old.id != new.id or old.version in versions:
            continue
        versions.add(old.version)
        if any(_answers(row, old) for row in dossier.answers):
            parts.append(carry(answers, old, new, language))
            answers += parts[-1].rows
    return Plan(new, tuple(parts), _unknown(dossier.answers, new, versions))


def _answers(row: Answer, frame: Frame) -> bool:
    return (row.frame, row.version) == (frame.id, frame.version)


def _unknown(answers: Sequence[Answer], new: Frame, versions: set[str]) -> tuple[Answer, ...]:
    return tuple(row for row in answers if row.frame == new.id and row.version not in versions)
