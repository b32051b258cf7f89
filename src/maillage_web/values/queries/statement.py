"""What a statement of value is made of, in words: every amount with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.text import Text
from maillage_web.dossiers.queries.state import Link
from maillage_web.dossiers.queries.tables import Measure
from maillage_web.values.queries.proofs import Proof


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount in words, and the row it comes from when there is a single one."""

    text: Text
    href: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """A row behind a figure: what it comes to, and what it rests on."""

    proof: Proof
    amount: Text
    received: bool


@dataclass(frozen=True, slots=True)
class Party:
    """What an account received and gave, the gap it is left with, and the rows about it that could not be counted."""

    id: str
    account: Link
    received: Figure | None
    given: Figure | None
    net: Text | None
    unsaid: tuple[Link, ...]
    unsaid_received: bool
    unsaid_given: bool
    counted: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class Bearing:
    """An account and an amount, in words."""

    account: Link
    amount: Text


@dataclass(frozen=True, slots=True)
class Part:
    """The money of a component: what it asks for, who brings it, what rests on whom, what is not known."""

    component: Link
    needs: Text
    funders: tuple[Bearing, ...]
    rests_on: tuple[Bearing, ...]
    unsaid: Text | None
    uncovered: Text
    covered: bool
    unknown: tuple[Link, ...]
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """What happens in a year: what comes in from outside, what goes there, what is exchanged inside, what is left."""

    year: int
    enters: Text
    leaves: Text
    inside: Text
    net: Text


@dataclass(frozen=True, slots=True)
class Crossing:
    """Who finances what: a line for each component, a column for each funder; the empty cells are left empty."""

    funders: tuple[Link, ...]
    lines: tuple[tuple[Link, tuple[tuple[Link, Text | None], ...]], ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """What is counted in one unit, which is never added to anything else.

    `year`: the one that is read, of what is there all along. `balanced`: somebody both receives and gives.
    """

    name: Text
    anchor: str
    parties: tuple[Party, ...]
    money: bool
    year: int | None
    balanced: bool


@dataclass(frozen=True, slots=True)
class Brought:
    """Something brought that is not money: from whom to whom, how much if it is said, and what it rests on."""

    proof: Proof
    giver: Link
    receiver: Link | None
    measure: Measure | None


@dataclass(frozen=True, slots=True)
class Kind:
    """What is brought of one kind: time, space, knowledge…"""

    label: Text
    brought: tuple[Brought, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """A useful effect, or an unfavourable one, with its value when there is one: for whom, thanks to whom.

    `to_come` says that it is only planned or hoped for.
    """

    proof: Proof
    unfavourable: bool
    measure: Measure | None
    beneficiaries: tuple[Link, ...]
    thanks_to: tuple[Link, ...]
    to_come: Text | None


@dataclass(frozen=True, slots=True)
class Missing:
    """A row that could not be counted: what is wrong, what to do, where it is read and where it is changed."""

    anchor: str
    link: Link
    table: str
    who: Text | None
    said: Text
    repair: Text
    change: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why rows could not be counted, and what to do when it is the same for all of them.

    `alike`: the reason says all of each row but who is concerned.
    """

    why: Text
    repair: Text | None
    alike: bool
    rows: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class Short:
    """The whole in a few amounts, for the first sentences. An amount that is zero is there as `None`."""

    enters: Text | None
    leaves: Text | None
    inflow: Text
    funds: tuple[Bearing, ...]
    pays: tuple[Bearing, ...]
    unsaid: Text | None


@dataclass(frozen=True, slots=True)
class Worth:
    """The balance of an account, and what it is worth once brought back to the first year."""

    account: Link
    net: Text
    worth: Text


@dataclass(frozen=True, slots=True)
class ValuePage:
    """All that the statement says of what is counted, and of what is not."""

    years: range
    short: Short | None
    parties: tuple[Party, ...]
    others: tuple[Party, ...]
    total: Text
    parts: tuple[Part, ...]
    crossing: Crossing | None
    by_year: tuple[Year, ...]
    exchanges: tuple[Text, ...]
    fills: tuple[Text, ...]
    break_even: tuple[Text, ...]
    worths: tuple[Worth, ...]
    discounting: Text
    kinds: tuple[Kind, ...]
    units: tuple[Unit, ...]
    effects: tuple[Effect, ...]
    missing: tuple[Reason, ...]
    missing_money: int
    notes: tuple[Text, ...]
    settings: tuple[Text, ...]
    rules: tuple[Text, ...]
    begin: tuple[Link, ...]

    @property
    def everyone(self) -> tuple[Party, ...]:
        """The accounts about whom something is counted: the actors, then those that are no actor."""
        return tuple(one for one in (*self.parties, *self.others) if one.counted)

    @property
    def silent(self) -> tuple[Party, ...]:
        """The actors about whom money is told, and nothing could be counted."""
        return tuple(one for one in self.parties if not one.counted)
