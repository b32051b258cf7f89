"""The demonstration makes a person per role and invents nothing; commands verify histories; people leave whole."""

from __future__ import annotations

import io
import stat
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from maillage.dossier.compare import compare
from maillage_web.accounts.actions import erase
from maillage_web.accounts.choices import ErasureRefused
from maillage_web.accounts.models import User
from maillage_web.accounts.queries.kept import personal_data
from maillage_web.dossiers.actions import invitations, people
from maillage_web.dossiers.actions.demonstration import PEOPLE
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.models import Act, Invitation, LivingDossier, Membership, RowChange, StoredDossier
from maillage_web.dossiers.queries import stored
from maillage_web.dossiers.queries.living import whole_at
from tests.maillage_web.living.people import NOW, Ground, ground
from tests.maillage_web.living.test_invitations import send
from tests.maillage_web.living.test_people import give, membership
from tests.maillage_web.reading import Page

pytestmark = pytest.mark.django_db


# --- make_demo ------------------------------------------------------------------------------------------------------


@pytest.fixture
def told(settings, tmp_path: Path) -> str:  # type: ignore[no-untyped-def]
    settings.MAILLAGE_DATA = tmp_path / "data"
    settings.MAILLAGE_DEMO_PASSWORD = ""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # made to be quick
    return str(call_command("make_demo", stdout=io.StringIO()))


def copy() -> LivingDossier:
    return LivingDossier.objects.get(slug__startswith="ecopole-audruicq")


def test_it_tells_an_account_per_role_that_opens(told: str, settings) -> None:  # type: ignore[no-untyped-def]
    password = (settings.MAILLAGE_DATA / "demo_password").read_text().strip()
    for one in PEOPLE:
        line = next(line for line in told.splitlines() if one.email in line)
        assert line.endswith(password)
        client = Client()
        entered = client.post("/compte/entrer/", {"login": one.email, "password": password})
        assert entered.status_code == 302, one.email
        shown = client.get(f"/dossiers/{copy().slug}/membres/").status_code
        assert shown == (403 if one.role is Role.VISITOR else 200)


def test_the_password_is_for_the_owner_of_the_folder_only(told: str, settings) -> None:  # type: ignore[no-untyped-def]
    assert stat.S_IMODE((settings.MAILLAGE_DATA / "demo_password").stat().st_mode) == 0o600


def test_the_copy_says_what_the_example_says_and_one_blank_card(told: str) -> None:
    example = stored.read_dossier(stored.mappers.entry_of(StoredDossier.objects.get(slug="ecopole-audruicq")))
    dossier = copy()
    differences = compare(example, whole_at(dossier.pk, dossier.number))
    tables = {one.table for one in differences}
    assert tables == {"dossier", "models"}
    added = set(whole_at(dossier.pk, dossier.number).models) - set(example.models)
    cards = [row for row in added if row.visibility == "actor"]
    assert [row.note for row in cards] == ["Exemple de fiche confidentielle, à remplacer"]
    assert (cards[0].today, cards[0].aim, cards[0].constraint) == (None, None, None)
    assert dossier.title.endswith("copie de travail")


def test_the_card_is_seen_by_the_leader_and_the_facilitator_named_only(told: str) -> None:
    slug = copy().slug
    seen = set()
    for one in PEOPLE:
        client = Client()
        client.force_login(User.objects.get(email=one.email))
        page = client.get(f"/dossiers/{slug}/tables/models/").content.decode()
        if "Exemple de fiche confidentielle" in page:
            seen.add(one.role)
    assert seen == {Role.LEADER, Role.FACILITATOR}


def test_made_twice_nothing_is_made_twice(told: str) -> None:
    counts = [kind.objects.count() for kind in (User, LivingDossier, Membership, Act)]
    again = str(call_command("make_demo", stdout=io.StringIO()))
    assert again == told
    assert [kind.objects.count() for kind in (User, LivingDossier, Membership, Act)] == counts


def test_a_password_chosen_by_who_runs_it_opens_the_accounts_there_were(told: str, settings) -> None:  # type: ignore[no-untyped-def]
    settings.MAILLAGE_DEMO_PASSWORD = "une-autre-phrase-secrète"
    assert "une-autre-phrase-secrète" in str(call_command("make_demo", stdout=io.StringIO()))
    assert User.objects.get(email=PEOPLE[0].email).check_password("une-autre-phrase-secrète")


def test_there_is_an_administrator(told: str) -> None:
    one = User.objects.get(email="administration@example.org")
    assert (one.is_staff, one.is_superuser) == (True, True)


# --- verify_history -------------------------------------------------------------------------------------------------


@pytest.fixture
def place() -> Ground:
    return ground()


def verified(*slugs: str) -> str:
    out = io.StringIO()
    call_command("verify_history", *slugs, stdout=out)
    return out.getvalue()


def test_histories_that_hold_are_said_one_by_one(place: Ground) -> None:
    other = ground()
    said = verified()
    assert "[1/2]" in said
    assert "[2/2]" in said
    assert place.slug in verified(place.slug)
    assert other.slug not in verified(place.slug)


def test_a_history_that_was_touched_fails(place: Ground) -> None:
    act = Act.objects.filter(dossier=place.pk).order_by("number")[1]
    row = place.row("actors", "la-ferme")
    slipped = {"act": act, "row": row, "table": "actors", "identity": "la-ferme", "kind": "changed"}
    RowChange(before={}, after={"note": "x"}, **slipped | {"row": place.row("dossier", "manger-ici")}).save()
    with pytest.raises(CommandError) as met:
        verified()
    assert met.value.returncode == 1


def test_acts_missing_at_the_end_fail(place: Ground) -> None:
    LivingDossier.objects.filter(pk=place.pk).update(number=place.number() + 1)
    with pytest.raises(CommandError) as met:
        verified(place.slug)
    assert met.value.returncode == 1


def test_an_unknown_dossier_is_told(place: Ground) -> None:
    with pytest.raises(CommandError) as met:
        verified("nulle-part")
    assert met.value.returncode == 2


# --- personal data --------------------------------------------------------------------------------------------------


def test_a_person_gets_what_dossiers_keep_of_them(place: Ground) -> None:
    send(place)
    held = personal_data(place.owner)
    assert held["dossiers"].content[0]["role"] == "owner"
    assert held["invitations_sent"].content[0]["email"] == "nouvelle@example.org"
    assert {one["dossier"] for one in held["acts"].content} == {place.slug}
    assert len(held["acts"].content) == Act.objects.filter(author=place.owner).count()
    assert personal_data(place.people[Role.VISITOR])["dossiers"].content == []


def test_the_data_of_a_person_are_downloaded(client: Client, place: Ground) -> None:
    client.force_login(place.people[Role.FACILITATOR])
    content = client.get("/compte/mes-donnees/telecharger/").json()
    assert content["dossiers"]["content"][0]["trusted_by"] == ["la-ferme"]


def test_an_erased_person_leaves_their_acts_without_a_name(client: Client, place: Ground) -> None:
    contributor = place.people[Role.CONTRIBUTOR]
    place.write(place.change("actors", "la-ferme", commune="62053"), by=contributor)
    erase(person=contributor, now=NOW)
    assert not Membership.objects.filter(user=contributor).exists()
    act = Act.objects.filter(dossier=place.pk, kind="edit").latest("number")
    assert str(act.author.get_full_name()) in ("Personne effacée", "Erased person")  # type: ignore[union-attr]
    client.force_login(place.owner)
    assert (
        contributor.name
        not in Page(client.get(f"/dossiers/{place.slug}/membres/").content.decode()).text.split()
    )


def test_the_only_owner_is_not_erased_while_others_work_there(place: Ground) -> None:
    with pytest.raises(ErasureRefused) as refused:
        erase(person=place.owner, now=NOW)
    assert "Manger ici" in str(refused.value.reason)
    assert membership(place, place.owner).role == Role.OWNER
    give(place, place.people[Role.FACILITATOR], Role.OWNER)
    erase(person=place.owner, now=NOW)
    assert not Membership.objects.filter(user=place.owner).exists()


def test_a_dossier_left_to_nobody_is_archived(place: Ground) -> None:
    for one in Membership.objects.filter(dossier=place.pk).exclude(user=place.owner):
        people.remove_member(dossier=place.pk, member=one.pk, author=place.owner.pk, now=NOW)
    erase(person=place.owner, now=NOW)
    place.dossier.refresh_from_db()
    assert place.dossier.archived_at == NOW
    kept = Act.objects.filter(dossier=place.pk).order_by("-number").values_list("details", flat=True)[:2]
    assert list(kept) == [{"archived": True}, {"did": "left", "user": place.owner.pk, "role": "owner"}]
    assert verified(place.slug)


def test_invitations_to_and_by_an_erased_person_go(place: Ground) -> None:
    visitor = place.people[Role.VISITOR]
    send(place, email=visitor.email)
    send(place, email="autre@example.org", by=place.people[Role.FACILITATOR])
    erase(person=visitor, now=NOW)
    assert not Invitation.objects.filter(email=visitor.email).exists()
    waiting = Invitation.objects.get()
    erase(person=place.people[Role.FACILITATOR], now=NOW)
    waiting.refresh_from_db()
    assert (waiting.answered_at, waiting.email) == (NOW, "")
    newcomer = User.objects.create_user("autre@example.org", name="Autre")
    with pytest.raises(KeyError):
        invitations.accept(invitation=waiting.pk, user=newcomer.pk, now=NOW)


# --- administration -------------------------------------------------------------------------------------------------


def test_administration_shows_and_changes_nothing(client: Client, place: Ground, settings) -> None:  # type: ignore[no-untyped-def]
    settings.MAILLAGE_ADMIN_NEEDS_SECOND_FACTOR = False
    send(place)
    administrator = User.objects.create_superuser("administration@example.org", name="Administration")
    client.force_login(administrator)
    secret = Invitation.objects.get().secret
    for kind in ("livingdossier", "membership", "invitation", "act"):
        listed = client.get(f"/administration/dossiers/{kind}/")
        assert listed.status_code == 200
        assert client.get(f"/administration/dossiers/{kind}/add/").status_code == 403
        key = {
            "livingdossier": LivingDossier,
            "membership": Membership,
            "invitation": Invitation,
            "act": Act,
        }[kind].objects.first()
        shown = client.get(f"/administration/dossiers/{kind}/{key.pk}/change/")  # type: ignore[union-attr]
        assert shown.status_code == 200
        assert secret not in shown.content.decode() + listed.content.decode()
        assert client.post(f"/administration/dossiers/{kind}/{key.pk}/change/", {}).status_code == 403  # type: ignore[union-attr]
        assert (
            client.post(f"/administration/dossiers/{kind}/{key.pk}/delete/", {"post": "yes"}).status_code
            == 403
        )  # type: ignore[union-attr]
