"""``maillage deliver``: a document to hand over, for its readers alone."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import click

from maillage.cli import options, writing
from maillage.cli.reading import day_of, dossier_at, moment
from maillage.cli.shell import Refusal, Shell
from maillage.cli.speaking import Choice, Spoken
from maillage.cli.words import Words
from maillage.deliverables import kinds
from maillage.deliverables.document import Document
from maillage.deliverables.readers import CODES, Readers, audience_of
from maillage.deliverables.wording import DeliverableError
from maillage.dossier.audience import seen_by
from maillage.dossier.dossier import Dossier
from maillage.io import atomic, deliverable_files, pdf
from maillage.text import LANGUAGES

_FORMATS = {f".{one}": one for one in kinds.FORMATS} | {".htm": "html"}
_ENGINES = ("numpy", "rustworkx")


def command(words: Words) -> click.Command:
    """The command, in the language of `words`."""
    kind = click.Argument(
        ["kind"], type=Choice(words, list(kinds.KINDS)), metavar=words("deliver.kind-metavar")
    )
    kind.help = words("deliver.kind", known=", ".join(kinds.KINDS))
    template = _typed(words, "template", click.Path(path_type=Path), "metavar.file", "word-template")
    params = [
        options.path(words),
        kind,
        click.Option(["--format", "form"], type=Choice(words, kinds.FORMATS), help=words("deliver.format")),
        options.output(words, "deliver.output"),
        _typed(words, "for", str, "deliver.for-metavar", into="readers", default="members"),
        click.Option(["--open", "public"], is_flag=True, help=words("deliver.open")),
        click.Option(["--language"], type=Choice(words, LANGUAGES), help=words("deliver.language")),
        options.at(words, "--since", "deliver.since"),
        _typed(words, "session", str, "deliver.session-metavar", default=""),
        click.Option(["--size"], type=Choice(words, kinds.SIZES), default="a3", help=words("deliver.size")),
        template,
        options.on(words),
        options.at(words),
        options.force(words),
        options.encoding(words),
    ]
    return Spoken(words, "deliver", callback=run, params=params)


def _typed(
    words: Words, name: str, kind: Any, metavar: str, key: str = "", into: str = "", **more: Any
) -> Any:
    declared = [f"--{name}", into] if into else [f"--{name}"]
    return click.Option(
        declared, type=kind, metavar=words(metavar), help=words(f"deliver.{key or name}"), **more
    )


@click.pass_obj
def run(shell: Shell, /, path: Path, kind: str, output: Path | None, force: bool, **asked: Any) -> None:
    """Write the document `kind` of the dossier at `path`."""
    form = _form(shell, kind, output, asked["form"])
    template = _template(shell, form, asked["template"])
    if output is not None:
        writing.refuse_to_replace(shell, output, force)
    dossier = dossier_at(shell, path, asked["encoding"])
    target = output or Path(f"{dossier.record.id}-{kind}.{form}")
    writing.refuse_to_replace(shell, target, force)
    with shell.waiting("say.writing", name=target.name):
        content = _content(shell, _document(shell, dossier, kind, asked), form, asked["size"], template)
        with writing.naming(target):
            atomic.write_file(target, content)
    shell.say("deliver.done", style="bold", path=target)


def _form(shell: Shell, kind: str, output: Path | None, asked: str | None) -> kinds.Format:
    if output is not None and asked is None:
        writing.refuse_other_suffix(shell, output, *_FORMATS)
    wanted = asked or (_FORMATS[output.suffix.lower()] if output else "html")
    try:
        return kinds.format_of(kinds.kind_of(kind), wanted)
    except DeliverableError as error:
        raise Refusal(shell.words.of(error.text)) from error


def _template(shell: Shell, form: str, path: Path | None) -> bytes | None:
    if path is None:
        return None
    if form != "docx":
        raise Refusal(shell.words("deliver.only-word"))
    return path.read_bytes()


def _document(shell: Shell, dossier: Dossier, kind: str, asked: dict[str, Any]) -> Document:
    readers = _readers(shell, dossier, asked["readers"])
    audience = audience_of(readers, public=asked["public"])
    if readers.code == "public" and seen_by(dossier, audience).count() == 1 < dossier.count():
        shell.warn(shell.words("deliver.nothing-public"))
    wanted = kinds.Asked(
        kind=kind,
        on=day_of(shell, dossier, asked["at"], asked["on"]),
        language=asked["language"] or shell.language,
        readers=readers,
        since=_since(shell, dossier, asked["since"]),
        session=asked["session"],
    )
    try:
        return kinds.make(dossier, wanted, audience)
    except DeliverableError as error:
        raise Refusal(shell.words.of(error.text)) from error
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in _ENGINES:
            raise Refusal(shell.words("deliver.needs-network")) from error
        raise


def _since(shell: Shell, dossier: Dossier, asked: str | None) -> datetime.date | None:
    return moment(shell, dossier, asked) if asked is not None else None


def _readers(shell: Shell, dossier: Dossier, asked: str) -> Readers:
    for code in CODES:
        if asked == code != "actor":
            return Readers(code)
    named = {one.name: one.id for one in dossier.actors}
    actor = named.get(asked, asked)
    if actor not in named.values():
        known = ", ".join(dict.fromkeys(named.values())) or "—"
        raise Refusal(shell.words("deliver.nobody", found=asked, known=known))
    return Readers("actor", actor)


def _content(
    shell: Shell, document: Document, form: kinds.Format, size: str, template: bytes | None
) -> bytes:
    try:
        return deliverable_files.written(document, form, size, template).content
    except DeliverableError as error:
        raise Refusal(shell.words.of(error.text)) from error
    except pdf.PdfMissingError as error:
        raise Refusal(shell.words("deliver.needs-pdf")) from error
    except deliverable_files.WordMissingError as error:
        raise Refusal(shell.words("deliver.needs-word")) from error
