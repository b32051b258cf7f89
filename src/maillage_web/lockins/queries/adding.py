"""Where people write down what they conclude: forms of new rows with their first words, for who may write."""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode

from maillage.lockins.proposing import Proposal
from maillage.text import Language
from maillage_web.dossiers.queries.state import State


def adding(state: State, into: str, **first: str) -> str:
    """The form of a new row of `into` with its first words, back to the board after; empty for who may not write."""
    if not state.rights.may_write:
        return ""
    standing = state.living.standing if state.living else None
    mine = {"kept_for": standing.actor} if standing and standing.actor else {}
    asked = {**first, **mine, "next": reverse("lockins", args=[state.entry.slug])}
    return f"{reverse('row-add', args=[state.entry.slug, into])}?{urlencode(asked)}"


def accepting(state: State, proposal: Proposal) -> str:
    """The form of an obstacle that signs propose: its code, its holder, what was seen, in the tongue of the dossier."""
    tongue: Language = "en" if state.tongue == "en" else "fr"
    seen = dict.fromkeys(hint.seen.in_(tongue) for hint in proposal.hints)
    narrative = " ".join(one if one.endswith(".") else f"{one}." for one in seen)
    return adding(
        state, "obstacles", obstacle=proposal.obstacle, holder=proposal.holder, narrative=narrative[:1000]
    )


def setting_aside(state: State, proposal: Proposal) -> str:
    """The form of a silence: the group does not see it so, and says why."""
    return adding(
        state,
        "silences",
        code=proposal.obstacle,
        table="actors",
        row=proposal.holder,
        date=state.day.isoformat(),
    )
