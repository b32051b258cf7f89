"""``maillage exit``: what falls if somebody leaves, round by round; or what rests on each actor."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from maillage.articulation.chain import Chain, build_chain
from maillage.cli import options
from maillage.cli.presenting import present
from maillage.cli.reading import day_of, dossier_at
from maillage.cli.shell import Refusal, Shell
from maillage.cli.speaking import Spoken
from maillage.cli.words import Words
from maillage.dossier.dossier import Dossier
from maillage.network.leaving import (
    CAUTION,
    Exit,
    Holds,
    Leaving,
    LeavingError,
    Lost,
    SmallestExits,
    counts_of,
    exit_of,
    holds_of,
    kind_of,
    resting_from,
    smallest_from,
)
from maillage.network.replay import Replay, replay
from maillage.text import Text

_MOST = 4
"""The largest sets of actors looked for without being asked."""


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    metavar = words("exit.metavar")
    actors = click.Argument(["actors"], nargs=-1, metavar=f"[{metavar}…]", help=words("exit.actors"))
    money = click.Option(
        ["--money"], multiple=True, metavar=words("exit.money-metavar"), help=words("exit.money")
    )
    decides = click.Option(["--money-decides"], is_flag=True, help=words("exit.money-decides"))
    asked = [money, decides, options.form(words), options.at(words), options.encoding(words)]
    return Spoken(words, "exit", callback=run, params=[options.path(words), actors, *asked])


@click.pass_obj
def run(
    shell: Shell,
    path: Path,
    actors: tuple[str, ...],
    money: tuple[str, ...],
    money_decides: bool,
    format: str,
    at: str | None,
    encoding: str,
) -> None:
    """Tell one exit, or what rests on each actor when nobody is named."""
    dossier = dossier_at(shell, path, encoding)
    chain = build_chain(dossier, day_of(shell, dossier, at))
    if actors or money:
        found = _exit(shell, chain, Leaving(actors, money), money_decides)
        if format == "json":
            shell.json(exit_json(shell, chain, found, money_decides))
        else:
            _tell_exit(shell, chain, found)
    elif format == "json":
        shell.json(_resting_json(shell, dossier, chain))
    else:
        _tell_resting(shell, dossier, chain)


def _exit(shell: Shell, chain: Chain, leaving: Leaving, money_decides: bool) -> Exit:
    try:
        return exit_of(chain, leaving, money_decides=money_decides)
    except LeavingError as error:
        raise Refusal(shell.words.of(error.text)) from error


# --- one exit -------------------------------------------------------------------------------------------------------


def _tell_exit(shell: Shell, chain: Chain, found: Exit) -> None:
    present(shell, chain)
    shell.line()
    for said in found.said:
        shell.line(shell.words.of(said))
    for wave in found.rounds:
        number = wave[0].round
        _tell_lost(shell, shell.words("exit.round", n=number) if number else shell.words("exit.start"), wave)
    if found.weakened:
        _tell_lost(shell, shell.words("exit.weakened"), found.weakened)


def _tell_lost(shell: Shell, title: str, lost: Iterable[Lost]) -> None:
    shell.line()
    shell.line(title, style="bold")
    for one in lost:
        table, name, why = map(shell.words.of, (kind_of(one.table), one.name, one.why))
        said = shell.words("exit.item", table=table, name=name, why=why)
        if one.certainty == "unknown":
            said = shell.words("exit.uncertain", said=said)
        shell.line(said, indent=2, head="- ")


def exit_json(shell: Shell, chain: Chain, found: Exit, money_decides: bool) -> dict[str, Any]:
    """One exit as JSON, its sentences in the language of the shell."""
    say = shell.words.of
    return {
        "on": chain.on.isoformat(),
        "actors": list(found.leaving.actors),
        "money": list(found.leaving.money),
        "money_decides": money_decides,
        "lost": [_lost_json(shell, one) for one in found.lost],
        "weakened": [_lost_json(shell, one) for one in found.weakened],
        "unsaid": [{"table": key[0], "id": key[1], "name": say(name)} for key, name in found.unsaid],
        "stands": dict(found.stands),
        "said": [say(one) for one in found.said],
    }


def _lost_json(shell: Shell, one: Lost) -> dict[str, Any]:
    return {
        "table": one.table,
        "id": one.id,
        "name": shell.words.of(one.name),
        "round": one.round,
        "certainty": one.certainty,
        "kind": one.kind,
        "because": [list(key) for key in one.because],
        "why": shell.words.of(one.why),
    }


# --- everybody ------------------------------------------------------------------------------------------------------


def _tell_resting(shell: Shell, dossier: Dossier, chain: Chain) -> None:
    present(shell, chain)
    holds = holds_of(chain)
    resting = resting_from(holds)
    _title(shell, "exit.rests")
    if not resting:
        shell.say("exit.nobody")
        return
    shell.line(shell.words.of(CAUTION))
    for one in resting:
        said = " ".join(map(shell.words.of, one.said))
        shell.line(f"{one.name} ({one.id})", style="bold", indent=2)
        shell.line(said, indent=4)
    if enough := _enough(holds):
        _title(shell, "exit.enough")
        for found in enough:
            shell.line(shell.words.of(found.said), indent=2, head="- ")
    if replays := replay(dossier):
        _title(shell, "exit.replays")
        for past in replays:
            _tell_replay(shell, past)


def _title(shell: Shell, key: str) -> None:
    shell.line()
    shell.say(key, style="bold")


def _enough(holds: Holds) -> list[SmallestExits]:
    standing = [one for table, one in holds.needs if table == "challenges"]
    return [smallest_from(holds, "challenges", one, _MOST) for one in standing]


def _tell_replay(shell: Shell, past: Replay) -> None:
    for rank, said in enumerate(past.said):
        shell.line(shell.words.of(said), indent=2 if rank == 0 else 4)
    for one in past.what_ifs:
        counts = shell.words.of(counts_of(one.exit.lost))
        shell.line(shell.words("exit.supposing", name=one.name, counts=counts), indent=4, head="- ")


def _resting_json(shell: Shell, dossier: Dossier, chain: Chain) -> dict[str, Any]:
    say = shell.words.of
    holds = holds_of(chain)
    return {
        "on": chain.on.isoformat(),
        "caution": say(CAUTION),
        "resting": [
            {
                "actor": one.id,
                "name": one.name,
                "alone": [list(key) for key in one.alone],
                "said": [say(said) for said in one.said],
            }
            for one in resting_from(holds)
        ],
        "enough": [
            {"challenge": one.id, "sets": [list(some) for some in one.sets], "said": say(one.said)}
            for one in _enough(holds)
        ],
        "replays": [_replay_json(shell, past) for past in replay(dossier)],
    }


def _replay_json(shell: Shell, past: Replay) -> dict[str, Any]:
    def said(texts: Iterable[Text]) -> list[str]:
        return [shell.words.of(one) for one in texts]

    return {
        "actor": past.actor,
        "left_on": str(past.left_on),
        "day": past.day.isoformat(),
        "foreseen": [list(one.key) for one in past.foreseen.lost] if past.foreseen else None,
        "recorded": [
            {"table": one.table, "id": one.id, "how": shell.words.of(one.how)} for one in past.recorded
        ],
        "mute": past.mute,
        "what_ifs": [
            {
                "actor": one.actor,
                "lost": [list(lost.key) for lost in one.exit.lost],
                "recorded": [list(key) for key in one.recorded],
            }
            for one in past.what_ifs
        ],
        "said": said(past.said),
    }
