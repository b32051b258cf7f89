"""What was said in a workshop, activity by activity, as its big screen showed it: no name, nothing that was hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from maillage.deliverables.document import Block, Heading, Line, ListBlock, Paragraph, Words
from maillage.deliverables.telling import Telling
from maillage.deliverables.wording import joined
from maillage.workshop.activities import KINDS, choices
from maillage.workshop.beside import fields_of

if TYPE_CHECKING:
    from maillage.workshop.board import Board

Objects = Mapping[str, Mapping[str, Any]]


def activities_of(telling: Telling, board: Board) -> Iterator[Block]:
    """Each activity that was opened: what was asked, the notes by group, how answers spread, what was concluded."""
    shown = _shown(board)
    told = [
        one for one in board.activities.values() if shown.get(f"a/{one.key}", {}).get("state") != "waiting"
    ]
    for one in told:
        label = KINDS[one.kind].label if one.kind in KINDS else None
        yield Heading(telling.own(one.title) or (telling.say(label) if label else telling.unsaid), 3)
        if one.prompt:
            yield Paragraph(telling.own(one.prompt), "note")
        yield from _told(telling, one.key, shown)
    if not told:
        yield telling.missing("report.nothing-said")


def _shown(board: Board) -> Objects:
    """The objects of the board that the big screen may show, notes and groups in the order of their numbers."""
    seen = {key: board.visible(key, "screen", "") for key in sorted(board.objects, key=_place)}
    return {key: one for key, one in seen.items() if one}


def _place(key: str) -> tuple[str, int, str]:
    kind, _, rest = key.partition("/")
    return kind, int(rest) if rest.isdecimal() else 0, rest


def _told(telling: Telling, activity: str, shown: Objects) -> Iterator[Block]:
    asked = shown[f"a/{activity}"]
    notes = {one["number"]: one for one in _of(shown, "n/", activity)}
    grouped: set[int] = set()
    for group in _of(shown, "g/", activity):
        numbers = [one for one in group["notes"] if one in notes]
        grouped |= set(numbers)
        if numbers:
            yield Paragraph(telling.own(group["title"], strong=True) or telling.line("report.group"))
            yield ListBlock(tuple(_note(telling, notes[one], asked) for one in numbers))
    alone = tuple(_note(telling, one, asked) for number, one in notes.items() if number not in grouped)
    if alone:
        yield ListBlock(alone)
    concluded = tuple(_concluded(telling, asked))
    if concluded:
        yield ListBlock(concluded)
    answered = shown.get(f"c/{activity}", {}).get("answered", 0)
    if answered:
        key = "report.answered" if answered > 1 else "report.answered-one"
        yield Paragraph(telling.line(key, n=str(answered)), "note")
    elif not notes and not concluded:
        yield telling.missing("report.nothing-here")


def _of(shown: Objects, kind: str, activity: str) -> list[Mapping[str, Any]]:
    return [one for key, one in shown.items() if key.startswith(kind) and one["activity"] == activity]


def _note(telling: Telling, note: Mapping[str, Any], activity: Mapping[str, Any]) -> Line:
    """The words of a note, what was said beside them (the thread it draws, what it brings…), its dots."""
    dots = note.get("dots")
    said = telling.line("report.dots" if dots > 1 else "report.dot", n=str(dots)) if dots else ()
    fields = fields_of(activity["kind"], activity["settings"], note["fields"], telling.language)
    beside = joined(
        (telling.line("report.beside", name=name, said=telling.own(words)) for name, words in fields),
        "\u00a0; " if telling.language == "fr" else "; ",
    )
    words = telling.own(note["text"])
    return (*words, *((Words(" – "),) if words and beside else ()), *beside, *said)


def _concluded(telling: Telling, activity: Mapping[str, Any]) -> Iterator[Line]:
    """What the activity came to, once revealed: how answers spread, dots, constraints told to all, exits, outcome."""
    result = activity.get("result") or {}
    for level in (*result.get("levels", ()), *_unsaid(telling, result)):
        if level["count"]:
            yield _level(telling, level)
    for one in result.get("counts", ()):
        yield telling.line("report.count", name=telling.own(one["label"]), n=str(one["count"]))
    for one in result.get("constraints", ()):
        yield telling.own(one["text"])
    for exit_shown in activity.get("shown") or ():
        for sentence in exit_shown.get("sentences") or ():
            yield telling.own(str(sentence))
    if outcome := activity.get("outcome"):
        yield telling.own(outcome["text"], strong=True)


def _unsaid(telling: Telling, result: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if result.get("unsaid"):
        yield {"label": telling.word("report.cannot-say"), "code": "", **result["unsaid"]}


def _level(telling: Telling, level: Mapping[str, Any]) -> Line:
    ours = {one.code: one.label for one in choices("consent_answers")}
    code = level["code"]
    name = telling.say(ours[code]) if code in ours else telling.own(level["label"])
    said = telling.line("report.count", name=name or (Words(code),), n=str(level["count"]))
    whys = [telling.own(one) for one in level.get("whys", ())]
    return (*said, Words(" – "), *joined(whys, " / ")) if whys else said
