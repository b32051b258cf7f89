"""How far apart several raters stand on one item, in words: the lowest, the highest, who is apart. Never an average."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from maillage.referential.answer_words import beside, counted, number_words, sentence, text, together, words
from maillage.referential.frame import Item, Level
from maillage.referential.given import Given, level_words
from maillage.text import Text, capital, joined_by

_FEW = 2


@dataclass(frozen=True, slots=True)
class Spread:
    """How raters differ on one item.

    `lowest` and `highest` are levels of an ordinal item, `numbers` the two ends of a numeric one. `agreed` is whether
    all say the same, `None` when fewer than two give a level. `apart` holds those who do not say what more than half
    say; `narratives` counts the narratives alone, `asides` those who cannot say or are not concerned.
    """

    lowest: Level | None
    highest: Level | None
    numbers: tuple[Decimal, Decimal] | None
    agreed: bool | None
    apart: tuple[Given, ...]
    raters: int
    narratives: int
    asides: int
    said: Text


def spread_of(item: Item, given: Sequence[Given]) -> Spread:
    """How those who answered `item` differ."""
    valued = [one for one in given if one.valued]
    alike = _alike(item, valued)
    ordinal = item.answer == "ordinal" and valued
    ranked = (
        sorted((one.level for one in valued if one.level), key=lambda level: level.rank) if ordinal else []
    )
    numbers = [one.number for one in valued if one.number is not None]
    agreed = len(alike) == 1 if len(valued) >= _FEW else None
    apart = _apart(alike, len(valued))
    asides = sum(one.aside for one in given)
    narratives = len(given) - len(valued) - asides
    return Spread(
        lowest=ranked[0] if ranked else None,
        highest=ranked[-1] if ranked else None,
        numbers=(min(numbers), max(numbers)) if numbers else None,
        agreed=agreed,
        apart=apart,
        raters=len(valued),
        narratives=narratives,
        asides=asides,
        said=_said(item, valued, alike, apart, _besides(narratives, asides)),
    )


def _alike(item: Item, valued: Sequence[Given]) -> dict[object, list[Given]]:
    """Those who say the same, by what they say."""
    groups: dict[object, list[Given]] = {}
    for one in valued:
        key = one.number if item.answer == "number" else one.row.value
        groups.setdefault(key, []).append(one)
    return groups


def _most(alike: Mapping[object, list[Given]], count: int) -> list[Given]:
    """Those who say what more than half say, when more than half agree."""
    return next((group for group in alike.values() if 2 * len(group) > count), [])


def _apart(alike: Mapping[object, list[Given]], count: int) -> tuple[Given, ...]:
    most = _most(alike, count) if count > _FEW else []
    return tuple(one for group in alike.values() if group is not most for one in group) if most else ()


# --- in words ---------------------------------------------------------------------------------------------------------


def _said(
    item: Item,
    valued: Sequence[Given],
    alike: Mapping[object, list[Given]],
    apart: Sequence[Given],
    besides: Text | None,
) -> Text:
    if not valued:
        return sentence("spread.only-besides", besides=besides) if besides else text("spread.nobody")
    parts = [_few(valued, alike) if len(valued) <= _FEW else _many(item, valued, alike, apart)]
    if besides:
        parts.append(sentence("spread.besides", besides=besides))
    return joined_by(" ", parts)


def _besides(narratives: int, asides: int) -> Text | None:
    """How many answer without taking a place on the scale, when some do."""
    numbers = {"narratives": narratives, "asides": asides}
    told = [counted(key, number) for key, number in numbers.items() if number]
    return together(told) if told else None


def _few(valued: Sequence[Given], alike: Mapping[object, list[Given]]) -> Text:
    if len(valued) == 1:
        given = words("rater.within", rater=valued[0].rater_said, value=valued[0].said)
        return sentence("spread.one", given=given)
    if len(alike) == 1:
        raters = together([one.rater_said for one in valued])
        return sentence("spread.two-agree", value=valued[0].said, raters=raters)
    return sentence("spread.two-differ", givens=beside([says(one) for one in valued]))


def _many(
    item: Item, valued: Sequence[Given], alike: Mapping[object, list[Given]], apart: Sequence[Given]
) -> Text:
    looks = counted("looks", len(valued))
    if len(alike) == 1:
        return sentence("spread.agree", looks=looks, value=valued[0].said)
    parts = [range_words(item, valued)] if item.answer in ("ordinal", "number") else []
    if not apart:
        return joined_by(" ", [*parts, sentence("spread.shared", givens=_by_value(alike))])
    most = _most(alike, len(valued))[0]
    told = beside([words("rater.within", rater=one.rater_said, value=one.said) for one in apart])
    return joined_by(" ", [*parts, sentence("spread.apart", value=most.said, givens=told)])


def range_words(item: Item, valued: Sequence[Given]) -> Text:
    """The two ends of what is said, and by how many, in words."""
    levels = [one.level for one in valued if one.level]
    numbers = [one.number for one in valued if one.number is not None]
    if levels:
        levels.sort(key=lambda level: level.rank)
        low, high = level_words(levels[0]), level_words(levels[-1])
    else:
        low, high = number_words(min(numbers), item.unit), number_words(max(numbers), item.unit)
    return sentence("spread.range", looks=counted("looks", len(valued)), lowest=low, highest=high)


def _by_value(alike: Mapping[object, list[Given]]) -> Text:
    """Each thing said, with those who say it."""
    return beside(
        [
            words(
                "rater.within",
                rater=capital(group[0].said),
                value=together([one.rater_said for one in group]),
            )
            for group in alike.values()
        ]
    )


def says(given: Given) -> Text:
    """Who says what, within a sentence."""
    return words("rater.says", rater=given.rater_said, value=given.said)
