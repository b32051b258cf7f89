"""People to test with, and what the site wrote to them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from maillage_web.accounts import actions
from maillage_web.accounts.models import User

PASSWORD = "une phrase que personne ne devine"
ADDRESS = "facilitatrice@example.org"


@pytest.fixture(autouse=True)
def quick_hashes(settings: Any) -> None:
    """Passwords are not the matter of most tests: see `test_settings` for how they are kept."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def no_attempt_counted(db: None) -> Iterator[None]:
    """Each test begins with no attempt counted."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def person(db: None) -> User:
    """Somebody whose address is confirmed, who enters with `PASSWORD`."""
    made, _ = actions.make_account(email=ADDRESS, name="Facilitatrice", password=PASSWORD, now=timezone.now())
    return made


@pytest.fixture
def make_person() -> Callable[..., User]:
    """Make somebody: ``make_person("elu@example.org", language="en")``."""

    def make(email: str, **values: Any) -> User:
        return actions.make_account(email=email, now=timezone.now(), **values)[0]

    return make


@pytest.fixture
def enter(client: Client) -> Callable[..., Client]:
    """Enter by the page, as people do: ``enter(person)``."""

    def enter_as(person: User, password: str = PASSWORD) -> Client:
        answer = client.post("/compte/entrer/", {"login": person.email, "password": password})
        assert answer.status_code == 302, answer.content.decode()
        return client

    return enter_as


@pytest.fixture
def inside(person: User, enter: Callable[..., Client]) -> Client:
    """The browser of `person`, who has entered."""
    return enter(person)


@pytest.fixture
def later(now: datetime.datetime) -> datetime.datetime:
    """An hour after the test."""
    return now + datetime.timedelta(hours=1)
