"""The one-page summary of value, from what the other pages of value compute and keep."""

from __future__ import annotations

from maillage.report.value_summary import Summary, build_summary
from maillage.text import same
from maillage.value.assumptions import Assumptions
from maillage.value.outcome_words import OutcomeError
from maillage.value.uncertainty import DEFAULT, Outcomes
from maillage_web.dossiers.queries.state import State
from maillage_web.values.queries.ledgers import ledger_for
from maillage_web.values.queries.sharing import Asked, rules_for
from maillage_web.values.queries.uncertainty import outcomes_for


def summary_for(state: State) -> Summary:
    """The summary of what the person sees of the dossier, on the day looked at, with the usual assumptions."""
    ledger = ledger_for(state, Assumptions(), "likely")
    return build_summary(same(state.record.title), ledger, rules_for(state, Asked()), _outcomes(state))


def _outcomes(state: State) -> Outcomes | None:
    """The plausible balances; none when they are too many to be drawn."""
    try:
        return outcomes_for(state, Assumptions(), DEFAULT)
    except OutcomeError:
        return None
