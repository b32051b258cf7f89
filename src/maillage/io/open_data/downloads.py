"""Download a file whole or not at all, taking up where it was cut, and know where it came from."""

from __future__ import annotations

import datetime
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from requests import Response

from maillage.io.limits import size as size_for_people
from maillage.io.open_data.asking import Asking, CutError, chunks_of, is_page, said_by
from maillage.io.open_data.parts import Part
from maillage.io.open_data.problems import of_status, refusal
from maillage.io.open_data.provenance import Fetched, Provenance, provenance_of, write_provenance
from maillage.io.open_data.services import Address

Progress = Callable[[int, int | None], None]
"""Called with what was done and what there is in all, when that is known."""

MOST_BYTES = 2 * 1024**3
"""The largest file that is downloaded, unless told otherwise."""

_FRUITLESS = 3  # cuts in a row that brought nothing
_CUTS = 100  # cuts in all
_ALGORITHMS = ("sha256", "sha512", "sha1", "md5")
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")


@dataclass(frozen=True, slots=True)
class Checksum:
    """The digest that a producer announces for a file.

    >>> str(Checksum.of("sha1", "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709"))
    'sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709'
    """

    algorithm: str
    digest: str

    @classmethod
    def of(cls, algorithm: str, digest: str) -> Checksum | None:
        """The checksum, or nothing when it is written in a way nobody knows."""
        known = algorithm.lower().replace("-", "")
        return cls(known, digest.lower()) if known in _ALGORITHMS and digest else None

    def __str__(self) -> str:
        return f"{self.algorithm}:{self.digest}"


class _Unchanged(Exception):
    """The file is still the one that is there."""


class Bringing:
    """Brings files into `folder`. `now` is the moment written on what comes; `most_bytes` bounds a file.

    `producer`: who made what comes, when it is not the one who keeps the service.
    """

    def __init__(
        self,
        asking: Asking,
        folder: Path,
        *,
        now: datetime.datetime,
        most_bytes: int = MOST_BYTES,
        producer: str = "",
    ) -> None:
        self._asking, self._folder, self._now, self._most = asking, folder, now, most_bytes
        self._producer = producer


class Downloads(Bringing):
    """Downloads files as they are."""

    def fetch(
        self,
        url: str,
        name: str,
        *,
        checksum: Checksum | None = None,
        version: str | None = None,
        progress: Progress | None = None,
    ) -> Fetched:
        """The file at `url`, as `name` in the folder: asked only when it changed, and taken up where it was cut.

        `checksum`: what the producer announces; a file that does not answer to it is not kept. Raises `OpenDataError`.
        """
        address = self._asking.addresses.of(url)
        target = self._folder / name
        kept = provenance_of(target)
        if kept and checksum and kept.announced == str(checksum):
            return Fetched(target, kept, changed=False)
        with Part.of(target) as part:
            receiving = _Receiving(self._asking, address, part, kept, self._most, progress)
            try:
                digest = _checked(receiving, checksum)
            except _Unchanged:
                assert kept is not None
                return Fetched(target, kept, changed=False)
            came = self._provenance(receiving, digest, checksum, version)
            part.become(target)
        write_provenance(target, came)
        return Fetched(target, came, changed=kept is None or kept.sha256 != digest)

    def _provenance(
        self, receiving: _Receiving, digest: str, checksum: Checksum | None, version: str | None
    ) -> Provenance:
        state = receiving.part.state
        return Provenance(
            url=receiving.address.official,
            final_url=state.get("final_url") or receiving.address.official,
            sha256=digest,
            size=receiving.part.size,
            fetched_at=self._now,
            service=receiving.address.service.id,
            producer=self._producer or receiving.address.service.producer,
            etag=state.get("etag"),
            last_modified=state.get("last_modified"),
            version=version,
            announced=str(checksum) if checksum else None,
        )


def _checked(receiving: _Receiving, checksum: Checksum | None) -> str:
    """The SHA-256 of what came, once it answers to the checksum: a file made of two halves is asked for once more."""
    for again in (receiving.begun_before, False):
        receiving.whole()
        if checksum is None or receiving.digest(checksum.algorithm) == checksum.digest:
            return receiving.digest("sha256")
        receiving.part.forget()
        if not again:
            break
    raise refusal("checksum", receiving.address, expected=checksum)


@dataclass(slots=True)
class _Receiving:
    """One file that comes, through as many connections as it takes."""

    asking: Asking
    address: Address
    part: Part
    kept: Provenance | None
    most: int
    progress: Progress | None

    @property
    def begun_before(self) -> bool:
        """Whether the server is to be asked for the rest."""
        return bool(self.part.size and self._recognised())

    def digest(self, algorithm: str) -> str:
        """The digest of what came."""
        return self.part.digest(algorithm)

    def whole(self) -> None:
        """Receive it, taking up where it was cut. Raises `OpenDataError` or `_Unchanged`."""
        fruitless, pause = 0, self.asking.waits.pause
        for _ in range(_CUTS):
            before = self.part.size if self.begun_before else 0
            try:
                self._once()
                return
            except CutError as error:
                gained = self.begun_before and self.part.size > before
                fruitless = 0 if gained else fruitless + 1
                if fruitless >= _FRUITLESS:
                    raise refusal(error.code, self.address) from error
                time.sleep(pause * 2**fruitless)
        raise refusal("cut", self.address)

    def _recognised(self) -> str | None:
        """By what the server knows that the file is still the same: a strong ETag, else its date."""
        state = self.part.state
        if state.get("url") != self.address.official:
            return None
        etag: str | None = state.get("etag")
        return etag if etag and not etag.startswith("W/") else state.get("last_modified")

    def _headers(self) -> dict[str, str]:
        recognised = self._recognised()
        if self.part.size and recognised:
            return {"Range": f"bytes={self.part.size}-", "If-Range": recognised}
        if self.kept is None or self.kept.url != self.address.official:
            return {}
        asked = {"If-None-Match": self.kept.etag, "If-Modified-Since": self.kept.last_modified}
        return {name: value for name, value in asked.items() if value}

    def _once(self) -> None:
        headers = self._headers()
        with self.asking.answer(self.address, headers) as response:
            if response.status_code == 304 and self.kept is not None and "Range" not in headers:
                self.part.forget()
                raise _Unchanged
            if response.status_code == 206:
                self._follows_on(response)
            elif response.status_code == 200:
                self._begins(response)
            elif response.status_code == 416:
                self.part.forget()
                raise CutError("cut")
            else:
                raise self._unwelcome(response)
            self._read(response)

    def _begins(self, response: Response) -> None:
        plain = response.headers.get("Content-Encoding", "identity") == "identity"
        length = response.headers.get("Content-Length", "")
        self.part.begin(
            {
                "url": self.address.official,
                "final_url": response.url if response.history else None,
                "etag": response.headers.get("ETag") if plain else None,
                "last_modified": response.headers.get("Last-Modified") if plain else None,
                "total": int(length) if plain and length.isdecimal() else None,
            }
        )

    def _follows_on(self, response: Response) -> None:
        """What comes must be the rest of the same file, from where it was cut."""
        place = _RANGE.fullmatch(response.headers.get("Content-Range", ""))
        state = self.part.state
        etag = response.headers.get("ETag", state.get("etag"))
        if place is None or int(place[1]) != self.part.size or etag != state.get("etag"):
            self.part.forget()
            raise CutError("cut")

    def _read(self, response: Response) -> None:
        total = self.part.state.get("total")
        self._bound(total or 0)
        for chunk in chunks_of(response):
            if not self.part.size and is_page(chunk):
                self.part.forget()
                raise refusal("html", self.address)
            self.part.add(chunk)
            self._bound(self.part.size)
            if self.progress:
                self.progress(self.part.size, total)
        if total is not None and self.part.size != total:
            self.part.forget()
            raise CutError("cut")

    def _bound(self, size: int) -> None:
        if size > self.most:
            self.part.forget()
            raise refusal("too-large", self.address, most=size_for_people(self.most))

    def _unwelcome(self, response: Response) -> Exception:
        try:
            beginning = next(chunks_of(response), b"")
        except CutError:
            beginning = b""
        return of_status(response, self.address, said_by(response, beginning))
