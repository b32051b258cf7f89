"""What a careless hand gives: games out of all scale, hundreds of components, sums that no whole number of 64 bits holds,
a place of computing that is none, an interruption.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Actor, Component, Cost, Effect, Record
from maillage.io.scaling import ScalingError, run_all
from maillage.value.coalitions import DossierGame, game_of
from maillage.value.game_rows import game_from_rows
from maillage.value.lines import Assumptions, lines_of
from maillage.value.sharing import (
    Game,
    GameError,
    TooManyPlayers,
    keeps_everyone,
    least_change,
    myerson,
    nucleolus,
    shapley,
)
from tests.maillage.value.rule_samples import DAY

PARTS = 300


def coalitions(players: str) -> list[tuple[str, ...]]:
    return [some for size in range(1, len(players) + 1) for some in combinations(players, size)]


@pytest.mark.parametrize(
    "amount", [1e300, 10**400, Decimal("1e5000"), Decimal("1e-5000")], ids=["float", "int", "large", "tiny"]
)
def test_an_amount_out_of_all_scale_is_refused_with_the_name_of_its_coalition(amount: object) -> None:
    for door in (Game.from_costs, Game.from_worth):
        with pytest.raises(GameError, match="sort de toute mesure") as refused:
            door({("a",): amount})
        assert "{a}" in refused.value.text.en
    with pytest.raises(GameError, match="sort de toute mesure"):
        _ = Game.from_function("ab", lambda masks: masks * 1e300, masks=True).amounts


@pytest.mark.parametrize("unit", [10**30, 1e30, Decimal("1e30"), np.float32(3), Decimal("1e-30")], ids=str)
def test_very_large_and_very_small_amounts_are_shared_and_told_like_others(unit: float) -> None:
    game = Game.from_costs({some: unit * len(some) ** 2 for some in coalitions("abc")})
    for rule in (shapley, nucleolus):
        shared = rule(game)
        assert [float(part) for part in shared.shares.values()] == pytest.approx(
            [float(3 * unit)] * 3, rel=1e-9
        )
        assert not keeps_everyone(game, shared)
        change = least_change(game, shared)
        assert not change.possible
        assert float(change.epsilon) == pytest.approx(float(2 * unit), rel=1e-6)
        assert game.remarks[0].fr


def test_the_myerson_value_of_too_many_players_is_refused_before_any_table_is_made() -> None:
    game = Game.from_function(range(70), len)
    with pytest.raises(TooManyPlayers, match="70"):
        myerson(game, [(0, 1)])


def test_a_table_of_many_coalitions_is_read_in_one_go() -> None:
    rows = [(1, ["coalition", "amount"])]
    rows += [
        (2 + place, [";".join(some), str(len(some))])
        for place, some in enumerate(coalitions("abcdefghijklmn"))
    ]
    assert game_from_rows(rows).total == 14


def workshop(first_year: int = 2026, amount: Decimal = Decimal(7)) -> DossierGame:
    """The money of three actors who run 300 components, each with a cost, which make one effect worth 9 000 € a year."""
    every = [f"k{place}" for place in range(PARTS)]
    dossier = Dossier(
        record=Record(id="x", title="X"),
        actors=tuple(Actor(id=one, name=one.upper()) for one in "abc"),
        components=tuple(
            Component(id=one, name=one, bearers=("abc"[place % 3],), status="existing")
            for place, one in enumerate(every)
        ),
        costs=tuple(
            Cost(id=one, component=one, likely=amount, unit="eur", period="year", first_year=first_year, last_year=2026)
            for one in every
        ),
        effects=tuple(
            Effect(id=one, name=one, sign="positive", components=(one,), likely=Decimal(30 + place), unit="eur",
                   period="year", beneficiaries=("a",))
            for place, one in enumerate(every)
        ),
    )  # fmt: skip
    lines = lines_of(dossier, DAY, Assumptions(first_year=first_year, last_year=2026))
    return game_of(dossier, DAY, lines, "money", reading="alone")


def test_hundreds_of_components_are_each_counted() -> None:
    found = workshop()
    assert found.game is not None
    assert float(found.game.total) == sum(30 + place - 7 for place in range(PARTS))
    for rank, one in enumerate("abc"):
        assert float(found.game.worth([one])) == sum(30 + place - 7 for place in range(rank, PARTS, 3))


def test_sums_that_cannot_be_counted_are_refused_and_never_wrap_around() -> None:
    found = workshop(1930, Decimal(9 * 10**14))
    assert found.game is None
    assert found.why is not None
    assert "moins d’années" in found.why.fr


@pytest.mark.parametrize(
    "workers", ["tcp://", "tcp://host", "tcp://host:99999", "tcp://host:x", "tcp://[::1"]
)
def test_an_address_without_machine_or_port_is_no_place(workers: str) -> None:
    with pytest.raises(ScalingError):
        run_all(abs, [1], workers=workers)


def test_an_interruption_ends_every_process_in_silence() -> None:
    code = (
        "import signal, time\nfrom maillage.io.scaling import run_all\n"
        "if __name__ == '__main__':\n"
        "    signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a job in the background ignores it
        "    run_all(time.sleep, [0, 60, 60, 60], workers='processes:2', progress=lambda *_: print('.', flush=True))\n"
    )
    running = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, text=True
    )  # fmt: skip
    assert running.stdout is not None
    assert running.stdout.readline() == ".\n"
    os.killpg(running.pid, signal.SIGINT)
    _, err = running.communicate(timeout=30)  # returns once none of them holds the pipe any more
    assert "KeyboardInterrupt" in err
    assert "SpawnProcess" not in err


@pytest.mark.parametrize(
    "asked", [["examples"], ["examples/ikos", "--rules"], ["examples/ikos", "--uncertain"]]
)
def test_what_computes_and_is_missing_is_said_once_with_what_to_install(root: Path, asked: list[str]) -> None:
    code = (
        "import sys; sys.modules['numpy'] = None; from maillage.cli import main; "
        f"sys.exit(main(['value', *{asked!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert (done.stdout, done.stderr.count('pip install "maillage[value]"')) == ("", 1)
