"""What projects show: read from their dossiers through their last choice, kept so that a portfolio reads it at once."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from maillage.articulation.findings import name_of
from maillage.dossier.dossier import Dossier
from maillage.dossier.row_texts import texts_of
from maillage.dossier.tables import TABLES
from maillage.programme.portfolio import ProjectFacts, Told, facts_of
from maillage.programme.research import Studied
from maillage.programme.sharing import PARTS, known_parts, part_label, shown_to_programme, shown_to_public
from maillage.text import Text
from maillage_web.dossiers.queries.living import whole_at
from maillage_web.programmes.models import Programme, Project, ProjectReading, SharingChoice

_HIDDEN_COLUMNS = frozenset({"id", "visibility", "kept_for"})


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row as a programme reads it: its name and its other cells, each under its label."""

    name: Text
    cells: tuple[tuple[Text, str], ...]


@dataclass(frozen=True, slots=True)
class PartRead:
    """A part with the rows it shows."""

    part: str
    label: Text
    rows: tuple[RowShown, ...]


def last_choices(projects: Iterable[Project]) -> dict[int, SharingChoice]:
    """The choice that holds for each project, by its number; one query."""
    newest = SharingChoice.objects.filter(project=OuterRef("project")).order_by("-number").values("pk")[:1]
    found = SharingChoice.objects.filter(project__in=list(projects), pk=Subquery(newest))
    return {one.project_id: one for one in found}


def shown(project: Project, choice: SharingChoice | None) -> Dossier | None:
    """What the programme sees of the dossier of a project; nothing before the project chose."""
    if project.dossier is None or choice is None:
        return None
    whole = whole_at(project.dossier.pk, project.dossier.number)
    return shown_to_programme(whole, known_parts(choice.parts), choice.unsaid)


def shown_to_all(project: Project, choice: SharingChoice | None) -> Dossier | None:
    """What everybody sees of the dossier of a project."""
    if project.dossier is None or choice is None:
        return None
    return shown_to_public(
        whole_at(project.dossier.pk, project.dossier.number), known_parts(choice.public_parts)
    )


def parts_read(dossier: Dossier | None, parts: Iterable[str]) -> tuple[PartRead, ...]:
    """The rows that are shown, part by part."""
    if dossier is None:
        return ()
    return tuple(PartRead(part, part_label(part), _rows(dossier, part)) for part in known_parts(parts))


def _rows(dossier: Dossier, part: str) -> tuple[RowShown, ...]:
    actors = {row.id: row for row in dossier.actors}
    return tuple(
        RowShown(name_of(row, actors), _cells(table, row))
        for table in PARTS[part]
        for row in dossier.rows(table)
    )


def _cells(name: str, row: object) -> tuple[tuple[Text, str], ...]:
    table = TABLES[name]
    labels = {field.name: field.label for field in table.fields}
    texts: Mapping[str, str] = texts_of(table, row)
    return tuple(
        (labels.get(column, Text(column, column)), words)
        for column, words in texts.items()
        if words and column not in _HIDDEN_COLUMNS
    )


def projects_of(programme: Programme) -> list[Project]:
    """The projects of a programme, with their dossiers, in the order of the alphabet."""
    return list(Project.objects.filter(programme=programme).select_related("dossier").order_by("title", "pk"))


def told_of(programme: Programme, day: datetime.date) -> list[Told]:
    """What every project says; three queries when nothing changed since it was last read."""
    projects = projects_of(programme)
    choices = last_choices(projects)
    kept = {one.project_id: one for one in ProjectReading.objects.filter(project__programme=programme)}
    return [
        Told(one.token, one.title, _facts(one, choices.get(one.pk), kept.get(one.pk), day))
        for one in projects
    ]


def _facts(
    project: Project, choice: SharingChoice | None, kept: ProjectReading | None, day: datetime.date
) -> ProjectFacts:
    stamp = _stamp(project, choice, day)
    if kept is not None and kept.stamp == stamp:
        return ProjectFacts.from_json(kept.content)
    dossier = shown(project, choice)
    parts = known_parts(choice.parts) if choice else ()
    facts = ProjectFacts(()) if dossier is None else facts_of(dossier, day, parts, project.joined_on)
    said = {"stamp": stamp, "content": facts.to_json(), "read_at": timezone.now()}
    ProjectReading.objects.update_or_create(project=project, defaults=said)
    return facts


def _stamp(project: Project, choice: SharingChoice | None, day: datetime.date) -> str:
    number = project.dossier.number if project.dossier else 0
    return f"{project.dossier_id}@{number}/{choice.number if choice else 0}/{project.joined_on}/{day}"


def studied_in(programme: Programme) -> list[Studied]:
    """The projects that agreed to research, as the programme sees them."""
    projects = projects_of(programme)
    choices = last_choices(projects)
    agreed = [(one, choices[one.pk]) for one in projects if one.pk in choices and choices[one.pk].research]
    read = [(one, shown(one, choice)) for one, choice in agreed]
    return [Studied(one.token, dossier, one.joined_on) for one, dossier in read if dossier is not None]


def programmes_for(user_id: int | None) -> list[Programme]:
    """The programmes that exist for somebody: public ones, those they work in, those of their projects."""
    mine = Q(places__user=user_id) | Q(projects__referents__user=user_id) if user_id else Q(pk=None)
    return list(Programme.objects.filter(Q(public=True) | mine).distinct().order_by("title", "pk"))
