"""Scenarios of a foreign suite, as others lay them out or spoil them; and our scores against slow ones, made apart."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path
from typing import Any

import pytest
import yaml

from maillage.io.conformance import ACTION_DEPTHS, Imported, import_frames
from maillage.io.conformance_checking import FIELDS, Conformance, check_conformance
from maillage.io.conformance_scenarios import read_scenario
from maillage.referential.formulas import evaluate, parse
from maillage.referential.profile import Profile
from maillage.referential.scoring import score
from tests.maillage.referential.scoring_slowly import Slowly, nodes_of

STATUSES = [
    "fait",
    "programme",
    "pas_fait",
    "non_concerne",
    "en cours",
    "desactive",
    [0.25, 0.75, 0],
    [0.5, 0.2, 0.3],
]
POPULATIONS = [
    f"{side}_de_{number}" for side in ("plus", "moins") for number in (10000, 20000, 50000, 100000)
]
PLAIN = "Scores: {eci: {point_fait: 0}}\n"


def test_a_constant_out_of_all_scale_gives_nothing_rather_than_infinity() -> None:
    assert evaluate(parse("9" * 400), Profile()) is None


def document(folder: Path, name: str) -> Any:
    return json.loads(gzip.decompress((folder / f"{name}.json.gz").read_bytes()))


def drawn(chance: random.Random, imported: Imported, name: str) -> dict[str, Any]:
    """Who answers, what is said and of what, as a scenario says it."""
    rate = chance.choice([0.02, 0.1, 0.4, 0.9])
    replies: dict[str, Any] = {}
    for question in imported.frame.questions.values():
        codes = [choice.code for choice in question.choices]
        possible: dict[str, list[Any]] = {
            "yes_no": ["OUI", "NON"],
            "choice": codes,
            "proportion": [0, 1, 0.4, 0.75],
        }
        replies[question.id] = chance.choice([*possible[question.kind], None])
    return {
        "Collectivité": {
            "type": chance.sample(["commune", "EPCI", "syndicat", "metropole"], chance.choice([1, 1, 2])),
            "population": chance.sample(POPULATIONS, chance.choice([0, 1, 3])),
            "localisation": [chance.choice(["DOM", "Metropole"])],
        },
        "Réponses": {question: reply for question, reply in replies.items() if reply is not None},
        "Statuts": {node: chance.choice(STATUSES) for node in imported.frame.items if chance.random() < rate},
        "Scores": {name: {"point_fait": 0}},
    }


@pytest.mark.parametrize("name", ["cae", "eci"])
def test_scores_are_those_of_a_slow_scorer_made_apart_from_the_written_rules(
    shared: Path, tmp_path: Path, name: str
) -> None:
    folder = shared / "conformance" / "tet"
    nodes = nodes_of(document(folder, name), document(folder, "personnalisations"))
    imported = import_frames(folder).frames[name]
    for seed in range(6):
        given = drawn(random.Random(seed), imported, name)
        path = tmp_path / "one.test.yml"
        path.write_text(yaml.safe_dump(given, allow_unicode=True), encoding="utf-8")
        reading = read_scenario(path, imported.frame.questions, imported.frame.items)
        assert (reading.problems, reading.notes) == ((), ())
        assert reading.scenario is not None
        found = score(imported.frame, reading.scenario.statuses, reading.scenario.profile)
        yes = {"OUI": True, "NON": False}
        replies = {question: yes.get(reply, reply) for question, reply in given["Réponses"].items()}
        slow = Slowly(nodes, ACTION_DEPTHS[name], given["Statuts"], given["Collectivité"], replies)
        for node in nodes:
            ours = {field: read(found.of(node)) for field, read in FIELDS.items()}
            assert ours == pytest.approx(slow.fields(node), abs=1e-6), (seed, node)


@pytest.fixture
def frames(tmp_path: Path) -> Path:
    """A frame of the peer of three nodes, without a scenario yet."""
    nodes = [
        {
            "action_id": id_,
            "nom": id_,
            "md_points": points,
            "md_pourcentage": None,
            "computed_points": points or 5,
        }
        for id_, points in (("eci", 10), ("eci_1", None), ("eci_2", None))
    ]
    below = [{"action_id": "eci", "children": ["eci_1", "eci_2"]}]
    (tmp_path / "eci.json").write_text(
        json.dumps({"definitions": nodes, "children": below}), encoding="utf-8"
    )
    return tmp_path


def checked(folder: Path, words: str | bytes, file: str = "scenarios/a.test.yml") -> Conformance:
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(words if isinstance(words, bytes) else words.encode())
    return check_conformance(folder)


@pytest.mark.parametrize(
    "file",
    [
        "a.test.yml",
        "scenarios/a.yaml",
        "scenarios/personnalisation/a.yml",
        "markdown/tests/propagation/a.test.yml",
    ],
)
def test_scenarios_are_found_wherever_they_lie(frames: Path, file: str) -> None:
    report = checked(frames, PLAIN, file)
    assert (report.conforms, report.scenarios, report.total.checked) == (True, 1, 1)


def test_a_folder_without_scenario_does_not_conform_and_says_so(frames: Path) -> None:
    assert [one.code for one in check_conformance(frames).problems] == ["no-scenario"]
    report = checked(frames, "not: [yaml", "scenarios/a.bug.yml")
    assert [one.code for one in report.problems] == ["no-scenario"]
    assert [one.code for one in report.notes] == ["scenario-set-aside"]


def test_two_scenarios_of_one_name_are_told_apart(frames: Path) -> None:
    checked(frames, "Scores: {eci: {point_fait: 1}}", "scenarios/a/x.test.yml")
    report = checked(frames, "Scores: {eci: {point_fait: 2}}", "scenarios/b/x.test.yml")
    assert [one.scenario for one in report.mismatches] == ["a/x", "b/x"]


def test_what_is_said_twice_is_noted_and_the_last_counts(frames: Path) -> None:
    words = "Statuts:\n  eci_1: fait\n  eci_1: pas_fait\nScores:\n  eci: {point_fait: 0, point_pas_fait: 5}\n"
    report = checked(frames, words)
    assert (report.conforms, report.total.equal) == (True, 2)
    assert [(one.code, one.found, one.place.line) for one in report.notes] == [("scenario-twice", "eci_1", 3)]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (b"\xef\xbb\xbf" + PLAIN.encode(), []),
        (PLAIN.encode("utf-16"), []),
        ("# rien\nStatuts:\nRéponses: []\nCollectivité: ''\n" + PLAIN, []),
        ("Statuts: {eci_1: }\nScores: {eci: {concerne: yes, test: {a: b}, desactive: no}}", []),
        ("", ["no-expected"]),
        ("Test: é\n".encode("latin-1") + PLAIN.encode(), ["bad-yaml"]),
        ("Scores:\n\teci: {point_fait: 0}\n", ["bad-yaml"]),
        ("a: &a [*a]\n" + PLAIN, ["bad-yaml"]),
        ("x: !!python/object/apply:os.getcwd []\n" + PLAIN, ["bad-yaml"]),
        ("Scores: {eci: {point_fait: .nan}}\n", ["scenario-value"]),
    ],
)
def test_each_odd_file_is_read_or_said_in_one_sentence(
    frames: Path, words: str | bytes, codes: list[str]
) -> None:
    assert [one.code for one in checked(frames, words).problems] == codes


def test_references_that_multiply_are_refused_before_they_fill_the_memory(frames: Path) -> None:
    rows = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    rows += [
        f"{one}: &{one} [{', '.join([f'*{above}'] * 9)}]"
        for above, one in zip("abcdefghi", "bcdefghij", strict=True)
    ]
    report = checked(frames, "\n".join([*rows, "Statuts: {eci_1: *j}", PLAIN]))
    assert [one.code for one in report.problems] == ["bad-yaml"]


def test_other_json_files_are_left_alone_and_odd_rules_are_named(frames: Path) -> None:
    (frames / "package.json").write_text('{"name": "x"}', encoding="utf-8")
    assert checked(frames, PLAIN).conforms
    (frames / "personnalisations.json").write_text("[1]", encoding="utf-8")
    (said,) = check_conformance(frames).problems
    assert (said.code, said.place.file, said.found) == ("bad-foreign-frame",) + (
        "personnalisations.json",
    ) * 2
