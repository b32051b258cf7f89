"""What falls if somebody leaves: the door to exits.

`exit_of` removes any set of actors and sources of money; `resting_on` tells what hangs on each actor alone;
`smallest_exits` which exits make one thing fall. The rules are in docs/methods/exits.md.
"""

from __future__ import annotations

from maillage.network.cascade import TABLES, Exit, Leaving, Lost, counts_of, exit_from, exit_of, name_in
from maillage.network.exit_words import kind_of
from maillage.network.holds import Holds, Key, holds_of
from maillage.network.naming import LeavingError, actor_named, monies_named, sources_of_money
from maillage.network.resting import CAUTION, Resting, resting_from, resting_on
from maillage.network.smallest import SmallestExits, smallest_exits, smallest_from

__all__ = [
    "CAUTION",
    "TABLES",
    "Exit",
    "Holds",
    "Key",
    "Leaving",
    "LeavingError",
    "Lost",
    "Resting",
    "SmallestExits",
    "actor_named",
    "counts_of",
    "exit_from",
    "exit_of",
    "holds_of",
    "kind_of",
    "monies_named",
    "name_in",
    "resting_from",
    "resting_on",
    "smallest_exits",
    "smallest_from",
    "sources_of_money",
]
