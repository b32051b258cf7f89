"""Reviews of an application on a grid: words before levels, what diverges shown, conflicts of interest enforced."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from maillage.programme.workflow_wording import sentence
from maillage.text import Text

INTERESTS = ("none", "employer", "family", "money", "partner", "rival", "other")
APART = 2
"""Levels between two reviewers from which they are said to be apart."""
PUBLIC_MAIL = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "outlook.fr",
        "hotmail.com",
        "hotmail.fr",
        "live.com",
        "live.fr",
        "msn.com",
        "yahoo.com",
        "yahoo.fr",
        "orange.fr",
        "wanadoo.fr",
        "free.fr",
        "sfr.fr",
        "neuf.fr",
        "laposte.net",
        "bbox.fr",
        "icloud.com",
        "me.com",
        "gmx.com",
        "gmx.fr",
        "protonmail.com",
        "proton.me",
        "pm.me",
        "mailo.com",
        "ik.me",
        "aol.com",
        "numericable.fr",
        "zaclys.net",
        "riseup.net",
    ]
)
"""Mail providers open to everybody: sharing one says nothing of two people."""


class ReviewError(ValueError):
    """A grid or a review that cannot be kept: `text` says what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.fr)
        self.text = text


@dataclass(frozen=True, slots=True)
class Criterion:
    """What reviewers look at, and its levels from the lowest to the highest, each in words."""

    code: str
    label: Text
    levels: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The criteria of a review. `numbered` says whether levels also show their number. Raises `ReviewError`."""

    criteria: tuple[Criterion, ...]
    numbered: bool = False

    def __post_init__(self) -> None:
        codes = [one.code for one in self.criteria]
        for one in self.criteria:
            sound = any(one.label) and len(one.levels) > 1 and all(any(level) for level in one.levels)
            if not sound or codes.count(one.code) > 1:
                raise ReviewError(sentence("refused.grid", found=one.code or "?"))
        if not codes:
            raise ReviewError(sentence("refused.grid", found="0"))

    def criterion(self, code: str) -> Criterion:
        """The criterion of this code. Raises `ReviewError`."""
        found = next((one for one in self.criteria if one.code == code), None)
        if found is None:
            raise ReviewError(sentence("refused.unknown-criterion", found=code))
        return found


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a reviewer says of a criterion; `level` counts from 0, none when they chose no level."""

    words: str = ""
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """What somebody says, criterion by criterion."""

    reviewer: str
    judgements: Mapping[str, Judgement] = field(default_factory=dict)


def problems_of_review(grid: Grid, review: Review) -> tuple[Text, ...]:
    """What keeps a review from being kept: a level without words, a criterion or a level that the grid has not."""
    found = []
    for code, said in review.judgements.items():
        try:
            criterion = grid.criterion(code)
        except ReviewError as error:
            found.append(error.text)
            continue
        if said.level is not None and not said.words.strip():
            found.append(sentence("refused.level", criterion=criterion.label))
        if said.level is not None and not 0 <= said.level < len(criterion.levels):
            found.append(sentence("refused.unknown-level", criterion=criterion.label, found=said.level))
    return tuple(found)


# --- divergence -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Said:
    """What one reviewer said of one criterion."""

    reviewer: str
    words: str
    level: int | None


@dataclass(frozen=True, slots=True)
class Divergence:
    """One criterion: who said what, who said nothing, the levels heard, and the pairs of people that are apart."""

    criterion: Criterion
    said: tuple[Said, ...]
    silent: tuple[str, ...]
    levels: tuple[int, ...]
    apart: tuple[tuple[str, str], ...]


def divergence(grid: Grid, reviews: Iterable[Review]) -> tuple[Divergence, ...]:
    """Criterion by criterion, who said what; two people are apart from two levels on. Nothing is averaged or added up.

    Raises `ReviewError` with the first review that the grid refuses.
    """
    kept = tuple(reviews)
    for one in kept:
        for wrong in problems_of_review(grid, one):
            raise ReviewError(wrong)
    return tuple(_divergence(one, kept) for one in grid.criteria)


def _divergence(criterion: Criterion, reviews: tuple[Review, ...]) -> Divergence:
    heard = [(one.reviewer, one.judgements.get(criterion.code, Judgement())) for one in reviews]
    said = tuple(Said(who, it.words, it.level) for who, it in heard if it.words.strip())
    rated = [(one.reviewer, one.level) for one in said if one.level is not None]
    apart = tuple(
        (first, second)
        for place, (first, low) in enumerate(rated)
        for second, high in rated[place + 1 :]
        if abs(low - high) >= APART
    )
    silent = tuple(who for who, it in heard if not it.words.strip())
    return Divergence(criterion, said, silent, tuple(sorted({level for _, level in rated})), apart)


# --- conflicts of interest --------------------------------------------------------------------------------------------


def may_read(interests: Iterable[str]) -> bool:
    """Whether somebody who declared these interests reads, reviews, deliberates and decides: all four, or none.

    Nobody does before having declared, and an interest of no known kind is a conflict.

    >>> may_read([]), may_read(["none"]), may_read(["none", "partner"])
    (False, True, False)
    """
    kinds = set(interests)
    return kinds == {"none"}


def in_conflict(interests: Iterable[str]) -> bool:
    """Whether somebody declared something else than having no link."""
    return bool(set(interests) - {"none"})


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of somebody to look for links: e-mail address, organisations, their key as a member."""

    key: str
    email: str = ""
    organisations: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hint:
    """A link that was found, for a person to judge: it decides nothing."""

    kind: str
    said: Text


def hints(reviewer: Person, applicants: Iterable[Person]) -> tuple[Hint, ...]:
    """Links between a reviewer and those who apply: same organisation, e-mail domain, or one of them.

    Public mail providers say nothing, and are left out.
    """
    group = tuple(applicants)
    theirs = {_name(one) for person in group for one in person.organisations} - {""}
    shared = sorted({one for one in reviewer.organisations if _name(one) in theirs})
    found = [Hint("organisation", sentence("hint.organisation", found=one)) for one in shared]
    domain = _domain(reviewer.email)
    if domain and domain in {_domain(one.email) for one in group}:
        found.append(Hint("domain", sentence("hint.domain", found=domain)))
    if any(_same(reviewer, one) for one in group):
        found.append(Hint("member", sentence("hint.member")))
    return tuple(found)


def _name(organisation: str) -> str:
    return " ".join(organisation.casefold().split())


def _domain(email: str) -> str:
    domain = email.rpartition("@")[2].strip().casefold() if "@" in email else ""
    return "" if domain in PUBLIC_MAIL else domain


def _same(one: Person, other: Person) -> bool:
    mail = one.email.strip().casefold()
    return one.key == other.key or bool(mail and mail == other.email.strip().casefold())
