"""Between the rows of jobs and what pages show of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import override

from maillage.text import LANGUAGES, Text
from maillage_web.jobs.choices import ENDED, State
from maillage_web.jobs.models import Job

Words = Text | Promise | str
"""Words in both languages, or a message of the catalogues."""


def packed(words: Words) -> dict[str, str]:
    """Words as the column keeps them, in both languages."""
    if isinstance(words, Text):
        return words._asdict()
    pair = {}
    for language in LANGUAGES:
        with override(language):
            pair[language] = str(words)
    return pair


def unpacked(pair: dict[str, str]) -> Text | None:
    """The words of a column; None when it holds none."""
    return Text(**pair) if pair else None


def fingerprint(session_token: str) -> str:
    """What is kept of a session's token: enough to know it again, not to use it."""
    return hashlib.sha256(session_token.encode()).hexdigest() if session_token else ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a job stands, as its page shows it. `stamp` changes when the sentence to be said aloud does."""

    token: str
    reference: int
    title: Text
    state: str
    state_words: str
    done: int
    total: int | None
    message: Text | None
    leads_to: str
    leads_words: Text | None
    cancel_asked: bool
    created_at: datetime
    ended_at: datetime | None

    @property
    def ended(self) -> bool:
        """Whether there is nothing more to wait for."""
        return self.state in ENDED

    @property
    def stamp(self) -> str:
        """The sentence to be said, in short."""
        said = f"{self.state} {self.cancel_asked} {self.message}"
        return hashlib.sha256(said.encode()).hexdigest()[:12]


def standing_of(job: Job) -> Standing:
    """The job as its page shows it."""
    return Standing(
        token=job.token,
        reference=job.pk,
        title=Text(**job.title),
        state=job.state,
        state_words=str(State(job.state).label),
        done=job.done,
        total=job.total,
        message=unpacked(job.message),
        leads_to=_address(job.result),
        leads_words=unpacked(job.result.get("words") or {}),
        cancel_asked=job.cancel_asked,
        created_at=job.created_at,
        ended_at=job.ended_at,
    )


def _address(result: dict[str, Any]) -> str:
    """Where the result is, in the language of the page; empty when nowhere, or when that page is no more."""
    if "view" not in result:
        return ""
    try:
        return str(reverse(result["view"], args=result.get("arguments", []))) + result.get("query", "")
    except NoReverseMatch:
        return ""
