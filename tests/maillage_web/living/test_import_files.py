"""What may come in: a file is looked at for what it is, told in full when it is wrong, and compared with its origin."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import msoffcrypto
import openpyxl
import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from maillage.io import archive, load, workbook
from maillage.io.forms import load_bytes
from maillage_web.dossiers.actions.edits import Edit
from maillage_web.dossiers.actions.living import begin
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.mappers.importing import stamp_words
from maillage_web.dossiers.models import ImportDraft, LivingDossier
from maillage_web.dossiers.queries.living import whole_at
from maillage_web.jobs.actions import run_waiting
from tests.maillage_web.addresses import EXAMPLES, first_on_each
from tests.maillage_web.living.files import Import, Sheets, edited, sent, signed_in, taken
from tests.maillage_web.living.people import NOW, Ground, add, ground
from tests.maillage_web.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Ground:
    return ground()


@pytest.fixture
def browser(place: Ground) -> Client:
    return signed_in(place, Role.OWNER)


# --- refused at the door ----------------------------------------------------------------------------------------------


def with_macros() -> bytes:
    """A workbook with macros, named as one without."""
    plain = io.BytesIO()
    openpyxl.Workbook().save(plain)
    target = io.BytesIO()
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            content = source.read(name).replace(b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main")
            copy.writestr(name, content)
        copy.writestr("xl/vbaProject.bin", b"\xcc\x61")
    return target.getvalue()


def word_document() -> bytes:
    """A text document, named as a workbook."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr("[Content_Types].xml", types)
        made.writestr("word/document.xml", "<w:document/>")
    return target.getvalue()


def zip_bomb() -> bytes:
    """A small archive that opens into a hundred megabytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("dossier.csv", b"0" * 100_000_000)
    return target.getvalue()


def encrypted() -> bytes:
    """A workbook protected by a password."""
    plain, target = io.BytesIO(), io.BytesIO()
    openpyxl.Workbook().save(plain)
    msoffcrypto.OfficeFile(plain).encrypt("secret", target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("make", "name", "words"),
    [
        (with_macros, "dossier.xlsx", "macros"),
        (with_macros, "dossier.xlsm", "macros"),
        (word_document, "dossier.xlsx", "not a workbook"),
        (lambda: b"id,title\n", "dossier.xlsx", "neither a workbook"),
        (lambda: b"", "dossier.xlsx", "empty"),
        (lambda: b"PK\x03\x04 then nothing", "dossier.xlsx", "cannot be opened"),
        (encrypted, "dossier.xlsx", "password"),
        (zip_bomb, "dossier.zip", "cannot be opened"),
        (lambda: b"PK" + b"0" * settings.UPLOAD_BYTES, "dossier.xlsx", "5 MB"),
    ],
    ids=["macros", "xlsm", "docx", "csv", "empty", "cut", "encrypted", "bomb", "a little too big"],
)
def test_what_is_not_a_sound_workbook_is_refused_with_a_sentence(
    place: Ground, browser: Client, make: Callable[[], bytes], name: str, words: str
) -> None:
    file = io.BytesIO(make())
    file.name = name
    response = browser.post(f"/en/dossiers/{place.slug}/importer/", {"file": file})
    assert response.status_code == 422
    assert words in Page(response.content.decode()).text
    assert not ImportDraft.objects.exists()


def test_a_file_of_six_megabytes_gets_the_page_413(place: Ground, browser: Client) -> None:
    assert sent(browser, place.slug, b"PK" + b"0" * 6 * 1024 * 1024).status_code == 413
    assert not ImportDraft.objects.exists()


def test_no_file_is_told(place: Ground, browser: Client) -> None:
    response = browser.post(f"/en/dossiers/{place.slug}/importer/", {})
    assert response.status_code == 422
    assert "Choose a file first" in response.content.decode()


def test_a_workbook_is_known_by_what_it_holds(place: Ground, browser: Client) -> None:
    found = Import.of(browser, place.slug, taken(browser, place.slug), name="sans-extension")
    assert found.draft.name == "sans-extension.xlsx"
    assert found.brings() == {}


def test_every_problem_of_a_file_is_told_in_one_pass(place: Ground, browser: Client) -> None:
    def work(sheets: Sheets) -> None:
        sheets.change("actors", "la-ferme", commune="nowhere")
        sheets.change("components", "cantine", bearers="inconnu-ici")
        sheets.change("effects", "repas", name=None)

    content = edited(taken(browser, place.slug), work)
    found = Import.of(browser, place.slug, content)
    assert found.draft.state == "unreadable"
    page = Page(found.page().content.decode())
    expected = load_bytes(content, "dossier.xlsx").problems
    assert len(expected) == 3
    for problem in expected:
        for text in (problem.message, problem.expected, problem.repair, problem.place.text()):
            assert " ".join(text.fr.split()) in page.text


def test_ten_imports_may_be_begun_at_once(place: Ground, browser: Client) -> None:
    for number in range(10):
        ImportDraft.objects.create(
            dossier=place.dossier, author=place.owner, token=str(number), name="x", content=b"",
            checksum=str(number), sent_at=timezone.now(), expires_at=timezone.now() + (NOW - NOW.replace(year=2025)),
        )  # fmt: skip
    response = sent(browser, place.slug, taken(browser, place.slug))
    assert response.status_code == 422
    assert ImportDraft.objects.count() == 10


# --- origins ----------------------------------------------------------------------------------------------------------


def stamped(place: Ground, stamp: str) -> bytes:
    return workbook.write(whole_at(place.pk, place.number()), "fr", stamp)


@pytest.mark.parametrize(
    ("stamp", "words"),
    [("another@3:members:closed", "another dossier"), ("{slug}@999:members:closed", "later state")],
)
def test_a_file_of_elsewhere_or_of_the_future_is_refused_with_a_sentence(
    place: Ground, browser: Client, stamp: str, words: str
) -> None:
    content = stamped(place, stamp.format(slug=place.slug))
    file = io.BytesIO(content)
    file.name = "dossier.xlsx"
    response = browser.post(f"/en/dossiers/{place.slug}/importer/", {"file": file})
    assert response.status_code == 422
    assert words in Page(response.content.decode()).text
    assert not ImportDraft.objects.exists()
    found = Import.of(browser, place.slug, content, forget="on")
    assert found.page().context["found"].base is None


def test_a_stamp_that_is_not_ours_is_no_stamp(place: Ground, browser: Client) -> None:
    found = Import.of(browser, place.slug, stamped(place, f"{place.slug}@2"))
    assert found.page().context["found"].base is None


def test_a_file_without_confidential_rows_removes_none_of_them(place: Ground, browser: Client) -> None:
    place.write(
        add("actors", id="discret", name="Discret", visibility="facilitators"),
        add("challenges", id="a-tous", name="À tous", visibility="public"),
        place.change("components", "cantine", bearers="la-ferme; la-ville; discret", visibility="public"),
        *(place.change("actors", one, visibility="public") for one in ("la-ferme", "la-ville")),
    )
    content = taken(browser, place.slug, "?pour=public")

    def work(sheets: Sheets) -> None:
        sheets.change("challenges", "a-tous", name="À toutes et tous")
        sheets.change("components", "cantine", bearers="la-ville")

    facilitator = signed_in(place, Role.FACILITATOR)
    found = Import.of(facilitator, place.slug, edited(content, work))
    assert set(found.brings()) == {"challenges.a-tous", "components.cantine"}
    found.apply()
    assert not place.row("actors", "discret").archived
    assert place.cells("components", "cantine")["bearers"] == "la-ville; discret"
    assert place.cells("challenges", "a-tous")["name"] == "À toutes et tous"


def test_rows_that_became_public_since_the_file_was_made_are_not_removed_by_it(
    place: Ground, browser: Client
) -> None:
    content = taken(browser, place.slug, "?pour=public")
    LivingDossier.objects.filter(pk=place.pk).update(public=True)
    found = Import.of(browser, place.slug, content)
    assert found.page().context["found"].base == place.number()
    assert found.brings() == {}


def test_a_file_of_the_past_removes_no_row_that_was_hidden_from_its_readers_since(
    place: Ground, browser: Client
) -> None:
    past = place.number()
    place.write(place.change("challenges", "sante", visibility="facilitators"))
    content = taken(signed_in(place, Role.CONTRIBUTOR), place.slug, f"?vu={past}")
    place.write(place.change("actors", "la-ville", note="Après"))
    found = Import.of(browser, place.slug, content)
    assert found.page().context["found"].base == past
    assert found.brings() == {}


def test_what_a_leader_took_away_does_not_teach_the_owner_what_is_kept_from_them(
    place: Ground, browser: Client
) -> None:
    leader = signed_in(place, Role.LEADER)
    place.write(
        add("models", id="secret", actor="la-ferme", register="offer", today="Une dette", visibility="actor"),
        by=place.people[Role.LEADER],
    )

    def work(sheets: Sheets) -> None:
        sheets.change("models", "secret", today="Deux dettes")
        sheets.change("actors", "la-ferme", name="La ferme haute")

    found = Import.of(browser, place.slug, edited(taken(leader, place.slug), work))
    assert found.brings() == {"actors.la-ferme": True}
    assert found.page().context["found"].left_alone == 1
    assert "dette" not in found.page().content.decode()
    found.apply()
    assert place.cells("models", "secret")["today"] == "Une dette"


def test_the_facilitator_named_by_a_leader_imports_what_the_leader_took_away(
    place: Ground, browser: Client
) -> None:
    place.write(
        add("models", id="secret", actor="la-ferme", register="offer", today="Une dette", visibility="actor"),
        by=place.people[Role.LEADER],
    )
    content = taken(signed_in(place, Role.LEADER), place.slug)
    changed = edited(content, lambda sheets: sheets.change("models", "secret", today="Deux dettes"))
    found = Import.of(signed_in(place, Role.FACILITATOR), place.slug, changed)
    assert found.brings() == {"models.secret": True}
    found.apply()
    assert place.cells("models", "secret")["today"] == "Deux dettes"


def test_a_stamp_made_up_shows_nothing_of_what_is_kept_from_one(place: Ground, browser: Client) -> None:
    place.write(
        add("models", id="secret", actor="la-ferme", register="offer", today="Une dette", visibility="actor"),
        by=place.people[Role.LEADER],
    )
    forged = f"{place.slug}@{place.number()}:facilitators:closed:la-ferme"
    sheets = Sheets(openpyxl.load_workbook(io.BytesIO(stamped(place, forged))))
    sheets.change("models", "secret", today="?", visibility=None)
    found = Import.of(browser, place.slug, sheets.content())
    assert "Une dette" not in found.page().content.decode()
    assert found.brings() == {}


def test_a_row_that_the_file_keeps_for_others_is_left_as_it_is(place: Ground, browser: Client) -> None:
    content = edited(
        taken(browser, place.slug),
        lambda sheets: sheets.change("components", "cantine", visibility="actor", kept_for="la-ville"),
    )
    found = Import.of(browser, place.slug, content)
    assert found.brings() == {}
    assert found.page().context["found"].left_alone == 1


@pytest.mark.parametrize(
    ("levels", "actors"), [({"public"}, set()), ({"public", "members"}, {"la-ferme"}), ({"public", "members", "facilitators"}, {f"actor-{n}" for n in range(60)})]
)  # fmt: skip
def test_a_stamp_says_which_state_and_which_rows_and_stays_short(levels: set[str], actors: set[str]) -> None:
    from maillage.dossier.audience import Audience
    from maillage.io.stamping import is_stamp
    from maillage_web.dossiers.mappers.importing import read_stamp

    audience = Audience(frozenset(levels), frozenset(actors), public=True)
    words = stamp_words("a" * 65, 123_456, audience)
    read = read_stamp(words)
    assert is_stamp(words)
    assert read
    assert (read.slug, read.number, read.audience.levels) == ("a" * 65, 123_456, audience.levels)
    assert read.audience.actors <= audience.actors
    assert read.audience.public


# --- real files -------------------------------------------------------------------------------------------------------


@first_on_each
@pytest.mark.parametrize("form", ["xlsx", "zip"])
def test_an_example_begun_here_goes_out_and_comes_back_the_same(slug: str, form: str) -> None:
    owner = ground().owner
    dossier = load(EXAMPLES / slug).dossier
    here = begin(cells={}, dossier=dossier, public=False, owner=owner.pk, now=NOW)
    browser = Client()
    browser.force_login(owner)
    content = browser.get(f"/dossiers/{here}/{here}.{form}").content
    found = Import.of(browser, here, content, name=f"{here}.{form}")
    assert found.page().context["found"].base == 1
    assert found.brings() == {}


def test_an_example_fills_a_dossier_that_was_just_begun(place: Ground, browser: Client) -> None:
    dossier = load(EXAMPLES / "ecopole-audruicq").dossier
    assert dossier is not None
    begun = begin(cells={"title": "Un début"}, public=False, owner=place.owner.pk, now=NOW)
    found = Import.of(browser, begun, archive.write(dossier), name="exemple.zip")
    assert all(found.brings().values())
    response = found.apply()
    if response.headers["Location"].startswith("/travaux/"):
        run_waiting()
    pk = LivingDossier.objects.get(slug=begun).pk
    written = whole_at(pk, 2)
    assert written.count() == dossier.count()
    assert [row.id for row in written.actors] == [row.id for row in dossier.actors]
    assert (written.record.id, written.record.title) == ("un-debut", dossier.record.title)


def test_a_row_archived_here_comes_back_with_a_file_only_if_ticked(place: Ground, browser: Client) -> None:
    content = taken(browser, place.slug)
    key = place.row("actors", "l-ecole").pk
    place.write(Edit("archive", "actors", key))
    found = Import.of(browser, place.slug, content, forget="on")
    assert found.brings() == {"actors.l-ecole": False}
    assert found.lines()["actors.l-ecole"].sort == "archived"
    found.apply(take=["actors.l-ecole"])
    assert place.row("actors", "l-ecole").pk == key
    assert not place.row("actors", "l-ecole").archived
