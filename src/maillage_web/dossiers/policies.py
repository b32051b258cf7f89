"""Who may open what: everybody an example, its session alone an upload, and only until it expires."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from maillage_web.dossiers.mappers import Entry


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether something is allowed, and why."""

    allowed: bool
    reason: str


def may_open(entry: Entry, session_key: str | None, now: datetime.datetime) -> Decision:
    """Whether the session may see the dossier."""
    if not entry.is_upload:
        return Decision(True, "examples are public")
    if not session_key or entry.session_key != session_key:
        return Decision(False, "an upload opens in the session that sent it")
    if entry.expires_at is None or entry.expires_at <= now:
        return Decision(False, "the upload has expired")
    return Decision(True, "the session sent it")


def may_delete(entry: Entry, session_key: str | None, now: datetime.datetime) -> Decision:
    """Whether the session may delete the dossier: what it sent, never an example."""
    if not entry.is_upload:
        return Decision(False, "examples are loaded from a folder")
    return may_open(entry, session_key, now)
