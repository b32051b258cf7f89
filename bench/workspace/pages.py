"""What a browser would send back of a form: every field as it stands, and its address."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"button", "submit", "image", "file", "reset"}


@dataclass
class Form:
    """A form of a page: where it goes, and what it would send."""

    action: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    def sent(self, **changes: str) -> list[tuple[str, str]]:
        """The fields to send, with some of them filled otherwise."""
        kept = {name: values for name, values in self.values.items() if name not in changes}
        return [(name, value) for name, values in kept.items() for value in values] + list(changes.items())


def _is_sent(given: dict[str, str]) -> bool:
    kind = given.get("type", "text")
    return kind not in VOID and (kind not in ("checkbox", "radio") or "checked" in given)


class _Forms(HTMLParser):
    """Gathers the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._form: Form | None = None
        self._area: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what a control would send."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(given.get("action", ""), given.get("method", "get").lower())
            self.found.append(self._form)
        name = given.get("name", "")
        if self._form is None:
            return
        if tag == "option" and self._select and "selected" in given:
            self._add(self._select, given.get("value", ""))
        if not name or "disabled" in given:
            return
        if tag == "textarea":
            self._area = name
            self._form.values.setdefault(name, [""])
        elif tag == "select":
            self._select = name
        elif tag == "input" and _is_sent(given):
            self._add(name, given.get("value", ""))
        self._form.names.add(name)

    def _add(self, name: str, value: str) -> None:
        if self._form is not None:
            self._form.values.setdefault(name, []).append(value)

    def handle_data(self, data: str) -> None:
        """The words of a text area; browsers drop its first line end."""
        if self._area and self._form is not None:
            before = self._form.values[self._area][0]
            self._form.values[self._area] = [before + data if before else data.removeprefix("\n")]

    def handle_endtag(self, tag: str) -> None:
        """Leave what ends."""
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None


def form_with(page: str, name: str) -> Form | None:
    """The first form of the page that has a field of this name."""
    forms = _Forms()
    forms.feed(page)
    return next((form for form in forms.found if name in form.names), None)
