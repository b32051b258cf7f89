"""What a dossier needs, from what it says: obstacles, components without bearer, gaps, phases, resources."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from maillage.articulation.analysis import Analysis, analyse
from maillage.articulation.catalogue import catalogue
from maillage.articulation.chain import Chain, Said, active
from maillage.articulation.findings import Finding
from maillage.data import packaged
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Component
from maillage.dossier.vocabularies import vocabulary
from maillage.matching.wording import label, sentence, text
from maillage.text import Text, same

NeedKind = Literal["obstacle", "component", "gap", "phase", "resource"]
NEED_KINDS: tuple[NeedKind, ...] = ("obstacle", "component", "resource", "phase", "gap")
"""The kinds of needs, in the order in which pages tell them."""
LACKING = frozenset({"missing", "fragile"})
"""The states of a resource that make a need."""
_TEMPLATES = frozenset({"collective", "leader", "programme"})


@dataclass(frozen=True, slots=True)
class Need:
    """Something a dossier needs. `words` may name rows; `told` never does: it is what people outside may read.

    `obstacles` and `spheres` are codes, `phase` a code of phase, `territory` codes of communes or EPCI, `rows` the
    (table, id) it comes from.
    """

    code: str
    kind: NeedKind
    words: Text
    told: Text
    obstacles: tuple[str, ...] = ()
    spheres: tuple[str, ...] = ()
    phase: str = ""
    territory: tuple[str, ...] = ()
    language: str = ""
    rows: tuple[tuple[str, str], ...] = ()


def needs_of(dossier: Dossier, on: datetime.date) -> tuple[Need, ...]:
    """What `dossier` says it needs on the day `on`: nothing is guessed. Pure: same arguments, same needs.

    Source: docs/methods/matching.md.
    """
    return needs_in(analyse(dossier, on))


def needs_in(analysis: Analysis) -> tuple[Need, ...]:
    """What a dossier needs, from its analysis on a day."""
    found = [
        *_obstacles(analysis.chain),
        *_components(analysis.chain),
        *_resources(analysis.chain),
        *_phases(analysis.chain),
        *_gaps(analysis),
    ]
    return tuple({need.code: need for need in reversed(found)}.values())[::-1]


def _need(chain: Chain, kind: NeedKind, key: str, words: Text, told: Text, **further: Any) -> Need:
    record = chain.dossier.record
    spheres = further.pop("spheres", None) or record.spheres or ()
    return Need(
        code=f"{kind}:{key}",
        kind=kind,
        words=words,
        told=told,
        spheres=tuple(spheres),
        territory=tuple(record.territory or ()),
        language=record.language or "",
        **further,
    )


def _obstacles(chain: Chain) -> Iterator[Need]:
    met: dict[str, list[Any]] = {}
    for row in chain.dossier.obstacles:
        if row.variant_of is None:
            met.setdefault(row.obstacle, []).append(row)
    for code, rows in met.items():
        words = sentence("matching-need.obstacle", name=label("obstacles", code))
        told = words if code in vocabulary("obstacles").terms else text("matching-need.obstacle-own")
        refs = tuple(("obstacles", row.id) for row in rows)
        yield _need(chain, "obstacle", code, words, told, obstacles=(code,), rows=refs)


def _components(chain: Chain) -> Iterator[Need]:
    """What is sought, and what the dossier says that nobody carries; who carries it being unsaid is not a need."""
    for part in chain.components.values():
        if active(part) and chain.carried(part) is not Said.YES and _wanted(chain, part):
            spheres = _spheres(chain, part)
            told = _told_component(spheres)
            words = sentence("matching-need.component", name=same(part.name))
            rows = (("components", part.id),)
            yield _need(chain, "component", part.id, words, told, spheres=spheres, rows=rows)


def _wanted(chain: Chain, part: Component) -> bool:
    return part.status == "sought" or chain.carried(part) is Said.NO


def _spheres(chain: Chain, part: Component) -> tuple[str, ...]:
    found = (chain.challenges[one].sphere for one in part.challenges or () if one in chain.challenges)
    return tuple(dict.fromkeys(code for code in found if code))


def _told_component(spheres: Iterable[str]) -> Text:
    known = [code for code in spheres if code in vocabulary("spheres").terms]
    if not known:
        return text("matching-need.component-told")
    return sentence("matching-need.component-in", name=label("spheres", known[0]))


def _resources(chain: Chain) -> Iterator[Need]:
    lacking: dict[str, list[str]] = {}
    for row in chain.dossier.resources:
        if row.state in LACKING and row.variant_of is None:
            lacking.setdefault(row.kind, []).append(row.id)
    for kind, ids in lacking.items():
        words = sentence("matching-need.resource", name=label("resource_kinds", kind))
        told = words if kind in vocabulary("resource_kinds").terms else text("matching-need.resource-own")
        yield _need(chain, "resource", kind, words, told, rows=tuple(("resources", one) for one in ids))


def _phases(chain: Chain) -> Iterator[Need]:
    journeys = {row.id: row for row in chain.dossier.journeys}
    own = {(row.journey, row.id): row.title for row in chain.dossier.phases}
    here: dict[str, list[str]] = {}
    titles: dict[str, tuple[Text, Text]] = {}
    for turn in chain.dossier.turns:
        if turn.journey not in journeys or not _goes_on(turn, chain.on):
            continue
        here.setdefault(turn.phase, []).append(turn.id)
        template = journeys[turn.journey].template or ""
        published = _published(template, turn.phase)
        titles[turn.phase] = (same(own.get((turn.journey, turn.phase), "")), published or same(""))
    for code, ids in here.items():
        written, published = titles[code]
        name = written if written.fr else published if published.fr else same(code)
        told = _phase_words(published) if published.fr else text("matching-need.phase-own")
        refs = tuple(("turns", one) for one in ids)
        yield _need(chain, "phase", code, _phase_words(name), told, phase=code, rows=refs)


def _phase_words(name: Text) -> Text:
    return sentence("matching-need.phase", name=sentence("matching.quoted", name=name))


def _goes_on(turn: Any, on: datetime.date) -> bool:
    begun = turn.since is not None and turn.since.first_day() <= on
    return begun and (turn.until is None or turn.until.last_day() >= on)


def _published(template: str, code: str) -> Text | None:
    """The title of a phase of a published template: a word that tells nothing of the dossier."""
    if template not in _TEMPLATES:
        return None
    for row in packaged.rows(f"journeys/{template}/phases.csv"):
        if row["code"] == code:
            return Text(row["title_fr"], row["title_en"])
    return None


def _gaps(analysis: Analysis) -> Iterator[Need]:
    """What the articulation says is broken (severity error, said by the dossier), once per check."""
    by_check: dict[str, list[Finding]] = {}
    for one in analysis.findings:
        if one.severity == "error" and one.certainty == "no":
            by_check.setdefault(one.code, []).append(one)
    for code, found in by_check.items():
        title = sentence("matching-need.gap", name=sentence("matching.quoted", name=_title(code)))
        refs = tuple(dict.fromkeys((ref.table, ref.id) for one in found for ref in one.rows))
        yield _need(analysis.chain, "gap", code, title, title, rows=refs)


def _title(code: str) -> Text:
    return catalogue()[code].title
