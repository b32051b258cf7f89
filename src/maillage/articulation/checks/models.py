"""ART, of economic models: what a component asks of its bearer's model, and what the others know of what holds it."""

from __future__ import annotations

from collections.abc import Iterator

from maillage.articulation.chain import Chain
from maillage.articulation.checks.gathering import gathered, named, own
from maillage.articulation.findings import Hit, check, found, unsaid
from maillage.dossier.tables import Actor, Component, Model, Tie
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text, listing


def knowing(chain: Chain, actor: str) -> dict[str, str | None]:
    """By other actor with a tie, how well it knows the constraints of `actor`; `None` where no tie says.

    Of several ties between two actors, the one that knows best counts, whatever the order of rows.
    """
    levels, how = vocabulary("constraint_knowledge"), dict[str, str | None]()
    for tie in chain.dossier.ties:
        other = _other(tie, actor)
        if other is not None:
            told = tie.a_knows_b if tie.actor_a == other else tie.b_knows_a
            known = [one for one in (how.get(other), told) if one]
            how[other] = max(known, key=levels.rank_of, default=None)
    return how


def _other(tie: Tie, actor: str) -> str | None:
    if tie.actor_a == actor:
        return tie.actor_b
    return tie.actor_a if tie.actor_b == actor else None


def _models(chain: Chain) -> dict[str, list[Model]]:
    models: dict[str, list[Model]] = {}
    for row in own(chain.dossier.models):
        models.setdefault(row.actor, []).append(row)
    return models


# --- what is expected of a model ------------------------------------------------------------------------------


@check("ART016")
def expected_without_displacement(chain: Chain) -> Iterator[Hit]:
    """A planned component is expected of an actor one register of whose model stays in volume, with no displacement.

    An actor whose whole model stays where it is, whatever it carries, has its own check (ART014).
    """
    for key, rows in _models(chain).items():
        actor = chain.actors.get(key)
        parts = [part for part in chain.borne_by.get(key, ()) if part.status == "planned"]
        if actor and parts and chain.present(actor) and any(map(_moving, rows)):
            yield from _stuck(actor, parts, rows)


def _stuck(actor: Actor, parts: list[Component], rows: list[Model]) -> Iterator[Hit]:
    """The registers in volume of which no row states a displacement: one hit for each."""
    for register in dict.fromkeys(row.register for row in rows):
        mine = [row for row in rows if row.register == register]
        volume = [row for row in mine if row.stage == "volume"]
        if volume and not any(row.displacement for row in mine):
            still = all(row.direction in ("holding", "receding") for row in volume)
            values = {"parts": named(parts), "register": _register(register)}
            yield (found if still else unsaid)(actor, *volume, *parts, **values)


def _moving(row: Model) -> bool:
    return bool(row.aim or row.displacement) or row.direction == "advancing"


def _register(code: str | None) -> Text:
    unsaid_register = Text("registre non dit", "register not said")
    return vocabulary("model_registers").label_of(code) if code else unsaid_register


# --- what the others know ------------------------------------------------------------------------------------


@check("ART017")
def constraint_nobody_knows(chain: Chain) -> Iterator[Hit]:
    """An actor says what constrains it, and none of those it has a tie with is said to know it."""
    here = {key for key, one in chain.actors.items() if chain.present(one)}
    silent: list[Hit] = []
    for key, rows in _models(chain).items():
        held = [row for row in rows if row.constraint]
        if not held or key not in here or len(here) < 2:
            continue
        told = {other: how for other, how in knowing(chain, key).items() if other in here}
        if set(told.values()) & {"shared", "partial"}:
            continue
        actor = chain.actors[key]
        if told and None not in told.values():
            others = listing([Text(name, name) for name in sorted(chain.actors[one].name for one in told)])
            yield found(actor, *held, others=others)
        else:
            silent.append(unsaid(actor))
    yield from gathered(silent)


@check("ART018")
def stage_without_direction(chain: Chain) -> Iterator[Hit]:
    """A register whose stage is stated, and not which way it is going: a label alone."""
    models = _models(chain)
    lone = [
        row
        for rows in models.values()
        for row in rows
        if row.stage and not any(one.direction for one in rows if one.register == row.register)
    ]
    yield from gathered((unsaid(row) for row in lone), lambda row: _called(chain, row))


def _called(chain: Chain, row: Model) -> Text:
    actor = chain.actors[row.actor].name if row.actor in chain.actors else row.actor
    return Text(*(f"{actor} ({register})" for register in _register(row.register)))
