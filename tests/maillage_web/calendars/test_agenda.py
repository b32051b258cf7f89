"""What is coming: each sees their own, e-mails leave once, and nothing confidential leaves at all."""

from __future__ import annotations

import datetime
import re
from typing import Any

import icalendar
import pytest
from django.core import mail
from django.test import Client

from maillage_web.calendars.actions.sending import send_due
from maillage_web.calendars.actions.subscribing import make_key, subscribe
from maillage_web.calendars.models import Reminder, Subscription
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.models import LivingDossier, Membership
from tests.maillage_web.living.people import NOW, Ground, add, ground

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def ground_() -> Ground:
    made = ground()
    made.write(
        add("sessions", id="ouverte", title="Atelier des cantines", date="2026-11-28", starts_at="14:00", visibility="members"),
        add("sessions", id="close", title="Entre accompagnateurs", date="2026-11-28", visibility="facilitators"),
        add("decisions", id="d1", question="Garder le samedi ?", review_on="2026-11-24", visibility="members"),
    )  # fmt: skip
    made.write(
        add("milestones", id="j1", holder="la-ferme", title="Dire non à un contrat", status="aimed", aimed_on="2026-11-29", visibility="actor"),
        by=made.people[Role.LEADER],
    )  # fmt: skip
    return made


def asks(made: Ground, role: Role, digest: str = "none", *, reminders: bool = True) -> None:
    subscribe(
        dossier=made.pk,
        user=made.people[role].pk,
        reminders=reminders,
        digest=digest,
        origin="https://maillage.example.org/",
        now=NOW,
    )


def feed(made: Ground, role: Role) -> set[str]:
    secret = make_key(user=made.people[role].pk, now=NOW)
    response = Client().get(f"/calendrier/{secret}.ics")
    assert response.status_code == 200
    return {
        str(one["uid"]).split("@")[0] for one in icalendar.Calendar.from_ical(response.content).walk("VEVENT")
    }


OPEN = {"session-sessions-ouverte", "decision-decisions-d1"}
CLOSED = {"session-sessions-close"}
KEPT = {"milestone-milestones-j1"}


def test_a_calendar_holds_what_its_person_sees(ground_: Ground) -> None:
    assert feed(ground_, Role.READER) == OPEN
    assert feed(ground_, Role.LEADER) == OPEN | KEPT
    assert feed(ground_, Role.FACILITATOR) == OPEN | CLOSED | KEPT
    assert feed(ground_, Role.OWNER) == OPEN | CLOSED


def test_a_former_address_and_a_guessed_one_open_nothing(ground_: Ground) -> None:
    person = ground_.people[Role.READER]
    former = make_key(user=person.pk, now=NOW)
    kept = make_key(user=person.pk, now=NOW)
    assert Client().get(f"/calendrier/{former}.ics").status_code == 404
    person.is_active = False
    person.save()
    assert Client().get(f"/calendrier/{kept}.ics").status_code == 404


def test_reminders_leave_once_and_say_nothing_confidential(ground_: Ground) -> None:
    for role in (Role.FACILITATOR, Role.LEADER):
        asks(ground_, role)
    assert send_due(NOW) == 4
    assert send_due(NOW) == 0
    assert send_due(NOW + DAY) == 2, "the day of the review"
    said = "\n".join(str(letter.body) + letter.subject for letter in mail.outbox)
    assert "Atelier des cantines" in said
    assert "Garder le samedi" in said
    assert "Entre accompagnateurs" not in said
    assert "Dire non" not in said
    assert Reminder.objects.count() == 6


def test_nobody_is_written_to_who_left_or_did_not_ask(ground_: Ground) -> None:
    asks(ground_, Role.READER)
    Membership.objects.filter(dossier=ground_.pk, user=ground_.people[Role.READER].pk).delete()
    LivingDossier.objects.filter(pk=ground_.pk).update(public=True)
    assert send_due(NOW) == 0
    assert mail.outbox == []


def test_a_digest_tells_what_moved_since_the_last_one(ground_: Ground) -> None:
    asks(ground_, Role.READER, "weekly", reminders=False)
    assert send_due(NOW + 3 * DAY) == 0
    ground_.write(add("challenges", name="Se nourrir", visibility="members"))
    ground_.write(add("challenges", name="Un secret", visibility="facilitators"))
    assert send_due(NOW + 7 * DAY) == 1
    body = str(mail.outbox[0].body)
    assert "Enjeux (1)" in body
    assert "Garder le samedi" in body, "its review is late"
    assert send_due(NOW + 8 * DAY) == 0


def test_one_link_of_a_letter_stops_them_without_signing_in(ground_: Ground) -> None:
    asks(ground_, Role.READER)
    send_due(NOW)
    found = re.search(
        r"https://maillage\.example\.org(/compte/rappels/arreter/\S+)", str(mail.outbox[0].body)
    )
    assert found is not None
    anybody = Client(enforce_csrf_checks=True)
    assert "Manger ici" in anybody.get(found[1]).content.decode()
    assert Subscription.objects.count() == 1, "a mail reader that opens links stops nothing"
    assert anybody.post(found[1]).status_code == 200
    assert Subscription.objects.count() == 0
    assert anybody.get(found[1]).status_code == 200
    assert anybody.get("/compte/rappels/arreter/x/").status_code == 404


def test_a_mail_server_away_means_that_it_is_tried_again(ground_: Ground, settings: Any) -> None:
    asks(ground_, Role.READER)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert send_due(NOW) == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_due(NOW) == 2


def test_a_member_asks_on_the_page_and_sees_it_in_the_account(ground_: Ground) -> None:
    client = Client()
    client.force_login(ground_.people[Role.READER])
    page = client.get(f"/dossiers/{ground_.slug}/agenda/").content.decode()
    assert "Atelier des cantines" in page
    assert "Entre accompagnateurs" not in page
    asked = client.post(
        f"/dossiers/{ground_.slug}/agenda/recevoir/", {"reminders": "on", "digest": "monthly"}
    )
    assert asked.status_code == 302
    assert "un résumé chaque mois" in client.get("/compte/rappels/").content.decode()
    client.post(f"/dossiers/{ground_.slug}/agenda/recevoir/", {"digest": "none"})
    assert not Subscription.objects.exists()
    outside = Client()
    assert outside.post(f"/dossiers/{ground_.slug}/agenda/recevoir/", {"digest": "none"}).status_code == 404
    assert "/compte/entrer/" in outside.get("/compte/rappels/").headers["Location"]
