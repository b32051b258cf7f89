"""What is answered to something that cannot be taken: a code, and a sentence that says what to do."""

from __future__ import annotations

from maillage.text import Text, same
from maillage.workshop.wording import sentence, text


class Refusal(ValueError):
    """Something said in a workshop that is not kept. `code` names why; `text` says it in both languages.

    >>> refused("ended").code
    'ended'
    """

    def __init__(self, code: str, said: Text) -> None:
        super().__init__(said.fr)
        self.code = code
        self.text = said


def refused(code: str, /, **values: object) -> Refusal:
    """The refusal `code`, its holes filled; the messages are the section ``refusal`` of the packaged table.

    A field is called what the phone calls it.

    >>> refused("empty", name="brings").text.en
    '“what I bring” is missing: write at least one word.'
    """
    name = values.get("name")
    if isinstance(name, str) and code != "unknown-field":
        values["name"] = _field(name)
    return Refusal(code, sentence(f"refusal.{code}", **values))


def _field(name: str) -> Text:
    try:
        return text(f"refusal-field.{name}")
    except KeyError:
        return same(name)
