"""An outlook in sentences: its marks, its matter, its rebound, its risk, and what cannot be said for want of what."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text, joined_by, listing, lowered, same
from maillage.transition.coefficients import TODAY, Stage, definitions
from maillage.transition.inputs import Given, Inputs
from maillage.transition.outlook import Mark, Outlook, Range, Series, StageOutlook
from maillage.transition.presets import presets
from maillage.transition.showing import bare, change, euros, quantity, years_said
from maillage.transition.wording import counted, sentence, text


@cache
def stage_name(stage: Stage) -> Text:
    """The name of a stage, and what it is here: “Stage 0, volume: today goes on”."""
    label = vocabulary("stages").label_of(stage)
    said = text(f"stage.{stage}")
    return Text(f"{label.fr}\u00a0: {said.fr}", f"{label.en}: {said.en}")


def quantity_name(name: str) -> Text:
    """The name of a quantity."""
    return text(f"quantity.{name}")


def value_said(series: Series, place: int, name: str) -> Text:
    """One year of a quantity: its range, “at least” when terms are missing, “cannot be computed” when all is."""
    if not series.known:
        return text("bound.unknown")
    middle = quantity(series.middle[place], name)
    low, high = (bare(one[place], name) for one in (series.low, series.high))
    said = middle if low == high else sentence("said.between", middle=middle, low=low, high=high)
    return said if series.bound == "exact" else sentence(f"bound.{series.bound}", value=said)


def names_of(codes: Iterable[str], limit: int = 12) -> Text:
    """The labels of coefficients, in their order."""
    wanted = set(codes)
    return listing([lowered(one.label) for code, one in definitions().items() if code in wanted], limit=limit)


def short(outlook: Outlook, stage: Stage) -> Text:
    """One stage in a few words: its low point and when what was put in is back, or that it is not known."""
    marks = outlook.stages[stage].marks
    name = text(f"stage.{stage}")
    if marks is None:
        return sentence("short.unknown", stage=name)
    if not marks.year.middle:
        return sentence("short.never-below", stage=name)
    key = "short.not-within" if marks.break_even.middle > outlook.years else "short.back"
    holes = {
        "amount": euros(marks.amount.middle),
        "year": f"{marks.break_even.middle:.0f}",
        "years": outlook.years,
    }
    return sentence(key, stage=name, **holes)


def lacking_said(codes: Iterable[str]) -> Text:
    """What is missing, in a sentence without its full stop."""
    return sentence("bound.lacking", names=names_of(codes))


def origin_said(given: Given) -> Text:
    """Where a number comes from."""
    if given.origin == "ledger":
        return sentence("origin.ledger", year=given.date, rows=counted("rows", len(given.rows)))
    if given.origin == "row":
        return sentence("origin.row", rows=same(", ".join(id for _, id in given.rows)))
    if given.origin == "preset":
        return sentence("origin.preset", preset=presets()[given.preset].label)
    return text(f"origin.{given.origin}")


def caution(inputs: Inputs) -> Text | None:
    """What must be known before anything: that the figures are invented."""
    if not inputs.preset:
        return None
    if not inputs.actor:
        return sentence("note.invented", preset=presets()[inputs.preset].label)
    tried = any(one.origin == "asked" for one in inputs.used)
    return text("note.illustration-tried" if tried else "note.illustration")


def said(outlook: Outlook, stage: Stage) -> tuple[Text, ...]:
    """What one stage says, sentence by sentence."""
    one = outlook.stages[stage]
    told = [*_marks(one.marks, outlook)] if one.marks else [_unknown(one)]
    return tuple(told) if stage == TODAY else (*told, *_matter(outlook, one), *_others(one))


def general(outlook: Outlook) -> Text:
    """What holds of the three stages."""
    return sentence("said.same-demand", years=outlook.years)


def _unknown(one: StageOutlook) -> Text:
    cash = one.series["cash"]
    if not cash.known:
        return sentence("said.nothing-known", lacking=names_of(cash.missing, 5))
    name = quantity_name("cash")
    bound = value_said(cash, -1, "cash")
    lacking = lacking_said(cash.missing)
    return Text(f"{name.fr}\u00a0: {bound.fr}, {lacking.fr}.", f"{name.en}: {bound.en}, {lacking.en}.")


def _marks(marks: Mark, outlook: Outlook) -> Iterable[Text]:
    if marks.year.high:
        amount = _range(marks.amount, euros)
        year = _range(marks.year, lambda one: years_said(one, outlook.years))
        yield sentence("said.low-point", amount=amount, year=year)
        yield _reached(marks.break_even, marks.reached, outlook, "break-even", "not-within")
    else:
        yield text("said.never-below")
    if marks.catch_up is not None and marks.caught is not None:
        yield _reached(marks.catch_up, marks.caught, outlook, "catch-up", "no-catch-up")


def _reached(year: Range, share: float, outlook: Outlook, within: str, beyond: str) -> Text:
    if year.middle > outlook.years:
        told = sentence(f"said.{beyond}", years=outlook.years)
    else:
        told = sentence(f"said.{within}", year=_range(year, lambda one: years_said(one, outlook.years)))
    seen = round(100 * (1 - share if year.middle > outlook.years else share))
    return told if seen == 100 else joined_by(" ", [told, sentence("said.out-of", share=seen)])


def _range(found: Range, write: Callable[[float], Text]) -> Text:
    low, middle, high = (write(one) for one in (found.low, found.middle, found.high))
    return middle if low == high else sentence("said.between", middle=middle, low=low, high=high)


def _matter(outlook: Outlook, one: StageOutlook) -> Iterable[Text]:
    before = outlook.stages[TODAY].settled
    for name, key in (("material_per_use", "material-less"), ("energy_per_use", "energy-less")):
        if name in before and name in one.settled:
            first, then = before[name], one.settled[name]
            holes = {
                "after": quantity(then, name),
                "before": quantity(first, name),
                "change": change(first, then),
            }
            yield sentence(f"said.{key}", **holes)
    if "uses" in one.settled and "uses" in before and (extra := one.settled["uses"] - before["uses"]):
        told = quantity(extra, "uses")
        matter = one.settled.get("material_per_use")
        if matter is None:
            yield sentence("said.rebound-only", extra=told)
        else:
            yield sentence("said.rebound", extra=told, material=quantity(extra * matter, "material"))


def _others(one: StageOutlook) -> Iterable[Text]:
    contracts, premium = one.settled.get("contracts"), one.settled.get("risk")
    if contracts and premium is not None:
        yield sentence("said.exposed", contracts=euros(contracts), premium=euros(premium))
    kept, back = one.settled.get("kept_by_others"), one.settled.get("effects")
    if kept is not None and back is not None and kept + back:
        yield sentence("said.others", kept=euros(kept + back), back=euros(back))
