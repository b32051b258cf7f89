"""What the tests of the site count on: the examples loaded once, and templates that fail on an unknown variable."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.template import engines
from django.test import Client
from django.utils import timezone, translation
from whitenoise.middleware import WhiteNoiseMiddleware

from maillage.io import archive, load, workbook
from maillage_web.dossiers import actions
from maillage_web.dossiers.queries.shelf import forget_all
from tests.maillage_web.addresses import EXAMPLES


class UnknownVariable(str):
    """What a template engine asks for when a variable is unknown: it fails, saying which."""

    def __contains__(self, _part: object) -> bool:
        return True

    def __mod__(self, variable: object) -> str:
        raise AssertionError(f"unknown variable in a template: {variable}")


@pytest.fixture(scope="session", autouse=True)
def unknown_variables_fail() -> Iterator[None]:
    """Make templates fail on what they do not know."""
    engine = engines["django"].engine
    engine.string_if_invalid = UnknownVariable("%s")
    yield
    engine.string_if_invalid = ""


@pytest.fixture(scope="session", autouse=True)
def static_files_are_listed_once() -> Iterator[None]:
    """Each `Client` builds the site anew, and looks at all its static files: thousands of times, for the same list."""
    listed: dict[str, dict[str, Any]] = {}
    look = WhiteNoiseMiddleware.add_files_from_finders

    def look_once(self: Any) -> None:
        if self.static_prefix not in listed:
            look(self)
            listed[self.static_prefix] = dict(self.files)
        self.files.update(listed[self.static_prefix])

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(WhiteNoiseMiddleware, "add_files_from_finders", look_once)
        yield


@pytest.fixture(autouse=True)
def nothing_at_hand() -> None:
    """Start from nothing: a test that is rolled back gives its numbers to the next; a page leaves its language."""
    translation.deactivate()
    forget_all()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Load the examples once, before any test and outside their transactions."""
    with django_db_blocker.unblock():
        done = actions.load_examples(folder=EXAMPLES, now=timezone.now())
    assert done.refused == {}


@pytest.fixture(scope="session")
def example_workbook() -> bytes:
    """The workbook of an example, in French."""
    dossier = load(EXAMPLES / "ecopole-audruicq").dossier
    assert dossier is not None
    return workbook.write(dossier, "fr")


@pytest.fixture(scope="session")
def example_archive() -> bytes:
    """The archive of an example."""
    dossier = load(EXAMPLES / "ikos").dossier
    assert dossier is not None
    return archive.write(dossier)


@pytest.fixture
def other() -> Client:
    """Somebody else’s browser."""
    return Client()


@pytest.fixture
def now() -> datetime.datetime:
    """The time of the test."""
    return timezone.now()


@pytest.fixture
def run_jobs() -> Callable[[], int]:
    """Run, here and now, the jobs that wait, as a worker would; returns how many ran.

    For a test that posts a form which starts a job::

        def test_an_import_is_applied(client, run_jobs):
            response = client.post("/…/importer/", {…})          # redirects to the page of the job
            assert run_jobs() == 1
            assert "Terminé" in client.get(response.url).text

    It works in the transaction of the test (the fixture ``db``): the task runs in this process, and what it tells is
    written at once. A job and its task are rows of the transaction that starts them: there is no ``on_commit`` to
    trigger. A task that fails does not fail the test: look at the state of the job, or at ``caplog``.
    """
    from maillage_web.jobs.actions import run_waiting

    return run_waiting
