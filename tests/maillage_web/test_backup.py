"""A backup is restored into an empty database, of the other kind too, and everything is found again."""

from __future__ import annotations

import hashlib
import io
import json
import stat
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connections

from maillage.text import Text
from maillage_web.common.management.backups import Refusal, refusals, restore, save
from maillage_web.common.management.backups.manifest import NAME
from maillage_web.common.management.backups.rows import kept_models, stored_fields
from maillage_web.dossiers.actions import load_examples
from maillage_web.jobs import actions as jobs
from tests.maillage_web.addresses import EXAMPLES
from tests.maillage_web.databases import ENGINES, HERE, connected, fresh_database
from tests.maillage_web.jobs import tasks
from tests.maillage_web.living.people import ground

pytestmark = pytest.mark.slow
NOW = datetime(2026, 11, 23, 12, 30, 15, 123456, tzinfo=UTC)
ROUTES = [("sqlite", "sqlite"), *((one, two) for one in ENGINES for two in ENGINES if one != two)]
Fresh = Callable[[str], str]


def _fill() -> None:
    """People, rights, stored and living dossiers with their history, jobs in two states, a session."""
    person = get_user_model().objects.create_user(
        "proprietaire@example.org", "an old password", name="Propriétaire"
    )
    group = Group.objects.create(name="Programme\u2028« Île »")
    group.permissions.set(Permission.objects.order_by("pk")[:3])
    person.groups.add(group)
    person.user_permissions.add(Permission.objects.order_by("-pk").first())
    load_examples(folder=EXAMPLES, now=NOW)
    living = ground()
    living.write(living.change("actors", "la-ville", name="La ville, d’un seul tenant"))
    for names in (["made"], ["waiting"]):
        title = Text("Import d’un classeur", "Import of a workbook")
        arguments = {"names": names}
        jobs.start(
            task=tasks.make_groups,
            kind="import",
            owner=person,
            session_token="x",
            title=title,
            arguments=arguments,
            now=NOW,
        )
        if names == ["made"]:
            jobs.run_waiting()
    Session.objects.create(session_key="a" * 32, session_data="secret", expire_date=NOW)


def _everything(alias: str) -> dict[str, list[dict[str, Any]]]:
    """All the rows that a backup keeps, by table."""
    return {model._meta.label_lower: _rows(model, alias) for model in kept_models()}


def _rows(model: Any, alias: str) -> list[dict[str, Any]]:
    names = [field.attname for field in stored_fields(model)]
    rows = model._base_manager.using(alias).order_by("pk").values(*names)
    return [
        {name: bytes(it) if isinstance(it, memoryview) else it for name, it in row.items()} for row in rows
    ]


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[dict[str, str]]:
    """The addresses of a filled database of each kind at hand."""
    folder = tmp_path_factory.mktemp("filled")
    with django_db_blocker.unblock(), _all_fresh(list(ENGINES), folder) as urls:
        for url in urls.values():
            with connected("default", url):
                call_command("migrate", verbosity=0)
                _fill()
        yield urls


class _all_fresh:
    """A fresh database of each kind."""

    def __init__(self, engines: list[str], folder: Path) -> None:
        self._each = {engine: fresh_database(engine, folder) for engine in engines}

    def __enter__(self) -> dict[str, str]:
        return {engine: each.__enter__() for engine, each in self._each.items()}

    def __exit__(self, *error: object) -> None:
        for each in self._each.values():
            each.__exit__(None, None, None)


@pytest.fixture(scope="module")
def backup(places: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the database of the kind that the tests run on."""
    path = tmp_path_factory.mktemp("backups") / "maillage.zip"
    with connected("source", places[HERE]):
        save(path, using="source", now=NOW)
    return path


@pytest.fixture
def empty(tmp_path: Path, places: dict[str, str], django_db_blocker: Any) -> Iterator[str]:
    """The alias of an empty database of the kind that the tests run on, without tables: it is the site's own."""
    with fresh_database(HERE, tmp_path) as url, django_db_blocker.unblock(), connected("default", url):
        yield "default"


@pytest.mark.parametrize(("one", "two"), ROUTES)
def test_everything_is_found_again(places: dict[str, str], tmp_path: Path, one: str, two: str) -> None:
    path = tmp_path / "maillage.zip"
    with connected("source", places[one]), fresh_database(two, tmp_path) as url, connected("default", url):
        saved = save(path, using="source", now=NOW)
        restored = restore(path, using="default")
        before, after = _everything("source"), _everything("default")
        assert restored == saved
        assert saved.rows == sum(len(rows) for rows in before.values()) > 100
        for table, rows in before.items():
            assert after[table] == rows, table
        assert {table for table, rows in before.items() if rows} >= {
            "accounts.user",
            "accounts.user_groups",
            "django_tasks_database.dbtaskresult",
            "dossiers.act",
            "dossiers.livingrow",
            "dossiers.membership",
            "dossiers.rowchange",
            "dossiers.storeddossier",
            "jobs.job",
        }
        assert not Session.objects.exists()


@pytest.mark.parametrize(("one", "two"), ROUTES)
def test_one_goes_on_writing_in_a_restored_database(
    places: dict[str, str], tmp_path: Path, one: str, two: str
) -> None:
    path = tmp_path / "maillage.zip"
    with connected("source", places[one]):
        save(path, using="source", now=NOW)
    with fresh_database(two, tmp_path) as url, connected("default", url):
        restore(path, using="default")
        person = get_user_model().objects.get(email="proprietaire@example.org")
        assert person.check_password("an old password")
        assert person.groups.get().permissions.count() == 3
        assert jobs.run_waiting() == 1
        living = ground(public=True)
        living.write(living.change("actors", "la-ville", name="La ville nouvelle"))
        assert Group.objects.create(name="new").pk > person.groups.get().pk


def test_a_backup_is_read_by_its_owner_only_and_leaves_no_draft(backup: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]
    assert b"secret" not in b"".join(ZipFile(backup).read(name) for name in ZipFile(backup).namelist())


def test_a_backup_sees_one_instant_and_hinders_nobody(places: dict[str, str], tmp_path: Path) -> None:
    path, written = tmp_path / "maillage.zip", []

    def write_meanwhile(done: int, total: int) -> None:
        if not written:
            written.append(done)
            thread = threading.Thread(target=_write)
            thread.start()
            thread.join(timeout=30)
            assert not thread.is_alive()

    def _write() -> None:
        try:
            Group.objects.using("source").create(name="meanwhile")
        finally:
            connections["source"].close()

    with connected("source", places[HERE]):
        save(path, using="source", now=NOW, tell=write_meanwhile)
        assert Group.objects.using("source").filter(name="meanwhile").delete()[0] == 1
    with ZipFile(path) as archive:
        assert not any(b"meanwhile" in archive.read(name) for name in archive.namelist())


def test_a_backup_that_fails_leaves_the_former_one(places: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "maillage.zip"
    path.write_bytes(b"the former one")

    def break_down(done: int, total: int) -> None:
        raise OSError("no space left")

    with connected("source", places[HERE]), pytest.raises(OSError, match="no space"):
        save(path, using="source", now=NOW, replace=True, tell=break_down)
    assert path.read_bytes() == b"the former one"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_exists_is_replaced_only_when_asked(places: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "maillage.zip"
    path.write_bytes(b"something else")
    with connected("source", places[HERE]):
        _refused(refusals.EXISTS, lambda: save(path, using="source", now=NOW))
        assert path.read_bytes() == b"something else"
        save(path, using="source", now=NOW, replace=True)
    assert ZipFile(path).testzip() is None


def test_a_folder_that_does_not_exist_is_told(places: dict[str, str], tmp_path: Path) -> None:
    with connected("source", places[HERE]):
        _refused(refusals.NO_FOLDER, lambda: save(tmp_path / "no" / "a.zip", using="source", now=NOW))


def _refused(expected: Text, attempt: Callable[[], Any]) -> None:
    """The attempt is refused with this sentence, its holes filled, in both languages."""
    with pytest.raises(Refusal) as refusal:
        attempt()
    for said, template in zip(refusal.value.words, expected, strict=True):
        head, tail = template.split("{")[0], template.rsplit("}")[-1]
        assert said.startswith(head)
        assert said.endswith(tail)
        assert "{" not in said.replace(head, "")


def _rewritten(backup: Path, path: Path, change: Callable[[dict[str, bytes], dict[str, Any]], None]) -> Path:
    """A copy of the backup whose members and manifest were changed by somebody who knows the format."""
    with ZipFile(backup) as archive:
        members = {name: archive.read(name) for name in archive.namelist() if name != NAME}
        manifest = json.loads(archive.read(NAME))
    change(members, manifest)
    with ZipFile(path, "w", ZIP_DEFLATED) as copy:
        for name, content in members.items():
            copy.writestr(name, content)
        copy.writestr(NAME, json.dumps(manifest))
    return path


def _set_rows(members: dict[str, bytes], manifest: dict[str, Any], model: str, rows: list[bytes]) -> None:
    name = f"rows/{model}.jsonl"
    members[name] = b"".join(rows)
    said = next(member for member in manifest["members"] if member["name"] == name)
    said["rows"], said["sha256"] = len(rows), hashlib.sha256(members[name]).hexdigest()


def _altered(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
    name = "rows/accounts.user.jsonl"
    members[name] = members[name].replace(b'"is_superuser": false', b'"is_superuser": true')


def _missing(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
    del members["rows/accounts.user.jsonl"]


def _newer(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest["migrations"].append("dossiers.9999_tomorrow")


def _older(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest["migrations"].remove("jobs.0001_job")


def _other_format(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest["format"] = 2


def _twice_the_same(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
    rows = members["rows/auth.group.jsonl"].splitlines(keepends=True)
    _set_rows(members, manifest, "auth.group", [*rows, rows[0]])


def _nobody_there(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
    _set_rows(members, manifest, "accounts.user", [])


def _miscounted(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest["members"] = [{**member, "rows": member["rows"] + 1} for member in manifest["members"]]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_altered, refusals.ALTERED),
        (_missing, refusals.ALTERED),
        (_newer, refusals.NEWER),
        (_older, refusals.OLDER),
        (_other_format, refusals.OTHER_FORMAT),
        (_twice_the_same, refusals.DOES_NOT_FIT),
        (_nobody_there, refusals.DANGLING),
        (_miscounted, refusals.MISCOUNTED),
    ],
)
def test_what_is_not_right_is_refused_and_nothing_is_restored(
    backup: Path, empty: str, tmp_path: Path, change: Any, expected: Text
) -> None:
    wrong = _rewritten(backup, tmp_path / "wrong.zip", change)
    _refused(expected, lambda: restore(wrong, using=empty))
    if connections[empty].introspection.table_names():
        assert not get_user_model().objects.using(empty).exists()
        assert not Group.objects.using(empty).exists()
        assert Permission.objects.using(empty).exists()
        restore(backup, using=empty)


@pytest.mark.parametrize("length", [0, 1000, -1])
def test_a_file_cut_short_is_refused(backup: Path, empty: str, tmp_path: Path, length: int) -> None:
    cut = tmp_path / "cut.zip"
    cut.write_bytes(backup.read_bytes()[:length])
    _refused(refusals.NOT_A_BACKUP, lambda: restore(cut, using=empty))
    _refused(refusals.NO_FILE, lambda: restore(tmp_path / "nowhere.zip", using=empty))


def test_an_archive_of_something_else_is_refused(empty: str, tmp_path: Path) -> None:
    path = tmp_path / "other.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("datapackage.json", "{}")
    _refused(refusals.NOT_A_BACKUP, lambda: restore(path, using=empty))


def test_a_database_that_holds_something_is_left_as_it_is(backup: Path, empty: str) -> None:
    call_command("migrate", database=empty, verbosity=0)
    Group.objects.using(empty).create(name="there already")
    _refused(refusals.NOT_EMPTY, lambda: restore(backup, using=empty))
    assert [group.name for group in Group.objects.using(empty).all()] == ["there already"]


def test_a_database_that_is_behind_is_told(backup: Path, empty: str) -> None:
    call_command("migrate", "contenttypes", database=empty, verbosity=0)
    _refused(refusals.NOT_MIGRATED, lambda: restore(backup, using=empty))


def test_a_database_that_does_not_answer_is_told(
    backup: Path, tmp_path: Path, django_db_blocker: Any
) -> None:
    nowhere = f"sqlite:///{tmp_path / 'no such folder' / 'maillage.sqlite3'}"
    with django_db_blocker.unblock(), connected("default", nowhere):
        _refused(refusals.NO_DATABASE, lambda: restore(backup, using="default"))
        _refused(refusals.NO_DATABASE, lambda: save(tmp_path / "a.zip", using="default", now=NOW))
    assert not (tmp_path / "a.zip").exists()


def test_the_commands_say_what_they_did_or_why_they_did_not(
    places: dict[str, str], empty: str, tmp_path: Path
) -> None:
    path, said = tmp_path / "maillage.zip", io.StringIO()
    with connected("default", places[HERE]):
        call_command("backup", path, stdout=said)
        with pytest.raises(CommandError, match=r"already exists(.|\n)*existe déjà"):
            call_command("backup", path)
    call_command("restore", path, stdout=said)
    with pytest.raises(CommandError, match=r"not empty(.|\n)*pas vide"):
        call_command("restore", path)
    first, second = said.getvalue().splitlines()
    assert first.startswith(f"{path}: ")
    assert " restored, as of 2" in second
    assert first.split(": ")[1].split()[0] == second.split()[0]
