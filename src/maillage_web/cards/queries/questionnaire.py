"""The questionnaire of one organisation: its questions with what one answered, how far one is, what one has said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from maillage.dossier.tables import Actor, Answer
from maillage.dossier.vocabularies import vocabulary
from maillage.referential.frame import Frame, Item
from maillage.referential.given import ASIDES, Given, read
from maillage.text import Text
from maillage_web.cards.queries.asking import (
    CANNOT_SAY,
    FULL,
    SHARES,
    SHORT,
    Asked,
    LeftOut,
    asking_of,
)
from maillage_web.cards.queries.earning import Earned, earned
from maillage_web.cards.queries.speaking import (
    KEPT_FOR_ONE,
    SEEN_BY,
    Trying,
    answers_of,
    confidential,
    usual_voice,
    visibilities,
    why_not_kept,
)
from maillage_web.dossiers.queries.state import State

_CANNOT_SAY = Text("Je ne peux pas dire", "I cannot say")
_NOT_CONCERNED = Text("Cela ne nous concerne pas", "It does not concern us")
_PAGES = ("card", "raters")


@dataclass(slots=True)
class Answered:
    """What one says of a question: as kept, or as typed when it could not be kept; empty when nothing is said."""

    value: str = ""
    narrative: str = ""
    evidence: str = ""
    row: Answer | None = None
    wrong: str = ""
    theirs: str = ""
    parts: tuple[str, str, str] = ("", "", "")

    @property
    def said(self) -> bool:
        """Whether anything is answered, a narrative alone included."""
        return bool(self.value or self.narrative or self.evidence)

    @property
    def chosen(self) -> str:
        """Which choice of the page is ticked."""
        return SHARES if ";" in self.value else self.value


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the page: what is asked, its place among the others, what is answered."""

    asked: Asked
    number: int
    answered: Answered
    words: Text | None

    @property
    def item(self) -> Item:
        """The item of the frame."""
        return self.asked.item


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of the frame and its questions on the page."""

    item: Item | None
    questions: tuple[Question, ...]

    @property
    def done(self) -> int:
        """How many of them are answered."""
        return sum(question.answered.said for question in self.questions)


@dataclass(frozen=True, slots=True)
class Group:
    """What one has said about one register (or theme): question by question, never added up."""

    label: Text
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Speaking:
    """For whom one answers, who will see it, and why it would not be kept."""

    voice: str
    visibility: str
    choices: tuple[tuple[str, str | Promise], ...]
    voices: tuple[str, ...]
    trying: Trying | None


@dataclass(frozen=True, slots=True)
class Page:
    """The questionnaire as it is shown."""

    actor: Actor
    frame: Frame
    entry: str
    speaking: Speaking
    themes: tuple[Theme, ...]
    every_theme: tuple[Item, ...]
    theme: str
    groups: tuple[Group, ...]
    left_out: tuple[LeftOut, ...]
    further: dict[str, str] = field(default_factory=dict)

    @property
    def earned(self) -> tuple[Earned, ...]:
        """What the grid counts for the answers kept, when it gives points and is asked whole."""
        if not self.keeps or self.theme:
            return ()
        rows = (one.answered.row for one in self.questions)
        return earned(self.frame, self.actor, [row for row in rows if row is not None])

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions of the page, in order."""
        return tuple(question for theme in self.themes for question in theme.questions)

    @property
    def total(self) -> int:
        """How many questions are on the page."""
        return len(self.questions)

    @property
    def done(self) -> int:
        """How many of them are answered."""
        return sum(theme.done for theme in self.themes)

    @property
    def left(self) -> int:
        """How many are not."""
        return self.total - self.done

    @property
    def short(self) -> bool:
        """Whether this is the short entry."""
        return self.entry == SHORT

    @property
    def whole(self) -> int:
        """How many questions the full entry asks."""
        return len(self.frame.asked)

    @property
    def keeps(self) -> bool:
        """Whether answers are kept in the dossier."""
        return self.speaking.trying is None

    @property
    def kept_apart(self) -> tuple[Question, ...]:
        """The answers that only those of the organisation see, so far."""
        rows = [one for one in self.questions if one.answered.row is not None]
        return tuple(one for one in rows if one.answered.row and one.answered.row.visibility == KEPT_FOR_ONE)


def questionnaire_of(
    state: State, actor: Actor, frame: Frame, asked: dict[str, str], *, signed_in: bool
) -> Page:
    """The questionnaire about `actor`; `asked` is what the address says: `entree`, `theme`, `voix`, `vue`."""
    entry = FULL if asked.get("entree") == FULL else SHORT
    asking = asking_of(frame, entry, actor)
    speaking = _speaking(state, actor, asked, signed_in=signed_in)
    mine = answers_of(state.whole, frame, actor.id, speaking.voice) if speaking.trying is None else {}
    questions = [_question(frame, one, place, mine) for place, one in enumerate(asking.asked, 1)]
    themes = _gather(questions)
    one = asked.get("theme", "")
    shown = tuple(theme for theme in themes if theme.item and theme.item.id == one)
    return Page(
        actor=actor,
        frame=frame,
        entry=asking.entry,
        speaking=speaking,
        themes=shown or themes,
        every_theme=tuple(theme.item for theme in themes if theme.item),
        theme=one if shown else "",
        groups=tuple(_groups(questions)),
        left_out=asking.left_out,
        further={name: found for name in _PAGES if (found := _address(name, state, actor))},
    )


def _speaking(state: State, actor: Actor, asked: dict[str, str], *, signed_in: bool) -> Speaking:
    trying = why_not_kept(state, actor.id, signed_in=signed_in)
    if trying is not None or state.living is None:
        return Speaking(actor.name, "", (), (), trying)
    standing = state.living.standing
    choices = visibilities(standing, actor.id)
    usual = usual_voice(state, state.living, actor)
    visibility = asked.get("vue", "")
    return Speaking(
        voice=asked.get("voix", "").strip()[:120] or usual,
        visibility=visibility if visibility in choices else confidential(standing, actor.id),
        choices=tuple((one, SEEN_BY[one]) for one in choices),
        voices=tuple(dict.fromkeys([usual, actor.name])),
        trying=None,
    )


def _question(frame: Frame, asked: Asked, number: int, mine: dict[str, Answer]) -> Question:
    row = mine.get(asked.item.id)
    if row is None:
        return Question(asked, number, Answered(), None)
    value, narrative, evidence = (words or "" for words in (row.value, row.narrative, row.evidence))
    shares = tuple(value.split("; ")) if ";" in value else ()
    parts = shares if len(shares) == 3 else ("", "", "")
    answered = Answered(value, narrative, evidence, row, parts=parts)
    return Question(asked, number, answered, words_of(frame, asked, row))


def words_of(frame: Frame, asked: Asked, row: Answer) -> Text | None:
    """An answer in words: what one sees at the level chosen, or why none was chosen; nothing for a narrative alone."""
    if not row.value:
        return None
    if row.value in ASIDES:
        return aside_words(row.value)
    option = next((one for one in asked.options if one.code == row.value), None)
    if option is not None:
        return option.label
    found = read(frame, asked.item, row)
    return found.said if isinstance(found, Given) else Text(row.value, row.value)


def aside_words(code: str) -> Text:
    """Why one does not choose, in words."""
    return _CANNOT_SAY if code == CANNOT_SAY else _NOT_CONCERNED


def _gather(questions: Sequence[Question]) -> tuple[Theme, ...]:
    gathered: dict[str, list[Question]] = {}
    for question in questions:
        theme = question.asked.theme
        gathered.setdefault(theme.id if theme else "", []).append(question)
    return tuple(Theme(found[0].asked.theme, tuple(found)) for found in gathered.values())


def _groups(questions: Sequence[Question]) -> Iterator[Group]:
    """The questions by the register they inform, in the order of the registers; by theme when they inform none."""
    registers = vocabulary("model_registers")
    for code in registers.terms:
        found = tuple(one for one in questions if one.item.register == code)
        if found:
            yield Group(registers.label_of(code), found)
    for theme in _gather([one for one in questions if one.item.register not in registers.terms]):
        label = theme.item.label if theme.item else Text("Autres questions", "Other questions")
        yield Group(label, theme.questions)


def _address(name: str, state: State, actor: Actor) -> str:
    """The address of a page about this actor, where the site has it."""
    try:
        return reverse(name, args=[state.entry.slug, actor.id])
    except NoReverseMatch:
        return ""


def typed(page: Page, item: str, data: Any, *, wrong: str = "", theirs: str = "") -> None:
    """Put on the page what could not be kept of an answer, and why."""
    for question in page.questions:
        if question.item.id == item:
            answered = question.answered
            answered.value = data.get("reponse", "")[:60]
            answered.narrative, answered.evidence = data.get("recit", ""), data.get("preuve", "")
            answered.wrong, answered.theirs = wrong, theirs
