"""What the pages of networks are bound by, and the words of their addresses and of their links."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DRAWN = 150
"""The largest number of actors drawn in one picture; beyond it, one actor with those around it."""
DRAWS, DRAWS_OF_MANY = 200, 30
"""How many plausible networks are drawn; fewer where there are more actors than `DRAWN`: a page answers in time."""
LAID_OUT = 200
"""The largest dossier in which actors who have left or are to come keep a place in the picture."""
OUTLINE_LINES = 1_500
GROUND_EPCIS, GROUND_LONGEST, LISTED_UNDER = 12, 100_000, 10
TOLD_FIRST, BY_NAMES = ("shape", "cut_actors"), "cut_actors"
"""The readings told above the picture; of the last one, the names alone."""
UNFOLDED = ("shape", "brokers", "cut_actors", "single_bearers")
"""The readings shown in full; of the others, the first sentence, and the rest behind it."""
RESTS_SHOWN = 30
ITEMS_SHOWN = 12
LONGEST_WORDS = 100
LONGEST_ID = 200

KIND_WORDS: Mapping[str, str | Promise] = {
    "tie": _("Cooperation ties"),
    "flow": _("Flows"),
    "contribution": _("Contributions"),
    "commitment": _("Commitments"),
}
"""What each kind of link is called."""

LEVEL_WORDS: Mapping[str, str | Promise] = {
    "cooperation": _("Cooperates with"),
    "coordination": _("Coordinates with"),
    "exchange": _("Exchanges with"),
    "known": _("Is acquainted with"),
    "": _("Is linked, at a level that is not said, with"),
}
"""How an actor is told to be tied, the strongest level first."""

MOVE_WORDS: Mapping[tuple[str, bool], str | Promise] = {
    ("flow", True): _("Sends to"),
    ("flow", False): _("Receives from"),
    ("contribution", True): _("Brings to"),
    ("contribution", False): _("Is helped by"),
    ("commitment", True): _("Has committed to"),
    ("commitment", False): _("Has the commitment of"),
}
"""How what an actor gives (or gets) is told, by kind of link."""

STRANGERS_WORDS = _("Does not know")
