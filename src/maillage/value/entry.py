"""An entry, and what the entries of an account come to."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from maillage.value.line import Line

K = TypeVar("K", bound=Hashable)
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line and its amount: in euros to the cent, in other units to the millionth."""

    line: Line
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Balance:
    """What an account received and gave. `net` is received − given: the gap it is left with.

    >>> Balance(Decimal(100), Decimal(60)).net
    Decimal('40')
    """

    received: Decimal = ZERO
    given: Decimal = ZERO

    @property
    def net(self) -> Decimal:
        """What is received minus what is given."""
        return self.received - self.given


def balances_of(entries: Iterable[Entry]) -> dict[str, Balance]:
    """The balance of every account of `entries`."""
    received: dict[str, Decimal] = {}
    given: dict[str, Decimal] = {}
    for entry in entries:
        line = entry.line
        given[line.giver] = given.get(line.giver, ZERO) + entry.amount
        received[line.receiver] = received.get(line.receiver, ZERO) + entry.amount
    return {one: Balance(received.get(one, ZERO), given.get(one, ZERO)) for one in given | received}


def split(entries: Iterable[Entry], key: Callable[[Entry], K]) -> dict[K, list[Entry]]:
    """The entries by `key`, in their order."""
    found: dict[K, list[Entry]] = {}
    for entry in entries:
        found.setdefault(key(entry), []).append(entry)
    return found


def total(entries: Iterable[Entry]) -> Decimal:
    """The sum of the amounts."""
    return sum((one.amount for one in entries), ZERO)
