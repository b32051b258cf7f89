"""What somebody chose while reviewing a workshop: kept beside it until it is written, so that nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from maillage.text import Text

TAKE, LEAVE, MERGE = "take", "leave", "merge"


@dataclass(frozen=True, slots=True)
class Choice:
    """What becomes of a proposal: taken, left, or said to be the row `into`; with the cells as they were typed.

    `cells` holds only what the person could change; `base` is the act they were looking at.
    """

    do: str
    into: str = ""
    table: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)
    visibility: str = ""
    base: int = 0


@dataclass(frozen=True, slots=True)
class ReviewDraft:
    """The choices so far by key of proposal, the words about the session, and what was refused at the last try.

    What has no choice was not looked at: it is not written.
    """

    choices: Mapping[str, Choice] = field(default_factory=dict)
    session: Mapping[str, Any] = field(default_factory=dict)
    problems: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)

    def with_choices(self, choices: Mapping[str, Choice]) -> ReviewDraft:
        """The same with these choices; what was refused about them is forgotten."""
        left = {key: said for key, said in self.problems.items() if key not in choices}
        return replace(self, choices={**self.choices, **choices}, problems=left)


def read_draft(kept: Mapping[str, Any]) -> ReviewDraft:
    """The draft that a workshop keeps."""
    return ReviewDraft(
        choices={key: Choice(**one) for key, one in kept.get("choices", {}).items()},
        session=kept.get("session", {}),
        problems={key: tuple(Text(*one) for one in said) for key, said in kept.get("problems", {}).items()},
    )


def kept_draft(draft: ReviewDraft) -> dict[str, Any]:
    """What a workshop keeps of a draft."""
    return {
        "choices": {
            key: {
                "do": one.do,
                "into": one.into,
                "table": one.table,
                "cells": dict(one.cells),
                "visibility": one.visibility,
                "base": one.base,
            }
            for key, one in draft.choices.items()
        },
        "session": dict(draft.session),
        "problems": {key: [list(one) for one in said] for key, said in draft.problems.items()},
    }
