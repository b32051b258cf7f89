"""Who may read, write and take what is held in common: the only place that knows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from maillage_web.common.policies import Decision


class Standing(StrEnum):
    """What somebody is in the community. `entered`: they have an account and did not accept the rules."""

    MODERATOR = "moderator"
    MEMBER = "member"
    ENTERED = "entered"
    VISITOR = "visitor"


INSIDE = frozenset({Standing.MEMBER, Standing.MODERATOR})


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks: their standing in the community and their number, none for who has not entered."""

    standing: Standing
    user_id: int | None = None

    def reads(self, reading: str) -> Decision:
        """Whether they may read what is for ``public`` or for the ``community``."""
        if reading == "public":
            return Decision(True, "public")
        if reading == "community" and self.standing in INSIDE:
            return Decision(True, "of the community")
        return Decision(False, "for the community")
