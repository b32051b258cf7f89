"""Files as they come: their form, encoding, marks, years, mistakes; and what a load leaves when it is stopped."""

from __future__ import annotations

import csv
import datetime
import gzip
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from maillage.dossier.problems import Problem, UnreadableError
from maillage.io.territory import manifest
from maillage.io.territory.loading import Given, load, load_all
from maillage.io.territory.store import Store
from maillage.territory.catalogue import indicators
from maillage.territory.datasets import Dataset, datasets
from maillage.territory.figures import Edition, IndicatorFigure, Status
from maillage.territory.measures import Column, columns
from maillage.territory.perimeters import perimeter_at
from tests.maillage.io.territory.conftest import Write
from tests.territory_data import NOW

RP_2022 = (
    "CODGEO;P22_POP;P16_POP;SUPERF;NAIS1621;DECE1621;P22_MEN;NAISD24;DECESD24;P22_LOG;P22_RP;P22_RSECOCC;P22_LOGVAC;"
    "P22_RP_PROP;NBMENFISC21;PIMP21;MED21;TP6021;P22_EMPLT;P22_EMPLT_SAL;P16_EMPLT;P22_POP1564;P22_CHOM1564;"
    "P22_ACT1564;ETTOT23;ETAZ23;ETBE23;ETFZ23;ETGU23;ETOQ23;ETTEF123;ETTEFP1023"
)


USED = (("59350", "12"), ("59009", ""), ("59346", "3"), ("59346", ""), ("59163", "0"))


def rp_2022(code: str, **cells: str) -> str:
    """A line of the 2022 layout, every cell the same round number but those given: plainly made up."""
    return ";".join(code if name == "CODGEO" else cells.get(name, "100") for name in RP_2022.split(";"))


def figures(folder: Path, code: str, indicator: str) -> list[IndicatorFigure]:
    """The figures of an indicator for a territory, without those shipped with the product."""
    perimeter = perimeter_at(code)
    assert perimeter is not None
    loaded = Store(Store.at(folder).layers[:1])
    return [one for one in loaded.figures(perimeter) if one.indicator == indicator]


def edition(folder: Path, id_: str) -> Edition:
    """An edition loaded into a folder."""
    return next(one for one in manifest.read_in(folder).editions if one.id == id_)


def problems(path: Path, folder: Path, **more: object) -> tuple[Problem, ...]:
    """Why a file is refused; the folder is left as it was."""
    before = manifest.read_in(folder)
    with pytest.raises(UnreadableError) as refusal:
        load(path, folder, now=NOW, **more)  # type: ignore[arg-type]
    assert manifest.read_in(folder) == before
    for one in refusal.value.problems:
        assert all(words.strip() and "{" not in words for words in (*one.message, *one.expected, *one.repair))
    return refusal.value.problems


def test_the_layout_of_another_census_is_read_with_its_own_years(folder: Path, write: Write) -> None:
    write("base1.csv", "another file, of which the name below is no pattern")
    path = write(
        "base[1].csv",
        RP_2022,
        rp_2022("59350", P22_POP="1000", P16_POP="900", SUPERF="2,5"),
        rp_2022("59009", P22_LOGVAC="7"),
        rp_2022("59346", P22_POP="s", MED21="s", P22_LOG=""),
    )
    (loaded,) = load(path, folder, now=NOW).editions
    assert (loaded.id, loaded.rows) == ("insee_comparateur-2022", 3)
    assert loaded.years["births_between"] == (2016, 2021)
    assert loaded.years["population_before"] == (None, 2016)
    assert (loaded.years["median_income"], loaded.years["area"]) == ((None, 2021), (None, 2022))
    (density,) = figures(folder, "59350", "population_density")
    assert (density.value, density.vintage) == (400, 2022)  # the comma is a decimal one
    (growth,) = figures(folder, "59350", "population_growth")
    assert growth.value == pytest.approx(((1000 / 900) ** (1 / 6) - 1) * 100)


def test_secret_absent_and_not_loaded_are_told_apart(folder: Path, write: Write) -> None:
    load(
        write(
            "rp.csv",
            RP_2022,
            rp_2022("59350"),
            rp_2022("59346", P22_POP="s", P22_LOG="", P22_CHOM1564="0", P22_ACT1564="0"),
        ),
        folder,
        now=NOW,
    )
    found = {
        name: figures(folder, "59346", name)[0].status
        for name in ("population", "vacancy_rate", "unemployment_rate", "owners_share", "ghg_per_inhabitant")
    }
    assert found == {
        "population": Status.SECRET,
        "vacancy_rate": Status.ABSENT,
        "unemployment_rate": Status.UNDEFINED,
        "owners_share": Status.KNOWN,
        "ghg_per_inhabitant": Status.NOT_LOADED,
    }
    (free,) = figures(folder, "free:59350+59346+59009", "population")
    assert (free.status, free.value, free.members, free.known, free.secret) == (Status.PARTIAL, 100, 3, 1, 1)
    (epci,) = figures(folder, "200093201", "population")
    assert (epci.status, epci.known, epci.secret, epci.members) == (Status.PARTIAL, 1, 1, 95)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "latin-1"])
def test_the_encoding_is_understood_and_codes_keep_their_zeros_and_letters(
    folder: Path, write: Write, encoding: str
) -> None:
    header = "CODGEO,LIBGEO,MED16,TP6016"
    path = write(
        "filosofi_EPCI.csv", header, "200093201,Métropole é,20000.5,19.1", encoding=encoding, end="\n"
    )
    communes = write("rp.csv", RP_2022, rp_2022("1001"), rp_2022("2a004"), encoding=encoding)
    load_all([Given(path), Given(communes)], folder, now=NOW)
    loaded = manifest.read_in(folder).editions
    assert [one.dataset for one in loaded] == ["insee_comparateur"]  # Filosofi needs its other columns
    assert set(Store(Store.at(folder).layers[:1]).column("commune", "population", 2022)) == {"01001", "2A004"}


def test_a_long_file_of_several_years_gives_an_edition_for_each(folder: Path, write: Write) -> None:
    lines = [
        "GEO;GEO_OBJECT;FACILITY_TYPE;BPE_MEASURE;TIME_PERIOD;OBS_VALUE",
        "2024-COM-59350;COM;D265;FACILITIES;2023;4",
        "2024-COM-59350;COM;D307;FACILITIES;2023;2",
        "2024-COM-59350;COM;D265;FACILITIES;2024;5",
        "2024-DEP-59;DEP;D265;FACILITIES;2024;999",
        ";COM;D265;FACILITIES;2024;1",
    ]
    path = write("bpe.csv.gz", "")
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    loaded = load(path, folder, now=NOW).editions
    assert [one.id for one in loaded] == ["insee_bpe-2023", "insee_bpe-2024"]
    assert loaded[0].dropped == {"no_code": 1, "other_rows": 1}
    assert "pharmacies" not in loaded[1].years  # no row of that year has any: not zero, unknown
    load(write("rp.csv", RP_2022, rp_2022("59350", P22_POP="10000"), rp_2022("59009")), folder, now=NOW)
    found = figures(folder, "59350", "general_practitioners_rate")
    assert [(one.vintage, one.value, one.inputs[1].year) for one in found] == [
        (2023, 4, 2022),
        (2024, 5, 2022),
    ]
    (none,) = figures(folder, "59009", "pharmacies_rate")
    assert (none.vintage, none.value) == (2023, 0)


def known(folder: Path, code: str, measure: str) -> tuple[float | None, Status]:
    """What is known of the only indicator made of a measure and of people or homes, for a territory."""
    name = {"doctors": "general_practitioners_rate", "homes": "electricity_homes_per_dwelling"}[measure]
    (found,) = figures(folder, code, name)
    return found.value, found.status


def test_a_row_whose_mark_says_hidden_is_neither_zero_nor_absent(folder: Path, write: Write) -> None:
    path = write(
        "DS_BPE_2024.csv",
        "GEO;GEO_OBJECT;FACILITY_TYPE;BPE_MEASURE;TIME_PERIOD;OBS_VALUE;CONF_STATUS",
        "2024-COM-59350;COM;D265;FACILITIES;2024;4;F",
        "2024-COM-59009;COM;D265;FACILITIES;2024;;C",
        "2024-COM-59346;COM;D265;FACILITIES;2024;5;C",  # hidden, whatever the cell holds
        "2024-COM-59163;COM;D265;FACILITIES;2024;;F",
    )
    communes = ("59350", "59009", "59346", "59163", "59512")
    people = write("rp.csv", RP_2022, *(rp_2022(code, P22_POP="10000") for code in communes))
    load_all([Given(path), Given(people)], folder, now=NOW)
    assert {code: known(folder, code, "doctors") for code in communes} == {
        "59350": (4, Status.KNOWN),
        "59009": (None, Status.SECRET),
        "59346": (None, Status.SECRET),
        "59163": (None, Status.ABSENT),
        "59512": (0, Status.KNOWN),  # the equipment that the file does not list is not there
    }


@pytest.mark.parametrize("form", ["csv", "json"])
def test_an_empty_cell_hides_a_value_where_the_dataset_says_so(folder: Path, write: Write, form: str) -> None:
    names = ("annee", "code_commune", "filiere", "code_grand_secteur", "conso_totale_mwh")
    rows = [("2022", code, "Electricité", "RESIDENTIEL", value) for code, value in USED]
    if form == "csv":
        path = write("ore.csv", ";".join(names), *(";".join(row) for row in rows))
    else:
        path = write(
            "ore.json",
            json.dumps([dict(zip(names, (*row[:4], row[4] or None), strict=True)) for row in rows]),
        )
    communes = ("59350", "59009", "59346", "59163", "59512")
    homes = write("rp.csv", RP_2022, *(rp_2022(code) for code in communes))
    load_all([Given(path), Given(homes)], folder, now=NOW)
    assert {code: known(folder, code, "homes")[1] for code in communes} == {
        "59350": Status.KNOWN,
        "59009": Status.SECRET,
        "59346": Status.SECRET,  # a part of the sum is hidden
        "59163": Status.KNOWN,
        "59512": Status.ABSENT,
    }
    assert known(folder, "59163", "homes")[0] == 0


def test_groupings_that_are_no_epci_are_said_to_be_so_where_the_dataset_lists_them(
    folder: Path, write: Write
) -> None:
    (competence, *_) = (one.keys[0][0] for one in columns("banatic"))
    path = write(
        "banatic-2021.csv", "siren;competence", *(f"{one};{competence}" for one in ("200093201", "130004773"))
    )
    assert load(path, folder, now=NOW).editions[0].dropped == {"joint_boards": 1}


def test_json_rows_are_read_as_the_others(folder: Path, tmp_path: Path) -> None:
    rows = [
        {"GEO": "2024-COM-59350", "GEO_OBJECT": "COM", "FACILITY_TYPE": "D265", "BPE_MEASURE": "FACILITIES",
         "TIME_PERIOD": "2024", "OBS_VALUE": value}
        for value in (3.0, 1.5)
    ]  # fmt: skip
    path = tmp_path / "bpe.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    (loaded,) = load(path, folder, now=NOW).editions
    table = tmp_path / "bpe.json"
    table.write_text(json.dumps(rows), encoding="utf-8")
    assert load(table, folder, now=NOW).editions[0].measures == loaded.measures
    assert loaded.year == 2024


def test_codes_of_before_and_unknown_codes_are_counted(folder: Path, write: Write) -> None:
    path = write(
        "rp.csv",
        RP_2022,
        rp_2022("59350"),
        rp_2022("59355", P22_POP="50"),
        rp_2022("99999"),
        rp_2022("ZZZZZ"),
    )
    (loaded,) = load(path, folder, now=NOW).editions
    assert (loaded.carried, loaded.unknown) == (1, ("99999", "ZZZZZ"))
    assert loaded.dropped == {"unknown": 2, "not_additive": 1}
    assert figures(folder, "59350", "population")[0].value == 150
    assert figures(folder, "59350", "median_income")[0].status is Status.NOT_CARRIED


def test_wrong_cells_are_told_with_their_line_and_column(folder: Path, write: Write) -> None:
    path = write(
        "rp.csv",
        RP_2022,
        rp_2022("59350"),
        rp_2022("59009", P22_POP="beaucoup"),
        rp_2022("59346", SUPERF="nan"),
    )
    found = problems(path, folder)
    assert [(one.code, one.place.line, one.place.column, one.found) for one in found] == [
        ("not-a-number", 3, "P22_POP", "beaucoup"),
        ("not-a-number", 4, "SUPERF", "nan"),
    ]


def test_a_code_given_twice_is_refused(folder: Path, write: Write) -> None:
    (found,) = problems(write("rp.csv", RP_2022, rp_2022("59350"), rp_2022("59350")), folder)
    assert (found.code, found.place.line, found.found) == ("code-twice", 3, "59350")


@pytest.mark.parametrize(
    ("name", "lines", "code"),
    [
        ("a.csv", ["Population légale en 2022", "59350"], "no-header"),
        ("b.csv", ["a;b", "1;2"], "unknown-dataset"),
        ("b.csv", ["CODGEO;P18_POP", "59350;1"], "almost-dataset"),
        ("c.csv", [RP_2022, "59350;100"], "unread-row"),
        ("d.pdf", ["%PDF"], "unknown-form"),
        ("e.zip", ["not a zip"], "bad-wrapping"),
        ("f.csv.gz", ["not a gz"], "bad-wrapping"),
        ("g.parquet", ["PAR1"], "unread-row"),
        ("h.json", ["{"], "unread-row"),
        ("bpe.csv", ["DEPCOM;TYPEQU;NB_EQUIP", "59350;D201;2"], "no-year"),
        ("bpe-2018.csv", ["DEPCOM;TYPEQU;NB_EQUIP", ";D201;2"], "no-rows"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_and_says_why(
    folder: Path, write: Write, name: str, lines: list[str], code: str
) -> None:
    (found,) = problems(write(name, *lines), folder)
    assert found.code == code


def test_a_dataset_asked_for_that_is_not_this_one_says_what_is_missing(folder: Path, write: Write) -> None:
    path = write("rp.csv", RP_2022, rp_2022("59350"))
    (found,) = problems(path, folder, dataset="insee_filosofi_epci")
    assert found.code == "not-this-dataset"
    assert "TP60AGE1…" in found.expected.fr


def test_a_file_too_large_is_refused_before_it_is_opened_whole(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "large.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("base_cc_comparateur.csv", b"0" * 3_000_000)
    assert path.stat().st_size < 10_000
    (found,) = problems(path, folder, limit=1_000_000)
    assert found.code == "too-large"
    plain = tmp_path / "large.csv"
    plain.write_bytes(b"0" * 2_000_000)
    assert [one.code for one in problems(plain, folder, limit=1_000_000)] == ["too-large"]


def test_a_year_that_the_file_does_not_tell_is_given_or_is_that_of_the_download(
    folder: Path, write: Write
) -> None:
    path = write("bpe.csv", "DEPCOM;TYPEQU;NB_EQUIP", "59350;D201;2")
    assert load(path, folder, now=NOW, year=2019).editions[0].year == 2019
    assert load(path, folder, now=NOW, url="https://example.org/bpe").editions[0].year == NOW.year


def test_loading_a_file_again_changes_nothing_but_when(folder: Path, write: Write) -> None:
    path = write("rp.csv", RP_2022, rp_2022("59350"))
    load(path, folder, now=NOW)
    before = manifest.read_in(folder)
    files = {one.name: one.read_bytes() for one in folder.iterdir() if one.suffix in (".parquet", ".sql")}
    load(path, folder, now=NOW)
    assert manifest.read_in(folder) == before
    assert {
        one.name: one.read_bytes() for one in folder.iterdir() if one.suffix in (".parquet", ".sql")
    } == files
    other = write("other.csv", RP_2022, rp_2022("59350", P22_POP="200"))
    load(other, folder, now=NOW + datetime.timedelta(days=1))
    assert [one.id for one in manifest.read_in(folder).editions] == ["insee_comparateur-2022"]
    assert figures(folder, "59350", "population")[0].value == 200


def test_several_files_are_loaded_even_when_one_is_refused(folder: Path, write: Write) -> None:
    told: list[tuple[str, float]] = []
    done = load_all(
        [
            Given(write("no.csv", "a;b", "1;2")),
            Given(write("rp.csv", RP_2022, rp_2022("59350")), url="https://example.org/rp.csv"),
        ],
        folder,
        now=NOW,
        progress=lambda step, share: told.append((step, share)),
    )
    assert [[one.code for one in each.problems] for each in done] == [["unknown-dataset"], []]
    assert [(one.id, one.url) for one in done[1].editions] == [
        ("insee_comparateur-2022", "https://example.org/rp.csv")
    ]
    assert told[-1] == ("computing", 1.0)
    assert [share for _, share in told] == sorted(share for _, share in told)


def test_a_load_killed_at_any_moment_leaves_what_was_there(folder: Path, write: Write) -> None:
    load(write("rp.csv", RP_2022, rp_2022("59350")), folder, now=NOW)
    before = manifest.read_in(folder)
    other = write("other.csv", RP_2022, rp_2022("59350", P22_POP="200"))
    script = (
        "import datetime, os, sys\n"
        "from pathlib import Path\n"
        "from maillage.io.territory import loading\n"
        "def told(step, share):\n"
        "    if share >= float(sys.argv[3]): os.kill(os.getpid(), 9)\n"
        "loading.load(Path(sys.argv[1]), Path(sys.argv[2]), now=datetime.datetime.now(datetime.UTC), progress=told)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(other), str(folder), "0.8"], env=os.environ, check=False
    )
    assert done.returncode == -9
    assert manifest.read_in(folder) == before
    assert figures(folder, "59350", "population")[0].value == 100
    (folder / ".half.parquet.1234").touch()  # as one killed while it writes would leave
    load(other, folder, now=NOW)
    found = {one.name for one in folder.iterdir()}
    assert found == {*before.files, *manifest.read_in(folder).files, manifest.NAME, ".territory.lock"}


GROUP = re.compile(r"\(\?P<(since|year)>([^()]*)\)")
CODES = {"commune": ("59350", "59009"), "epci": ("200093201", "246200364"), "department": ("59", "62")}


def name_of(column: Column) -> str:
    """A name that the pattern of a column accepts."""
    digits = {"since": "19", "year": "24"}
    named = GROUP.sub(lambda found: found[2] if found[2].isdigit() else digits[found[1]], column.pattern)
    return re.sub(r"\[(.)[^]]*\]", r"\1", re.sub(r"\([^)]*\)\?", "", named))


def made_up(dataset: Dataset, path: Path) -> Path:
    """A file with the columns of a dataset, every number of it being ten."""
    reading, every = dataset.reading, columns(dataset.id)
    header = [reading.code[0], *reading.year[:1], *reading.only]
    told = [*(["2024"] if reading.year else []), *(kept[0] for kept in reading.only.values())]
    if reading.shape == "wide":
        names = list(dict.fromkeys(map(name_of, every)))
        rows = [[code, *told, *["10"] * len(names)] for code in CODES[dataset.grain]]
        header += names
    else:
        keys = dict.fromkeys(tuple(values[0] for values in one.keys) for one in every if one.keys)
        ten = ["10"] if reading.value else []
        rows = [[code, *told, *key, *ten] for code in CODES[dataset.grain] for key in keys]
        header += [*(names[0] for names in reading.keys), *reading.value[:1]]
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows([header, *rows])
    return path


def test_every_dataset_is_recognised_and_read_from_a_file_of_its_columns(
    folder: Path, tmp_path: Path
) -> None:
    files = [Given(made_up(one, tmp_path / f"{one.id}-2024.csv")) for one in datasets().values()]
    done = load_all(files, folder, now=NOW)
    assert [one.problems for one in done if one.problems] == []
    assert [edition.dataset for one in done for edition in one.editions] == list(datasets())
    for one in done:
        (edition,) = one.editions
        measured = {column.measure for column in columns(edition.dataset)}
        assert {name for name in measured if not name.endswith("_before")} == set(edition.measures)
    perimeter = perimeter_at("200093201")
    assert perimeter is not None
    found = Store(Store.at(folder).layers[:1]).figures(perimeter)
    unknown = {one.indicator for one in found if one.status is Status.NOT_LOADED}
    before = {
        code for code, one in indicators().items() if any(name.endswith("_before") for name in one.inputs)
    }
    assert unknown == before  # a census with one year only says nothing of a change
