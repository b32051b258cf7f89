"""A wrong line is answered in the language of the user: what is wrong, the nearest right word, exit code 2."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.maillage.cli.conftest import Run

LINES = [
    (
        "exlain ART001",
        "la commande « exlain » n’existe pas. Vouliez-vous dire « explain » ?",
        "Did you mean “explain”?",
    ),
    ("bonjour", "la commande « bonjour » n’existe pas.", "there is no command “bonjour”."),
    ("check", "il manque CHEMIN.", "PATH is missing."),
    ("convert a", "il manque CIBLE.", "TARGET is missing."),
    ("check a b", "mots en trop : b.", "too many words: b."),
    (
        "check a --forma json",
        "l’option --forma n’existe pas. Vouliez-vous dire « --format » ?",
        "Did you mean “--format”?",
    ),
    ("check a --zzzzzz", "l’option --zzzzzz n’existe pas.", "there is no option --zzzzzz."),
    ("check a -z", "l’option -z n’existe pas.", "there is no option -z."),
    (
        "check a --format jsn",
        "Vouliez-vous dire « json » ?",
        "“jsn” is not one of: text, json. Did you mean “json”?",
    ),
    ("check a --format", "l’option --format attend une valeur.", "the option --format needs a value."),
    ("check a --all=yes", "l’option --all ne prend pas de valeur.", "the option --all takes no value."),
    ("check a --on hier", "--on : « hier » n’est pas une date", "--on: “hier” is not a date"),
    ("check a --on 2015-02-30", "« 2015-02-30 » n’est pas une date", "“2015-02-30” is not a date"),
    (
        "check a --encoding base64",
        "« base64 » n’est pas un encodage connu",
        "“base64” is not a known encoding",
    ),
    ("check a --encoding rien", "« rien » n’est pas un encodage connu", "“rien” is not a known encoding"),
    ("diff a", "il faut deux dossiers", "two dossiers are needed"),
    ("merge a b", "il manque REÇU.", "INCOMING is missing."),
    (
        "merge a b c --ours --theirs",
        "--ours et --theirs tranchent en sens contraire",
        "--ours and --theirs settle conflicts in opposite ways",
    ),
    ("merge a b c -o d.ods", "sous la forme de d.ods.", "in the form of d.ods."),
    ("explain ART01", "Vouliez-vous dire « ART0", "Did you mean “ART0"),
    ("show a acteur", "Vouliez-vous dire « Acteurs » ?", "“acteur” is not a table of the dossier."),
    (
        "template -o a.ods",
        "le nom a.ods devrait finir par : .xlsx.",
        "the name a.ods should end with: .xlsx.",
    ),
    ("report a -o a.docx", "devrait finir par : .html, .htm, .pdf.", "should end with: .html, .htm, .pdf."),
    (
        "new a.ods",
        "un dossier ne s’écrit pas sous la forme de a.ods.",
        "a dossier is not written in the form of a.ods.",
    ),
    (
        "convert a b.csv",
        "un dossier ne s’écrit pas sous la forme de b.csv.",
        "is not written in the form of b.csv.",
    ),
]


@pytest.mark.parametrize(("line", "french", "english"), LINES, ids=[line for line, *_ in LINES])
def test_a_wrong_line_is_answered_in_the_language_of_the_user(
    line: str, french: str, english: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for language, expected in (("fr", french), ("en", english)):
        done = run(*line.split(), language=language)
        assert done.code == 2
        assert expected in done.err
        assert done.out == ""
    assert list(tmp_path.iterdir()) == []


def test_the_answer_says_where_the_help_is(run: Run) -> None:
    done = run("check")
    assert "Usage : maillage check [OPTIONS] CHEMIN" in done.err
    assert "Pour l’aide : maillage check --help" in done.err


def test_a_known_encoding_is_accepted(folder: Path, run: Run) -> None:
    actors = folder / "actors.csv"
    actors.write_bytes(actors.read_text(encoding="utf-8").replace("’", "é").encode("cp1252"))
    assert run("show", folder, "actors").code == 2
    assert "Lé" not in run("show", folder, "actors").out
    assert "Léassociation" in run("show", folder, "actors", "--encoding", "cp1252").out
