"""The ledger in the terminal: a readable statement, then what could not be counted, then the assumptions in full."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table as Grid

from maillage.cli.shell import Shell, visible
from maillage.text import Text
from maillage.value.beside import Benefit, benefit_said, benefits_of, goes_both_ways, latest
from maillage.value.discounting import discounted
from maillage.value.entry import ZERO, Balance, Entry
from maillage.value.ledger import Gap, Ledger, Statement
from maillage.value.ledger_words import (
    balance_said,
    by_reason,
    exchange_said,
    financing_said,
    heading,
    nothing_said,
    unit_heading,
    whole_said,
)
from maillage.value.line import Line, Lines
from maillage.value.money import is_currency
from maillage.value.refusing import range_of
from maillage.value.showing import bare, is_standing, plain, shown

_GRID = 60  # characters below which a grid is not worth reading
_YEARS = 6  # years that stand side by side; of more, the last ones
_REPAIRED = 8  # rows named under one reason


def tell_ledger(shell: Shell, ledger: Ledger) -> None:
    """Print the balances of every party, book by book; for money, who finances what too."""
    shell.line()
    shell.line(shell.words.of(heading(ledger)), style="bold")
    nothing = nothing_said(ledger)
    if nothing is not None:
        shell.line()
        shell.line(shell.words.of(nothing))
    for book, unit in ledger.units:
        if book != "effects":
            _tell_unit(shell, ledger, book, unit)
    _tell_financing(shell, ledger)
    _tell_benefits(shell, ledger, benefits_of(ledger))


def _tell_unit(shell: Shell, ledger: Ledger, book: str, unit: str) -> None:
    """One book in one unit; of what is there all along, the last year."""
    read, year = latest(ledger, book, unit)
    shell.line()
    heading = shell.words.of(unit_heading(book, unit))
    shell.line(shell.words("value.in-year", unit=heading, year=year) if year else heading, style="bold")
    _tell_balances(shell, read, book, unit)
    if (book, unit) == ("money", "eur"):
        _tell_yearly(shell, ledger)
        _tell_exchanges(shell, ledger)


def _tell_benefits(shell: Shell, ledger: Ledger, benefits: Sequence[Benefit]) -> None:
    """Who benefits from what, and thanks to whom: nobody is short of an effect made for others."""
    if not benefits:
        return
    shell.line()
    shell.say("value.effects", style="bold")
    for one in benefits:
        said = " ".join(shell.words.of(each) for each in benefit_said(one, ledger))
        shell.line(said, indent=2, head="- ")


def _tell_balances(shell: Shell, ledger: Ledger, book: str, unit: str) -> None:
    rate = ledger.lines.assumptions.rate if is_currency(unit) else ZERO
    today = discounted(ledger).balances(book, unit) if rate else {}
    balances = ledger.balances(book, unit)
    meets = book == "money" or any(goes_both_ways(one) for one in balances.values())
    rows = []
    for account, balance in balances.items():
        amounts = [bare(balance.received, unit), bare(balance.given, unit)]
        if meets:
            amounts.append(bare(balance.net, unit, signed=True))
        if rate:
            amounts.append(bare(today[account].net, unit, signed=True))
        rows.append([ledger.lines.names.account(account), *amounts])
    heads = [
        "who-column",
        f"{book}-receives",
        f"{book}-bears",
        *["gap-column"] * meets,
        *["discounted-column"] * bool(rate),
    ]
    _grid(shell, [shell.words(f"value.{head}") for head in heads], rows)
    if book == "money":
        shell.line(shell.words.of(whole_said(ledger, book, unit)))


def _tell_yearly(shell: Shell, ledger: Ledger) -> None:
    """The gaps in money of the years in which something is counted: the last of them, when there are many."""
    counted = sorted({entry.line.year for entry in ledger.of()})
    if len(ledger.lines.years) < 2 or not counted:
        return
    shell.line()
    if len(counted) == 1:
        shell.say("value.one-year", year=counted[0])
        return
    years = counted[-_YEARS:]
    shell.say("value.yearly" if years == counted else "value.last-years", count=len(years))
    rows = [
        [ledger.lines.names.account(gap.account), *(_signed(gap, year) for year in years)]
        for gap in ledger.gaps()
    ]
    _grid(shell, [shell.words("value.who-column"), *map(str, years)], rows)


def _signed(gap: Gap, year: int) -> Text:
    return bare(gap.yearly[year], gap.unit, signed=True)


def _tell_exchanges(shell: Shell, ledger: Ledger) -> None:
    for one in ledger.exchanges:
        shell.line(shell.words.of(exchange_said(one, ledger.lines.names)), head="→ ")


def _tell_financing(shell: Shell, ledger: Ledger) -> None:
    rows = ledger.who_finances
    if not rows:
        return
    shell.line()
    shell.say("value.who-finances", style="bold")
    for one in rows:
        shell.line(shell.words.of(ledger.lines.names.component(one.component)), indent=2)
        for said in financing_said(one, ledger.lines.names):
            shell.line(shell.words.of(said), indent=4, head="- ")


# --- one actor ---


def tell_statement(shell: Shell, ledger: Ledger, account: str) -> None:
    """Print what one actor receives and bears, row by row, and what it is left with."""
    statement = ledger.statement(account)
    names = ledger.lines.names
    shell.line()
    shell.line(f"{names.account(account).in_(shell.language)}", style="bold")
    shell.line(shell.words.of(heading(ledger)))
    if not statement.gaps:
        shell.say("value.no-entry")
    for key, entries in (("receives", statement.received), ("bears", statement.given)):
        counted = [one for one in entries if one.line.book != "effects"]
        if counted:
            shell.line()
            shell.say(f"value.{key}-heading", style="bold")
            _tell_entries(shell, ledger, counted, received=key == "receives")
    _tell_gaps(shell, ledger, statement)
    _tell_benefits(shell, ledger, [one for one in benefits_of(ledger) if _concerns(one, account)])
    if any((gap.book, gap.unit) == ("money", "eur") for gap in statement.gaps):
        shell.line(shell.words.of(balance_said(ledger, account)))


def _tell_gaps(shell: Shell, ledger: Ledger, statement: Statement) -> None:
    """What is left in each unit that the account both receives and gives; in money, always."""
    over = len(ledger.lines.years) > 1
    for gap in statement.gaps:
        both = goes_both_ways(Balance(gap.receives, gap.bears))
        if gap.book == "money" or (gap.book == "kind" and both):
            amount = bare(gap.gap, gap.unit, signed=True)
            shell.line()
            unit = shell.words.of(unit_heading(gap.book, gap.unit, over_years=over))
            shell.say("value.left-with", unit=unit, amount=shell.words.of(amount), style="bold")


def _concerns(one: Benefit, account: str) -> bool:
    return account in one.beneficiaries or account in one.thanks_to


def _tell_entries(shell: Shell, ledger: Ledger, entries: Sequence[Entry], *, received: bool) -> None:
    """One line for each row and other party: the years, the amount once, the total."""
    groups: dict[tuple[str, str, str], list[Entry]] = {}
    for one in entries:
        other = one.line.giver if received else one.line.receiver
        groups.setdefault((one.line.table, one.line.id, other), []).append(one)
    names = ledger.lines.names
    for (table, id, other), found in groups.items():
        line = found[0].line
        total = shown(sum((one.amount for one in found), ZERO), line.unit)
        if is_standing(line.unit):
            total = range_of(line.estimate, line.unit)
        years = sorted({one.line.year for one in found})
        shell.say(
            "value.entry",
            amount=shell.words.of(total),
            name=shell.words.of(names.row(table, id)),
            other=shell.words.of(names.account(other)),
            once=_once(shell, line),
            years=str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}",
        )


def _once(shell: Shell, line: Line) -> str:
    """The amount as the row says it."""
    amount = shell.words.of(range_of(line.estimate, line.unit))
    return amount if line.times == 1 else f"{amount} × {shell.words.of(plain(line.times))}"


# --- what is left ---


def tell_the_rest(shell: Shell, lines: Lines) -> None:
    """Print what could not be counted and what to do, what to know when reading, and every assumption."""
    if lines.left_out:
        shell.line()
        shell.say("value.left-out", style="bold")
    for reason, repair, rows in by_reason(lines.left_out):
        shell.line(f"{shell.words.of(reason)} ({len(rows)})", indent=2)
        for one in rows[:_REPAIRED]:
            said = shell.words.of(one.said)
            more = "" if repair is not None else f" {shell.words.of(one.repair)}"
            row = shell.words("value.row", name=shell.words.of(one.name), table=one.table, id=one.id)
            shell.line(f"{row} {said}{more}", indent=4, head="- ")
        if len(rows) > _REPAIRED:
            shell.line(shell.words("value.more", count=len(rows) - _REPAIRED), indent=4)
        if repair is not None:
            shell.line(shell.words.of(repair), indent=4, head="→ ")
    _tell_list(shell, "value.notes", lines.notes)
    _tell_list(shell, "value.assumptions", lines.assumptions.with_text())


def _tell_list(shell: Shell, title: str, items: Sequence[Text]) -> None:
    if not items:
        return
    shell.line()
    shell.say(title, style="bold")
    for one in items:
        shell.line(shell.words.of(one), indent=2, head="- ")


def _grid(shell: Shell, heads: Sequence[str], rows: Sequence[Sequence[Text]]) -> None:
    if shell.out.width < _GRID:
        for who, *amounts in rows:
            shell.line(shell.words.of(who))
            for head, amount in zip(heads[1:], amounts, strict=True):
                shell.line(shell.words("value.cell", head=head, amount=shell.words.of(amount)), indent=2)
        return
    grid = Grid(header_style="bold")
    for place, head in enumerate(heads):
        grid.add_column(visible(head), justify="right" if place else "left", overflow="fold")
    for row in rows:
        grid.add_row(*(visible(shell.words.of(cell)) for cell in row))
    shell.out.print(grid)
