"""What an address tries of a move: ``?type=pay_per_use&ans=15&life_span:volume=8/10/14``; nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from maillage.dossier.values import format_decimal
from maillage.transition.coefficients import STAGES, definitions
from maillage.transition.inputs import Given, Inputs, stated
from maillage.transition.presets import Preset, presets
from maillage.transition.wording import TransitionError
from maillage.value.money import Estimate
from maillage_web.common.templatetags.wording import said

YEARS = 20
LONGEST = 40
_WRITTEN = 80
"""How many letters of a field are read."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a field, and where the field is on the page."""

    anchor: str
    why: str


class TransitionForm:
    """The statements tried, by the field that says each; what cannot be read is told beside its field."""

    def __init__(self, data: QueryDict) -> None:
        self._data = data
        self.errors: dict[str, str] = {}
        self.unknown: list[str] = []
        self.written: dict[str, str] = {}
        self.given: tuple[Given, ...] = ()
        self.preset = self._preset()
        self.years = self._years()
        self.split = tuple(one for one in data.getlist("par") if one in definitions())

    @property
    def years_wrong(self) -> str:
        """What is wrong with the number of years."""
        return self.errors.get("ans", "")

    @property
    def presets(self) -> Sequence[Preset]:
        """The types offered."""
        return tuple(presets().values())

    @property
    def chosen(self) -> Preset | None:
        """The type that illustrates what nobody says."""
        return presets().get(self.preset)

    @property
    def faults(self) -> list[Fault]:
        """What is wrong, field by field."""
        return [Fault(anchor_of(name), why) for name, why in self.errors.items()]

    @property
    def before(self) -> str:
        """The type of the page on which the fields were filled in, when another one is now chosen."""
        asked = self._data.get("de", self.preset).strip()
        return asked if asked in presets() else ""

    def read(self, base: Inputs, before: Inputs) -> None:
        """Read the fields; one that says what `base` says anyway, or what the page of `before` said, tries nothing."""
        keys = set(definitions()) | {f"{code}:{stage}" for code in definitions() for stage in STAGES}
        found = []
        for name in self._data:
            words = str(self._data.get(name, "")).strip()[:_WRITTEN]
            if name not in keys or not words:
                continue
            code, _colon, stage = name.partition(":")
            if words in (written_of(base, code, stage), written_of(before, code, stage)):
                continue
            self.written[name] = words
            try:
                found.append(stated(code, stage, words))
            except TransitionError as error:
                self.errors[name] = said(error.text)
        self.given = tuple(found)

    def address(
        self, path: str, kept: Sequence[tuple[str, str]], *, plain: bool = False, open_ended: bool = False
    ) -> str:
        """The shortest address that says the same; `plain`: without what is tried; `open_ended`: more can follow."""
        asked = [one for one in kept if one[1]]
        if not plain:
            asked += [("type", self.preset)] if self.preset else []
            asked += [("ans", str(self.years))] if self.years != YEARS else []
            asked += [*(("par", one) for one in self.split), *self.written.items()]
        if open_ended:
            return f"{path}?{urlencode(asked)}{'&' if asked else ''}"
        return f"{path}?{urlencode(asked)}" if asked else path

    def _preset(self) -> str:
        asked = self._data.get("type", "").strip()
        if asked and asked not in presets():
            self.unknown.append(
                _("“%(name)s” is no type of this page: none is used.") % {"name": asked[:_WRITTEN]}
            )
            return ""
        return asked

    def _years(self) -> int:
        asked = self._data.get("ans", "").strip()
        if asked.isascii() and asked.isdecimal() and len(asked) < 4 and 1 <= int(asked) <= LONGEST:
            return int(asked)
        if asked:
            self.errors["ans"] = _("Write a number of years from 1 to %(most)s.") % {"most": LONGEST}
        return YEARS


def anchor_of(name: str) -> str:
    """The id of a field on the page."""
    return name.replace(":", "-")


def written_of(base: Inputs, code: str, stage: str) -> str:
    """What is used for a coefficient, as its field writes it: of one stage, or of all when all are the same."""
    stages = [one for one in definitions()[code].stages if stage in ("", one)]
    used = {base.of(code, one) for one in stages}
    one = used.pop() if len(used) == 1 else None
    return "" if one is None else estimate_written(one.estimate)


def estimate_written(estimate: Estimate) -> str:
    """A range as a field holds it: ``8/10/14``."""
    return "/".join(format_decimal(one) for one in estimate.said)
