"""What is asked, and what is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from maillage.io.directory import OFFICIAL, Directory
from tests.directory_data import PERSON, organisation
from tests.directory_server import DirectoryServer
from tests.maillage.io.directory.conftest import Asking


def test_organisations_are_found_by_name(asking: Asking) -> None:
    answer = asking().search("jardins partagés")
    assert answer.problem is None
    assert [one.name for one in answer.organisations] == ["LES JARDINS PARTAGES DU VAL"]
    assert (answer.total, answer.unread, answer.from_cache, answer.stale) == (1, 0, False, False)
    assert answer.asked_at is not None
    assert answer.asked_at.tzinfo is not None
    assert answer.organisations[0].source.accessed_on == answer.asked_at.date()


def test_the_request_is_polite_and_asks_for_nobody(asking: Asking, server: DirectoryServer) -> None:
    asking().search("  du   val ", commune="62040", department="62", page=2)
    assert server.asked == [
        {
            "q": "du val",
            "page": "2",
            "per_page": "25",
            "minimal": "true",
            "include": "siege,complements",
            "code_commune": "62040",
            "departement": "62",
        }
    ]
    assert server.agents[0].startswith("Maillage/")


def test_a_commune_and_a_department_narrow_what_is_found(asking: Asking) -> None:
    directory = asking()
    assert directory.search("du val", commune="62040").total == 8
    assert directory.search("du val", department="2A").organisations == ()


def test_pages_follow_each_other(asking: Asking, server: DirectoryServer) -> None:
    server.organisations = [organisation("999990005", f"VAL {number}", "9220") for number in range(30)]
    directory = asking()
    first, second, third = (directory.search("val", page=page) for page in (1, 2, 3))
    assert [len(page.organisations) for page in (first, second, third)] == [25, 5, 0]
    assert first.total == second.total == 30
    assert second.organisations[0].name == "VAL 25"


def test_nothing_of_that_name_is_an_answer(asking: Asking, server: DirectoryServer) -> None:
    server.mode = "empty"
    answer = asking().search("rien du tout")
    assert (answer.organisations, answer.total, answer.problem) == ((), 0, None)
    assert answer.asked_at is not None


@pytest.mark.parametrize("number", ["999990013", "999 990 013", " 999990013 "])
def test_a_siren_finds_one_organisation(asking: Asking, number: str) -> None:
    directory = asking()
    for answer in (directory.by_siren(number), directory.search(number, commune="75056")):
        assert [one.siren for one in answer.organisations] == ["999990013"]
        assert answer.total == 1


def test_a_siret_finds_the_organisation_it_belongs_to(asking: Asking, server: DirectoryServer) -> None:
    assert [one.siren for one in asking().search("999 990 013 00017").organisations] == ["999990013"]
    assert server.asked[0]["q"] == "999990013"


def test_an_organisation_that_was_not_asked_for_is_not_given(asking: Asking, server: DirectoryServer) -> None:
    server.organisations = [organisation("999990005", "999990013 SARL", "5499") | {"siren": "999990013"}]
    assert asking().by_siren("999990005").organisations == ()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "too-short"),
        ("  ", "too-short"),
        ("ab", "too-short"),
        ("999990014", "bad-siren"),
        ("123456789", "bad-siren"),
    ],
)
def test_what_cannot_be_found_is_not_asked(
    asking: Asking, server: DirectoryServer, typed: str, code: str
) -> None:
    answer = asking().search(typed)
    assert answer.problem is not None
    assert answer.problem.code == code
    assert answer.asked_at is None
    assert server.asked == []


@pytest.mark.parametrize("number", ["", "12", "999990014", "99999001A", "texte"])
def test_what_is_no_siren_is_not_asked(asking: Asking, server: DirectoryServer, number: str) -> None:
    answer = asking().by_siren(number)
    assert answer.problem is not None
    assert answer.problem.code == "bad-siren"
    assert server.asked == []


def test_words_of_every_kind_travel_whole(asking: Asking, server: DirectoryServer) -> None:
    for words in ("l’œuf & l'ail", "100% +bio #1", "a/b?c=d", "日本語", "x" * 300):
        assert asking().search(words).problem is None
        assert server.asked[-1]["q"] == words


def test_the_name_of_a_person_finds_the_organisation_and_brings_back_no_person(asking: Asking) -> None:
    answer = asking().search(PERSON.lower())
    assert PERSON.lower() not in repr(answer).lower()


def test_the_official_address_is_the_published_one() -> None:
    assert OFFICIAL == "https://recherche-entreprises.api.gouv.fr"


def test_nothing_is_opened_before_it_is_asked(server: DirectoryServer, folder: Path) -> None:
    with Directory(f"{server.url}/", folder, patience=1.0) as directory:
        assert not folder.exists()
        assert directory.search("du val").problem is None
    directory.close()
    assert sorted(path.name for path in folder.iterdir()) == ["answers.sqlite", "pace.sqlite"]


def test_a_directory_that_was_closed_opens_again(asking: Asking) -> None:
    directory = asking()
    first = directory.search("du val")
    directory.close()
    again = directory.search("du val")
    assert again.from_cache
    assert again.organisations == first.organisations
