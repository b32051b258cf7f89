"""What the law asks of a SCIC (société coopérative d'intérêt collectif), as limits on sharing, deciding and owning.

The rules are rows of ``data/value/scic.csv``: their figure, their article, the date from which the row was read, what a
jurist should check. French law n° 47-1775 of 10 September 1947, title II ter (art. 19 quinquies and following).

This is a reading aid, not legal advice.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_UP, Decimal
from functools import cache

from maillage.data import packaged
from maillage.dossier.dossier import Dossier
from maillage.text import Text
from maillage.value.rule_words import RuleError, quantity, sentence, text

_CENT = Decimal("0.01")
_TABLE = "value/scic.csv"


class ScicError(RuleError):
    """Amounts to which the rules of a SCIC cannot be applied."""


@dataclass(frozen=True, slots=True)
class ScicRule:
    """One rule of the law: its figure (`None` when it has none), its article, since when, where it is published.

    `check` says what a jurist should look at; empty when the text was read in its consolidated version.
    """

    code: str
    label: Text
    value: Decimal | None
    article: str
    since: str
    source: str
    check: Text


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the sharing of a surplus: what it takes, what remains after it, the rule it follows."""

    code: str
    label: Text
    amount: Decimal
    remaining: Decimal
    rule: ScicRule


@dataclass(frozen=True, slots=True)
class Distribution:
    """How a surplus may be used: `reserves` cannot be shared; `interest` is the most that shares may receive.

    `left` is what the assembly then decides of, which cannot be paid out to members either.
    """

    surplus: Decimal
    steps: tuple[Step, ...]
    reserves: Decimal
    interest: Decimal
    left: Decimal
    notes: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Breach:
    """A limit that is not kept: the rule and the sentence."""

    rule: ScicRule
    said: Text


@cache
def rules() -> Mapping[str, ScicRule]:
    """The rules, by code.

    >>> rules()["statutory-reserve"].value
    Decimal('50')
    """
    return {row["code"]: _rule(row) for row in packaged.rows(_TABLE)}


def _rule(row: Mapping[str, str]) -> ScicRule:
    return ScicRule(
        code=row["code"],
        label=Text(row["label_fr"], row["label_en"]),
        value=Decimal(row["value"]) if row["value"] else None,
        article=row["article"],
        since=row["since"],
        source=row["source"],
        check=Text(row["check_fr"], row["check_en"]),
    )


# --- the surplus ------------------------------------------------------------------------------------------------------


def distributable(
    surplus: Decimal,
    *,
    capital: Decimal | None = None,
    reserves: Decimal | None = None,
    rate: Decimal | None = None,
    public_support: Decimal = Decimal(0),
) -> Distribution:
    """How a surplus of a year may be used, in euros, step by step.

    `capital`: share capital; `reserves`: reserves before this year (the legal one stops once they reach the capital;
    unknown, it is counted); `rate`: the ceiling of interest on shares, in percent (published, changes every half-year);
    `public_support`: public aid of the year, which interest cannot be paid from. Reserves are rounded up to the cent.

    1. 15 % to the legal reserve; 2. at least 50 % of the rest to the statutory reserve: 57.5 % in all;
    3. interest on shares, at most `rate` of the capital and at most what remains without public aid;
    4. what is left is put in reserve or given to works of general interest: never paid out to members.

    >>> shared = distributable(Decimal(10000), capital=Decimal(50000), rate=Decimal(4))
    >>> shared.reserves, shared.interest, shared.left
    (Decimal('5750.00'), Decimal('2000.00'), Decimal('2250.00'))
    """
    _check_amounts(
        surplus=surplus, capital=capital, reserves=reserves, rate=rate, public_support=public_support
    )
    known = rules()
    notes: list[Text] = []
    legal = _legal(surplus, capital, reserves, notes)
    statutory = _percent(surplus - legal, known["statutory-reserve"], ROUND_UP)
    kept = legal + statutory
    interest = _interest(surplus - kept, capital, rate, public_support, notes)
    amounts = (
        ("legal-reserve", legal),
        ("statutory-reserve", statutory),
        ("interest", interest),
        ("no-refund", surplus - kept - interest),
    )
    steps, remaining = [], surplus
    for code, amount in amounts:
        remaining = remaining - amount
        steps.append(Step(code, text(f"scic.step-{code}"), amount, remaining, known[code]))
    notes.append(text("scic.jurist"))
    return Distribution(surplus, tuple(steps), kept, interest, surplus - kept - interest, tuple(notes))


def _check_amounts(**amounts: Decimal | None) -> None:
    for name, amount in amounts.items():
        if amount is not None and (not amount.is_finite() or amount < 0):
            key = "scic.loss" if name == "surplus" else "scic.negative"
            raise ScicError(sentence(key, found=str(amount), name=text(f"scic.{name}")))


def _legal(surplus: Decimal, capital: Decimal | None, reserves: Decimal | None, notes: list[Text]) -> Decimal:
    if capital is None or reserves is None:
        notes.append(text("scic.reserves-unknown"))
    elif reserves >= capital:
        notes.append(text("scic.reserves-full"))
        return Decimal("0.00")
    return _percent(surplus, rules()["legal-reserve"], ROUND_UP)


def _interest(
    remaining: Decimal,
    capital: Decimal | None,
    rate: Decimal | None,
    public_support: Decimal,
    notes: list[Text],
) -> Decimal:
    without_aid = max(remaining - public_support, Decimal("0.00"))
    if capital is None or rate is None:
        notes.append(text("scic.rate-unknown"))
        return without_aid
    ceiling = (capital * rate / 100).quantize(_CENT, ROUND_DOWN)
    return min(without_aid, ceiling)


def _percent(amount: Decimal, rule: ScicRule, rounding: str) -> Decimal:
    return (amount * (rule.value or Decimal(0)) / 100).quantize(_CENT, rounding)


# --- votes, capital, members ------------------------------------------------------------------------------------------


def check_colleges(votes: Mapping[str, Decimal]) -> tuple[Breach, ...]:
    """The limits that colleges break, from their share of the votes in percent; no college: one person, one vote.

    >>> [one.rule.code for one in check_colleges({"a": Decimal(60), "b": Decimal(35), "c": Decimal(5)})]
    ['college-most', 'college-least']
    """
    if not votes:
        return ()
    known, found = rules(), []
    if len(votes) < (known["colleges"].value or 0):
        found.append(Breach(known["colleges"], sentence("scic.colleges", n=len(votes))))
    if sum(votes.values()) != 100:
        raise ScicError(
            sentence("scic.not-hundred", found=quantity(sum(votes.values(), Decimal(0)), "percent"))
        )
    for name, share in votes.items():
        said = {"name": name, "found": quantity(share, "percent")}
        if share > (known["college-most"].value or 0):
            found.append(Breach(known["college-most"], sentence("scic.college-most", **said)))
        if share < (known["college-least"].value or 0):
            found.append(Breach(known["college-least"], sentence("scic.college-least", **said)))
    return tuple(found)


def check_members(kinds: Sequence[str]) -> tuple[Breach, ...]:
    """The limits that the sorts of members break: `employees`, `producers`, `beneficiaries`, and any other word.

    >>> [one.rule.code for one in check_members(["employees", "volunteers"])]
    ['categories', 'beneficiaries']
    """
    known, distinct, found = rules(), set(kinds), []
    if len(distinct) < (known["categories"].value or 0):
        found.append(Breach(known["categories"], sentence("scic.categories", n=len(distinct))))
    if "beneficiaries" not in distinct:
        found.append(Breach(known["beneficiaries"], text("scic.no-beneficiaries")))
    if not distinct & {"employees", "producers"}:
        found.append(Breach(known["employees"], text("scic.no-employees")))
    return tuple(found)


def check_public_capital(public: Decimal, total: Decimal) -> tuple[Breach, ...]:
    """Whether local public bodies hold more of the capital than the law lets them.

    >>> check_public_capital(Decimal(50), Decimal(100))
    ()
    """
    rule = rules()["public-capital"]
    if total <= 0 or public < 0 or public > total:
        raise ScicError(text("scic.capital-order"))
    share = public / total * 100
    if share <= (rule.value or 0):
        return ()
    return (Breach(rule, sentence("scic.public-capital", found=quantity(share, "percent", 1))),)


def scics_of(dossier: Dossier, on: datetime.date) -> tuple[str, ...]:
    """The ids of the actors of the dossier that are a SCIC on the day, in its order."""
    return tuple(
        row.id for row in dossier.at(on).actors if row.legal_form == "scic" and row.variant_of is None
    )
