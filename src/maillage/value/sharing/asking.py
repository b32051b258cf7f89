"""Asking a function for the amounts of coalitions: one at a time, some, or all."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from itertools import compress, product
from typing import Any

import numpy as np
import numpy.typing as npt

from maillage.text import Text
from maillage.value.sharing.amounts import Amount, Amounts, Array
from maillage.value.sharing.masks import members
from maillage.value.sharing.reading import checked, checked_array, empty_is_nothing
from maillage.value.sharing.refusals import refuse, too_many
from maillage.value.sharing.words import coalition_text

#: Players that a coalition written on a whole number of 64 bits can hold.
WORD = 62
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Ask:
    """A function that knows the amounts: of a frozenset of players, or of an array of coalitions when `masks`."""

    players: tuple[Hashable, ...]
    function: Callable[[Any], Any]
    kind: str
    masks: bool
    names: Mapping[Hashable, str]

    def __post_init__(self) -> None:
        if self.masks and len(self.players) > WORD:
            raise too_many(len(self.players), WORD, "too-many-masks")
        empty_is_nothing(self.one(0))

    def one(self, mask: int) -> Amount:
        """The amount of one coalition. Raises `GameError`."""
        if self.masks:
            return self._array(np.array([mask], dtype=np.int64)).at(0)
        value = self.function(frozenset(members(mask, self.players)))
        return checked([value], self.kind, lambda _: self._named(mask)).at(0)

    def some(self, masks: npt.NDArray[np.int64]) -> Amounts:
        """The amounts of some coalitions, in their order. Raises `GameError`."""
        if self.masks:
            return self._array(masks)
        different, where = np.unique(masks, return_inverse=True)
        values = [self.function(frozenset(members(int(mask), self.players))) for mask in different]
        amounts = checked(values, self.kind, lambda index: self._named(int(different[index])))
        return Amounts(amounts.values[where], amounts.unit, amounts.number)

    def all(self) -> Amounts:
        """The amounts of every coalition, in the order of `masks`. Raises `GameError`."""
        if not self.masks:
            return checked([self.function(each) for each in self._coalitions()], self.kind, self._named)
        every = 1 << len(self.players)
        starts = range(0, every, _BLOCK)
        blocks = [self._given(np.arange(start, min(start + _BLOCK, every))) for start in starts]
        return checked_array(np.concatenate(blocks), self.kind, self._named)

    def _coalitions(self) -> Iterator[frozenset[Hashable]]:
        backwards = self.players[::-1]
        return (frozenset(compress(backwards, chosen)) for chosen in product((0, 1), repeat=len(backwards)))

    def _array(self, masks: npt.NDArray[np.int64]) -> Amounts:
        return checked_array(self._given(masks), self.kind, lambda index: self._named(int(masks[index])))

    def _given(self, masks: npt.NDArray[np.int64]) -> Array:
        given = np.asarray(self.function(masks))
        if given.shape != masks.shape:
            shape = Text(f"un tableau de forme {given.shape}", f"an array of shape {given.shape}")
            raise refuse("array", expected=masks.size, given=shape)
        return given

    def _named(self, mask: int) -> Text:
        return coalition_text(members(mask, self.players), self.names)
