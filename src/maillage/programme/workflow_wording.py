"""What workflows and reviews say: rows of ``data/messages/workflows.toml``."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.data.wording import Messages
from maillage.text import Text, fill

MESSAGES = "messages/workflows.toml"
_MESSAGES = Messages(MESSAGES)

text = _MESSAGES.text
sentence = _MESSAGES.sentence


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a workflow: its name, the table and the code it concerns, what is wrong, what to do."""

    name: str
    table: str
    code: str
    said: Text
    todo: Text


def problem(name: str, table: str, code: str = "", /, **values: object) -> Problem:
    """The problem called `name`, about the row `code` of `table`."""
    entry = _MESSAGES.entry(f"problem.{name}")
    said, todo = (Text(*(entry[half][part] for half in ("fr", "en"))) for part in ("said", "todo"))
    return Problem(name, table, code, fill(said, **values), fill(todo, **values))


def label(section: str, code: str) -> Text:
    """How a code of a closed list is called; a code of no list is shown as it is.

    >>> label("actor", "lead").en
    'the lead applicant'
    """
    name, _, number = code.partition(":")
    try:
        return sentence(f"{section}.{name or 'none'}", n=number)
    except KeyError:
        return Text(code, code)


def label_of(section: str, codes: tuple[str, ...]) -> Text:
    """How several codes are called, one after the other."""
    found = [label(section, one) for one in codes]
    return Text(", ".join(one.fr for one in found), ", ".join(one.en for one in found))
