"""The value of a dossier on one page: who bears and receives what, the rules beside the present, what is assumed.

It reads results and computes none: a ledger, the rules compared, the plausible balances. Money stands apart from the
rest, and nothing is ranked: actors are in the order of the dossier.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from maillage.data.wording import Messages
from maillage.dossier.day_words import date_words
from maillage.territory.amounts import number
from maillage.text import Language, Text, fill, joined_by, same, semicolons
from maillage.value.beside import Benefit, benefits_of, latest
from maillage.value.comparing import RuleRow, RulesCompared
from maillage.value.comparing_words import leaving
from maillage.value.entry import Balance
from maillage.value.ledger import Ledger
from maillage.value.line import Book, LeftOut
from maillage.value.names import NOT_ACTORS
from maillage.value.rule_words import text as rule_text
from maillage.value.showing import shown
from maillage.value.uncertainty import Outcome, Outcomes
from maillage.value.uncertainty_words import about, loses_said

_MESSAGES = Messages("messages/value_summary.toml")
_SIDES = (("receives-apart", "received"), ("bears-apart", "given"))
Others = Mapping[tuple[Book, str], tuple[Mapping[str, Balance], bool]]
"""The balances of each book and unit, and whether they add years up."""


@dataclass(frozen=True, slots=True)
class ActorLine:
    """What one actor receives, bears and is left with in euros; its plausible balance; what is not money."""

    name: Text
    received: Text
    given: Text
    net: Text
    plausible: Text
    apart: Text


@dataclass(frozen=True, slots=True)
class RuleColumn:
    """One rule: its name, the share of each player, and who would rather leave."""

    label: Text
    shares: tuple[Text, ...]
    leaving: Text


@dataclass(frozen=True, slots=True)
class Summary:
    """All that the page says."""

    title: Text
    when: Text
    lead: Text
    actors: tuple[ActorLine, ...]
    players: tuple[Text, ...]
    rules: tuple[RuleColumn, ...]
    rules_of: Text
    assumptions: tuple[Text, ...]
    missing: tuple[Text, ...]


def text(name: str) -> Text:
    """The words called `name`. Raises `KeyError`."""
    return _MESSAGES.text(f"summary.{name}")


def words(language: Language) -> dict[str, str]:
    """All the words in one language, for templates; a dash in a name becomes an underscore."""
    entries = _MESSAGES.section("summary").items()
    return {name.replace("-", "_"): entry[language] for name, entry in entries}


def build_summary(title: Text, ledger: Ledger, compared: RulesCompared, outcomes: Outcomes | None) -> Summary:
    """The page of a dossier called `title`, from its ledger, its rules compared and its plausible balances."""
    lines, taken = ledger.lines, ledger.lines.assumptions
    day = date_words(lines.on)
    when = fill(
        text("when"), title=title, day=day, first=taken.first_year or "…", last=taken.last_year or "…"
    )
    return Summary(
        title=text("title"),
        when=when,
        lead=text("lead"),
        actors=tuple(_actors(ledger, outcomes)),
        players=tuple(same(compared.found.names[player]) for player in compared.found.players),
        rules=tuple(_rules(compared)),
        rules_of=_shared(compared),
        assumptions=_assumed(ledger, compared),
        missing=tuple(_missing(one) for one in lines.left_out),
    )


def _actors(ledger: Ledger, outcomes: Outcomes | None) -> Iterator[ActorLine]:
    money = ledger.balances()
    others: Others = {
        (book, unit): _read(ledger, book, unit)
        for book, unit in ledger.units
        if book != "effects" and (book, unit) != ("money", "eur")
    }
    benefits = benefits_of(ledger)
    for actor in (*ledger.lines.names.actors, *NOT_ACTORS):
        balance = money.get(actor)
        apart = [*_apart(others, actor), *_benefiting(benefits, actor)]
        found = outcomes.by_actor.get(actor) if outcomes else None
        if balance is None and not apart and found is None:
            continue
        unsaid = text("no-money")
        yield ActorLine(
            ledger.lines.names.account(actor),
            unsaid if balance is None else shown(balance.received),
            unsaid if balance is None else shown(balance.given),
            unsaid if balance is None else shown(balance.net, signed=True),
            _plausible(found),
            semicolons(apart),
        )


def _read(ledger: Ledger, book: Book, unit: str) -> tuple[Mapping[str, Balance], bool]:
    """What is there all along is read in its last year; the rest, over all years."""
    read, year = latest(ledger, book, unit)
    return read.balances(book, unit), year is None


def _apart(others: Others, actor: str) -> Iterator[Text]:
    """What an actor receives and brings in each book and unit that is neither euros nor an effect."""
    for (_, unit), (balances, over_years) in others.items():
        balance = balances.get(actor)
        for key, amount in _SIDES:
            value: Decimal = getattr(balance, amount, Decimal(0))
            if value:
                yield fill(text(key), amount=shown(value, unit, over_years=over_years))


def _benefiting(benefits: Iterable[Benefit], actor: str) -> Iterator[Text]:
    """The effects that an actor benefits from, each whole: they are made for others, and are not shared out."""
    for one in benefits:
        if actor in one.beneficiaries and not one.unfavourable:
            yield fill(text("benefits-apart"), name=one.name, amount=one.amount)


def _plausible(found: Outcome | None) -> Text:
    if found is None:
        return Text("", "")
    if not found.varying or found.p5 == found.p95:
        told = [text("steady")]
    else:
        low, high = about(found.p5), about(found.p95)
        told = [fill(text("range"), low=low, high=high, loses=loses_said(found))]
    if found.missing:
        rows = fill(text("partial-one" if found.missing == 1 else "partial-many"), n=found.missing)
        told.append(fill(text("partial"), rows=rows))
    return semicolons(told)


def _rules(compared: RulesCompared) -> Iterator[RuleColumn]:
    for row in compared.computed:
        shares = row.shares or {}
        told = tuple(_share(shares[player], compared.found.unit) for player in compared.found.players)
        yield RuleColumn(row.label, told, _leaving(compared, row))


def _share(value: float, unit: str) -> Text:
    return number(Decimal(str(round(value, 6))), 0 if unit == "eur" and abs(value) >= 1000 else 2)


def _leaving(compared: RulesCompared, row: RuleRow) -> Text:
    if row.keeps is None:
        return text("unknown")
    said = leaving(compared, row)[:1]
    return said[0] if row.leavers and said else text("stays")


def _shared(compared: RulesCompared) -> Text:
    if compared.found.why is not None:
        return compared.found.why
    if not compared.computed:
        return text("no-rules")
    return fill(text("rules-of"), measure=rule_text(f"measure.{compared.found.measure}"))


def _assumed(ledger: Ledger, compared: RulesCompared) -> tuple[Text, ...]:
    told = (*ledger.lines.assumptions.with_text(), *ledger.lines.notes, *compared.notes)
    rules = [_rule_assumed(row) for row in compared.computed]
    return tuple(dict.fromkeys((*told, *rules)))


def _rule_assumed(row: RuleRow) -> Text:
    said = joined_by(" ", row.assumes)
    return Text(f"{row.label.fr}\u00a0: {said.fr}", f"{row.label.en}: {said.en}")


def _missing(one: LeftOut) -> Text:
    return fill(text("item"), name=one.name, said=one.said, repair=one.repair)
