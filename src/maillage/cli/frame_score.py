"""``maillage frame score``: what a file of answers is worth on a frame with points; how it spreads on another."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from maillage.cli import options
from maillage.cli.frame_check import named
from maillage.cli.frame_reading import frame_named
from maillage.cli.shell import Refusal, Shell
from maillage.cli.speaking import Spoken, suggestion
from maillage.cli.words import Words
from maillage.io.frame_answers import AnswerLine, read_answers, statuses_of
from maillage.referential.explaining import explain, points_words
from maillage.referential.frame import Frame, Item
from maillage.referential.profile import Profile, Reply
from maillage.referential.scores import ItemScore
from maillage.referential.scoring import Scores, score

_DECIMALS = 3
_FACETS = ("legal_form", "family", "size", "sphere")


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    params = [
        named(words),
        click.Option(
            ["--answers"],
            type=click.Path(path_type=Path),
            required=True,
            metavar=words("metavar.file"),
            help=words("frame-score.answers"),
        ),
        click.Option(
            ["--profile"], multiple=True, metavar=words("frame-score.pair"), help=words("frame-score.profile")
        ),
        click.Option(["--why"], metavar=words("metavar.code"), help=words("frame-score.why")),
        options.form(words),
    ]
    return Spoken(words, "frame-score", callback=run, params=params)


@click.pass_obj
def run(
    shell: Shell, name: str, answers: Path, profile: tuple[str, ...], why: str | None, format: str
) -> None:
    """Score, or say how the answers spread when the frame gives no points."""
    frame = frame_named(shell, name)
    if why is not None and why not in frame.items:
        near = suggestion(shell.words, why, tuple(frame.items))
        raise Refusal(f"{shell.words('frame-score.no-item', found=why)} {near}".strip())
    given = read_answers(answers, frame)
    who = _profile(shell, frame, profile)
    if frame.weighted:
        scores = score(frame, statuses_of(given), who)
        shell.json(_scores_json(shell, scores, why)) if format == "json" else _tell(shell, scores, why)
    else:
        spread = list(_spreads(frame, given))
        shell.json(_spread_json(shell, frame, spread)) if format == "json" else _tell_spread(shell, spread)


# --- who answers ------------------------------------------------------------------------------------------------------


def _profile(shell: Shell, frame: Frame, pairs: Sequence[str]) -> Profile:
    """The profile that ``key=value`` pairs say: a question of the frame, or a facet of who answers."""
    own: dict[str, str] = {}
    answers: dict[str, Reply] = {}
    identity: dict[str, tuple[str, ...]] = {}
    for pair in pairs:
        key, sign, value = (part.strip() for part in pair.partition("="))
        if not (key and sign and value):
            raise Refusal(shell.words("frame-score.no-pair", found=pair))
        if key in frame.questions:
            answers[key] = _reply(shell, frame, key, value)
        elif key in _FACETS:
            own[key] = value
        else:
            identity[key] = (*identity.get(key, ()), value)
    return Profile(**own, answers=answers, identity=identity)


def _reply(shell: Shell, frame: Frame, key: str, value: str) -> Reply:
    question = frame.questions[key]
    truths = {"oui": True, "yes": True, "non": False, "no": False}
    if question.kind == "yes_no" and value.lower() in truths:
        return truths[value.lower()]
    if question.kind == "choice" and value in [one.code for one in question.choices]:
        return value
    if question.kind == "proportion":
        try:
            part = float(value.replace(",", "."))
        except ValueError:
            part = math.nan
        if 0 <= part <= 1:
            return part
    raise Refusal(shell.words(f"frame-score.no-reply-{question.kind}", found=value, question=key))


# --- with points ------------------------------------------------------------------------------------------------------


def _tell(shell: Shell, scores: Scores, why: str | None) -> None:
    if why is not None:
        shell.line(shell.words.of(scores.frame.items[why].label), style="bold")
        for said in explain(scores, why):
            shell.line(shell.words.of(said), indent=2)
        return
    shell.line(shell.words.of(scores.frame.title), style="bold")
    for item in scores.frame.items.values():
        label = shell.words.of(item.label)
        head = label if label == item.id else f"{item.id} {label}"
        told = shell.words("frame-score.of", head=head, said=_line(shell, scores.of(item.id)))
        shell.line(told, indent=2 * item.depth)
    missing = sum(1 for item in scores.frame.leaves if _missing(scores, item))
    if missing:
        shell.line(shell.words.count("unanswered", missing), style="bold")


def _line(shell: Shell, one: ItemScore) -> str:
    if not one.concerned:
        return shell.words("frame-score.off" if one.off else "frame-score.not-concerned")
    key = "line-missing" if one.points_unfilled > 0 else "line"
    values = {
        "done": one.points_done,
        "planned": one.points_planned,
        "not_done": one.points_not_done,
        "unfilled": one.points_unfilled,
        "potential": one.potential,
    }
    return shell.words(
        f"frame-score.{key}", **{name: shell.words.of(points_words(value)) for name, value in values.items()}
    )


def _missing(scores: Scores, item: Item) -> bool:
    return scores.of(item.id).concerned and item.id not in scores.statuses and not _covered(scores, item)


def _covered(scores: Scores, item: Item) -> bool:
    """Whether a status above speaks for it."""
    above = (scores.statuses.get(one.id) for one in scores.frame.above(item.id))
    return any(said is not None and said.filled for said in above)


def _scores_json(shell: Shell, scores: Scores, why: str | None) -> dict[str, Any]:
    items = [_score_json(one, answered=one.item in scores.statuses) for one in scores.items.values()]
    told = {"frame": scores.frame.id, "version": scores.frame.version, "items": items}
    if why is not None:
        told["why"] = [shell.words.of(said) for said in explain(scores, why)]
    return told


def _score_json(one: ItemScore, *, answered: bool) -> dict[str, Any]:
    numbers = {
        "points_done": one.points_done,
        "points_planned": one.points_planned,
        "points_not_done": one.points_not_done,
        "points_unfilled": one.points_unfilled,
        "potential": one.potential,
        "frame_points": one.frame_points,
    }
    return {
        "item": one.item,
        "answered": answered,
        "concerned": one.concerned,
        "off": one.off,
        **{name: round(value, _DECIMALS) for name, value in numbers.items()},
    }


# --- without points ---------------------------------------------------------------------------------------------------

Spread = tuple[Item, Counter[str], list[Item]]
"""A theme, how many answers each level received there, and the items that nobody answered."""


def _spreads(frame: Frame, answers: Sequence[AnswerLine]) -> Iterator[Spread]:
    """The answers theme by theme; the items under no theme stand under themselves."""
    groups: dict[str, list[Item]] = {}
    for item in frame.asked:
        groups.setdefault((frame.theme_of(item.id) or item).id, []).append(item)
    for theme, items in groups.items():
        ids = {item.id for item in items}
        given = [one for one in answers if one.item in ids and one.value]
        answered = {one.item for one in given}
        yield (
            frame.items[theme],
            Counter(one.value for one in given),
            [item for item in items if item.id not in answered],
        )


def _tell_spread(shell: Shell, spread: Sequence[Spread]) -> None:
    shell.say("frame-score.no-points")
    for theme, levels, missing in spread:
        shell.line()
        shell.line(shell.words.of(theme.label), style="bold")
        for level, number in levels.most_common():
            counted = shell.words.count("answers", number)
            shell.line(shell.words("frame-score.of", head=level, said=counted), indent=2)
        if missing:
            shell.line(shell.words.count("unanswered", len(missing)), indent=2, style="italic")
        for item in missing:
            shell.line(f"{item.id} {shell.words.of(item.label)}", indent=4, style="dim")


def _spread_json(shell: Shell, frame: Frame, spread: Sequence[Spread]) -> dict[str, Any]:
    themes = [
        {"theme": theme.id, "answers": dict(levels.most_common()), "unanswered": [one.id for one in missing]}
        for theme, levels, missing in spread
    ]
    return {
        "frame": frame.id,
        "version": frame.version,
        "note": shell.words("frame-score.no-points"),
        "themes": themes,
    }
