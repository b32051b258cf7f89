"""The numbers a move rests on: for each coefficient and stage a range, and where it comes from. Or nothing."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from maillage.dossier.nearest import Nearest
from maillage.dossier.values import parse_decimal, plain_number
from maillage.text import Text, fill, same
from maillage.transition.apart import Apart
from maillage.transition.coefficients import STAGES, TODAY, Definition, Stage, definitions
from maillage.transition.wording import TransitionError, sentence, text
from maillage.value.money import Estimate
from maillage.value.showing import plain

Origin = Literal["asked", "ledger", "row", "preset", "default"]
ORIGINS: tuple[Origin, ...] = ("asked", "ledger", "row", "preset", "default")
"""Where a number may come from; the first that says something is used, whatever the others say."""
_UNNAMED = Text("", "")


@dataclass(frozen=True, slots=True)
class Given:
    """A range for a coefficient, as one origin says it, in the unit of the coefficient (percents from 0 to 100).

    `rows` are the rows of the dossier it comes from, as (table, id); `source`, `date` and `by` what they say of it.
    """

    code: str
    stage: Stage | None
    estimate: Estimate
    origin: Origin
    rows: tuple[tuple[str, str], ...] = ()
    source: str = ""
    date: str = ""
    by: str = ""
    preset: str = ""

    @property
    def definition(self) -> Definition:
        """What the coefficient is."""
        return definitions()[self.code]

    @property
    def illustration(self) -> bool:
        """Whether the figures were made up to illustrate a type."""
        return self.origin == "preset" or (self.origin == "default" and self.definition.illustration)

    @property
    def key(self) -> str:
        """How the coefficient and its stage are written: ``life_span`` or ``life_span:volume``."""
        return f"{self.code}:{self.stage}" if self.stage else self.code


@dataclass(frozen=True, slots=True)
class Inputs:
    """What is known of the move of one actor. `given` holds every statement, the used ones and the others.

    `notes` say what was left out or contradicted, and why; `ledger_year` is the year whose accounts are those of
    today, when the ledger has any. `apart` are the rows of the ledger that are no amounts of each year.
    """

    given: tuple[Given, ...]
    actor: str = ""
    name: Text = _UNNAMED
    preset: str = ""
    ledger_year: int | None = None
    notes: tuple[Text, ...] = ()
    apart: tuple[Apart, ...] = ()
    _used: Mapping[tuple[str, Stage], Given] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_used", MappingProxyType(_choose(self.given)))

    def of(self, code: str, stage: Stage) -> Given | None:
        """What is used for `code` at `stage`; `None` when nobody says it."""
        return self._used.get((code, stage))

    @property
    def used(self) -> tuple[Given, ...]:
        """The statements that are used somewhere, each once, in the order of the coefficients."""
        return tuple(dict.fromkeys(self._used.values()))

    @property
    def illustrations(self) -> tuple[Given, ...]:
        """The used statements whose figures were made up."""
        return tuple(one for one in self.used if one.illustration)

    def with_given(self, given: Iterable[Given]) -> Inputs:
        """The same with more statements."""
        return dataclasses.replace(self, given=(*self.given, *given))


def defaults() -> tuple[Given, ...]:
    """The statements of the table of coefficients itself: few, and each is said when used."""
    return tuple(
        Given(one.code, None, one.default, "default", source=one.default_source, date=one.default_date)
        for one in definitions().values()
        if one.default.said
    )


def asked(words: str) -> Given:
    """The statement that ``code=low/likely/high`` makes; ``code:stage=…`` for one stage, ``low/high``, or one number.

    Raises `TransitionError` with a sentence.

    >>> asked("life_span:use_performance=8/10/14").estimate.high
    Decimal('14')
    """
    name, equals, amounts = words.partition("=")
    if not equals:
        raise TransitionError(sentence("wrong.form", found=same(words)))
    code, _, stage = (part.strip() for part in name.partition(":"))
    return stated(code, stage, amounts)


def stated(code: str, stage: str, amounts: str) -> Given:
    """The statement that `amounts`, as people write them, make of `code` at `stage` (empty: all). `TransitionError`."""
    definition = definitions().get(code)
    if definition is None:
        raise TransitionError(_unknown(code))
    wanted = stage_named(stage)
    if wanted is not None and wanted not in definition.stages:
        raise TransitionError(_not_there(definition, wanted))
    numbers = [_number(definition, part) for part in amounts.split("/")]
    if len(numbers) > 3:
        raise TransitionError(sentence("wrong.many", name=definition.label, found=same(amounts.strip())))
    check(definition, numbers)
    low, likely, high = {1: (None, *numbers, None), 2: (numbers[0], None, numbers[-1])}.get(
        len(numbers), tuple(numbers)
    )
    return Given(code, wanted, Estimate(low, likely, high), "asked")


def check(definition: Definition, numbers: Iterable[Decimal]) -> None:
    """Refuse numbers that cannot be, or that are not in order. Raises `TransitionError`."""
    said = list(numbers)
    for one in said:
        if not definition.allows(one):
            raise TransitionError(
                sentence("wrong.bounds", name=definition.label, found=plain(one), bounds=bounds(definition))
            )
    if said != sorted(said):
        found = same(" > ".join(plain(one).en for one in said))
        raise TransitionError(sentence("wrong.order", name=definition.label, found=found))


def bounds(definition: Definition) -> Text:
    """Between which numbers a coefficient stands, in words."""
    if definition.most is not None:
        return sentence("bounds.between", least=plain(definition.least), most=plain(definition.most))
    return text("bounds.above" if definition.above_least else "bounds.from")


def stage_named(words: str) -> Stage | None:
    """The stage that a code, or 0, 1, 2, names; `None` for nothing. Raises `TransitionError`."""
    wanted = words.strip().lower()
    if not wanted:
        return None
    for number, code in enumerate(STAGES):
        if wanted in (code, str(number)):
            return code
    raise TransitionError(sentence("wrong.stage", found=same(words), known=same(", ".join(STAGES))))


def _choose(given: Iterable[Given]) -> dict[tuple[str, Stage], Given]:
    """For each coefficient and stage the first origin that says it, that stage before all; the last statement wins."""
    best: dict[tuple[str, Stage], tuple[tuple[int, bool], Given]] = {}
    for one in given:
        rank = (ORIGINS.index(one.origin), one.stage is None)
        for stage in one.definition.stages:
            place = (one.code, stage)
            if one.stage in (None, stage) and (place not in best or rank <= best[place][0]):
                best[place] = (rank, one)
    order = list(definitions())
    places = sorted(best, key=lambda place: (order.index(place[0]), STAGES.index(place[1])))
    found = {place: best[place][1] for place in places}
    if _sales_asked(found):
        found.pop(("revenue", TODAY), None)
    return found


def _sales_asked(found: Mapping[tuple[str, Stage], Given]) -> bool:
    """Whether volume × price was just asked for, so that it stands in the place of the sales that accounts say."""
    sold = [one for name in ("price", "volume", "demand") if (one := found.get((name, TODAY)))]
    revenue = found.get(("revenue", TODAY))
    complete = len(sold) > 1 and any(one.code == "price" for one in sold)
    return (
        complete
        and revenue is not None
        and revenue.origin != "asked"
        and any(one.origin == "asked" for one in sold)
    )


def _unknown(code: str) -> Text:
    near = Nearest(set(definitions())).of(code)
    hint = sentence("wrong.near", name=same(near)) if near else text("wrong.see-list")
    return fill(text("wrong.code"), found=same(code), hint=hint)


def _not_there(definition: Definition, stage: Stage) -> Text:
    known = same(", ".join(definition.stages))
    return sentence("wrong.not-there", name=definition.label, stage=same(stage), known=known)


def _number(definition: Definition, words: str) -> Decimal:
    try:
        found = parse_decimal(plain_number(words.replace("%", "").strip()))
    except ValueError as error:
        raise TransitionError(
            sentence("wrong.number", name=definition.label, found=same(words.strip()))
        ) from error
    if not found.is_finite() or abs(found) > 10**12:
        raise TransitionError(sentence("wrong.large", name=definition.label))
    return found
