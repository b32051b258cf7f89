"""The forms of the memory: write in the journal, review a decision, restate a commitment, assess a resource."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.dossier.values import PartialDate
from maillage_web.common.templatetags.wording import language
from maillage_web.dossiers.actions.edits import Refusal
from maillage_web.journeys.choices import MINE
from maillage_web.journeys.forms.efforts import Moment

Choices = Sequence[tuple[str, Any]]
_LONG = 20_000


class Words(forms.CharField):
    """A text on several lines."""

    def __init__(self, rows: int = 4, **further: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows, "class": "entry"})
        super().__init__(max_length=_LONG, widget=widget, **further)


class MemoryForm(forms.Form):
    """A form that can show why the dossier refused what it asked."""

    def turn_down(self, refusals: Iterable[Refusal]) -> None:
        """Show why nothing was written."""
        for one in refusals:
            column = one.column if one.column in self.fields else None
            self.add_error(column, f"{one.message.in_(language())} {one.repair.in_(language())}")

    def offer(self, name: str, choices: Choices) -> None:
        """Say what a field lets one choose."""
        field: Any = self.fields[name]
        field.choices = choices

    def said(self, name: str) -> str:
        """What was written in a field, as a cell holds it."""
        value = self.cleaned_data.get(name)
        return "" if value is None else str(value).replace("\r\n", "\n").strip()

    def listed(self, name: str) -> str:
        """Lines as the items of a list cell; a semicolon within a line would cut it in two, a comma stands for it."""
        lines = [line.strip().replace(";", ",") for line in self.said(name).splitlines()]
        return "; ".join(filter(None, lines))


class EntryForm(MemoryForm):
    """An entry of the journal."""

    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    entry = Words(12, label=_("What happened, what it makes you think"))
    date = Moment(label=_("Date"), required=False)
    level = forms.ChoiceField(label=_("Who reads it"), widget=forms.RadioSelect)
    phase = forms.ChoiceField(label=_("Phase"), required=False)
    session = forms.ChoiceField(label=_("Session"), required=False)
    asserted_by = forms.CharField(
        label=_("In which role you write"),
        help_text=_("A role or an organisation. It is not asked for what only you read."),
        max_length=200,
        required=False,
    )

    def __init__(
        self, data: Any = None, *, levels: Choices, phases: Choices, sessions: Choices, **further: Any
    ) -> None:
        super().__init__(data, **further)
        self.offer("level", levels)
        self.offer("phase", [("", _("none in particular")), *phases])
        self.offer("session", [("", _("none in particular")), *sessions])

    @property
    def private(self) -> bool:
        """Whether only the author is to read it."""
        return bool(self.cleaned_data["level"] == MINE)

    def columns(self) -> dict[str, str]:
        """What the author keeps for themselves."""
        named = {"text": "entry"}
        return {
            name: self.said(named.get(name, name)) for name in ("date", "title", "text", "phase", "session")
        }

    def cells(self) -> dict[str, str]:
        """The cells of the row that others read."""
        level, _sep, actor = self.cleaned_data["level"].partition(":")
        names = ("date", "title", "entry", "phase", "session", "asserted_by")
        return {**{name: self.said(name) for name in names}, "visibility": level, "kept_for": actor}


KEEP, REVISE, SUPERSEDE = "keep", "revise", "supersede"


class ReviewForm(MemoryForm):
    """The review of a decision: keep it, revise it, or say which decision supersedes it."""

    verdict = forms.ChoiceField(
        label=_("After this review"),
        widget=forms.RadioSelect,
        choices=[
            (KEEP, _("we keep it")),
            (REVISE, _("we revise it: a new decision supersedes it")),
            (SUPERSEDE, _("another decision, already noted, supersedes it")),
        ],
    )
    day = Moment(label=_("Reviewed on"))
    why = Words(3, label=_("Why"))
    review_on = Moment(label=_("Review again on"), required=False)
    question = forms.CharField(label=_("Question"), max_length=1000, required=False)
    options = Words(3, label=_("Options examined"), help_text=_("One per line."), required=False)
    outcome = Words(3, label=_("Outcome"), required=False)
    objections = Words(
        3,
        label=_("Objections, and what was made of them"),
        help_text=_("One per line. Write “none” if nobody had any; leave it empty if it is not known."),
        required=False,
    )
    by = forms.ChoiceField(label=_("Superseded by"), required=False)

    def __init__(self, data: Any = None, *, decisions: Choices, **further: Any) -> None:
        super().__init__(data, **further)
        self.offer("by", [("", _("choose a decision")), *decisions])

    def clean(self) -> dict[str, Any]:
        """Ask what each verdict needs."""
        said = self.cleaned_data
        verdict = said.get("verdict")
        if verdict == REVISE and not (said.get("question") and said.get("outcome")):
            self.add_error("outcome", _("A new decision needs its question and its outcome."))
        if verdict == SUPERSEDE and not said.get("by"):
            self.add_error("by", _("Say which decision supersedes it."))
        if verdict in (KEEP, REVISE) and not said.get("review_on") and "review_on" not in self.errors:
            self.add_error(
                "review_on", _("Say when it will be looked at again: a year or a month is enough.")
            )
        return said

    def cells(self) -> dict[str, str]:
        """The cells of the new decision."""
        plain = {name: self.said(name) for name in ("question", "outcome", "review_on")}
        return {**plain, "options": self.listed("options"), "objections": self.listed("objections")}


class StateForm(MemoryForm):
    """A new dated state of a commitment, told and not judged."""

    status = forms.ChoiceField(label=_("Its state from then on"), widget=forms.RadioSelect)
    on = Moment(label=_("From which day"))
    note = Words(
        5,
        label=_("What happened"),
        help_text=_("Tell what made it so, on each side: what was hoped, what got in the way."),
    )
    object = Words(2, label=_("What is promised from then on"), required=False)
    asserted_by = forms.CharField(
        label=_("Who says so"), help_text=_("A role or an organisation."), max_length=200
    )
    review_on = Moment(label=_("Review on"), required=False)

    def __init__(self, data: Any = None, *, statuses: Choices, **further: Any) -> None:
        super().__init__(data, **further)
        self.offer("status", statuses)

    def clean_on(self) -> PartialDate:
        """A day: the state before ends on the day before."""
        day: PartialDate = self.cleaned_data["on"]
        if day.day is None:
            raise forms.ValidationError(
                _("Write a whole day, such as 2026-03-12: the state before ends there.")
            )
        return day

    def cells(self) -> dict[str, str]:
        """The cells of the new state."""
        return {name: self.said(name) for name in ("status", "note", "object", "asserted_by", "review_on")}


class AssessForm(MemoryForm):
    """What one rater sees of a resource."""

    kind = forms.ChoiceField(label=_("Resource"))
    holder = forms.ChoiceField(label=_("Whose"))
    state = forms.ChoiceField(label=_("Its state"), widget=forms.RadioSelect, required=False)
    trend = forms.ChoiceField(label=_("Where it is going"), required=False)
    narrative = Words(4, label=_("What makes you say so"))
    rater = forms.CharField(
        label=_("Your role"), help_text=_("A role or an organisation, not your name."), max_length=200
    )
    date = Moment(label=_("Date"))
    visibility = forms.ChoiceField(label=_("Who reads it"), required=False)

    def __init__(self, data: Any = None, *, choices: dict[str, Choices], **further: Any) -> None:
        super().__init__(data, **further)
        for name, offered in choices.items():
            self.offer(name, offered)

    def cells(self) -> dict[str, str]:
        """The cells of the assessment."""
        return {name: self.said(name) for name in self.fields}


class EntriesForm(forms.Form):
    """The filters of the journal; what cannot be read filters nothing."""

    niveau = forms.CharField(required=False, max_length=20)
    phase = forms.CharField(required=False, max_length=200)
    seance = forms.CharField(required=False, max_length=200)
    du = Moment(required=False)
    au = Moment(required=False)
