"""Fill an empty database: made-up dossiers with their rows and their history, and people who may write in them.

    python -m bench.workspace.seed --dossiers 2000 --actors 40 --acts 51 --people 50 --cookies cookies.json

Titles say that the dossiers are made up. With the defaults: 2,000 dossiers, 80,000 actors, 800,000 rows and, with
50 acts of two changes after the beginning of each, 1,000,000 rows of history.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage_web.config.settings")

import django

django.setup()

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction

from bench.generator import raw_tables, synthetic_tables
from maillage.dossier.problems import Place
from maillage.dossier.reading import read_tables
from maillage_web.accounts.models import User
from maillage_web.dossiers.mappers.living import patches, rows_of, seal
from maillage_web.dossiers.models import Act, LivingDossier, LivingRow, Membership, RowChange

BEGUN = datetime.datetime(2024, 1, 8, 9, 0, tzinfo=datetime.UTC)
PATTERNS = 20
CHANGES_PER_ACT = 2
BATCH = 2_000
Cells = dict[str, str]


def main() -> None:
    """Seed, and say how long it took."""
    parser = argparse.ArgumentParser()
    for name, value in {"dossiers": 2_000, "actors": 40, "acts": 51, "people": 50}.items():
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--cookies", type=Path, required=True)
    asked = parser.parse_args()
    begun = time.perf_counter()
    people = [_person(number) for number in range(asked.people)]
    patterns = [_pattern(asked.actors, seed) for seed in range(PATTERNS)]
    chance = Random(1)
    numbers = iter(range(asked.dossiers))
    while batch := list(islice(numbers, 20)):
        with transaction.atomic():
            _dossiers(batch, patterns, people, asked.acts, chance)
    asked.cookies.write_text(json.dumps([_cookie(person) for person in people]), encoding="utf-8")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    counts = {model.__name__: model.objects.count() for model in (LivingDossier, LivingRow, Act, RowChange)}
    print(json.dumps({**counts, "seconds": round(time.perf_counter() - begun, 1)}))


def _person(number: int) -> User:
    return User.objects.create_user(f"person{number}@example.org", name=f"Person {number}")


def _cookie(user: User) -> str:
    """A session in which the person has entered."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def _pattern(actors: int, seed: int) -> list[tuple[str, Cells]]:
    """The rows of a made-up dossier; the same ones serve many dossiers."""
    reading = read_tables(raw_tables(synthetic_tables(actors, seed)), Place("bench"))
    if reading.dossier is None:
        raise RuntimeError(reading.problems[:3])
    return list(rows_of(reading.dossier))


def _dossiers(
    numbers: list[int], patterns: list[list[tuple[str, Cells]]], people: list[User], acts: int, chance: Random
) -> None:
    made = [
        LivingDossier(
            slug=f"bench-{number}", title=f"Made-up dossier {number}", number=acts, created_at=BEGUN
        )
        for number in numbers
    ]
    LivingDossier.objects.bulk_create(made)
    Membership.objects.bulk_create(_members(made, people))
    for dossier, number in zip(made, numbers, strict=True):
        _history(dossier, patterns[number % PATTERNS], people, acts, chance)


def _members(made: list[LivingDossier], people: list[User]) -> Iterator[Membership]:
    """Everybody facilitates every hundredth dossier, and each person a few more."""
    for dossier in made:
        number = int(dossier.slug.removeprefix("bench-"))
        chosen = people if number % 100 == 0 else [people[number % len(people)]]
        for user in chosen:
            yield Membership(dossier=dossier, user=user, role="facilitator", since=BEGUN)


def _history(
    dossier: LivingDossier, pattern: list[tuple[str, Cells]], people: list[User], acts: int, chance: Random
) -> None:
    """The rows as their history makes them: a beginning, then acts that change notes."""
    rows = [
        LivingRow(dossier=dossier, table=table, identity=cells["id"], cells=dict(cells), version=1)
        for table, cells in pattern
    ]
    LivingRow.objects.bulk_create(rows, batch_size=BATCH)
    changes = [[_added(row) for row in rows]]
    for number in range(2, acts + 1):
        chosen = chance.sample(rows[1:], min(CHANGES_PER_ACT, len(rows) - 1))
        changes.append([_changed(row, number) for row in chosen])
    kept = _sealed(dossier, changes, people)
    Act.objects.bulk_create(kept, batch_size=BATCH)
    RowChange.objects.bulk_create(
        [
            RowChange(
                act=act, row_id=one["row"], **{key: value for key, value in one.items() if key != "row"}
            )
            for act, some in zip(kept, changes, strict=True)
            for one in some
        ],
        batch_size=BATCH,
    )
    LivingRow.objects.bulk_update(
        [row for row in rows if row.version > 1], ["cells", "version"], batch_size=200
    )


def _added(row: LivingRow) -> dict[str, Any]:
    return _change(row, "added", {}, dict(row.cells))


def _changed(row: LivingRow, number: int) -> dict[str, Any]:
    before, after = patches(row.cells, {**row.cells, "note": f"Seen again at act {number}"})
    row.cells, row.version = {**row.cells, **after}, number
    return _change(row, "changed", before, after)


def _change(row: LivingRow, kind: str, before: Cells, after: Cells) -> dict[str, Any]:
    return {
        "row": row.pk,
        "table": row.table,
        "identity": row.identity,
        "kind": kind,
        "before": before,
        "after": after,
    }


def _sealed(dossier: LivingDossier, changes: list[list[dict[str, Any]]], people: list[User]) -> list[Act]:
    kept: list[Act] = []
    for number, some in enumerate(changes, start=1):
        author, at = people[number % len(people)].pk, BEGUN + datetime.timedelta(days=number)
        kind = "create" if number == 1 else "edit"
        content = {
            "dossier": dossier.pk,
            "number": number,
            "author": author,
            "at": at.isoformat(),
            "kind": kind,
            "why": "",
            "undoes": None,
            "details": {},
            "changes": some,
        }
        digest = seal(kept[-1].digest if kept else "", content)
        kept.append(Act(dossier=dossier, number=number, author_id=author, at=at, kind=kind, digest=digest))
    return kept


if __name__ == "__main__":
    main()
