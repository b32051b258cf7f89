"""What a card and the rest of the dossier could do for each other: proposals with their reasons, never a ranking.

Four are looked for: a resource that one lacks and another holds, a skill that one lacks and another brings, a
constraint that nobody else is said to know, an aim on a register where another has one too. People decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from maillage.articulation.chain import Chain
from maillage.articulation.checks.gathering import own
from maillage.articulation.findings import RowRef
from maillage.cards.intangibles import HELD, Intangible
from maillage.cards.knowing import Knower, Knowledge
from maillage.cards.registers import Register
from maillage.cards.wording import counted, label, text
from maillage.dossier.tables import Contribution, Model, Resource
from maillage.dossier.values import fold
from maillage.text import Text, listing, same, series

KINDS = ("make_known", "resource", "skill", "same_aim", "aim")
"""The kinds of proposals, in the order in which they are told."""
_BROUGHT = ("knowledge",)
_SHOWN, _REASONS = 4, 12


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something two actors could look at together: of what kind, with whom, in words, and the rows that say why."""

    kind: str
    others: tuple[str, ...]
    said: Text
    because: tuple[RowRef, ...]


@dataclass(frozen=True, slots=True)
class Offers:
    """What the actors present state, once for all cards: aims by register, resources held, knowledge brought."""

    aims: Mapping[str, Mapping[str, tuple[Model, ...]]]
    held: Mapping[str, tuple[Resource, ...]]
    brought: tuple[Contribution, ...]


def offers_of(chain: Chain) -> Offers:
    """The aims (by register, then by their words), resources and knowledge of those present on the day."""
    here = {key for key, one in chain.actors.items() if chain.present(one)}
    aims: dict[str, dict[str, tuple[Model, ...]]] = {}
    for row in sorted(chain.dossier.models, key=lambda one: one.id):
        if row.aim and row.register and row.actor in here:
            same_words = aims.setdefault(row.register, {})
            same_words[fold(row.aim)] = (*same_words.get(fold(row.aim), ()), row)
    held: dict[str, tuple[Resource, ...]] = {}
    for resource in sorted(own(chain.dossier.resources), key=lambda one: one.id):
        if resource.state in HELD and resource.holder in here:
            held[resource.kind] = (*held.get(resource.kind, ()), resource)
    gifts = [one for one in own(chain.dossier.contributions) if one.kind in _BROUGHT and one.from_ in here]
    return Offers(aims, held, tuple(sorted(gifts, key=lambda one: one.id)))


def proposals_for(
    chain: Chain,
    actor: str,
    registers: Sequence[Register],
    intangibles: Sequence[Intangible],
    knowledge: Knowledge,
    offers: Offers,
) -> tuple[Proposal, ...]:
    """The proposals for `actor`, by kind then by name. Nothing says that one is better than another."""
    found = [
        *_make_known(chain, actor, registers, knowledge),
        *_resources(chain, actor, intangibles, offers),
        *_skills(chain, actor, intangibles, offers),
        *_aims(chain, actor, registers, offers),
    ]
    return tuple(sorted(found, key=lambda one: (KINDS.index(one.kind), one.said.fr)))


def _make_known(
    chain: Chain, actor: str, registers: Sequence[Register], knowledge: Knowledge
) -> Iterator[Proposal]:
    """A constraint is written, and no tie says that anyone knows it."""
    held = [one.row for register in registers for one in register.fields["constraint"]]
    if not held or knowledge.known:
        return
    others = knowledge.knowers or _beside(chain, actor)
    if others:
        key = "make_known" if knowledge.told else "make_known_unsaid"
        named = _named([one.name for one in others])
        said = text(f"cards-propose.{key}", name=chain.actors[actor].name, others=named)
        yield Proposal("make_known", tuple(one.actor for one in others), said, _refs(chain, held))


def _beside(chain: Chain, actor: str) -> tuple[Knower, ...]:
    """The actors that carry a component with `actor`."""
    parts = chain.borne_by.get(actor, ())
    found = {one.id: one for part in parts for one in chain.bearers_of.get(part.id, ()) if one.id != actor}
    return tuple(Knower(key, found[key].name, None) for key in sorted(found))


def _resources(
    chain: Chain, actor: str, intangibles: Sequence[Intangible], offers: Offers
) -> Iterator[Proposal]:
    """A kind of resource is seen lacking here, and there in others. “Other” may be two things: it is left out."""
    for lacking in (one for one in intangibles if one.lacking and one.kind != "other"):
        rows = [row for row in offers.held.get(lacking.kind, ()) if row.holder != actor]
        values = {
            "kind": label("resource_kinds", lacking.kind),
            "lacks": label("resource_states", lacking.lacking[0].state),
        }
        yield from _with(chain, actor, "resource", lacking.lacking, rows, "holder", **values)


def _skills(
    chain: Chain, actor: str, intangibles: Sequence[Intangible], offers: Offers
) -> Iterator[Proposal]:
    """A competence lacks, and others bring knowledge to the solution."""
    lacking = next((one for one in intangibles if one.kind == "competence" and one.lacking), None)
    rows = [row for row in offers.brought if row.from_ != actor]
    if lacking is not None and rows:
        kinds = [same(row.object) if row.object else label("contribution_kinds", row.kind) for row in rows]
        what = listing(list(dict.fromkeys(kinds)), _SHOWN)
        yield from _with(chain, actor, "skill", lacking.lacking, rows, "from_", what=what)


def _aims(chain: Chain, actor: str, registers: Sequence[Register], offers: Offers) -> Iterator[Proposal]:
    """Others state an aim on the same register; when it is in the same words, it is said so."""
    for register in registers:
        mine = [one.row for one in register.fields["aim"]]
        words = {fold(row.aim or "") for row in mine}
        by_words = offers.aims.get(register.code or "", {}) if mine else {}
        for kind, alike in (("same_aim", True), ("aim", False)):
            rows = [
                row
                for aim, some in by_words.items()
                if (aim in words) is alike
                for row in some
                if row.actor != actor
            ]
            yield from _with(chain, actor, kind, mine, rows, "actor", register=register.label)


def _with(
    chain: Chain,
    actor: str,
    kind: str,
    mine: Sequence[Any],
    theirs: Sequence[Any],
    column: str,
    /,
    **values: object,
) -> Iterator[Proposal]:
    """One proposal with all those whose rows answer `mine`, the first of these rows being its reasons."""
    others = tuple(sorted({getattr(row, column) for row in theirs}))
    if not others:
        return
    named = _named([chain.actors[one].name for one in others])
    said = text(f"cards-propose.{kind}", name=chain.actors[actor].name, others=named, **values)
    yield Proposal(kind, others, said, _refs(chain, [*mine, *theirs[:_REASONS]]))


def _named(names: Sequence[str]) -> Text:
    shown = [text("cards-propose.quoted", name=one) for one in names[:_SHOWN]]
    more = len(names) - _SHOWN
    return series([*shown, *([counted("cards-others", more)] if more > 0 else [])])


def _refs(chain: Chain, rows: Sequence[Any]) -> tuple[RowRef, ...]:
    return tuple(_ref(chain, row) for row in rows)


def _ref(chain: Chain, row: Any) -> RowRef:
    """The reference to a row, called by whom it is about when it has no name of its own."""
    ref = RowRef.of(row, chain.actors)
    if isinstance(row, Model):
        register = (
            label("model_registers", row.register) if row.register else text("cards-stance.no_register")
        )
        return RowRef(ref.table, ref.id, _about(chain, row.actor, register))
    if isinstance(row, Resource):
        return RowRef(ref.table, ref.id, _about(chain, row.holder or "", label("resource_kinds", row.kind)))
    return ref


def _about(chain: Chain, actor: str, what: Text) -> Text:
    name = chain.actors[actor].name if actor in chain.actors else actor
    return Text(*(f"{name} ({half})" for half in what))
