"""Synthetic dossiers for measurements: seeded, of any size, and saying in each title that they are made up.

A dossier of n actors has about 10 n rows, in proportions close to those of a dossier kept by a facilitator.

    >>> tables = synthetic_tables(actors=40, seed=1)
    >>> sum(len(rows) - 1 for rows in tables.values())
    401
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from maillage.dossier.problems import Place
from maillage.dossier.reading import RawTable
from maillage.dossier.vocabularies import vocabulary

Rows = list[list[str]]
"""The header, then one list of cells per row."""

ROWS_PER_ACTOR = {
    "sources": 0.3,
    "challenges": 0.15,
    "effects": 0.75,
    "components": 0.75,
    "actors": 1.0,
    "contributions": 1.5,
    "flows": 1.5,
    "costs": 0.75,
    "commitments": 0.75,
    "ties": 1.25,
    "resources": 0.5,
    "models": 0.5,
    "obstacles": 0.2,
    "sessions": 0.05,
    "decisions": 0.05,
}
_SENTENCES = (
    "Chacun garde sa part de récolte et confie le surplus à la cuisine commune.",
    "Les tournées sont partagées, ce qui évite un camion sur deux.",
    "Le groupe s’est réuni deux fois et n’a pas tranché.",
    "Une convention lie les deux structures pour trois ans.",
)


class _Writer:
    """Draws the cells of one dossier; every draw comes from the same seeded source."""

    def __init__(self, actors: int, seed: int) -> None:
        self.random = Random(seed)
        self.counts = {name: max(1, round(actors * share)) for name, share in ROWS_PER_ACTOR.items()}

    def one(self, table: str) -> str:
        """The id of a row of `table`."""
        return f"{table}-{self.random.randrange(self.counts[table]) + 1}"

    def some(self, table: str, most: int) -> str:
        """A list of one to `most` ids of rows of `table`."""
        return "; ".join(dict.fromkeys(self.one(table) for _ in range(self.random.randint(1, most))))

    def code(self, name: str) -> str:
        """A code of the vocabulary `name`."""
        return self.random.choice(list(vocabulary(name).terms))

    def maybe(self, cell: str, share: float = 0.7) -> str:
        """The cell, or nothing: dossiers leave much unsaid."""
        return cell if self.random.random() < share else ""

    def sentence(self) -> str:
        """A sentence of free text."""
        return self.random.choice(_SENTENCES)

    def year(self) -> int:
        """A recent year."""
        return self.random.randint(2012, 2026)

    def day(self) -> str:
        """A year, a month or a day."""
        parts = (f"{self.year()}", f"{self.random.randint(1, 12):02}", f"{self.random.randint(1, 28):02}")
        return "-".join(parts[: self.random.randint(1, 3)])

    def range(self) -> dict[str, str]:
        """A low, likely and high amount, with unit and period."""
        low = self.random.randint(1, 90_000)
        return {
            "low": self.maybe(str(low)),
            "likely": f"{low * 1.5:.1f}",
            "high": self.maybe(str(low * 2)),
            "unit": "eur",
            "period": "year",
        }


def _sources(w: _Writer, number: int) -> dict[str, str]:
    return {
        "title": f"Source synthétique {number}",
        "url": f"https://example.org/{number}",
        "date": w.day(),
    }


def _challenges(w: _Writer, number: int) -> dict[str, str]:
    return {
        "name": f"Enjeu synthétique {number}",
        "sphere": w.code("spheres"),
        "dimensions": w.maybe("ecological; societal"),
        "indicators": w.maybe("part des repas locaux; tonnes évitées"),
    }


def _effects(w: _Writer, number: int) -> dict[str, str]:
    return {
        "name": f"Effet synthétique {number}",
        "sign": w.random.choice(("positive", "positive", "negative")),
        "intended": w.maybe("yes"),
        "beneficiaries": w.maybe(w.some("actors", 3)),
        "challenges": w.maybe(w.some("challenges", 2), 0.9),
        "components": w.maybe(w.some("components", 2), 0.9),
        "evidence": w.maybe(w.code("evidence_levels")),
        **w.range(),
        "description": w.maybe(w.sentence()),
    }


def _components(w: _Writer, number: int) -> dict[str, str]:
    return {
        "name": f"Composant synthétique {number}",
        "kind": w.code("component_kinds"),
        "challenges": w.maybe(w.some("challenges", 2)),
        "bearers": w.maybe(w.some("actors", 2), 0.9),
        "status": w.code("component_statuses"),
        "description": w.maybe(w.sentence()),
    }


def _actors(w: _Writer, number: int) -> dict[str, str]:
    return {
        "name": f"Acteur synthétique {number}",
        "legal_form": w.maybe(w.code("legal_forms")),
        "category": w.maybe(w.code("actor_categories"), 0.9),
        "commune": w.maybe(f"{w.random.randint(1001, 95999):05}"),
        "roles": "; ".join({w.code("roles"), w.code("roles")}),
        "joined_on": w.maybe(w.day()),
        "description": w.maybe(w.sentence()),
    }


def _contributions(w: _Writer, number: int) -> dict[str, str]:
    return {
        "from": w.one("actors"),
        "to": w.maybe(w.random.choice((w.one("actors"), "collective"))),
        "kind": w.code("contribution_kinds"),
        "object": f"Apport synthétique {number}",
        **w.range(),
        "acceptable": w.maybe("yes"),
        "in_return_of": w.maybe(w.one("effects")),
        "component": w.maybe(w.one("components")),
    }


def _flows(w: _Writer, number: int) -> dict[str, str]:
    return {
        "from": w.one("actors"),
        "to": w.random.choice((w.one("actors"), "outside")),
        "object": f"Flux synthétique {number}",
        "nature": w.code("flow_natures"),
        "amount": w.maybe(f"{w.random.randint(1, 5000)}.5"),
        "unit": w.code("units"),
        "component": w.maybe(w.one("components")),
    }


def _costs(w: _Writer, number: int) -> dict[str, str]:
    begun = w.year()
    return {
        "component": w.one("components"),
        "bearer": w.maybe(w.one("actors")),
        "kind": w.code("cost_kinds"),
        **w.range(),
        "first_year": str(begun),
        "last_year": w.maybe(str(begun + 2)),
    }


def _commitments(w: _Writer, number: int) -> dict[str, str]:
    return {
        "from": w.one("actors"),
        "to": w.random.choice((w.one("actors"), "collective")),
        "object": f"Engagement synthétique {number}",
        "reciprocates": w.maybe(w.one("commitments"), 0.4),
        "form": w.code("commitment_forms"),
        "status": w.code("commitment_statuses"),
        "made_on": "2016",
        "review_on": w.maybe("2026-06"),
    }


def _ties(w: _Writer, number: int) -> dict[str, str]:
    return {
        "actor_a": w.one("actors"),
        "actor_b": w.one("actors"),
        "level": w.code("tie_levels"),
        "direction": w.maybe(w.code("tie_directions")),
        "a_knows_b": w.maybe(w.code("constraint_knowledge"), 0.4),
    }


def _resources(w: _Writer, number: int) -> dict[str, str]:
    return {
        "kind": w.code("resource_kinds"),
        "holder": w.random.choice((w.one("actors"), "collective")),
        "state": w.code("resource_states"),
        "trend": w.maybe(w.code("trends")),
        "narrative": w.sentence(),
        "rater": "Accompagnateur",
        "date": w.day(),
    }


def _models(w: _Writer, number: int) -> dict[str, str]:
    return {
        "actor": w.one("actors"),
        "register": w.code("model_registers"),
        "today": w.sentence(),
        "aim": w.maybe(w.sentence()),
        "stage": w.code("stages"),
        "direction": w.maybe(w.code("directions")),
    }


def _obstacles(w: _Writer, number: int) -> dict[str, str]:
    return {
        "holder": w.random.choice((w.one("actors"), "ecosystem")),
        "obstacle": w.code("obstacles"),
        "intensity": w.code("intensities"),
        "levers": w.maybe(w.code("levers")),
    }


def _sessions(w: _Writer, number: int) -> dict[str, str]:
    return {
        "date": w.day(),
        "title": f"Séance synthétique {number}",
        "participants": w.some("actors", 8),
        "learnings": w.sentence(),
    }


def _decisions(w: _Writer, number: int) -> dict[str, str]:
    return {
        "date": "2020",
        "question": f"Question synthétique {number}",
        "options": "oui; non; plus tard",
        "outcome": w.maybe("plus tard"),
        "decided_by": w.some("actors", 5),
        "session": w.one("sessions"),
    }


_DRAWN: dict[str, Callable[[_Writer, int], dict[str, str]]] = {
    "sources": _sources,
    "challenges": _challenges,
    "effects": _effects,
    "components": _components,
    "actors": _actors,
    "contributions": _contributions,
    "flows": _flows,
    "costs": _costs,
    "commitments": _commitments,
    "ties": _ties,
    "resources": _resources,
    "models": _models,
    "obstacles": _obstacles,
    "sessions": _sessions,
    "decisions": _decisions,
}


def synthetic_tables(actors: int, seed: int) -> dict[str, Rows]:
    """The tables of a synthetic dossier of `actors` actors, as text cells: the same for the same arguments."""
    writer = _Writer(actors, seed)
    tables: dict[str, Rows] = {"dossier": _record(actors, seed)}
    for name, draw in _DRAWN.items():
        drawn = [
            {
                "id": f"{name}-{number}",
                **draw(writer, number),
                **({} if name == "sources" else {"source": writer.maybe(writer.one("sources"))}),
            }
            for number in range(1, writer.counts[name] + 1)
        ]
        tables[name] = [list(drawn[0]), *(list(row.values()) for row in drawn)]
    return tables


def _record(actors: int, seed: int) -> Rows:
    return [
        ["id", "title", "summary", "territory", "language", "licence"],
        [
            f"synthetique-{actors}-{seed}",
            f"Dossier synthétique de {actors} acteurs",
            "Données inventées par un générateur pour mesurer Maillage : elles ne décrivent aucun territoire.",
            "62010",
            "fr",
            "cc0-1.0",
        ],
    ]


def raw_tables(tables: dict[str, Rows]) -> list[RawTable]:
    """The tables as a reader of files hands them to `maillage.dossier.reading.read_tables`."""
    return [
        RawTable(Place(f"{name}.csv"), name, list[tuple[int, Sequence[str]]](enumerate(rows, start=1)))
        for name, rows in tables.items()
    ]


def write_folder(tables: dict[str, Rows], folder: Path) -> Path:
    """Write the tables as CSV files in `folder`, made if needed; gives it back."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows(rows)
        (folder / f"{name}.csv").write_text(text.getvalue(), encoding="utf-8", newline="")
    return folder
