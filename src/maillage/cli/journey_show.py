"""``maillage journey PATH [JOURNEY]``: where the journeys of a dossier stand on a day."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

import click

from maillage.articulation.analysis import Analysis, analyse
from maillage.cli import options
from maillage.cli.presenting import present
from maillage.cli.reading import day_of, dossier_at
from maillage.cli.shell import Refusal, Shell
from maillage.cli.speaking import Spoken
from maillage.cli.words import Words
from maillage.dossier.day_words import date_words
from maillage.dossier.dossier import Dossier
from maillage.dossier.problems import UnreadableError
from maillage.dossier.tables import Journey
from maillage.dossier.values import format_decimal
from maillage.io.journeys import load_template
from maillage.journey.outputs import OutputSeen
from maillage.journey.phase_guides import Template
from maillage.journey.standing import PhaseStanding, Standing, journeys_of, standing_of
from maillage.journey.standing_json import standing_json
from maillage.journey.templates import templates

_SHOWN = 8


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    path_type = click.Path(path_type=Path)
    journey = click.Argument(
        ["journey"],
        required=False,
        metavar=f"[{words('metavar.journey')}]",
        help=words("journey-show.journey"),
    )
    template = click.Option(
        ["--template"], type=path_type, metavar=words("metavar.path"), help=words("journey-show.template")
    )
    asked = [options.form(words), options.on(words), options.at(words), template, options.encoding(words)]
    return Spoken(words, "journey-show", callback=run, params=[options.path(words), journey, *asked])


@click.pass_obj
def run(
    shell: Shell,
    path: Path,
    journey: str | None,
    format: str,
    on: datetime.date | None,
    at: str | None,
    template: Path | None,
    encoding: str,
) -> None:
    """Print where each journey stands, or the one that is named."""
    given = _template(template) if template else None
    dossier = dossier_at(shell, path, encoding)
    analysis = analyse(dossier, day_of(shell, dossier, at, on))
    rows = _asked(shell, journeys_of(dossier), journey)
    found = [standing_of(dossier, row, analysis.chain.on, analysis, given) for row in rows]
    if format == "json":
        shell.json({"on": analysis.chain.on.isoformat(), "journeys": [standing_json(one) for one in found]})
        return
    present(shell, analysis.chain)
    if not found:
        shell.line()
        shell.say("journey.none", known=", ".join(one.id for one in templates()))
    for one in found:
        _tell(shell, one, analysis, dossier)


def _template(path: Path) -> Template:
    reading = load_template(path)
    if reading.template is None:
        raise UnreadableError(reading.problems)
    return reading.template


def _asked(shell: Shell, rows: Sequence[Journey], asked: str | None) -> Sequence[Journey]:
    if asked is None:
        return rows
    found = [row for row in rows if row.id == asked]
    if not found:
        known = ", ".join(row.id for row in rows) or "–"
        raise Refusal(shell.words("journey.unknown", found=asked, known=known))
    return found


def _tell(shell: Shell, one: Standing, analysis: Analysis, dossier: Dossier) -> None:
    shell.line()
    shell.line(one.journey.title, style="bold")
    shell.line(one.journey.id, indent=2)
    _head(shell, "journey.stands")
    if not one.here:
        shell.line(shell.words("journey.nowhere"), indent=2)
    for phase in one.here:
        _tell_phase(shell, phase)
    _tell_turns(shell, one)
    _tell_coming(shell, one)
    _tell_hours(shell, one)


def _head(shell: Shell, key: str) -> None:
    shell.line()
    shell.say(key, style="bold")


def _tell_phase(shell: Shell, one: PhaseStanding) -> None:
    words = shell.words
    periods = "; ".join(words.of(stay.period) for stay in one.stays if stay.now)
    shell.line(words("journey.here", title=one.phase.title, period=periods), indent=2)
    if one.findings:
        shell.line(words("journey.findings"), indent=4)
    for finding in one.findings[:_SHOWN]:
        shell.line(f"{finding.code}  {words.of(finding.message)}", indent=6)
    if one.outputs:
        shell.line(words("journey.outputs"), indent=4)
    for output in one.outputs:
        shell.line(words(f"journey.output-{_state(output)}", said=output.said), indent=6)


def _state(output: OutputSeen) -> str:
    return "untold" if output.there is None else "there" if output.there else "missing"


def _tell_turns(shell: Shell, one: Standing) -> None:
    if one.turns:
        _head(shell, "journey.turns")
    for phase, stay in one.turns:
        words = shell.words("journey.here", title=phase.phase.title, period=stay.period)
        shell.line(words, indent=2)
        if stay.turn.narrative:
            shell.line(stay.turn.narrative, indent=4)


def _tell_coming(shell: Shell, one: Standing) -> None:
    words, coming = shell.words, one.next_session
    shell.line()
    if coming is not None and coming.date is not None:
        shell.say("journey.next", title=coming.title or coming.id, date=date_words(coming.date))
    else:
        shell.say("journey.next-none")
    for beat in one.rhythm:
        if beat.last is None or beat.last.date is None:
            shell.say("journey.beat-never", said=beat.beat.said)
        elif beat.by is None:
            shell.say("journey.beat", said=beat.beat.said, date=date_words(beat.last.date))
        else:
            date, by = date_words(beat.last.date), date_words(beat.by)
            shell.say("journey.beat-by", said=beat.beat.said, date=date, by=by)
    if one.to_review:
        _head(shell, "journey.review")
    for due in one.to_review:
        key = "journey.review-late" if due.on < one.on else "journey.review-line"
        shell.line(words(key, date=date_words(due.on), said=due.said), indent=2)


def _tell_hours(shell: Shell, one: Standing) -> None:
    words, hours = shell.words, one.hours
    shell.line()
    if not hours.rows:
        shell.say("journey.hours-none")
        return
    shell.say("journey.hours", style="bold", hours=format_decimal(hours.total))
    for slice_ in (*hours.by_kind, *hours.by_phase):
        shell.line(
            words("journey.hours-line", label=slice_.label, hours=format_decimal(slice_.hours)), indent=2
        )
