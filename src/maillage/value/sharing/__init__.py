"""Sharing rules as games: what every coalition costs or is worth, and how the whole may be shared."""

from maillage.value.sharing.adjusting import Adjustment, least_change
from maillage.value.sharing.elementary import equal, proportional, status_quo
from maillage.value.sharing.game import Game, Player
from maillage.value.sharing.graphs import myerson
from maillage.value.sharing.nucleolus import nucleolus
from maillage.value.sharing.refusals import GameError, TooManyPlayers
from maillage.value.sharing.rules import RULES, Property, Rule
from maillage.value.sharing.sampled import shapley_sampled
from maillage.value.sharing.separable import separable_costs_remaining_benefits
from maillage.value.sharing.shapley import shapley
from maillage.value.sharing.sharing import Sharing
from maillage.value.sharing.stability import Leaver, keeps_everyone, leavers

__all__ = [
    "RULES",
    "Adjustment",
    "Game",
    "GameError",
    "Leaver",
    "Player",
    "Property",
    "Rule",
    "Sharing",
    "TooManyPlayers",
    "equal",
    "keeps_everyone",
    "least_change",
    "leavers",
    "myerson",
    "nucleolus",
    "proportional",
    "separable_costs_remaining_benefits",
    "shapley",
    "shapley_sampled",
    "status_quo",
]
