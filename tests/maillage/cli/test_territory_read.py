"""What `territory read` says, on figures loaded from a small file made up for eight EPCI."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from maillage.io.territory.loading import load
from maillage.territory.perimeters import composition
from tests.maillage.cli.conftest import Run

NOW = datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC)
HERE = "200069128"  # Mont Lozère
OTHERS = ("200069151", "244800405", "200035129", "200034601", "243400736", "200039832", "240500439")
COLUMNS = [
    "P18_POP", "P13_POP", "SUPERF", "NAIS1318", "DECE1318", "P18_MEN", "NAISD20", "DECESD20", "P18_LOG", "P18_RP",
    "P18_RSECOCC", "P18_LOGVAC", "P18_RP_PROP", "NBMENFISC19", "PIMP19", "MED19", "TP6019", "P18_EMPLT",
    "P18_EMPLT_SAL", "P13_EMPLT", "P18_POP1564", "P18_CHOM1564", "P18_ACT1564", "ETTOT18", "ETAZ18", "ETBE18",
    "ETFZ18", "ETGU18", "ETGZ18", "ETOQ18", "ETTEF118", "ETTEFP1018",
]  # fmt: skip


def rows() -> Iterator[str]:
    """One row for each commune; numbers that differ from one EPCI to another, and are nobody's."""
    yield ";".join(["CODGEO", *COLUMNS])
    for rank, epci in enumerate((HERE, *OTHERS)):
        for code in composition("epci")[epci]:
            counts = [100 + 10 * rank + (7 * rank + 3 * each) % 40 for each in range(len(COLUMNS))]
            yield ";".join([code, *map(str, counts)])


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where the made-up file is loaded."""
    folder = tmp_path_factory.mktemp("territory")
    file = folder / "base_cc_comparateur.csv"
    file.write_text("\n".join(rows()) + "\n", encoding="utf-8")
    load(file, folder / "figures", now=NOW)
    return folder / "figures"


@pytest.fixture(autouse=True)
def kept(loaded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every line reads these figures."""
    monkeypatch.setenv("MAILLAGE_TERRITORY", str(loaded))


def test_a_territory_is_read_sphere_by_sphere(run: Run) -> None:
    done = run("territory", "read", HERE)
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0].startswith("Lecture conjointe\u00a0: CC Mont Lozère")
    assert "Habiter" in lines
    assert "    - Logements vacants" in done.out
    assert "(2018) [1]" in done.out
    assert "maillage territory update --dataset ademe_ges" in done.out


def test_english_is_spoken_when_asked(run: Run) -> None:
    done = run("territory", "read", HERE, "--lang", "en")
    assert "Questions for the collective" in done.out
    assert "Lecture" not in done.out


def test_json_gives_peers_that_can_be_disputed(run: Run) -> None:
    said = run("territory", "read", HERE, "--format", "json", "--peers", "5").json()
    assert said["perimeter"]["key"] == f"epci:{HERE}"
    assert len(said["peers"]["peers"]) == 5
    assert said["indicators"]["vacancy_rate"]["standing"]["peers_known"] == 5
    assert said["indicators"]["vacancy_rate"]["inputs"][0]["edition"] == "insee_comparateur-2018"


def test_markdown_is_a_document(run: Run) -> None:
    done = run("territory", "read", HERE, "--format", "markdown")
    assert done.out.startswith("# Lecture conjointe")
    assert "\n## Se soigner\n" in done.out


def test_variables_and_their_weights_are_chosen(run: Run) -> None:
    options = ("--with", "vacancy_rate=2,5", "--with", "population", "--format", "json")
    said = run("territory", "read", HERE, *options).json()["peers"]
    assert [(one["indicator"], one["weight"]) for one in said["variables"]] == [
        ("vacancy_rate", 2.5),
        ("population", 1),
    ]


def test_peers_are_listed_or_kept_within_an_area(run: Run) -> None:
    listed = run(
        "territory", "read", HERE, "--among", OTHERS[0], "--among", OTHERS[1], "--format", "json"
    ).json()
    assert listed["peers"]["stated"]
    assert [one["code"] for one in listed["peers"]["peers"]] == list(OTHERS[:2])
    within = run("territory", "read", HERE, "--within", "48", "--format", "json").json()
    assert {one["code"] for one in within["peers"]["peers"]} <= set(composition("epci"))
    assert within["peers"]["candidates"] < listed["peers"]["candidates"] + 8


def test_nothing_known_leaves_1(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILLAGE_TERRITORY", str(tmp_path / "none"))
    done = run("territory", "read", "98735")  # Papeete: no national file speaks of it
    assert done.code == 1
    assert "Aucun territoire semblable n’est à portée" in done.out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("mont lozere",), "200069128"),
        (("zzzzzzzz",), "zzzzzzzz"),
        ((HERE, "--with", "vacancy"), "vacancy_rate"),
        ((HERE, "--with", "population=beaucoup"), "n’est pas un poids"),
        ((HERE, "--with", "population=-1"), "n’est pas un poids"),
        ((HERE, "--peers", "0"), "n’est pas un nombre entier"),
        ((HERE, "--among", "48"), "n’est pas de la même sorte"),
        ((HERE, "--within", "nulle part"), "nulle part"),
    ],
)
def test_what_cannot_be_asked_leaves_2(line: tuple[str, ...], said: str, run: Run) -> None:
    done = run("territory", "read", *line)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_help_is_in_the_language_of_the_user(run: Run) -> None:
    assert "Combien de territoires semblables" in run("territory", "read", "--help").out
    assert "How many similar territories" in run("territory", "read", "--help", language="en").out
