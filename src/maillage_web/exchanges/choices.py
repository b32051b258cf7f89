"""The steps of a case clinic, in order."""

from __future__ import annotations

from maillage.text import Text

STEPS = {
    "presentation": Text("Le cas est raconté", "The case is told"),
    "questions": Text("Questions pour comprendre, sans conseil", "Questions to understand, no advice"),
    "contract": Text("Ce qui est demandé au groupe", "What is asked of the group"),
    "ideas": Text("Idées et expériences du groupe", "Ideas and experience of the group"),
    "keeps": Text("Ce que garde la personne qui présente", "What the presenter keeps"),
    "learnings": Text("Ce que chacun a appris", "What each learnt"),
}
FIRST = next(iter(STEPS))
