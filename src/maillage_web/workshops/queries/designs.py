"""Ready workshops, as who prepares one chooses among them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from maillage.text import LANGUAGES
from maillage.workshop.designs import DESIGNS, design_for
from maillage_web.common.templatetags.wording import said

EMPTY = "vide"


@dataclass(frozen=True, slots=True)
class DesignSeen:
    """A ready workshop in the language of the page; `fits` the phase one comes from."""

    code: str
    title: str
    aim: str
    activities: tuple[str, ...]
    minutes: int
    fits: bool
    chosen: bool


def designs_to_choose(phase: str, asked: str) -> list[DesignSeen]:
    """The ready workshops, those of the phase first, then the empty one; one is chosen beforehand."""
    suits = design_for(phase) if phase else None
    chosen = (
        asked if asked in DESIGNS or asked == EMPTY else suits.code if suits else next(iter(DESIGNS), EMPTY)
    )
    ready = [
        DesignSeen(
            code=one.code,
            title=said(one.title),
            aim=said(one.summary),
            activities=tuple(said(activity.title) for activity in one.activities),
            minutes=one.minutes,
            fits=phase in one.phases,
            chosen=one.code == chosen,
        )
        for one in DESIGNS.values()
    ]
    ready.sort(key=lambda one: not one.fits)
    aim = _("Compose it yourself, one activity after another.")
    return [*ready, DesignSeen(EMPTY, _("An empty workshop"), aim, (), 0, False, chosen == EMPTY)]


def titles_of(design: str) -> dict[str, str]:
    """The title of a ready workshop by language; empty when it is not one."""
    found = DESIGNS.get(design)
    return {tongue: found.title.in_(tongue) for tongue in LANGUAGES} if found else {}
