"""People who start jobs, and jobs to start."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from maillage.text import Text
from maillage_web.jobs import actions
from maillage_web.jobs.models import Job
from tests.maillage_web.jobs import tasks

TITLE = Text("Import d’un classeur", "Import of a workbook")
Starter = Callable[..., Job]


@pytest.fixture
def person(db: None) -> Any:
    """Somebody with an account."""
    return get_user_model().objects.create_user("facilitation@example.org", name="Facilitatrice")


@pytest.fixture
def browser_of(person: Any) -> Client:
    """Their browser."""
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def begin(person: Any, now: datetime.datetime) -> Starter:
    """Start a job of theirs: ``begin(tasks.refuse)``, ``begin(tasks.make_groups, names=["a"])``."""

    def begin_one(task: Any = tasks.make_groups, *, repeatable: bool = False, **arguments: Any) -> Job:
        return actions.start(
            task=task,
            kind="import",
            owner=person,
            session_token="",
            title=TITLE,
            arguments=arguments,
            now=now,
            repeatable=repeatable,
        )

    return begin_one
