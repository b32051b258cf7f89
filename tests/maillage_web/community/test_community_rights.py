"""Who reads what in the community: the table of docs/methods/community.md, cell by cell."""

from __future__ import annotations

import pytest
from django.urls import reverse

from maillage_web.accounts.queries.kept import as_json
from maillage_web.commons.models import Item, ItemVersion, Member
from maillage_web.community.actions.profiles import forget_person
from maillage_web.community.choices import FIELDS
from maillage_web.community.models import Contact, Practice, Profile
from maillage_web.community.queries.kept import of_the_community
from maillage_web.dossiers.choices import Role
from tests.conftest import ROOT
from tests.maillage_web.community.members import entered, member, profile
from tests.maillage_web.living.people import NOW, Ground, ground, person
from tests.maillage_web.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
READERS = ("visitor", "entered", "member", "moderator", "person")
SEEN = {
    "nobody": {"person"},
    "community": {"member", "moderator", "person"},
    "public": set(READERS),
}
HOME, LOGIN = "302 community", "302 login"
ADDRESSES = {
    "community": ("200", "200", "200", "200", "200"),
    "directory": ("200", "200", "200", "200", "200"),
    "my-profile": (LOGIN, HOME, "200", "200", "200"),
    "profile-preview": (LOGIN, HOME, "200", "200", "200"),
    "my-practices": (LOGIN, HOME, "200", "200", "200"),
    "contacts": (LOGIN, "200", "200", "200", "200"),
    "contact": (LOGIN, "404", "404", "404", "200"),
    "offer-help": (LOGIN, HOME, "200", "200", "200"),
    "practitioner": ("404", "404", "200", "200", "200"),
}
MARKS = {
    "headline": "Marqueligne",
    "about": "Marquepropos",
    "available": "Marquedispo",
    "territories": "59350",
    "practices": "Marqueparcours",
    "items": "Marqueitem",
    "name": "Marquenom",
}


def marked(place: Ground, level: str) -> Profile:
    """Somebody with a mark in every field that holds words."""
    found = profile(
        "Marquenom",
        level,
        headline="Marqueligne",
        about="Marquepropos",
        available="Marquedispo",
        territories=["59350"],
        does=["facilitate"],
        spheres=["eat"],
        languages=["fr"],
    )
    Practice.objects.create(
        profile=found, dossier=place.dossier, kind="journey", what="Marqueparcours", agreed_at=NOW, at=NOW
    )
    item = Item.objects.create(
        slug=f"marque-{level}",
        kind="practice",
        state="published",
        number=1,
        owner=found.member.user,
        licence="CC-BY-4.0",
        reading="public",
        reuse="free",
        created_at=NOW,
    )
    ItemVersion.objects.create(item=item, number=1, title="Marqueitem", at=NOW)
    return found


def readers(owner: Profile) -> dict[str, object]:
    return {
        "visitor": None,
        "entered": person(),
        "member": member(),
        "moderator": member(role="moderator"),
        "person": owner.member.user,
    }


def met(response: object) -> str:
    status = response.status_code  # type: ignore[attr-defined]
    if status != 302:
        return str(status)
    return f"302 {'login' if '/entrer/' in response.url else 'community'}"  # type: ignore[attr-defined]


def test_each_reader_meets_at_each_address_what_the_table_says() -> None:
    place = ground(public=True)
    owner = marked(place, "community")
    contact = Contact.objects.create(
        token="c1", dossier=place.dossier, profile=owner, need={}, asked_by=place.owner, at=NOW
    )
    sample = {"contact": [contact.token], "offer-help": [place.slug], "practitioner": [owner.token]}
    for place_in_row, (name, user) in enumerate(readers(owner).items()):
        client = entered(user)
        for address, cells in ADDRESSES.items():
            response = client.get(reverse(address, args=sample.get(address, [])))
            assert met(response) == cells[place_in_row], (name, address)
    told = (ROOT / "docs/methods/community.md").read_text("utf-8")
    assert [name for name in (*ADDRESSES, *FIELDS) if f"`{name}`" not in told] == []


def test_each_field_is_read_by_those_to_whom_it_is_shown_and_by_nobody_else() -> None:
    place = ground(public=False)
    for level, allowed in SEEN.items():
        owner = marked(place, level)
        for name, user in readers(owner).items():
            client = entered(user)
            pages = [
                client.get(reverse("practitioner", args=[owner.token])),
                client.get(reverse("directory")),
            ]
            text = "".join(page.text for page in pages if page.status_code == 200)
            text += client.get(reverse("directory") + "?sphere=eat&fait=facilitate&territoire=59").text
            shown = {field for field, mark in MARKS.items() if mark in text}
            assert shown == (set(MARKS) if name in allowed else set()), (level, name)
        Profile.objects.filter(pk=owner.pk).delete()
        Item.objects.all().delete()


def test_one_field_hidden_alone_shows_neither_to_readers_nor_in_filters() -> None:
    owner = marked(ground(), "public")
    reader, visitor = entered(member()), entered(None)
    address = reverse("practitioner", args=[owner.token])
    for field, mark in MARKS.items():
        owner.shown = {**dict.fromkeys(FIELDS, "public"), field: "nobody"}
        owner.save()
        for client in (reader, visitor):
            page = client.get(address)
            assert mark not in page.text, field
            assert page.status_code == (404 if field == "name" else 200)
    owner.shown = {**dict.fromkeys(FIELDS, "public"), "territories": "nobody"}
    owner.save()
    assert "Marquenom" not in visitor.get(reverse("directory") + "?territoire=59").text


def test_who_leaves_the_community_is_no_longer_there_and_erasing_leaves_nothing() -> None:
    place = ground()
    owner = marked(place, "public")
    Contact.objects.create(token="c2", dossier=place.dossier, profile=owner, need={}, at=NOW)
    user = owner.member.user
    told = str(as_json(of_the_community(user), "fr"))
    words = {mark for field, mark in MARKS.items() if field not in ("name", "items")}
    assert [mark for mark in words if mark not in told] == []
    Member.objects.filter(user=user).update(left_at=NOW)
    assert entered(None).get(reverse("practitioner", args=[owner.token])).status_code == 404
    forget_person(user, NOW)
    assert "Marque" not in str(as_json(of_the_community(user), "fr"))
    assert not Contact.objects.exists()


def test_the_directory_asks_no_more_of_the_database_when_there_are_more_people(
    django_assert_max_num_queries: object,
) -> None:
    place = ground()
    reader = entered(member())
    for count in (2, 12):
        for number in range(count):
            one = profile(f"Personne {count} {number}", "public", headline="Là")
            Practice.objects.create(profile=one, dossier=place.dossier, kind="journey", agreed_at=NOW, at=NOW)
        with django_assert_max_num_queries(10):  # type: ignore[operator]
            page = reader.get(reverse("directory"))
        assert len(Page(page.text).all("h2")) >= count


def test_a_profile_is_written_previewed_and_two_pages_do_not_lose_each_other() -> None:
    user = member("Zoé")
    client = entered(user)
    address = reverse("my-profile")
    assert client.get(address).status_code == 200
    assert client.get(reverse("profile-preview")).status_code == 200
    assert not Profile.objects.exists()
    levels = {f"shown_{field}": "community" for field in FIELDS}
    said = {"edition": "0", "headline": "J’accompagne", "territories": "59; 62041", "does": ["facilitate"]}
    assert client.post(address, {**levels, **said}).status_code == 302
    assert Profile.objects.get(member__user=user).territories == ["59", "62041"]
    late = client.post(address, {**levels, **said, "headline": "Autre texte"})
    assert "Autre texte" in late.text
    assert "J’accompagne" in late.text
    wrong = client.post(address, {**levels, **said, "edition": "1", "territories": "zz9"})
    assert "zz9" in wrong.text
    assert Profile.objects.get(member__user=user).headline == "J’accompagne"
    preview = reverse("profile-preview")
    assert "J’accompagne" in client.get(preview + "?comme=membre").text
    assert "J’accompagne" not in client.get(preview + "?comme=visiteur").text
    assert client.get(preview + "?comme=autre").status_code == 404


def test_only_who_leads_a_dossier_reads_its_needs() -> None:
    place = ground(public=True)
    for role, user in place.people.items():
        client = entered(user)
        allowed = role in (Role.OWNER, Role.FACILITATOR)
        for name in ("needs", "practice-agreements"):
            status = client.get(reverse(name, args=[place.slug])).status_code
            assert status == (200 if allowed else 403), (role, name)
    assert entered(None).get(reverse("needs", args=[place.slug])).status_code == 403
