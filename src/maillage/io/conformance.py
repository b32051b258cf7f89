"""Import frames written in the format of Territoires en Transitions: nodes as JSON, questions and rules beside them.

Files, each plain or gzipped: ``cae.json``, ``eci.json`` (or any other with ``children`` and ``definitions``) and
``personnalisations.json``. Source: incubateur-ademe/territoires-en-transitions, MIT licence.
"""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from maillage.dossier.problems import Place, Problem, UnreadableError
from maillage.io.limits import DEFAULT_LIMITS, Limits, size
from maillage.referential.frame import Frame
from maillage.referential.loading import read_frame
from maillage.referential.wording import problem

RULES = "personnalisations"
ACTION_DEPTHS: Mapping[str, int] = {"cae": 3, "eci": 2}
"""The depth of the level of action in the peer's frames; no other is published with scenarios."""

_LISTS = {"children", "definitions"}
_EFFECTS = {"desactivation": "off", "reduction": "reduction", "score": "score"}
_KINDS = {"binaire": "yes_no", "choix": "choice", "proportion": "proportion"}


@dataclass(frozen=True, slots=True)
class Imported:
    """A foreign frame, and the points that the peer computed for each of its nodes."""

    frame: Frame
    expected_points: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Importing:
    """What reading a folder gave: the frames by id, and everything that could not be read."""

    frames: Mapping[str, Imported]
    problems: tuple[Problem, ...]


def import_frames(folder: Path, limits: Limits = DEFAULT_LIMITS) -> Importing:
    """The frames of `folder`. What is wrong is in `Importing.problems`; nothing is raised but `OSError`."""
    problems: list[Problem] = []
    documents: dict[str, tuple[str, Any]] = {}
    for path in sorted(folder.iterdir()):
        stem = path.name.removesuffix(".gz").removesuffix(".json")
        if path.is_file() and path.name.endswith((".json", ".json.gz")):
            try:
                documents.setdefault(stem, (path.name, _document(path, limits)))
            except UnreadableError as error:
                problems += error.problems
    rules = documents.pop(RULES, ("", {}))
    if not isinstance(rules[1], dict):
        problems.append(problem("bad-foreign-frame", Place(rules[0]), rules[0]))
        rules = ("", {})
    frames: dict[str, Imported] = {}
    for name, (file, document) in documents.items():
        if name not in ACTION_DEPTHS and not (isinstance(document, dict) and document.keys() >= _LISTS):
            continue  # some other file, not a frame
        try:
            frames[name] = _imported(name, file, document, rules)
        except UnreadableError as error:
            problems += error.problems
    if not frames and not problems:
        problems.append(problem("no-foreign-frame", Place(folder.name), folder.name))
    return Importing(frames, tuple(problems))


def _document(path: Path, limits: Limits) -> Any:
    """The JSON in a file, unzipped no further than the limit."""
    with path.open("rb") as source:
        content = source.read(limits.file + 1)
    try:
        if path.name.endswith(".gz"):
            with gzip.GzipFile(fileobj=io.BytesIO(content)) as stream:
                content = stream.read(limits.file + 1)
        if len(content) > limits.file:
            raise UnreadableError([problem("foreign-too-big", Place(path.name), limit=size(limits.file))])
        return json.loads(content)
    except (OSError, EOFError, zlib.error, ValueError, RecursionError) as error:
        raise UnreadableError([problem("bad-json", Place(path.name), path.name)]) from error


def _imported(name: str, file: str, document: Any, rules: tuple[str, Any]) -> Imported:
    try:
        nodes = {node["action_id"]: node for node in document["definitions"]}
        parents = {child: row["action_id"] for row in document["children"] for child in row["children"]}
        tables = {
            "frame": [_head(name)],
            "items": [_item(node, parents) for node in nodes.values()],
            **_personal(rules[1], nodes),
        }
        expected = {id_: float(node["computed_points"]) for id_, node in nodes.items()}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableError([problem("bad-foreign-frame", Place(file), _odd(error, file))]) from error
    places = {table: Place(file) for table in ("frame", "items")}
    places |= {table: Place(rules[0]) for table in ("questions", "choices", "rules")}
    reading = read_frame(tables, places)
    if reading.frame is None:
        raise UnreadableError(reading.problems)
    return Imported(reading.frame, expected)


def _odd(error: Exception, file: str) -> str:
    """What to show of an error: the key that is missing, or else the file."""
    return str(error.args[0]) if isinstance(error, KeyError) else file


def _head(name: str) -> dict[str, str]:
    depth = ACTION_DEPTHS.get(name)
    return {
        "id": name,
        "version": "1",
        "title_fr": name,
        "title_en": name,
        "status": "draft",
        "action_depth": "" if depth is None else str(depth),
    }


def _item(node: Mapping[str, Any], parents: Mapping[str, str]) -> dict[str, str]:
    id_ = node["action_id"]
    label = str(node.get("nom") or "").strip() or id_
    return {
        "id": id_,
        "parent": parents.get(id_, ""),
        "kind": "item",
        "label_fr": label,
        "label_en": label,
        "answer": "status",
        "points": _number(node.get("md_points")),
        "share": _number(node.get("md_pourcentage")),
    }


def _number(found: object) -> str:
    return "" if found is None else repr(float(found))  # type: ignore[arg-type]  # what is no number raises, as it must


def _personal(document: Mapping[str, Any], nodes: Mapping[str, Any]) -> dict[str, list[dict[str, str]]]:
    questions = document.get("questions", [])
    return {
        "questions": [
            {"id": one["id"], "kind": _KINDS.get(one["type"], one["type"]), **_label(one)}
            for one in questions
        ],
        "choices": [
            {"question": one["id"], "code": choice["id"], **_label(choice)}
            for one in questions
            for choice in one.get("choix") or ()
        ],
        "rules": list(_rules(document, nodes)),
    }


def _label(found: Mapping[str, Any]) -> dict[str, str]:
    words = str(found.get("formulation") or found["id"]).strip()
    return {"label_fr": words, "label_en": words}


def _rules(document: Mapping[str, Any], nodes: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """The rules about the nodes of this frame: the file holds those of all the frames."""
    for holder in document.get("regles", []):
        if holder["action_id"] in nodes:
            for rule in holder["regles"]:
                effect = _EFFECTS.get(rule["type"], rule["type"])
                yield {"item": holder["action_id"], "effect": effect, "formula": rule["formule"].strip()}
