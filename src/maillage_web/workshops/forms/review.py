"""What is typed while reviewing a workshop: a choice per proposal, then the session, the hours, who was there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from maillage.dossier.audience import SEPARATOR
from maillage.dossier.values import plain_number
from maillage.workshop.limits import LONGEST_TITLE
from maillage_web.workshops.queries.review import RowShown
from maillage_web.workshops.queries.review_draft import LEAVE, MERGE, TAKE, Choice

_LONGEST_CELL = 8_000


def choices_sent(sent: QueryDict, rows: Sequence[RowShown], base: int) -> dict[str, Choice]:
    """The choices of a page, by key of proposal; a row that the form did not hold keeps what it had."""
    return {row.key: _choice(sent, row, base) for row in rows if f"{row.mark}-do" in sent}


def _choice(sent: QueryDict, row: RowShown, base: int) -> Choice:
    do = sent.get(f"{row.mark}-do", LEAVE)
    into = sent.get(f"{row.mark}-into", "")
    known = {like.id for like in row.likes}
    if do == MERGE and into not in known:
        do = TAKE
    table = sent.get(f"{row.mark}-table", "")
    return Choice(
        do=do if do in (TAKE, LEAVE, MERGE) and row.writable else LEAVE,
        into=into if do == MERGE else "",
        table=table if table in {name for name, _label in row.tables} else "",
        cells={} if table and table != row.table else {**row.typed, **_cells(sent, row)},
        visibility=sent.get(f"{row.mark}-visibility", "")[:20],
        base=base,
    )


def _cells(sent: QueryDict, row: RowShown) -> dict[str, str]:
    """The cells that differ from what was shown."""
    found = {}
    for column in row.columns:
        name = f"{row.mark}-c-{column.name}"
        if column.kind == "many":
            words = SEPARATOR.join(sent.getlist(name))
        else:
            words = sent.get(name, column.value).replace("\r\n", "\n").strip()[:_LONGEST_CELL]
        if words != column.value:
            found[column.name] = words
    return found


class SessionForm(forms.Form):
    """What the workshop becomes among the sessions, and the hours of who facilitates; hours are never guessed."""

    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE)
    date = forms.DateField(label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    starts_at = forms.CharField(label=_("Time"), max_length=10, required=False)
    hours = forms.CharField(
        label=_("Length in hours"),
        max_length=10,
        required=False,
        help_text=_("From door to door, 2.5 for instance."),
    )
    place = forms.CharField(label=_("Place"), max_length=LONGEST_TITLE, required=False)
    question = forms.CharField(
        label=_("The question that the group asked itself"), max_length=500, required=False
    )
    participants = forms.MultipleChoiceField(
        label=_("Actors present"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The actors, not the persons: no first name enters the dossier."),
    )
    learnings = forms.CharField(
        label=_("What the group learnt"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Left empty: the learnings that you took, one per line."),
    )
    hours_preparing = forms.CharField(label=_("Hours of preparing"), max_length=10, required=False)
    hours_running = forms.CharField(label=_("Hours of running"), max_length=10, required=False)
    hours_reporting = forms.CharField(label=_("Hours of reporting"), max_length=10, required=False)
    given_by = forms.CharField(
        label=_("Given by"),
        max_length=LONGEST_TITLE,
        required=False,
        help_text=_("The role or the organisation, not the person."),
    )
    no_names = forms.BooleanField(label=_("I have read the words: none is a first name here"), required=False)

    def __init__(self, *arguments: Any, actors: Sequence[tuple[str, str]], **further: Any) -> None:
        super().__init__(*arguments, **further)
        self.fields["participants"].choices = list(actors)

    def _hours(self, name: str) -> str:
        words = plain_number(self.cleaned_data.get(name, ""))
        try:
            if words and not 0 < float(words) <= 1000:
                raise ValueError(words)
        except ValueError:
            raise forms.ValidationError(_("Write a number of hours, 2.5 for instance.")) from None
        return words

    def clean_hours(self) -> str:
        return self._hours("hours")

    def clean_hours_preparing(self) -> str:
        return self._hours("hours_preparing")

    def clean_hours_running(self) -> str:
        return self._hours("hours_running")

    def clean_hours_reporting(self) -> str:
        return self._hours("hours_reporting")

    @property
    def words(self) -> dict[str, Any]:
        """What the draft keeps, once the form is valid."""
        said = {**self.cleaned_data, "date": self.cleaned_data["date"].isoformat()}
        said["title"] = said["title"].strip()
        return {name: value for name, value in said.items() if value not in ("", False)} | {
            "participants": said["participants"]
        }
