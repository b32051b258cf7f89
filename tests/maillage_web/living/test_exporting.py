"""A dossier is taken away in every form, at any moment, with what one sees or less, and the file says which state it is."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from maillage.dossier.compare import compare
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import LISTED
from maillage.io.forms import load_bytes
from maillage.io.stamps import stamp_of
from maillage_web.dossiers.actions.edits import Edit
from maillage_web.dossiers.actions.states import name_state
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.models import Membership, PreparedFile
from maillage_web.dossiers.queries.living import seen_at, whole_at
from maillage_web.dossiers.views import downloads
from maillage_web.jobs.actions import run_waiting
from tests.maillage_web.addresses import SLUGS
from tests.maillage_web.living.files import signed_in, taken
from tests.maillage_web.living.people import NOW, Ground, add, ground

pytestmark = pytest.mark.django_db

MEMBERS = [role for role in Role if role is not Role.VISITOR]


@pytest.fixture
def place() -> Ground:
    """Rows of every visibility, in a public dossier."""
    place = ground(public=True)
    place.write(
        add("challenges", id="ouvert", name="Ouvert", visibility="public"),
        add("challenges", id="entre-nous", name="Entre nous", visibility="members"),
        add("challenges", id="discret", name="Discret", visibility="facilitators"),
    )
    place.write(
        add("models", id="secret", actor="la-ferme", register="offer", today="Une dette", visibility="actor"),
        by=place.people[Role.LEADER],
    )
    return place


def read(content: bytes, name: str = "dossier.xlsx") -> Dossier:
    dossier = load_bytes(content, name).dossier
    assert dossier is not None
    return dossier


def ids(dossier: Dossier) -> set[str]:
    return {row.id for table in LISTED for row in dossier.rows(table)}


def browser_of(place: Ground, role: Role) -> Client:
    return signed_in(place, role)


# --- what one sees ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("form", ["xlsx", "zip"])
def test_a_file_holds_what_one_sees_and_nothing_else(place: Ground, role: Role, form: str) -> None:
    browser = browser_of(place, role)
    content = browser.get(f"/dossiers/{place.slug}/{place.slug}.{form}").content
    audience = browser.get(f"/dossiers/{place.slug}/exporter/").context["state"].entry.audience
    assert compare(read(content, f"dossier.{form}"), seen_at(place.pk, place.number(), audience)) == ()
    assert ("secret" in ids(read(content, f"dossier.{form}"))) == (role in (Role.LEADER, Role.FACILITATOR))


@pytest.mark.parametrize("address", ["rapport.html", "exporter/"])
def test_pages_to_take_away_say_nothing_of_hidden_rows(place: Ground, address: str) -> None:
    content = browser_of(place, Role.READER).get(f"/dossiers/{place.slug}/{address}").content.decode()
    assert "Discret" not in content
    assert "dette" not in content


@pytest.mark.parametrize(
    ("reach", "expected"),
    [
        ("public", {"ouvert"}),
        ("membres", {"ouvert", "entre-nous"}),
        ("", {"ouvert", "entre-nous", "discret", "secret"}),
    ],
)
def test_confidential_rows_are_left_out_when_asked(place: Ground, reach: str, expected: set[str]) -> None:
    content = taken(browser_of(place, Role.FACILITATOR), place.slug, f"?pour={reach}")
    assert ids(read(content)) & {"ouvert", "entre-nous", "discret", "secret"} == expected


def test_nobody_takes_away_more_than_they_see(place: Ground) -> None:
    for role in (Role.VISITOR, Role.READER):
        for reach in ("public", "membres", "tout", "facilitators"):
            found = ids(read(taken(browser_of(place, role), place.slug, f"?pour={reach}")))
            assert not found & {"discret", "secret"}
            assert role is Role.READER or "entre-nous" not in found


def test_reports_leave_out_confidential_rows_too(place: Ground) -> None:
    browser = browser_of(place, Role.OWNER)
    assert "Discret" in browser.get(f"/dossiers/{place.slug}/rapport.html").content.decode()
    assert "Discret" not in browser.get(f"/dossiers/{place.slug}/rapport.html?pour=public").content.decode()


def test_the_page_counts_the_rows_of_each_choice(place: Ground) -> None:
    page = browser_of(place, Role.FACILITATOR).get(f"/dossiers/{place.slug}/exporter/")
    assert [(one.name, one.rows) for one in page.context["reaches"]] == [
        ("public", 7),
        ("membres", 8),
        ("", 10),
    ]
    page = browser_of(place, Role.VISITOR).get(f"/dossiers/{place.slug}/exporter/")
    assert len(page.context["reaches"]) == 1


def test_a_private_dossier_has_nothing_to_export_for_others() -> None:
    private = ground()
    stranger = browser_of(private, Role.VISITOR)
    for address in (
        "exporter/",
        f"{private.slug}.xlsx",
        f"{private.slug}.zip",
        "rapport.html",
        "rapport.pdf",
    ):
        assert stranger.get(f"/dossiers/{private.slug}/{address}").status_code == 404


# --- when -------------------------------------------------------------------------------------------------------------


def test_a_file_may_be_of_any_past_act_or_day(place: Ground) -> None:
    past = place.number()
    place.write(Edit("archive", "challenges", place.row("challenges", "ouvert").pk), at=60 * 24)
    browser = browser_of(place, Role.CONTRIBUTOR)
    assert "ouvert" not in ids(read(taken(browser, place.slug)))
    for moment in (str(past), f"{NOW:%Y-%m-%d}"):
        assert "ouvert" in ids(read(taken(browser, place.slug, f"?vu={moment}")))


@pytest.mark.parametrize("chosen", ["xlsx", "zip", "paquet", "rapport", "pdf"])
def test_the_form_leads_to_the_file(place: Ground, chosen: str) -> None:
    browser = browser_of(place, Role.OWNER)
    data = {"forme": chosen, "moment": "autre", "autre": "2", "pour": "public"}
    response = browser.post(f"/dossiers/{place.slug}/exporter/", data)
    address = response.headers["Location"]
    assert "vu=2" in address
    assert "pour=public" in address
    response = browser.get(address)
    assert response.status_code == 200
    assert "acte-2-public" in response["Content-Disposition"]


def test_a_named_state_is_offered_and_taken(place: Ground) -> None:
    name_state(dossier=place.pk, author=place.owner.pk, title="Comité de novembre", now=NOW)
    number = place.number()
    browser = browser_of(place, Role.OWNER)
    page = browser.get(f"/dossiers/{place.slug}/exporter/")
    assert [state.title for state in page.context["states"]] == ["Comité de novembre"]
    place.write(Edit("archive", "challenges", place.row("challenges", "ouvert").pk))
    response = browser.post(f"/dossiers/{place.slug}/exporter/", {"forme": "xlsx", "moment": str(number)})
    assert "ouvert" in ids(read(browser.get(response.headers["Location"]).content))


@pytest.mark.parametrize("asked", ["999", "0", "1999-01-01", "yesterday", ""])
def test_a_moment_that_is_none_is_told(place: Ground, asked: str) -> None:
    browser = browser_of(place, Role.OWNER)
    data = {"forme": "xlsx", "moment": "autre", "autre": asked}
    response = browser.post(f"/en/dossiers/{place.slug}/exporter/", data)
    if asked:
        assert response.status_code == 422
        assert "number of an act" in response.content.decode()
    else:
        assert "vu=" not in response.headers["Location"]


def test_a_form_that_is_none_is_told(place: Ground) -> None:
    response = browser_of(place, Role.OWNER).post(f"/en/dossiers/{place.slug}/exporter/", {"forme": "docx"})
    assert response.status_code == 422
    assert "Choose a form." in response.content.decode()


def test_who_may_not_see_history_takes_what_the_dossier_says_now(place: Ground) -> None:
    visitor = browser_of(place, Role.VISITOR)
    response = visitor.post(f"/dossiers/{place.slug}/exporter/", {"forme": "xlsx", "moment": "2"})
    assert "vu=" not in response.headers["Location"]


# --- stamps -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["xlsx", "zip"])
def test_a_file_says_which_state_it_was_made_from_and_for_whom(place: Ground, form: str) -> None:
    browser, number = browser_of(place, Role.FACILITATOR), place.number()
    address = f"/dossiers/{place.slug}/{place.slug}.{form}"
    expected = {
        "": f"{place.slug}@{number}:facilitators:open:la-ferme",
        "?pour=public": f"{place.slug}@{number}:public:open",
        "?pour=membres&vu=2": f"{place.slug}@2.{number}:members:open",
    }
    for query, stamp in expected.items():
        assert stamp_of(browser.get(address + query).content, f"dossier.{form}") == stamp


def test_a_visitor_learns_nothing_of_how_many_acts_there_are(place: Ground) -> None:
    visitor = browser_of(place, Role.VISITOR)
    before = {
        form: visitor.get(f"/dossiers/{place.slug}/{place.slug}.{form}").content for form in ("xlsx", "zip")
    }
    assert stamp_of(before["xlsx"], "dossier.xlsx") is None
    place.write(place.change("challenges", "discret", name="Plus discret"))
    assert visitor.get(f"/dossiers/{place.slug}/{place.slug}.zip").content == before["zip"]


def test_an_example_has_no_stamp_and_no_moments(client: Client) -> None:
    slug = SLUGS[0]
    page = client.get(f"/dossiers/{slug}/exporter/")
    assert not page.context["remembers"]
    response = client.post(f"/dossiers/{slug}/exporter/", {"forme": "xlsx"})
    content = client.get(response.headers["Location"]).content
    assert stamp_of(content, "dossier.xlsx") is None
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames


def test_the_whole_data_package_has_every_table(place: Ground) -> None:
    browser = browser_of(place, Role.OWNER)
    address = f"/dossiers/{place.slug}/{place.slug}.zip"
    some, every = (
        {
            name.rpartition("/")[2]
            for name in zipfile.ZipFile(io.BytesIO(browser.get(address + query).content)).namelist()
        }
        for query in ("", "?tables=toutes")
    )
    assert "sessions.csv" not in some
    assert every >= {"datapackage.json", "dossier.csv", *(f"{table}.csv" for table in LISTED)}


def test_what_is_not_public_is_kept_by_no_cache(place: Ground) -> None:
    for address in (f"{place.slug}.xlsx", "rapport.html", "exporter/"):
        response = browser_of(place, Role.OWNER).get(f"/dossiers/{place.slug}/{address}")
        assert "no-store" in response["Cache-Control"]


# --- in the background ------------------------------------------------------------------------------------------------


@pytest.fixture
def heavy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every report takes too long to be waited for."""
    monkeypatch.setattr(downloads, "HEAVY", 1)


@pytest.mark.usefixtures("heavy")
def test_a_long_report_is_laid_out_in_the_background(place: Ground) -> None:
    browser = browser_of(place, Role.OWNER)
    assert "forme=pdf" in browser.get(f"/dossiers/{place.slug}/rapport.pdf").headers["Location"]
    job = browser.post(f"/dossiers/{place.slug}/exporter/", {"forme": "pdf"}).headers["Location"]
    run_waiting()
    address = f"/dossiers/{place.slug}/exporter/pret/{PreparedFile.objects.get().token}/"
    assert address in browser.get(job).content.decode()
    assert browser.get(address).content.startswith(b"%PDF")
    assert browser_of(place, Role.READER).get(address).status_code == 404


@pytest.mark.usefixtures("heavy")
def test_a_prepared_report_is_no_longer_for_who_sees_less(place: Ground) -> None:
    browser = browser_of(place, Role.OWNER)
    browser.post(f"/dossiers/{place.slug}/exporter/", {"forme": "pdf"})
    run_waiting()
    address = f"/dossiers/{place.slug}/exporter/pret/{PreparedFile.objects.get().token}/"
    Membership.objects.filter(dossier=place.pk, user=place.owner).update(role=Role.READER)
    assert browser.get(address).status_code == 404


@pytest.mark.usefixtures("heavy")
def test_a_visitor_has_a_long_report_laid_out_too(client: Client) -> None:
    job = client.post(f"/dossiers/{SLUGS[0]}/exporter/", {"forme": "pdf"}).headers["Location"]
    run_waiting()
    assert PreparedFile.objects.get().token in client.get(job).content.decode()


def test_prepared_files_are_deleted_after_a_week() -> None:
    past = timezone.now()
    PreparedFile.objects.create(
        token="t", slug="s", seen="", name="x", kind="y", content=b"", made_at=past, expires_at=past
    )
    call_command("purge_uploads", verbosity=0)
    assert not PreparedFile.objects.exists()


def test_the_whole_of_a_dossier_is_never_taken_by_who_sees_less(place: Ground) -> None:
    whole = ids(whole_at(place.pk, place.number()))
    for role in MEMBERS:
        missing = whole - ids(read(taken(browser_of(place, role), place.slug)))
        assert bool(missing) == (role is not Role.FACILITATOR)
