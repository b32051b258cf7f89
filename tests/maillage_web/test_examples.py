"""Loading the examples: once, again when they change, and never a wrong or private one."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest
from django.test import Client

from maillage.io import load, load_bytes
from maillage_web.dossiers import actions, mappers, policies
from maillage_web.dossiers.models import StoredDossier
from tests.maillage_web.addresses import EXAMPLES, SLUGS, first_on_each

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the examples that a test may change."""
    return Path(shutil.copytree(EXAMPLES, tmp_path / "examples"))


def test_every_example_is_there() -> None:
    assert sorted(StoredDossier.objects.values_list("slug", flat=True)) == SLUGS


def test_loading_again_changes_nothing(now: datetime.datetime) -> None:
    before = list(StoredDossier.objects.values_list("pk", "slug", "checksum", "loaded_at"))
    done = actions.load_examples(folder=EXAMPLES, now=now)
    assert sorted(done.unchanged) == SLUGS
    assert list(StoredDossier.objects.values_list("pk", "slug", "checksum", "loaded_at")) == before


def test_a_changed_example_is_loaded_and_a_vanished_one_removed(folder: Path, now: datetime.datetime) -> None:
    shutil.rmtree(folder / SLUGS[0])
    table = folder / SLUGS[1] / "challenges.csv"
    table.write_text(table.read_text(encoding="utf-8") + "nouveau,Un enjeu de plus\n", encoding="utf-8")
    done = actions.load_examples(folder=folder, now=now)
    assert (done.loaded, done.removed, done.refused) == ([SLUGS[1]], [SLUGS[0]], {})


def test_a_wrong_example_is_told_and_the_stored_one_stays(folder: Path, now: datetime.datetime) -> None:
    (folder / SLUGS[0] / "actors.csv").write_text("id,name\n,\nx,\n", encoding="utf-8")
    done = actions.load_examples(folder=folder, now=now)
    assert list(done.refused) == [SLUGS[0]]
    assert done.refused[SLUGS[0]]
    assert done.removed == []


def test_an_example_with_a_private_row_is_refused(tmp_path: Path, now: datetime.datetime) -> None:
    (tmp_path / "prive").mkdir()
    (tmp_path / "prive" / "dossier.csv").write_text("id,title\nprive,Privé\n", encoding="utf-8")
    rows = "id,name,visibility\nferme,Ferme,members\n"
    (tmp_path / "prive" / "actors.csv").write_text(rows, encoding="utf-8")
    done = actions.load_examples(folder=tmp_path, now=now)
    assert done.refused == {"prive": ["actors.csv: the row ferme is not public"]}


def test_no_folder_no_example(client: Client, tmp_path: Path, now: datetime.datetime) -> None:
    actions.load_examples(folder=tmp_path / "nowhere", now=now)
    assert "Aucun exemple" in client.get("/dossiers/").content.decode()
    assert 'href="/dossiers/"' in client.get("/").content.decode()


@pytest.mark.parametrize("slug", SLUGS)
def test_what_is_stored_is_what_was_read(slug: str) -> None:
    dossier = load(EXAMPLES / slug).dossier
    assert dossier is not None
    content, checksum = mappers.pack(dossier)
    assert mappers.unpack(content) == dossier
    assert StoredDossier.objects.get(slug=slug).checksum == checksum


def test_bytes_that_are_no_dossier_are_told() -> None:
    with pytest.raises(ValueError):
        mappers.unpack(b"nothing")


@first_on_each
@pytest.mark.parametrize("form", ["xlsx", "zip"])
def test_a_download_reads_back_as_the_same_dossier(client: Client, slug: str, form: str) -> None:
    content = client.get(f"/dossiers/{slug}/{slug}.{form}").content
    assert load_bytes(content, f"{slug}.{form}").dossier == load(EXAMPLES / slug).dossier


@pytest.mark.parametrize("prefix", ["/", "/en/"])
def test_the_report_is_one_file_with_nothing_from_elsewhere(client: Client, prefix: str) -> None:
    response = client.get(f"{prefix}dossiers/{SLUGS[0]}/rapport.html")
    content = response.content.decode()
    assert response["Content-Disposition"] == f'attachment; filename="{SLUGS[0]}.html"'
    assert "<svg" in content
    assert " src=" not in content


def test_the_report_is_a_pdf_too(client: Client) -> None:
    assert client.get(f"/dossiers/{SLUGS[0]}/rapport.pdf").content.startswith(b"%PDF-")


def test_without_the_program_that_sets_it_the_pdf_is_explained(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from maillage.io import pdf

    def missing(source: str) -> bytes:
        raise pdf.PdfMissingError("typst")

    monkeypatch.setattr(pdf, "compile", missing)
    response = client.get(f"/dossiers/{SLUGS[0]}/rapport.pdf")
    assert response.status_code == 503
    assert "rapport HTML" in response.content.decode()


def entry(**changes: object) -> mappers.Entry:
    """An upload of the session "mine", alive."""
    now = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    values: dict[str, object] = {
        "slug": "essai",
        "title": "Essai",
        "checksum": "0",
        "is_upload": True,
        "session_key": "mine",
        "loaded_at": now,
        "expires_at": now + datetime.timedelta(hours=2),
        "repairs": (),
    }
    return mappers.Entry(**values | changes)  # type: ignore[arg-type]


def test_who_may_open_and_delete_what() -> None:
    now = datetime.datetime(2026, 1, 1, 1, tzinfo=datetime.UTC)
    example = entry(is_upload=False, session_key="", expires_at=None)
    late = now + datetime.timedelta(hours=5)
    cases = {
        "an example, by anybody": (example, None, now),
        "an example, by a session": (example, "mine", now),
        "an upload, by its session": (entry(), "mine", now),
        "an upload, by another": (entry(), "yours", now),
        "an upload, by nobody": (entry(), None, now),
        "an upload, too late": (entry(), "mine", late),
        "an upload of nobody, by nobody": (entry(session_key=""), "", now),
    }
    allowed = {
        name: (policies.may_open(*case).allowed, policies.may_delete(*case).allowed)
        for name, case in cases.items()
    }
    assert allowed == {
        "an example, by anybody": (True, False),
        "an example, by a session": (True, False),
        "an upload, by its session": (True, True),
        "an upload, by another": (False, False),
        "an upload, by nobody": (False, False),
        "an upload, too late": (False, False),
        "an upload of nobody, by nobody": (False, False),
    }
