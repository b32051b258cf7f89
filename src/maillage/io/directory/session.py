"""The session that asks: what was answered lately, else its turn, else the directory."""

from __future__ import annotations

import datetime
import hashlib
from pathlib import Path
from typing import Any

from requests import PreparedRequest, Session
from requests_cache import CacheMixin
from requests_cache.models.response import CachedResponse

from maillage.io.asking.agent import USER_AGENT
from maillage.io.asking.pace import PacedMixin, SharedBucket, limiter_of
from maillage.io.asking.patience import Patience
from maillage.io.directory.transport import CarefulAdapter


class DirectorySession(CacheMixin, PacedMixin, Session):
    """Answers kept in ``answers.sqlite`` and the pace in ``pace.sqlite``, in a folder that processes share."""

    @classmethod
    def opened(
        cls,
        folder: Path,
        patience: Patience,
        *,
        per_second: int,
        fresh_for: datetime.timedelta,
        most_bytes: int,
    ) -> DirectorySession:
        """A session on `folder`, made if needed. Raises `OSError` or `sqlite3.Error`."""
        folder.mkdir(parents=True, exist_ok=True)
        bucket = SharedBucket.of(folder / "pace.sqlite", per_second)
        session = cls(
            cache_name=str(folder / "answers.sqlite"),
            backend="sqlite",
            serializer="json",
            decode_content=True,
            expire_after=fresh_for,
            key_fn=key_of,
            limiter=limiter_of(bucket),
            per_host=False,
            limit_statuses=(),
            max_delay=patience.seconds,
        )
        session.bucket, session.patience = bucket, patience
        session.headers.update(
            {"User-Agent": USER_AGENT, "Accept": "application/json", "Accept-Encoding": "identity"}
        )
        for scheme in ("https://", "http://"):
            session.mount(scheme, CarefulAdapter(patience, most_bytes))
        return session

    def kept(self, request: PreparedRequest) -> CachedResponse | None:
        """The last answer kept for `request`, however old."""
        return self.cache.get_response(key_of(request))

    def close(self) -> None:
        """Close the files and the connections."""
        super().close()  # type: ignore[no-untyped-call]
        self.bucket.close()  # type: ignore[no-untyped-call]


def key_of(request: Any, **settings: Any) -> str:
    """Under which name an answer is kept: a digest, so that the words typed are not kept with it."""
    return hashlib.sha256(f"{request.method} {request.url}".encode()).hexdigest()
