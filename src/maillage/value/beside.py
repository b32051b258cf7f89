"""What is beside money, as people read it: who benefits and thanks to whom; what is there now rather than over years.

The ledger keeps effects in double entry, so that its sums can be checked. Nobody reads them so: an effect is made for
others, and giving more of it than one receives is no loss. Here an effect is told whole, without shares nor balance.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text, fill, joined_by, listing, same
from maillage.value.entry import Balance, Entry
from maillage.value.ledger import Ledger
from maillage.value.line import Line
from maillage.value.money import Level, rounded, smallest
from maillage.value.refusing import range_of
from maillage.value.showing import is_standing, plain
from maillage.value.wording import text


@dataclass(frozen=True, slots=True)
class Benefit:
    """An effect that is counted: how much as its row says it, in which years, for whom, thanks to whom.

    Of an unfavourable effect, `beneficiaries` are those on whom it weighs, and `thanks_to` those who carry what
    produces it. `dated`: the row says since when, or until when.
    """

    id: str
    name: Text
    amount: Text
    years: tuple[int, ...]
    beneficiaries: tuple[str, ...]
    thanks_to: tuple[str, ...]
    unfavourable: bool
    dated: bool


def benefits_of(ledger: Ledger) -> tuple[Benefit, ...]:
    """The effects of a ledger, in its order; one for each amount that a row states through time."""
    groups: dict[tuple[object, ...], list[Line]] = {}
    for entry in ledger.entries:
        line = entry.line
        if line.book == "effects":
            groups.setdefault((line.id, line.estimate, line.unit, line.per, line.times), []).append(line)
    return tuple(_benefit(ledger, lines) for lines in groups.values())


def _benefit(ledger: Ledger, lines: Sequence[Line]) -> Benefit:
    line = lines[0]
    row = ledger.lines.names.rows[line.table, line.id]
    unfavourable = row.sign == "negative"
    sides = [tuple(dict.fromkeys(getattr(one, side) for one in lines)) for side in ("giver", "receiver")]
    makers, others = sides if not unfavourable else sides[::-1]
    return Benefit(
        line.id,
        ledger.lines.names.row(line.table, line.id),
        _amount(line),
        tuple(sorted({one.year for one in lines})),
        others,
        makers,
        unfavourable,
        row.since is not None or row.until is not None,
    )


def _amount(line: Line) -> Text:
    """The amount once, how many times, and the period: 12,000 t, per year."""
    parts = [range_of(line.estimate, line.unit)]
    if line.times != 1:
        parts.append(fill(text("benefit.times"), times=plain(line.times)))
    if line.per not in (None, "once"):
        label = vocabulary("periods").label_of(line.per)
        parts.append(Text(label.fr.lower(), label.en.lower()))
    return joined_by(", ", parts)


def benefit_said(one: Benefit, ledger: Ledger) -> tuple[Text, ...]:
    """An effect in three sentences: what and how much, for whom, thanks to whom."""
    names = ledger.lines.names
    kind = "weighs" if one.unfavourable else "for"
    return (
        fill(text("benefit.what"), name=one.name, amount=one.amount, years=_years(one)),
        fill(text(f"benefit.{kind}"), who=listing([names.account(id) for id in one.beneficiaries], 12)),
        fill(
            text("benefit.comes-from" if one.unfavourable else "benefit.thanks-to"),
            who=listing([names.account(id) for id in one.thanks_to], 12),
        ),
    )


def _years(one: Benefit) -> Text:
    if not one.dated:
        return text("benefit.undated")
    key = "benefit.year" if len(one.years) == 1 else "benefit.years"
    return fill(text(key), first=same(str(one.years[0])), last=same(str(one.years[-1])))


def latest(ledger: Ledger, book: str, unit: str) -> tuple[Ledger, int | None]:
    """The ledger to read of a unit in kind: of what is there all along, the last year in which some is; else all.

    Fifteen hectares lent for ten years are fifteen hectares, not a hundred and fifty.
    """
    entries = ledger.of(book, unit)
    if not entries or not is_standing(unit) or len(ledger.lines.years) < 2:
        return ledger, None
    year = max(one.line.year for one in entries)
    last = {(one.line.table, one.line.id): one.line for one in entries if one.line.year == year}
    there = tuple(_whole(line, ledger.estimate) for line in last.values())
    return dataclasses.replace(ledger, entries=there), year


def _whole(line: Line, level: Level) -> Entry:
    """What is there at the end, even when it was not all year: its last amount, without any part of the year."""
    stated = line.estimate.at(level) or Decimal(0)
    return Entry(line, rounded(stated * line.times, smallest(line.unit)))


def goes_both_ways(balance: Balance) -> bool:
    """Whether an account both receives and gives, so that its balance says something.

    >>> goes_both_ways(Balance(received=Decimal(4))), goes_both_ways(Balance(Decimal(4), Decimal(1)))
    (False, True)
    """
    return balance.received > 0 and balance.given > 0


__all__ = ["Benefit", "benefit_said", "benefits_of", "goes_both_ways", "latest"]
