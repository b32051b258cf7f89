"""What `organisation` says, with the directory there, busy or gone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from maillage.cli.organisation import ADDRESS, CACHE, cache_folder
from maillage.text import Language
from tests.directory_server import DirectoryServer
from tests.maillage.cli.conftest import Run


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[DirectoryServer]:
    """A local directory, which the command asks."""
    monkeypatch.setenv(CACHE, str(tmp_path / "reponses"))
    with DirectoryServer() as running:
        monkeypatch.setenv(ADDRESS, running.url)
        yield running


def test_an_organisation_is_found_by_name(server: DirectoryServer, run: Run) -> None:
    done = run("organisation", "jardins", "partagés")
    assert done.code == 0
    assert done.err == ""
    assert done.out.splitlines() == [
        "LES JARDINS PARTAGES DU VAL (JPV)",
        "  SIREN 999990005 · Association déclarée · Arques (62040) · économie sociale et solidaire",
        "",
        "1 organisation trouvée (page 1)",
        "Source : INSEE (répertoire Sirene), DINUM (Annuaire des Entreprises), Licence Ouverte 2.0, "
        f"réponse du {done.out.rstrip()[-11:-1]}.",
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "déduite du nom : à confirmer"), ("en", "deduced from the name: to be confirmed")],
)
def test_a_doubt_is_told_in_the_language_of_the_user(
    language: Language, said: str, server: DirectoryServer, run: Run
) -> None:
    done = run("organisation", "999990013", language=language)
    assert done.code == 0
    assert said in done.out.replace("\u00a0", " ")


def test_the_options_narrow_what_is_asked(server: DirectoryServer, run: Run) -> None:
    assert (
        run("organisation", "du", "val", "--commune", "62040", "--department", "62", "--page", "2").code == 1
    )
    asked = server.asked[0]
    assert (asked["code_commune"], asked["departement"], asked["page"]) == ("62040", "62", "2")


def test_in_json_the_cells_of_an_actor_and_of_its_source_are_given(server: DirectoryServer, run: Run) -> None:
    answer = run("organisation", "999990013", "--format", "json", language="en").json()
    assert set(answer) == {"organisations", "total", "asked_at", "from_cache", "stale", "unread", "problem"}
    (found,) = answer["organisations"]
    assert found["actor"]["siren"] == found["siren"] == "999990013"
    assert found["actor"]["legal_form"] == found["legal_form"] == "scic"
    assert found["source"]["licence"] == "etalab-2.0"
    assert found["legal_form_label"]["fr"].startswith("SAS")
    assert answer["problem"] is None


def test_nothing_of_that_name_leaves_1(server: DirectoryServer, run: Run) -> None:
    done = run("organisation", "rien", "du", "tout")
    assert done.code == 1
    assert "ne connaît aucune organisation de ce nom" in done.out
    assert run("organisation", "rien", "du", "tout", "--format", "json").code == 1


@pytest.mark.parametrize(
    ("mode", "language", "said"),
    [
        ("busy-long", "fr", "Réessayez dans 60 s"),
        ("busy-long", "en", "Try again in 60 s"),
        ("html", "fr", "illisible"),
        ("forbidden", "en", "refuses this request (answer 403)"),
    ],
)
def test_what_keeps_the_directory_from_answering_is_told_and_leaves_2(
    mode: str, language: Language, said: str, server: DirectoryServer, run: Run
) -> None:
    server.mode = mode
    done = run("organisation", "du", "val", language=language)
    assert (done.code, done.out) == (2, "")
    assert said in done.err.replace("\u00a0", " ")
    assert "Traceback" not in done.err


def test_offline_is_told_in_json_too(server: DirectoryServer, run: Run) -> None:
    server.stop()
    done = run("organisation", "du", "val", "--format", "json")
    assert done.code == 2
    answer = done.json()
    assert (answer["organisations"], answer["asked_at"], answer["problem"]["code"]) == ([], None, "offline")


def test_offline_what_was_asked_lately_is_still_found(server: DirectoryServer, run: Run) -> None:
    before = run("organisation", "du", "val")
    server.stop()
    assert run("organisation", "du", "val") == before
    assert run("organisation", "autre").code == 2


def test_results_that_cannot_be_read_are_counted(server: DirectoryServer, run: Run) -> None:
    server.mode = "shapeless"
    assert "7 résultats illisibles ne sont pas montrés." in run("organisation", "du", "val").out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("organisation",), "il manque MOTS…"),
        (("organisation", "ab"), "au moins trois caractères"),
        (("organisation", "123456789"), "n’est pas un SIREN"),
        (("organisation", "val", "--page", "0"), "« 0 » n’est pas un nombre entier"),
        (("organisation", "val", "--page", "un"), "« un » n’est pas un nombre entier"),
    ],
)
def test_what_cannot_be_asked_leaves_2(
    line: tuple[str, ...], said: str, server: DirectoryServer, run: Run
) -> None:
    done = run(*line)
    assert (done.code, done.out) == (2, "")
    assert said in done.err.replace("\u00a0", " ")
    assert server.asked == []


def test_a_name_with_orders_to_the_terminal_gives_none(server: DirectoryServer, run: Run) -> None:
    server.organisations[0] = server.organisations[0] | {"nom_raison_sociale": "LES \x1b[31mJARDINS DU VAL"}
    assert "\x1b" not in run("organisation", "jardins").out


def test_the_answers_are_kept_where_the_user_says(tmp_path: Path) -> None:
    assert cache_folder({CACHE: "ici"}) == Path("ici")
    assert cache_folder({"XDG_CACHE_HOME": str(tmp_path)}) == tmp_path / "maillage"
    assert cache_folder({}) == Path.home() / ".cache" / "maillage"
