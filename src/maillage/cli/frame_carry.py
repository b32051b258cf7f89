"""``maillage frame carry``: what the answers of a dossier become in another version of a frame."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from maillage import io
from maillage.cli import options, writing
from maillage.cli.frame_publish import beside
from maillage.cli.frame_reading import frames_beside
from maillage.cli.problems import tell_problems
from maillage.cli.reading import dossier_at
from maillage.cli.shell import Refusal, Shell
from maillage.cli.speaking import Spoken
from maillage.cli.words import Words
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Answer
from maillage.referential.answer_words import rater_words
from maillage.referential.answered_versions import Plan, plan_of
from maillage.referential.carrying import Carried, Lost
from maillage.referential.correspondences import wrong_correspondences
from maillage.referential.frame import Frame
from maillage.text import Text

_IMPOSSIBLE = 2


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    code = words("metavar.code")
    frame = click.Option(["--frame"], default="efc", metavar=code, help=words("frame-carry.frame"))
    to = click.Option(["--to"], metavar=code, help=words("frame-carry.to"))
    write = click.Option(
        ["--write"],
        type=click.Path(path_type=Path),
        metavar=words("metavar.file"),
        help=words("frame-carry.write"),
    )
    shared = [beside(words), options.force(words), options.form(words), options.encoding(words)]
    return Spoken(words, "frame-carry", callback=run, params=[options.path(words), frame, to, write, *shared])


@click.pass_obj
def run(
    shell: Shell,
    path: Path,
    frame: str,
    to: str | None,
    write: Path | None,
    beside: tuple[Path, ...],
    force: bool,
    format: str,
    encoding: str,
) -> int:
    """Tell the plan, and write it when asked: 0 when all is carried, 1 when some answers are not."""
    if to is None:
        raise click.UsageError(shell.words("usage.missing", name="--to"))
    if write is not None:
        writing.refuse_unknown_form(shell, write)
        writing.refuse_to_replace(shell, write, force)
    known = frames_beside(beside)
    new = _version(shell, known, frame, to)
    elsewhere = {row.from_version for row in new.correspondences}
    if problems := wrong_correspondences(new, known, elsewhere):
        tell_problems(shell, problems, shell.warn, counted="frame-problems")
        return _IMPOSSIBLE
    dossier = dossier_at(shell, path, encoding)
    plan = plan_of(dossier, new, known, "en" if dossier.record.language == "en" else "fr")
    if format == "json":
        shell.json(_plan_json(shell, plan, written=write is not None))
    else:
        _tell(shell, plan)
    _write(shell, plan.applied_to(dossier), write, quiet=format == "json")
    return int(bool(plan.unknown) or any(part.lost or part.again for part in plan.carried))


def _version(shell: Shell, known: Sequence[Frame], id: str, version: str) -> Frame:
    for one in known:
        if (one.id, one.version) == (id, version):
            return one
    names = ", ".join(dict.fromkeys(f"{one.id} {one.version}" for one in known))
    raise Refusal(shell.words("frame-carry.no-version", found=version, frame=id, known=names))


def _write(shell: Shell, dossier: Dossier, target: Path | None, *, quiet: bool) -> None:
    if target is None:
        if not quiet:
            shell.say("frame-carry.nothing-written", style="dim")
        return
    with shell.waiting("say.writing", name=target.name), writing.naming(target):
        io.save(dossier, target, language=shell.asked)
    if not quiet:
        rows = shell.words.count("rows", dossier.count())
        shell.say("frame-carry.done", style="bold", target=target, rows=rows)


# --- what is said -----------------------------------------------------------------------------------------------------


def _tell(shell: Shell, plan: Plan) -> None:
    if not plan.carried:
        shell.say("frame-carry.none", frame=plan.new.id, version=plan.new.version)
    for part in plan.carried:
        _tell_part(shell, part)
    if plan.unknown:
        shell.say("frame-carry.unknown", ids=", ".join(row.id for row in plan.unknown), style="yellow")


def _tell_part(shell: Shell, part: Carried) -> None:
    shell.say("frame-carry.title", style="bold", old=part.old, new=part.new)
    shell.line(_counts(shell, part))
    _tell_rows(shell, "carried", [(one.source, one.said) for one in part.carried if one.by is not None])
    _tell_rows(shell, "again", [(one.source, _reason(one)) for one in part.again])
    _tell_rows(shell, "lost", [(one.source, _reason(one)) for one in part.lost])
    if part.meetings:
        shell.say("frame-carry.meetings", style="bold")
        for one in part.meetings:
            shell.line(shell.words.of(one.said), indent=2)


def _counts(shell: Shell, part: Carried) -> str:
    counts = shell.words.count
    as_it_is = len(part.carried) - len(part.changed)
    how = f"{counts('same-answers', as_it_is)}, {counts('changed-answers', len(part.changed))}"
    said = [f"{counts('carried-answers', len(part.carried))} ({how})"]
    for key, rows in (("again", part.again), ("lost", part.lost), ("already", part.already)):
        if rows:
            said.append(counts(f"{key}-answers", len(rows)))
    return ", ".join(said)


def _reason(lost: Lost) -> Text:
    return Text(f"{lost.why.fr} {lost.repair.fr}", f"{lost.why.en} {lost.repair.en}")


def _tell_rows(shell: Shell, key: str, rows: Sequence[tuple[Answer, Text]]) -> None:
    if not rows:
        return
    shell.say(f"frame-carry.{key}", style="bold")
    for row, said in rows:
        rater = shell.words.of(rater_words(row.rater))
        holder = row.holder or shell.words("frame-carry.nobody")
        told = shell.words.of(said)
        shell.line(
            shell.words("frame-carry.line", id=row.id, holder=holder, rater=rater, said=told), indent=2
        )


# --- for programs -----------------------------------------------------------------------------------------------------


def _plan_json(shell: Shell, plan: Plan, *, written: bool) -> dict[str, Any]:
    parts = [_part_json(shell, part) for part in plan.carried]
    left = [row.id for row in plan.unknown]
    return {"frame": plan.new.id, "to": plan.new.version, "written": written, "from": parts, "left": left}


def _part_json(shell: Shell, part: Carried) -> dict[str, Any]:
    of = shell.words.of
    return {
        "version": part.old,
        "carried": [
            {"id": one.row.id, "of": one.source.id, "item": one.row.item, "value": one.row.value}
            | {"by": one.by, "said": of(one.said)}
            for one in part.carried
        ],
        "again": [_lost_json(shell, one) for one in part.again],
        "lost": [_lost_json(shell, one) for one in part.lost],
        "already": [row.id for row in part.already],
        "meetings": [
            {"item": one.item, "rater": one.rater, "ids": [row.id for row in one.rows], "said": of(one.said)}
            for one in part.meetings
        ],
    }


def _lost_json(shell: Shell, lost: Lost) -> dict[str, Any]:
    where = {"id": lost.source.id, "item": lost.item, "value": lost.value}
    return {**where, "why": shell.words.of(lost.why), "repair": shell.words.of(lost.repair)}
