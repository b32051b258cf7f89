"""``maillage value``: who gives what to whom, year after year; who finances what; what could not be counted."""

from __future__ import annotations

import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from maillage.articulation.chain import build_chain
from maillage.cli import options
from maillage.cli.presenting import present
from maillage.cli.reading import day_of, dossier_at
from maillage.cli.shell import Refusal, Shell
from maillage.cli.speaking import Choice, Spoken, suggestion
from maillage.cli.value_ledger import tell_ledger, tell_statement, tell_the_rest
from maillage.cli.value_many import dossiers_in, tell_many
from maillage.cli.words import Words
from maillage.dossier.dossier import Dossier
from maillage.dossier.values import plain_number
from maillage.text import Text
from maillage.value.assumptions import UNSAID_PERIODS, AssumptionError, Assumptions
from maillage.value.conventions import CONVENTIONS
from maillage.value.ledger import ledger_of
from maillage.value.ledger_json import text_json, to_json
from maillage.value.lines import Lines, lines_of
from maillage.value.money import LEVELS

if TYPE_CHECKING:
    from maillage.value.uncertainty import Settings

EXTRA = "maillage[value]"
MEASURES = ("effects", "challenges", "money", "costs")
"""The measures of ``--rules``, those of `maillage.value.coalitions`, which is only read when it is used."""
DISTRIBUTIONS = ("pert", "triangular", "uniform")
"""The shapes of ``--uncertain``, those of `maillage.value.distributions`, which is only read when it is used."""
_ENGINES = ("numpy", "scipy", "rustworkx")


class Percentage(click.ParamType[Decimal]):
    """A yearly rate in percent, as people write it: 4.5, 4,5 or 4.5 %."""

    name = "percentage"

    def __init__(self, words: Words) -> None:
        self.words = words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        """The rate as a share."""
        if isinstance(value, Decimal):
            return value
        try:
            rate = Decimal(plain_number(str(value)))
        except InvalidOperation:
            self.fail(self.words("value.no-rate", found=value), param, ctx)
        if not rate.is_finite():
            self.fail(self.words("value.no-rate", found=value), param, ctx)
        return rate / 100


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    params = [
        options.path(words, required=False, help="value.path"),
        options.form(words),
        options.at(words),
        _typed(words, "from", options.Count(words), "value.year"),
        _typed(words, "to", options.Count(words), "value.year"),
        _choice(words, "estimate", LEVELS, "likely"),
        _typed(words, "rate", Percentage(words), "metavar.number", default="0"),
        _choice(words, "convention", tuple(CONVENTIONS), "end"),
        _choice(words, "unsaid-period", UNSAID_PERIODS, "leave_out"),
        _typed(words, "actor", str, "metavar.code"),
        _typed(words, "what-if", str, "value.change", multiple=True),
        click.Option(["--rules"], is_flag=True, help=words("value.rules")),
        _choice(words, "measure", MEASURES, None),
        _typed(words, "game", click.Path(path_type=Path), "metavar.file"),
        _choice(words, "game-kind", ("cost", "worth"), "cost"),
        click.Option(["--uncertain"], is_flag=True, help=words("value.uncertain")),
        _typed(words, "draws", options.Count(words), "metavar.number", default=4096),
        _typed(words, "seed", options.Count(words), "metavar.number", default=1),
        _choice(words, "distribution", DISTRIBUTIONS, "pert"),
        click.Option(["--spread"], is_flag=True, help=words("value.spread")),
        options.encoding(words),
    ]
    return Spoken(words, "value", callback=run, params=params)


def _typed(words: Words, name: str, kind: Any, metavar: str, **settings: Any) -> click.Option:
    return click.Option(
        [f"--{name}", name.replace("-", "_")],
        type=kind,
        metavar=words(metavar),
        help=words(f"value.{name}"),
        **settings,
    )


def _choice(words: Words, name: str, codes: tuple[str, ...], default: str | None) -> click.Option:
    return click.Option(
        [f"--{name}"], type=Choice(words, codes), default=default, help=words(f"value.{name}")
    )


@click.pass_obj
def run(shell: Shell, /, path: Path | None, **asked: Any) -> int:
    """Print the ledger of the dossier at `path`: the statement, what could not be counted, the assumptions.

    0 when it could be done, 2 when not; for a folder of several dossiers, 1 when some could not.
    """
    try:
        if asked["game"] is not None:
            return _run_game(shell, asked)
        if path is None:
            raise click.UsageError(shell.words("value.no-path"))
        try:
            assumptions = _assumptions(asked)
            if dossiers_in(path):
                if asked["rules"] or asked["actor"] or asked["what_if"]:
                    raise click.UsageError(shell.words("value.one-dossier"))
                return tell_many(shell, path, asked["at"], format=asked["format"], assumptions=assumptions)
            return _run_one(shell, path, asked, assumptions)
        except AssumptionError as error:
            raise Refusal(shell.words.of(error.text)) from error
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in _ENGINES:
            raise Refusal(shell.words("value.needs", extra=EXTRA)) from error
        raise


def _assumptions(asked: dict[str, Any]) -> Assumptions:
    return Assumptions(asked["from"], asked["to"], asked["rate"], asked["convention"], asked["unsaid_period"])


def _run_one(shell: Shell, path: Path, asked: dict[str, Any], assumptions: Assumptions) -> int:
    _read_engines(asked)
    dossier = dossier_at(shell, path, asked["encoding"])
    day = day_of(shell, dossier, asked["at"])
    dossier, done = _changed(shell, dossier, asked["what_if"], day)
    lines = lines_of(dossier, day, assumptions)
    ledger = ledger_of(lines, asked["estimate"])
    account = _account(shell, lines, asked["actor"]) if asked["actor"] else None
    if asked["format"] == "json":
        told = to_json(ledger) | {"what_if": [text_json(one) for one in done]}
        shell.json(told | _further_json(shell, dossier, day, lines, asked))
        return 0
    present(shell, build_chain(dossier, day))
    for one in done:
        shell.line(shell.words("value.supposing", said=shell.words.of(one)), style="italic")
    if account is None:
        tell_ledger(shell, ledger)
    else:
        tell_statement(shell, ledger, account)
    _tell_further(shell, dossier, day, lines, asked)
    tell_the_rest(shell, lines)
    return 0


def _read_engines(asked: dict[str, Any]) -> None:
    """Read what was asked needs, so that what is missing is said before anything is printed."""
    if asked["rules"]:
        import maillage.cli.value_rules
    if asked["uncertain"]:
        import maillage.cli.value_outcomes
    if asked["what_if"]:
        import maillage.value.scenario  # noqa: F401


def _run_game(shell: Shell, asked: dict[str, Any]) -> int:
    """The sharing rules for a game given in a file."""
    from maillage.cli.value_rules import game_json, tell_game

    if asked["format"] == "json":
        shell.json(game_json(shell, asked["game"], asked["game_kind"]))
    else:
        tell_game(shell, asked["game"], asked["game_kind"])
    return 0


def _changed(
    shell: Shell, dossier: Dossier, changes: tuple[str, ...], day: datetime.date
) -> tuple[Dossier, tuple[Text, ...]]:
    """The dossier with the supposed changes made, and what they are in words."""
    if not changes:
        return dossier, ()
    from maillage.value.scenario import ScenarioError, apply
    from maillage.value.scenario_text import parse_all

    try:
        applied = apply(dossier, parse_all(changes), day)
    except ScenarioError as error:
        raise Refusal(shell.words.of(error.text)) from error
    return applied.dossier, applied.done


def _account(shell: Shell, lines: Lines, wanted: str) -> str:
    names = lines.names.actors
    for id, name in names.items():
        if wanted in (id, name):
            return id
    said = shell.words("value.no-actor", found=wanted)
    raise Refusal(f"{said} {suggestion(shell.words, wanted, [*names, *names.values()])}".strip())


def _settings(lines: Lines, asked: dict[str, Any]) -> Settings:
    """How ``--uncertain`` draws: discounted when the ledger has a rate."""
    from maillage.value.uncertainty import Settings

    return Settings(
        draws=asked["draws"],
        seed=asked["seed"],
        shape=asked["distribution"],
        spread=asked["spread"],
        discounted=bool(lines.assumptions.rate),
    )


def _tell_further(
    shell: Shell, dossier: Dossier, day: datetime.date, lines: Lines, asked: dict[str, Any]
) -> None:
    if asked["rules"]:
        from maillage.cli.value_rules import tell_rules

        shell.line()
        tell_rules(shell, dossier, day, lines, asked["measure"])
    if asked["uncertain"]:
        from maillage.cli.value_outcomes import tell_outcomes

        shell.line()
        tell_outcomes(shell, dossier, day, lines, _settings(lines, asked))


def _further_json(
    shell: Shell, dossier: Dossier, day: datetime.date, lines: Lines, asked: dict[str, Any]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if asked["rules"]:
        from maillage.cli.value_rules import rules_json

        found["rules"] = rules_json(shell, dossier, day, lines, asked["measure"])
    if asked["uncertain"]:
        from maillage.cli.value_outcomes import outcomes_json

        found["outcomes"] = outcomes_json(shell, dossier, day, lines, _settings(lines, asked))
    return found
