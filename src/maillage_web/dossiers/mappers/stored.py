"""Between the rows of the database and the values of the library."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass

from maillage.dossier.audience import Audience
from maillage.dossier.dossier import Dossier
from maillage.dossier.problems import Repair
from maillage.io import archive
from maillage.text import Text
from maillage_web.dossiers.choices import REPAIRS_SHOWN, Origin
from maillage_web.dossiers.models import StoredDossier


@dataclass(frozen=True, slots=True)
class RepairLine:
    """Something put right while reading: where, and what."""

    place: Text
    message: Text


@dataclass(frozen=True, slots=True)
class Entry:
    """A dossier without its content: what pages need to name it, find it and say how long it stays.

    `checksum` tells apart what readers may see: two entries of the same checksum show the same dossier. `living` is
    the key of a living dossier, seen by `audience` as it stood after the act `number`; `current` is the last one.
    """

    slug: str
    title: str
    checksum: str
    is_upload: bool
    session_key: str
    loaded_at: datetime.datetime
    expires_at: datetime.datetime | None
    repairs: tuple[RepairLine, ...] = ()
    living: int | None = None
    number: int = 0
    current: int = 0
    audience: Audience | None = None


def entry_of(stored: StoredDossier) -> Entry:
    """What pages know of a stored dossier."""
    repairs = tuple(RepairLine(Text(*place), Text(*message)) for place, message in stored.repairs)
    return Entry(
        slug=stored.slug,
        title=stored.title,
        checksum=stored.checksum,
        is_upload=stored.origin == Origin.UPLOAD,
        session_key=stored.session_key,
        loaded_at=stored.loaded_at,
        expires_at=stored.expires_at,
        repairs=repairs,
    )


def pack(dossier: Dossier) -> tuple[bytes, str]:
    """The bytes kept for a dossier and their checksum; the same dossier always gives the same."""
    content = archive.write(dossier)
    return content, hashlib.sha256(content).hexdigest()


def unpack(content: bytes) -> Dossier:
    """The dossier of the bytes that `pack` made. Raises `ValueError` on anything else."""
    reading = archive.read(content, "stored.zip")
    if reading.dossier is None:
        raise ValueError("; ".join(problem.message.en for problem in reading.problems))
    return reading.dossier


def title_of(dossier: Dossier) -> str:
    """The title, without the control characters that a database may refuse."""
    return "".join(character for character in dossier.record.title if character.isprintable())


def repairs_of(repairs: tuple[Repair, ...]) -> list[list[Text]]:
    """Repairs as they are kept: pairs of texts, the first ones only."""
    return [[repair.place.text(), repair.message] for repair in repairs[:REPAIRS_SHOWN]]
