"""One answer as it is sent: read against the scale of its question; what is wrong is said in one sentence."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from maillage.dossier.values import fold, parse_decimal, plain_number
from maillage.referential.frame import Frame, Item
from maillage.referential.given import ASIDES
from maillage.referential.wording import FrameError
from maillage_web.cards.queries.asking import SHARES, frame_for, options_of

LONGEST = {"recit": 4000, "preuve": 1000, "voix": 120, "reponse": 60}
LATE = datetime.timedelta(days=60)
"""For how long an answer given without network keeps the day when it was given."""
PARTS = ("fait", "prevu", "pas-fait")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{8,64}")


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer that can be written: what it says of which item of which frame, for whom, given on which day.

    `base` is the number of the act that the person was looking at, `token` tells it apart from any other answer.
    """

    frame: Frame
    item: Item
    value: str
    narrative: str
    evidence: str
    voice: str
    visibility: str
    day: datetime.date
    token: str
    base: int | None

    @property
    def words(self) -> tuple[str, str, str]:
        """What it says, by column: value, narrative, evidence."""
        return self.value, self.narrative, self.evidence


class WrongAnswerError(ValueError):
    """An answer that cannot be written; its text says why and what to do."""


def read_answer(data: Mapping[str, str], *, today: datetime.date, person: str) -> Sent:
    """The answer in what was sent by the person called `person`. Raises `WrongAnswerError`."""
    frame = _frame(data)
    item = _item(frame, data.get("question", ""))
    narrative, evidence, voice = (_words(data, name) for name in ("recit", "preuve", "voix"))
    value = _value(frame, item, data)
    if not (value or narrative or evidence):
        raise WrongAnswerError(_("Choose an answer, or say that you cannot say; nothing was sent."))
    base = data.get("base", "")
    return Sent(
        frame=frame,
        item=item,
        value=value,
        narrative=narrative,
        evidence=evidence,
        voice=_voice(voice, person),
        visibility=data.get("vue", ""),
        day=_day(data.get("jour", ""), today),
        token=_token(data.get("jeton", "")),
        base=int(base[:9]) if base.isascii() and base.isdigit() else None,
    )


def _frame(data: Mapping[str, str]) -> Frame:
    asked = data.get("referentiel", ""), data.get("version", "")
    try:
        return frame_for(*asked)
    except FrameError as error:
        told = _("There is no frame “%(frame)s” here. Reload the page.") % {"frame": " ".join(asked)[:60]}
        raise WrongAnswerError(told) from error


def _item(frame: Frame, id: str) -> Item:
    item = frame.items.get(id)
    if item is None or item.answer is None:
        told = _("There is no question “%(item)s” in this frame. Reload the page.") % {"item": id[:60]}
        raise WrongAnswerError(told)
    return item


def _words(data: Mapping[str, str], name: str) -> str:
    words = data.get(name, "").replace("\r\n", "\n").replace("\x00", "").strip()
    if len(words) > LONGEST[name]:
        raise WrongAnswerError(
            _("This is too long: %(found)s characters, and %(most)s at most are kept. Shorten it.")
            % {"found": len(words), "most": LONGEST[name]}
        )
    return words


def _value(frame: Frame, item: Item, data: Mapping[str, str]) -> str:
    value = _words(data, "reponse")
    if not value or value in ASIDES:
        return value
    if value == SHARES and item.answer == "status":
        return _shares(data)
    if item.answer == "number":
        return _number(value)
    if value not in [one.code for one in options_of(frame, item)]:
        told = _("“%(value)s” is not one of the answers to this question. Choose one of those on the page.")
        raise WrongAnswerError(told % {"value": value[:60]})
    return value


def _number(words: str) -> str:
    try:
        return format(parse_decimal(plain_number(words)), "f")
    except ValueError as error:
        told = _("“%(value)s” is not a number. Write one, 12.5 for instance, and the rest in your own words.")
        raise WrongAnswerError(told % {"value": words}) from error


def _shares(data: Mapping[str, str]) -> str:
    told = _("The three shares are percentages that make 100 together: 50, 30 and 20 for instance.")
    try:
        shares = [parse_decimal(plain_number(data.get(part, "") or "0")) for part in PARTS]
    except ValueError as error:
        raise WrongAnswerError(told) from error
    if min(shares) < 0 or sum(shares) != 100:
        raise WrongAnswerError(told)
    return "; ".join(format(share, "f") for share in shares)


def _voice(words: str, person: str) -> str:
    """For whom the answer is given: a role or an organisation."""
    if not words:
        raise WrongAnswerError(_("Say for which organisation or in which role you answer."))
    if "@" in words or fold(words) == fold(person):
        raise WrongAnswerError(
            _("Answers carry the name of a role or of an organisation, never that of a person. Change it.")
        )
    return words


def _day(words: str, today: datetime.date) -> datetime.date:
    """The day of the answer; today when it is not said, to come, or too long ago."""
    try:
        day = datetime.date.fromisoformat(words)
    except ValueError:
        return today
    return day if today - LATE <= day <= today else today


def _token(words: str) -> str:
    if not _TOKEN.fullmatch(words):
        raise WrongAnswerError(_("This page is too old to send answers. Reload it."))
    return words
