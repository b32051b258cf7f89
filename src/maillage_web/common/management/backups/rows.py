"""Rows as lines of JSON, by Django's serializers: which models, which fields, exactly as they are stored."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import IO, Any

from django.apps import apps
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connections, models

LEFT_OUT = {"sessions.session", "usersessions.usersession"}
"""Who is signed in at the moment: nobody's business tomorrow, and a way in for who would read the file."""

MADE_BY_MIGRATIONS = ("auth.permission", "contenttypes.contenttype")
"""What an empty database already has: the rows of the backup, which others cite, take their place."""

_TOGETHER = 500
_HEAVY_TOGETHER = 4
_BATCH_CHARACTERS = 4_000_000


class Exact(DjangoJSONEncoder):
    """Times to the microsecond, where Django stops at the millisecond."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime.datetime | datetime.time) else super().default(o)


def kept_models() -> list[type[models.Model]]:
    """Every model with a table of ours, those of many-to-many links too, by name; sessions apart."""
    found = apps.get_models(include_auto_created=True)
    kept = [model for model in found if model._meta.managed and not model._meta.proxy]
    return sorted(
        (it for it in kept if it._meta.label_lower not in LEFT_OUT), key=lambda it: it._meta.label_lower
    )


def stored_fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The fields that are columns of the model's own table, those that the database computes apart."""
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def write_lines(model: type[models.Model], stream: IO[str], using: str, tell: Callable[[int], None]) -> int:
    """Write each row as a line, by primary key, holding few of them at a time; return how many there were."""
    fields = stored_fields(model)
    names = [field.attname[:-3] if field.remote_field else field.attname for field in fields]
    heavy = any(isinstance(field, models.BinaryField) for field in fields)
    rows = model._base_manager.using(using).order_by("pk")
    counted = _Counted(rows.iterator(chunk_size=_HEAVY_TOGETHER if heavy else _TOGETHER), tell)
    serializers.get_serializer("jsonl")().serialize(counted, stream=stream, fields=names, cls=Exact)
    return counted.count


class _Counted:
    """Rows, counted as they pass."""

    def __init__(self, rows: Iterator[models.Model], tell: Callable[[int], None]) -> None:
        self.count = 0
        self._rows, self._tell = rows, tell

    def __iter__(self) -> Iterator[models.Model]:
        for row in self._rows:
            self.count += 1
            yield row
            self._tell(self.count)


def insert(model: type[models.Model], lines: list[str], using: str) -> None:
    """Insert the rows of these lines as they are: no signal, no default, no date of today, nothing updated."""
    rows = [found.object for found in serializers.deserialize("jsonl", lines, using=using)]
    fields = stored_fields(model)
    size = max(1, connections[using].ops.bulk_batch_size(fields, rows))
    for start in range(0, len(rows), size):
        model._base_manager.using(using)._insert(rows[start : start + size], fields, using=using, raw=True)


def batches(lines: Iterator[str]) -> Iterator[list[str]]:
    """Lines by groups that hold in memory: so many of them, or so many characters."""
    batch: list[str] = []
    size = 0
    for line in lines:
        batch.append(line)
        size += len(line)
        if len(batch) >= _TOGETHER or size >= _BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
