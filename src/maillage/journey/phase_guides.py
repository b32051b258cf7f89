"""What a journey template says: phases as loops, with what guides each of them.

A template is a folder of CSV tables (``data/journeys/<id>/``): its phases with their aims and where they loop back,
guiding questions, suggested workshops, expected outputs tied to tables of the dossier, checks that speak, what to check
before and after, and a rhythm. Three are shipped; any other folder is read the same way (`maillage.journey.reading`).
"""

from __future__ import annotations

from dataclasses import dataclass

from maillage.text import Text

READING = "Maillage (reading)"
"""The source of what is our reading of the field: said by nobody else, open to dispute."""
KINDS = ("collective", "leader", "programme")
"""Who travels: a collective, one leader in confidence, the cohort of a programme."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a template and who says it (`READING` when it is ours)."""

    text: Text
    source: str


@dataclass(frozen=True, slots=True)
class Loop:
    """Where a phase sends back: the phases, and what one meets that leads there."""

    to: tuple[str, ...]
    why: Text


@dataclass(frozen=True, slots=True)
class Output:
    """Something that should come out of a phase, and how one sees it in the dossier.

    At least `least` rows of `table` in which one of `columns` is filled, with one of `values` when there are some;
    without columns, that many rows.
    """

    table: str
    columns: tuple[str, ...]
    values: tuple[str, ...]
    least: int
    said: Text


@dataclass(frozen=True, slots=True)
class PhaseGuide:
    """One phase of a template. `workshops` are codes of ready workshops, `checks` codes of checks."""

    code: str
    rank: int
    title: Text
    aim: Text
    source: str
    loop: Loop
    questions: tuple[Said, ...] = ()
    workshops: tuple[str, ...] = ()
    outputs: tuple[Output, ...] = ()
    checks: tuple[str, ...] = ()
    before: tuple[Said, ...] = ()
    after: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Beat:
    """One beat of the rhythm: a kind of session, every how many months when that is said."""

    kind: str
    every_months: int | None
    said: Text
    source: str


@dataclass(frozen=True, slots=True)
class Template:
    """A journey template. `months` is how long it lasts when that is said."""

    id: str
    title: Text
    summary: Text
    kind: str
    months: int | None
    source: str
    phases: tuple[PhaseGuide, ...]
    rhythm: tuple[Beat, ...]

    def phase(self, code: str) -> PhaseGuide | None:
        """The phase of this code, if there is one."""
        return next((one for one in self.phases if one.code == code), None)
