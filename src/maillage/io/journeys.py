"""A journey template on disk: a folder of CSV tables, the .zip of one, or a workbook with one sheet per table."""

from __future__ import annotations

from pathlib import Path

from maillage.dossier.problems import Place, Problem, UnreadableError, problem
from maillage.io.frames import raw_tables, rows_under_header
from maillage.io.limits import DEFAULT_LIMITS, Limits
from maillage.journey.reading import TemplateReading, read_template


def load_template(path: Path, limits: Limits = DEFAULT_LIMITS) -> TemplateReading:
    """Read the template at `path`. What is wrong is in `TemplateReading.problems`; nothing is raised."""
    try:
        tables = raw_tables(path, limits)
    except UnreadableError as error:
        return TemplateReading(None, error.problems)
    except OSError as error:
        reason = problem("not-readable", Place(path.name), path.name, reason=error.strerror or "")
        return TemplateReading(None, (reason,))
    problems: list[Problem] = []
    rows = {one.name: rows_under_header(one, problems) for one in tables}
    reading = read_template(rows, {one.name: one.place for one in tables})
    found = (*problems, *reading.problems)
    return TemplateReading(None if found else reading.template, found)
