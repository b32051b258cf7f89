"""What a reading of a network is made of: sentences, figures with their interval, named things, rows it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.network.doubts import Doubts
from maillage.network.graph import Network
from maillage.network.wording import text
from maillage.territory.amounts import amount
from maillage.text import Text, fill

CODES = (
    "shape",
    "brokers",
    "cut_actors",
    "bridges",
    "reciprocity",
    "parts",
    "single_bearers",
    "redundancy",
    "levels",
    "directions",
    "kinds",
    "legal_forms",
    "categories",
    "knowledge",
    "flows",
)
"""Every reading, in the order in which they are told."""

DRAWN = frozenset(
    (
        "brokers",
        "cut_actors",
        "bridges",
        "reciprocity",
        "parts",
        "single_bearers",
        "redundancy",
        "kinds",
        "knowledge",
    )
)
"""The readings whose named things hold in some plausible networks only; elsewhere a share says nothing."""

NO_UNIT = Text("", "")


@dataclass(frozen=True, slots=True)
class Value:
    """One figure. `low` and `high` are its 5th and 95th percentiles over the plausible networks (`None`: not drawn).

    `value` is `None` where the measure is not defined; `why` then says why.
    """

    code: str
    label: Text
    value: float | None
    low: float | None = None
    high: float | None = None
    decimals: int = 2
    unit: Text = NO_UNIT
    why: Text | None = None

    @property
    def strays(self) -> bool:
        """Whether the figure, as it is written, is out of its own interval."""
        if self.value is None or self.low is None or self.high is None:
            return False
        low, value, high = (round(one, self.decimals) for one in (self.low, self.value, self.high))
        return not low <= value <= high

    @property
    def shown(self) -> Text:
        """The figure as it is read.

        >>> Value("density", Text("densité", "density"), 0.24, 0.18, 0.29).shown.fr
        '0,24 (entre 0,18 et 0,29)'
        >>> Value("density", Text("densité", "density"), None).shown.en
        'cannot be computed'
        """
        if self.value is None:
            return fill(text("value.undefined-why"), why=self.why) if self.why else text("value.undefined")
        said = amount(self.value, self.decimals, self.unit)
        if self.low is None or self.high is None:
            return said
        low, high = amount(self.low, self.decimals), amount(self.high, self.decimals)
        if low != high:
            return fill(text("value.between"), value=said, low=low, high=high)
        steady = low == amount(self.value, self.decimals)
        return fill(text("value.same" if steady else "value.steady"), value=said, low=low)


@dataclass(frozen=True, slots=True)
class Item:
    """A row named by a reading. `share`: in which share of the plausible networks what is said of it holds (0 to 1)."""

    table: str
    id: str
    name: Text
    value: float | None = None
    share: float = 1.0
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading: what is `said`, the figures, the named things, the rows (table, id) it rests on, and a caution."""

    code: str
    title: Text
    said: tuple[Text, ...]
    values: tuple[Value, ...] = ()
    items: tuple[Item, ...] = ()
    rests_on: tuple[tuple[str, str], ...] = ()
    caution: Text | None = None

    def value(self, code: str) -> Value:
        """The figure `code`. Raises `KeyError`."""
        return {one.code: one for one in self.values}[code]


@dataclass(frozen=True, slots=True)
class NetworkReading:
    """Every reading of a network, with the conventions, the number of plausible networks and the seed they rest on."""

    network: Network
    doubts: Doubts
    draws: int
    seed: int
    readings: tuple[Reading, ...]
    notes: tuple[Text, ...] = ()

    def __getitem__(self, code: str) -> Reading:
        """The reading `code` of `CODES`. Raises `KeyError`."""
        return {one.code: one for one in self.readings}[code]
