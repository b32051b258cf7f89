"""Find organisations in the official directory, by their name or by their number."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from requests import PreparedRequest, Request, Response
from stdnum.fr import siren as siren_number

from maillage.io.asking.patience import Patience
from maillage.io.directory.answer import Answer, DirectoryProblem, problem, stood_in_for
from maillage.io.directory.failures import FAILURES, problem_of_error, problem_of_status
from maillage.io.directory.session import DirectorySession
from maillage.io.directory.transport import BadAnswerError
from maillage.organisations import page_of, without_persons

OFFICIAL = "https://recherche-entreprises.api.gouv.fr"
"""The address of the official directory."""

_PER_PAGE = 25  # the most it accepts
_FEWEST_LETTERS = 3


class Directory:
    """The directory at `base_url`, its answers kept in `cache_folder`, which several processes may share.

    `patience`: the seconds one call may take in all; past them the answer says how long to wait. `per_second`: how many
    requests all the processes send in any second (the directory accepts 7 per address). `fresh_for`: how long an
    answer is served without asking again; an older one is served, saying so, when asking fails. `most_bytes` bounds
    an answer. Nothing is opened before the first call; use it in a ``with``, or `close` it.

    No call raises: what goes wrong is the `problem` of the answer.
    """

    def __init__(
        self,
        base_url: str,
        cache_folder: Path,
        *,
        patience: float,
        per_second: int = 6,
        fresh_for: datetime.timedelta = datetime.timedelta(days=7),
        most_bytes: int = 2 * 1024 * 1024,
    ) -> None:
        self._url = f"{base_url.rstrip('/')}/search"
        self._folder = cache_folder
        self._patience = Patience(patience)
        self._per_second, self._fresh_for, self._most_bytes = per_second, fresh_for, most_bytes
        self._session: DirectorySession | None = None

    def search(
        self, words: str, *, commune: str | None = None, department: str | None = None, page: int = 1
    ) -> Answer:
        """The organisations that `words` may mean, with an establishment in a commune or département when one is given.

        Nine digits are a SIREN and fourteen a SIRET: they find one organisation, wherever it is.
        """
        asked = " ".join(words.split())
        digits = asked.replace(" ", "")
        if digits.isdecimal() and len(digits) in (9, 14):
            return self.by_siren(digits[:9])
        if len(digits) < _FEWEST_LETTERS:
            return Answer(problem=problem("too-short"))
        where = {"code_commune": commune, "departement": department}
        return self._ask({"q": asked, "page": str(max(page, 1)), **_given(where)})

    def by_siren(self, siren: str) -> Answer:
        """The organisation whose SIREN is `siren`: one, or none."""
        digits = siren.replace(" ", "")
        if not siren_number.is_valid(digits):
            return Answer(problem=problem("bad-siren"))
        answer = self._ask({"q": digits, "page": "1"})
        found = tuple(one for one in answer.organisations if one.siren == digits)
        return replace(answer, organisations=found, total=len(found))

    def forget(self, older_than: datetime.timedelta) -> DirectoryProblem | None:
        """Delete the answers kept for longer than `older_than`, to be called now and then."""
        try:
            self._opened().cache.delete(older_than=older_than)
        except FAILURES as error:
            return problem_of_error(error, self._folder)
        return None

    def close(self) -> None:
        """Close what was opened."""
        if self._session is not None:
            self._session.close()
            self._session = None

    def __enter__(self) -> Self:
        """This directory."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close what was opened."""
        self.close()

    def _ask(self, words: Mapping[str, str]) -> Answer:
        parameters = {**words, "per_page": str(_PER_PAGE), "minimal": "true", "include": "siege,complements"}
        self._patience.start()
        try:
            session = self._opened()
            request = session.prepare_request(Request("GET", self._url, params=parameters))
        except FAILURES as error:
            return Answer(problem=problem_of_error(error, self._folder))
        try:
            settings = session.merge_environment_settings(self._url, {}, True, None, None)
            response = session.send(request, allow_redirects=False, **settings)
            missing = problem_of_status(response)
            if missing is None:
                return _answer(response)
        except FAILURES as error:
            missing = problem_of_error(error, self._folder)
        return self._older(session, request, missing)

    def _older(
        self, session: DirectorySession, request: PreparedRequest, missing: DirectoryProblem
    ) -> Answer:
        """The last answer kept, when there is one, with what kept a new one from coming."""
        try:
            kept = session.kept(request)
            return Answer(problem=missing) if kept is None else _answer(kept, missing)
        except FAILURES:
            return Answer(problem=missing)

    def _opened(self) -> DirectorySession:
        if self._session is None:
            self._session = DirectorySession.opened(
                self._folder,
                self._patience,
                per_second=self._per_second,
                fresh_for=self._fresh_for,
                most_bytes=self._most_bytes,
            )
        return self._session


def _given(values: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _answer(response: Response, missing: DirectoryProblem | None = None) -> Answer:
    asked_at: datetime.datetime = response.created_at  # type: ignore[attr-defined]  # set by requests-cache
    payload = without_persons(response.json())
    if payload is None:
        raise BadAnswerError("what was kept is no answer")
    page = page_of(payload, asked_at.date())
    return Answer(
        organisations=page.organisations,
        total=page.total,
        asked_at=asked_at,
        from_cache=bool(getattr(response, "from_cache", False)),
        stale=missing is not None,
        problem=stood_in_for(missing, asked_at) if missing is not None else None,
        unread=page.unread,
    )
