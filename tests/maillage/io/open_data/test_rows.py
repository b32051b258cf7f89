"""Rows that services give page by page become one file of JSON lines, whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from maillage.io.open_data import Addresses, Asking, OpenDataError
from maillage.io.open_data.cerema import Cerema
from maillage.io.open_data.data_fair import DataFair
from maillage.io.open_data.data_gouv import DataGouv
from maillage.io.open_data.melodi import Melodi, observations_of
from maillage.io.open_data.provenance import Fetched
from maillage.io.open_data.rows import Gathering
from tests.maillage.io.open_data.conftest import NOW, QUICK, problem_of
from tests.open_data_answers import MEMBERS, RESOURCE
from tests.open_data_server import OpenDataServer

PEOPLE = "DS_POPULATIONS_REFERENCE"


@pytest.fixture
def gathering(asking: Asking, tmp_path: Path) -> Gathering:
    """Gathers into a folder that is not there yet."""
    return Gathering(asking, tmp_path / "rows", now=NOW)


def rows(fetched: Fetched) -> list[dict[str, Any]]:
    """What was gathered."""
    found = [json.loads(line) for line in fetched.path.read_text(encoding="utf-8").splitlines()]
    assert fetched.provenance.rows == len(found)
    return found


def test_the_communes_of_an_epci_come_page_by_page(
    asking: Asking, gathering: Gathering, server: OpenDataServer
) -> None:
    told: list[tuple[int, int | None]] = []
    came = Melodi(asking).observations(
        PEOPLE,
        "people.jsonl",
        gathering,
        params={"GEO": "EPCI-200093201*COM", "TIME_PERIOD": "2023", "maxResult": "6"},
        progress=lambda done, total: told.append((done, total)),
    )
    found = rows(came)
    assert [row["GEO"] for row in found[::3]] == [f"2025-COM-{code}" for code in MEMBERS]
    assert found[0] == {
        "GEO": "2025-COM-59350",
        "FREQ": "A",
        "TIME_PERIOD": "2023",
        "POPREF_MEASURE": "PMUN",
        "OBS_STATUS": "A",
        "OBS_MEASURE": "OBS_VALUE_NIVEAU",
        "OBS_VALUE": 327734.0,
    }
    assert told == [(6, 15), (12, 15), (15, 15)]
    assert "GEO=EPCI-200093201%2ACOM" in server.asked[0].path
    assert came.provenance.url.startswith(f"https://api.insee.fr/melodi/data/{PEOPLE}?")
    assert (came.provenance.service, came.provenance.producer) == ("melodi", "INSEE")


def test_several_values_of_a_dimension_are_asked_together(asking: Asking, gathering: Gathering) -> None:
    params = {"GEO": "COM-44109,COM-59350"}
    came = Melodi(asking).observations(PEOPLE, "two.jsonl", gathering, params=params)
    assert [row["GEO"] for row in rows(came)[::3]] == ["2025-COM-44109", "2025-COM-59350"]


def test_a_gathering_that_was_given_up_is_taken_up_at_its_page(
    asking: Asking, gathering: Gathering, server: OpenDataServer
) -> None:
    def ask() -> Fetched:
        params = {"GEO": "COM", "maxResult": "6"}
        return Melodi(asking).observations(PEOPLE, "people.jsonl", gathering, params=params)

    server.then.extend(["normal", "normal", "forbidden"])
    assert problem_of(ask) == "refused"
    server.asked.clear()
    assert len(rows(ask())) == 15
    assert [one.path.rpartition("&page=")[2] for one in server.asked] == ["3"]
    assert not ask().changed


def test_melodi_says_500_for_a_dataset_it_does_not_know_and_for_a_failure(
    asking: Asking, gathering: Gathering, server: OpenDataServer
) -> None:
    melodi = Melodi(asking)
    with pytest.raises(OpenDataError) as caught:
        melodi.observations("DS_NEXISTEPAS", "x.jsonl", gathering)
    assert caught.value.problem.code == "unknown-dataset"
    assert "DS_NEXISTEPAS" in caught.value.problem.message.fr
    assert [one.path.partition("?")[0] for one in server.asked] == [
        "/melodi/data/DS_NEXISTEPAS",
        "/melodi/catalog/all",
    ]
    assert problem_of(lambda: melodi.dimensions("DS_NEXISTEPAS")) == "unknown-dataset"
    assert melodi.dimensions(PEOPLE) == {"POPREF_MEASURE": ("PMUN", "PTOT", "PCAP")}
    server.then.append("failing")
    with pytest.raises(OpenDataError) as failed:
        melodi.observations(PEOPLE, "x.jsonl", gathering)
    assert failed.value.problem.code == "server-error"
    assert "erreur inattendue" in failed.value.problem.message.fr


def test_no_observation_is_a_problem_that_leaves_what_was_there(asking: Asking, gathering: Gathering) -> None:
    melodi = Melodi(asking)
    kept = melodi.observations(PEOPLE, "one.jsonl", gathering, params={"GEO": "COM-44109"})
    before = rows(kept)
    ask = {"GEO": "COM-99999"}
    assert problem_of(lambda: melodi.observations(PEOPLE, "one.jsonl", gathering, params=ask)) == "empty"
    assert rows(kept) == before


def test_the_answers_that_were_recorded_are_read(shared: Path) -> None:
    def recorded(name: str) -> list[Any]:
        text = (shared / "data" / "api" / name).read_text(encoding="utf-8")
        return [one["response"]["body"]["string"] for one in yaml.safe_load(text)["http_interactions"]]

    counted, full = (json.loads(body) for body in recorded("get_data_popref_nantes.yml"))
    assert (observations_of(counted).rows, observations_of(counted).total) == ([], 3)
    page = observations_of(full)
    assert {row["POPREF_MEASURE"]: row["OBS_VALUE"] for row in page.rows} == {
        "PMUN": 327734.0,
        "PTOT": 332515.0,
        "PCAP": 4781.0,
    }
    assert page.following is None
    empty = observations_of(json.loads(recorded("get_data_popref_empty.yml")[0]))
    assert (empty.rows, empty.total) == ([], 0)


def test_the_lines_of_data_fair_are_asked_once_while_they_are_not_updated(
    asking: Asking, gathering: Gathering, server: OpenDataServer
) -> None:
    params = {"size": "2", "select": "INSEE_commune,tonnes"}
    came = DataFair(asking).lines("dechets", "dechets.jsonl", gathering, params=params)
    assert rows(came)[1] == {"INSEE_commune": "59009", "tonnes": 10.5}
    assert [row["INSEE_commune"] for row in rows(came)] == list(MEMBERS)
    assert "select=INSEE_commune%2Ctonnes" in server.asked[1].path
    asked = len(server.asked)
    assert not DataFair(asking).lines("dechets", "dechets.jsonl", gathering, params=params).changed
    assert [one.path for one in server.asked[asked:]] == ["/ademe/data-fair/api/v1/datasets/dechets"]
    other = DataFair(asking, "https://koumoul.com/data-fair/api/v1")
    assert len(rows(other.lines("x", "x.jsonl", gathering))) == 5
    assert server.asked[-1].path.startswith("/koumoul/data-fair/")


def test_a_file_of_data_gouv_is_found_and_read_through_the_tabular_api(
    asking: Asking, gathering: Gathering
) -> None:
    data_gouv = DataGouv(asking)
    found = data_gouv.resource("artificialisation", "resultats_com")
    assert (found.id, found.form, str(found.checksum)[:5]) == (RESOURCE, "csv", "sha1:")
    assert data_gouv.resource("artificialisation", "pdf").checksum is None
    assert problem_of(lambda: data_gouv.resource("artificialisation", "parquet")) == "no-resource"
    assert problem_of(lambda: data_gouv.resource("inconnu")) == "not-found"
    params = {"page_size": "2"}
    assert [
        row["code"] for row in rows(data_gouv.rows(RESOURCE, "t.jsonl", gathering, params=params))
    ] == list(MEMBERS)
    one = data_gouv.rows(RESOURCE, "one.jsonl", gathering, params={"code__exact": "59009"})
    assert rows(one) == [{"code": "59009", "nombre": 1}]


def test_land_take_comes_commune_by_commune(
    asking: Asking, gathering: Gathering, server: OpenDataServer
) -> None:
    came = Cerema(asking).land_take(["59350", "59"], "land.jsonl", gathering)
    found = rows(came)
    assert [(row["idcom"], row["annee"]) for row in found[3:6]] == [
        ("59350", 2022),
        ("59", 2019),
        ("59", 2020),
    ]
    assert found[2]["naf_arti"] is None
    assert server.asked[0].path.startswith("/cerema/indicateurs/conso_espace/communes/59350/?")
    assert server.asked[2].path.startswith("/cerema/indicateurs/conso_espace/departements/59/?")
    assert problem_of(lambda: Cerema(asking).land_take([], "x", gathering)) == "no-codes"
    many = [f"{code:05}" for code in range(5000)]
    assert problem_of(lambda: Cerema(asking).land_take(many, "x", gathering)) == "too-many-codes"


CODES = {
    "truncated": "bad-json",
    "html": "html",
    "shapeless": "bad-answer",
    "elsewhere": "bad-answer",
    "same-page": "bad-answer",
    "cut": "cut",
    "missing": "not-found",
}


@pytest.mark.parametrize("mode", CODES)
def test_an_answer_that_cannot_be_read_is_a_sentence_and_nothing_is_kept(
    mode: str, asking: Asking, gathering: Gathering, server: OpenDataServer, tmp_path: Path
) -> None:
    server.mode = mode
    assert problem_of(lambda: Cerema(asking).land_take(["59350"], "x.jsonl", gathering)) == CODES[mode]
    assert not (tmp_path / "rows" / "x.jsonl").exists()


def test_an_answer_that_is_cut_once_is_asked_again(asking: Asking, server: OpenDataServer) -> None:
    server.then.append("cut")
    assert "DS_FILOSOFI_CC" in Melodi(asking).identifiers()
    assert len(server.asked) == 2


def test_fewer_rows_than_announced_are_not_taken_for_all(server: OpenDataServer, tmp_path: Path) -> None:
    """The pages of a service that stops giving the address of the next one."""
    with Asking(tmp_path, Addresses(server.settings), QUICK, pace=50) as asking:
        original = server.answer

        def without_next(path: str, query: str) -> Any:
            answer = original(path, query)
            body = json.loads(answer.body)
            body["next"] = None
            return type(answer)(200, answer.kind, json.dumps(body).encode())

        server.answer = without_next  # type: ignore[method-assign]
        ask = Gathering(asking, tmp_path, now=NOW)
        assert problem_of(lambda: Cerema(asking).land_take(["59350"], "x", ask)) == "incomplete"
