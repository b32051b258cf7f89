"""The rows of programmes that pages ask for."""

from __future__ import annotations

from maillage_web.dossiers.models import Membership
from maillage_web.programmes.models import Effort, Place, Programme, Project, SharingChoice

__all__ = ["Effort", "Programme", "Project", "SharingChoice"]


def people_of(programme: Programme) -> list[Place]:
    """The people of a programme, by name."""
    return list(Place.objects.filter(programme=programme).select_related("user").order_by("user__name", "pk"))


def efforts_of(programme: Programme) -> list[Effort]:
    """The efforts of a programme, the latest first."""
    return list(Effort.objects.filter(programme=programme).order_by("-on", "-pk"))


def project_of(programme: Programme, token: str) -> Project | None:
    """The project of this token."""
    return Project.objects.select_related("dossier").filter(programme=programme, token=token).first()


def choices_of(project: Project) -> list[SharingChoice]:
    """Every choice of a project, the last one first."""
    return list(SharingChoice.objects.filter(project=project).select_related("chosen_by").order_by("-number"))


def takes_part(project: Project, user_id: int | None) -> bool:
    """Whether the person is in the dossier of the project; a project without dossier asks nothing."""
    if project.dossier is None:
        return True
    return Membership.objects.filter(dossier=project.dossier, user=user_id).exists()
