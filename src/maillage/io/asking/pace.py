"""One pace for all the processes of a machine: a sliding window kept in an SQLite file."""

from __future__ import annotations

from pathlib import Path
from sqlite3 import Error as PaceError
from typing import Any

from requests import PreparedRequest, Response
from requests.exceptions import RequestException
from requests_ratelimiter import Limiter, LimiterMixin, Rate, RateItem, SingleBucketFactory, SQLiteBucket

from maillage.io.asking.patience import Patience, seconds_asked

_TURNED_AWAY = (429, 503)


class NotYetError(RequestException):
    """The next request has to wait for `seconds`, longer than there is time for."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds:.1f} s")
        self.seconds = seconds


class SharedBucket(SQLiteBucket):
    """The bucket of requests-ratelimiter, counting and writing in one transaction: no two processes both fit last."""

    @classmethod
    def of(cls, file: Path, places: int, seconds: float = 1) -> SharedBucket:
        """The bucket kept in `file`, with so many `places` in any `seconds`."""
        window = round(seconds * 1000)
        bucket = cls.init_from_file([Rate(places, window)], table="pace", db_path=str(file))
        assert isinstance(bucket, cls)
        return bucket

    def put(self, item: RateItem) -> bool:
        """Take a place at this moment, if there is one."""
        with self.lock:
            self.conn.execute("BEGIN IMMEDIATE")
            try:
                item.timestamp = self._clock_reading()
                self._forget(item.timestamp)
                return super().put(item)
            finally:
                if self.conn.in_transaction:
                    self.conn.rollback()

    def hold(self, seconds: float) -> None:
        """Leave no place for `seconds`: the service asked for that. Other processes wait too."""
        with self.lock:
            until = self._clock_reading() + int(seconds * 1000) - self._window()
            places = [("held", until)] * self.rates[0].limit
            self.conn.executemany("INSERT INTO pace (name, item_timestamp) VALUES (?, ?)", places)
            self.conn.commit()

    def wait(self) -> float:
        """The seconds before there is a place."""
        with self.lock:
            last = self._peek_timestamp(self.rates[0].limit - 1)
            return 0.0 if last is None else max(last + self._window() - self._clock_reading(), 0) / 1000

    def _window(self) -> int:
        milliseconds: int = self.rates[0].interval
        return milliseconds

    def _clock_reading(self) -> int:
        moment: int = self.now()  # type: ignore[no-untyped-call]  # milliseconds of the clock all processes see
        return moment

    def _forget(self, now: int) -> None:
        self.conn.execute("DELETE FROM pace WHERE item_timestamp < ?", (now - 2 * self._window(),))


class PacedMixin(LimiterMixin):
    """Send a request when its turn comes; refuse at once when that is later than there is time for."""

    bucket: SharedBucket
    patience: Patience

    def send(self, request: PreparedRequest, **settings: Any) -> Response:
        """Send `request`. Raises `NotYetError` when the turn of this process, or the service, is too far."""
        wait = self.bucket.wait()
        if wait >= self.patience.left():
            raise NotYetError(wait)
        response = super().send(request, **settings)
        asked = seconds_asked(response.headers.get("Retry-After"))
        if response.status_code in _TURNED_AWAY and asked:
            self.bucket.hold(asked)
        return response


def limiter_of(bucket: SharedBucket) -> Limiter:
    """The limiter around `bucket`, which forgets by itself and needs no thread for it."""
    return Limiter(SingleBucketFactory(bucket, schedule_leak=False))


__all__ = ["NotYetError", "PaceError", "PacedMixin", "SharedBucket", "limiter_of"]
