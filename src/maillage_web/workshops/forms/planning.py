"""What people fill in to prepare a workshop: its title, and what each activity asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from maillage.dossier.dossier import Dossier
from maillage.text import Language
from maillage.workshop.activities import KINDS
from maillage.workshop.designs import DESIGNS
from maillage_web.common.templatetags.wording import language, said
from maillage_web.workshops.actions.rooms import Prepared
from maillage_web.workshops.queries.options import items_to_choose, options_of, position_settings
from maillage_web.workshops.queries.rooms import Step

COLLECTIVE = "collective"
_MOST_ITEMS = 30
_LONGEST_PROMPT = 500
_ENTRY = {"class": "entry"}


class WorkshopForm(forms.Form):
    """The title of a workshop and the language in which the room speaks."""

    title = forms.CharField(
        label=_("Title"), max_length=120, widget=forms.TextInput(attrs={**_ENTRY, "autocomplete": "off"})
    )
    language = forms.ChoiceField(
        label=_("Language of the room"),
        choices=settings.LANGUAGES,
        widget=forms.Select(attrs=_ENTRY),
        help_text=_("That of the prompts and of the big screen; each phone may choose its own."),
    )


class NewWorkshopForm(WorkshopForm):
    """The same for a new workshop: without a title, it takes that of what it begins with, if that has one."""

    def __init__(self, *args: Any, titles: Mapping[str, str], **further: Any) -> None:
        super().__init__(*args, label_suffix="", **further)
        self.titles = titles
        self.fields["title"].required = False
        self.fields["title"].help_text = _("Left empty, it is that of what you begin with.")

    def clean(self) -> dict[str, Any]:
        """A workshop has a title."""
        data: dict[str, Any] = self.cleaned_data
        if not data.get("title") and "title" not in self.errors:
            data["title"] = self.titles.get(data.get("language", ""), "")
            if not data["title"]:
                self.add_error("title", _("Give the workshop a title: people read it on the big screen."))
        return data


class ActivityForm(forms.Form):
    """What an activity asks; what only its kind needs is there for that kind only."""

    title = forms.CharField(label=_("Title"), max_length=120, widget=forms.TextInput(attrs=_ENTRY))
    prompt = forms.CharField(
        label=_("What people are asked"),
        max_length=_LONGEST_PROMPT,
        required=False,
        widget=forms.Textarea(attrs={**_ENTRY, "rows": 2}),
    )
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=0,
        max_value=240,
        required=False,
        widget=forms.NumberInput(attrs={**_ENTRY, "inputmode": "numeric"}),
    )
    item = forms.ChoiceField(
        label=_("The item on which people take a position"),
        widget=forms.Select(attrs=_ENTRY),
        help_text=_("An item of a frame, with its levels in words. No average is ever made of the answers."),
    )
    holder = forms.ChoiceField(label=_("About whom"), widget=forms.Select(attrs=_ENTRY))
    dots = forms.IntegerField(
        label=_("Dots per person"), min_value=1, max_value=20, widget=forms.NumberInput(attrs=_ENTRY)
    )
    on = forms.ChoiceField(label=_("Dots are put on"), required=False, widget=forms.Select(attrs=_ENTRY))
    items = forms.CharField(
        label=_("Or on these, one per line"),
        required=False,
        widget=forms.Textarea(attrs={**_ENTRY, "rows": 4}),
    )
    question = forms.CharField(
        label=_("The question to decide"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs=_ENTRY),
    )
    proposal = forms.CharField(
        label=_("The proposal"),
        max_length=_LONGEST_PROMPT,
        required=False,
        widget=forms.Textarea(attrs={**_ENTRY, "rows": 3}),
        help_text=_("It may be empty until the group has written it: change the activity before opening it."),
    )

    def __init__(
        self,
        *args: Any,
        kind: str,
        tongue: Language,
        before: Sequence[Step] = (),
        actors: Sequence[Mapping[str, str]] = (),
        **further: Any,
    ) -> None:
        super().__init__(*args, label_suffix="", **further)
        self.kind, self.tongue, self.before = kind, tongue, before
        for name in {"item", "holder", "dots", "on", "items", "question", "proposal"} - set(
            _OWN.get(kind, ())
        ):
            del self.fields[name]
        if kind == "position":
            groups = [(title, list(items)) for title, items in items_to_choose(language())]
            self.fields["item"].choices = [("", "—"), *groups]
            named = [(one["id"], one["label"]) for one in actors]
            self.fields["holder"].choices = [(COLLECTIVE, _("the collective")), *named]
        if kind == "dots":
            noted = [(one.key, one.title) for one in before if "note" in KINDS[one.kind].says]
            self.fields["on"].choices = [("", _("the lines below")), *noted]

    def clean(self) -> dict[str, Any]:
        """Dots go on something."""
        data: dict[str, Any] = self.cleaned_data
        if self.kind == "dots" and not data.get("on") and not _lines(data.get("items", "")):
            self.add_error("items", _("Choose an activity, or write at least one line to put dots on."))
        return data

    def prepared(self, dossier: Dossier) -> Prepared:
        """The activity, its options taken from what `dossier` shows."""
        data = self.cleaned_data
        return Prepared(
            self.kind, data["title"], data["prompt"], data["minutes"] or 0, self._settings(dossier)
        )

    def _settings(self, dossier: Dossier) -> dict[str, Any]:
        data = self.cleaned_data
        made = with_options(self.kind, {}, dossier, self.tongue)
        if self.kind == "position":
            made |= {**position_settings(data["item"], self.tongue), "holder": data["holder"]}
        elif self.kind == "dots":
            made["dots"] = data["dots"]
            if data["on"]:
                made["on"] = data["on"]
            else:
                lines = _lines(data["items"])
                made["options"] = {
                    "items": [{"id": f"i{place}", "label": line} for place, line in enumerate(lines, start=1)]
                }
        elif self.kind == "consent":
            made |= {"question": data["question"], "proposal": data["proposal"]}
        return made


_OWN: Mapping[str, tuple[str, ...]] = {
    "position": ("item", "holder"),
    "dots": ("dots", "on", "items"),
    "consent": ("question", "proposal"),
}


def with_options(kind: str, given: Mapping[str, Any], dossier: Dossier, tongue: Language) -> dict[str, Any]:
    """Settings with the options that the kind offers, read again from what the members see."""
    options = options_of(kind, dossier, tongue)
    kept = {**given.get("options", {}), **options}
    return {**given, "options": kept} if kept else dict(given)


def planned(design: str, tongue: Language) -> list[Prepared]:
    """The activities of a ready workshop in the language of the room; none when it is not one."""
    found = DESIGNS.get(design)
    if found is None:
        return []
    keys = {one.key: f"a{place}" for place, one in enumerate(found.activities, start=1)}
    return [
        Prepared(
            one.kind,
            one.title.in_(tongue),
            one.prompt.in_(tongue),
            one.minutes,
            {name: keys.get(value, value) if name == "on" else value for name, value in one.settings.items()},
        )
        for one in found.activities
    ]


def copied(steps: Sequence[Step]) -> list[Prepared]:
    """The activities of a former workshop; dots that go on one of them go on its copy."""
    keys = {one.key: f"a{place}" for place, one in enumerate(steps, start=1)}
    return [
        Prepared(
            one.kind,
            one.title,
            one.prompt,
            one.minutes,
            {name: keys.get(value, "") if name == "on" else value for name, value in one.settings.items()},
        )
        for one in steps
    ]


def first_words(kind: str, tongue: Language) -> dict[str, Any]:
    """What the form of a new activity of this kind begins with."""
    known = KINDS[kind]
    return {
        "title": known.label.in_(tongue),
        "prompt": known.prompt.in_(tongue),
        "minutes": known.minutes,
        "dots": 3,
        "holder": COLLECTIVE,
    }


def words_of(step: Step) -> dict[str, Any]:
    """What the form of an activity shows of it."""
    made = step.settings
    items = made.get("options", {}).get("items", [])
    item = f"{made['frame']}/{made['version']}/{made['item']}" if made.get("item") else ""
    return {
        "title": step.title,
        "prompt": step.prompt,
        "minutes": step.minutes,
        "item": item,
        "holder": made.get("holder", COLLECTIVE),
        "dots": made.get("dots", 3),
        "on": made.get("on", ""),
        "items": "\n".join(one["label"] for one in items),
        "question": made.get("question", ""),
        "proposal": made.get("proposal", ""),
    }


def kinds_to_choose() -> list[tuple[str, str, str]]:
    """The kinds of activities: their code, name and aim, in the language of the page."""
    return [(kind.code, said(kind.label), said(kind.aim)) for kind in KINDS.values()]


def _lines(words: str) -> list[str]:
    found = [" ".join(line.split())[:120] for line in words.splitlines()]
    return list(dict.fromkeys(line for line in found if line))[:_MOST_ITEMS]
