"""The page of a job: who sees it, what it says in each state, how it renews itself."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from maillage.text import Text
from maillage_web.jobs import actions
from maillage_web.jobs.choices import BROKEN, State
from maillage_web.jobs.models import Job
from tests.maillage_web.jobs import tasks
from tests.maillage_web.jobs.conftest import Starter
from tests.maillage_web.reading import Page

pytestmark = pytest.mark.django_db


def _address(job: Job) -> str:
    """In French, whatever the language that an earlier request left."""
    return f"/travaux/{job.token}/"


def _page(client: Client, address: str, **further: Any) -> Page:
    response = client.get(address, **further)
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    return Page(response.content.decode())


def _set(job: Job, state: State, now: datetime.datetime, **values: Any) -> None:
    ended = now if state in (State.DONE, State.FAILED, State.CANCELLED) else None
    times = {"started_at": now, "beat_at": now, "ended_at": ended}
    Job.objects.filter(pk=job.pk).update(state=state, **{**times, **values})
    DBTaskResult.objects.filter(pk=job.task_id).update(status=TaskResultStatus.RUNNING, started_at=now)


def test_only_who_started_a_job_sees_it(begin: Starter, browser_of: Client, other: Client) -> None:
    job = begin(tasks.refuse)
    address = _address(job)
    stranger = Client()
    stranger.force_login(get_user_model().objects.create_user("lecture@example.org"))
    seen = {"owner": browser_of, "somebody else": stranger, "nobody": other}
    assert {who: client.get(address).status_code for who, client in seen.items()} == {
        "owner": 200,
        "somebody else": 404,
        "nobody": 404,
    }
    stop = f"{address}annuler/"
    assert {client.post(stop).status_code for client in (stranger, other)} == {404}
    assert Job.objects.get(pk=job.pk).state == State.WAITING


def test_a_session_sees_the_jobs_that_it_started_and_still_does_once_signed_in(
    client: Client, other: Client, person: Any, now: datetime.datetime
) -> None:
    session = client.session
    token = actions.session_token(session)
    session.save()
    job = actions.start(
        task=tasks.refuse,
        kind="check",
        owner=None,
        session_token=token,
        title=Text("Vérification", "Check"),
        arguments={},
        now=now,
    )
    assert client.get(_address(job)).status_code == 200
    assert other.get(_address(job)).status_code == 404
    client.force_login(person)
    assert client.get(_address(job)).status_code == 200


def test_a_job_of_nobody_is_seen_by_nobody(client: Client, now: datetime.datetime) -> None:
    job = actions.start(
        task=tasks.refuse,
        kind="upkeep",
        owner=None,
        session_token="",
        title=Text("Entretien", "Upkeep"),
        arguments={},
        now=now,
    )
    assert client.get(_address(job)).status_code == 404


def test_an_expired_job_is_no_longer_there(
    begin: Starter, browser_of: Client, now: datetime.datetime
) -> None:
    job = begin(tasks.refuse)
    Job.objects.filter(pk=job.pk).update(expires_at=now)
    assert browser_of.get(_address(job)).status_code == 404


def test_looking_at_a_job_writes_nothing(
    begin: Starter, browser_of: Client, django_assert_num_queries: Callable[..., Any]
) -> None:
    job = begin(tasks.refuse)
    with django_assert_num_queries(3) as asked:  # the session, the person, the job
        browser_of.get(_address(job))
    assert all(query["sql"].startswith("SELECT") for query in asked)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_job_under_way_shows_its_progress_and_a_way_to_stop_it(
    begin: Starter, browser_of: Client, now: datetime.datetime, prefix: str
) -> None:
    job = begin(tasks.refuse)
    _set(job, State.RUNNING, now, done=1200, total=3400, message=tasks.COUNTING._asdict())
    page = _page(browser_of, prefix + _address(job))
    bar = page.one("progress")
    assert (bar.attributes["value"], bar.attributes["max"]) == ("1200", "3400")
    assert bar.attributes["aria-label"]
    assert ("Reading the rows" if prefix else "Lecture des lignes") in page.text
    assert any(form.attributes["action"].endswith("/annuler/") for form in page.all("form"))
    assert any(element.attributes.get("aria-live") == "polite" for element in page.elements)
    refreshed = [meta for meta in page.all("meta") if meta.attributes.get("http-equiv") == "refresh"]
    assert len(refreshed) == 1
    settings = [
        meta.attributes["content"]
        for meta in page.all("meta")
        if meta.attributes.get("name") == "htmx-config"
    ]
    assert settings == ['{"allowEval":false,"includeIndicatorStyles":false}']


def test_a_bar_of_unknown_length_has_no_value(
    begin: Starter, browser_of: Client, now: datetime.datetime
) -> None:
    job = begin(tasks.refuse)
    _set(job, State.RUNNING, now, done=7)
    page = _page(browser_of, _address(job))
    assert "value" not in page.one("progress").attributes


def test_a_finished_job_leads_to_its_result_in_the_language_of_the_page(
    begin: Starter, browser_of: Client, run_jobs: Callable[[], int]
) -> None:
    job = begin(names=["a"])
    run_jobs()
    for prefix, words in (("", "Voir les dossiers"), ("/en", "See the dossiers")):
        page = _page(browser_of, prefix + _address(job))
        assert [link.attributes["href"] for link in page.all("a") if link.text == words] == [
            f"{prefix}/dossiers/"
        ]
        assert page.all("form") == [] or not any(
            "annuler" in f.attributes["action"] for f in page.all("form")
        )
        assert not any(meta.attributes.get("http-equiv") for meta in page.all("meta"))


def test_a_result_whose_page_is_no_more_has_no_link(
    begin: Starter, browser_of: Client, now: datetime.datetime
) -> None:
    job = begin(tasks.refuse)
    _set(job, State.DONE, now, result={"view": "no-such-view", "arguments": ["a"]})
    _page(browser_of, _address(job))


def test_a_failed_job_gives_its_reason_and_its_number(
    begin: Starter, browser_of: Client, now: datetime.datetime
) -> None:
    job = begin(tasks.refuse)
    _set(job, State.FAILED, now, message=BROKEN._asdict())
    page = _page(browser_of, "/en" + _address(job))
    assert BROKEN.en in page.text
    assert f"Reference number: {job.pk}" in page.text


def test_stopping_asks_once_and_says_so(begin: Starter, browser_of: Client, now: datetime.datetime) -> None:
    job = begin(tasks.refuse)
    _set(job, State.RUNNING, now)
    response = browser_of.post(f"/en{_address(job)}annuler/")
    assert response.url == f"/en{_address(job)}"
    page = _page(browser_of, response.url)
    assert "It is asked to stop" in page.text
    assert not any("annuler" in form.attributes.get("action", "") for form in page.all("form"))
    assert browser_of.get(f"{_address(job)}annuler/").status_code == 405


def test_htmx_gets_the_bar_and_the_sentence_only_when_it_changed(
    begin: Starter, browser_of: Client, now: datetime.datetime
) -> None:
    job = begin(tasks.refuse)
    _set(job, State.RUNNING, now, done=1, total=9)
    asked = {"HX-Request": "true"}
    page = _page(browser_of, _address(job))
    again = next(element.attributes["hx-get"] for element in page.elements if "hx-get" in element.attributes)
    same = browser_of.get(again, headers=asked).content.decode()
    assert "<progress" in same
    assert "<html" not in same
    assert "hx-swap-oob" not in same
    _set(job, State.RUNNING, now, done=2, total=9, message=tasks.COUNTING._asdict())
    changed = browser_of.get(again, headers=asked).content.decode()
    assert changed.count("hx-swap-oob") == 2
    assert "Lecture des lignes" in changed


def test_an_ended_job_is_no_longer_asked_for(
    begin: Starter, browser_of: Client, now: datetime.datetime
) -> None:
    job = begin(tasks.refuse)
    _set(job, State.CANCELLED, now)
    answer = browser_of.get(f"{_address(job)}?dit=before", headers={"HX-Request": "true"}).content.decode()
    assert "hx-get" not in answer
    assert "<form" not in answer
    assert "hx-swap-oob" in answer


def test_the_administration_finds_a_job_by_its_number_and_changes_nothing(
    begin: Starter, settings: Any
) -> None:
    from django.contrib import admin

    from maillage_web.jobs.admin import JobAdmin

    job = begin(tasks.refuse)
    shown = JobAdmin(Job, admin.site)
    assert list(shown.get_search_results(None, Job.objects.all(), str(job.pk))[0]) == [job]  # type: ignore[arg-type]
    assert not shown.has_change_permission(None)  # type: ignore[arg-type]
    assert "token" in shown.exclude
