"""The tables of rights that the documentation holds, as values."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from maillage_web.dossiers.choices import Role

PAGE = Path(__file__).resolve().parents[3] / "docs" / "methods" / "rights.md"
ROLES = (*(role for role in Role if role is not Role.VISITOR), Role.VISITOR)


def table(first: str) -> Iterator[tuple[str, Role, str]]:
    """The cells of the table whose first column is called `first`: the line, the role, what the cell says."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    begins = next(index for index, line in enumerate(lines) if line.startswith(f"| {first} |"))
    roles = [words.strip().split(" ")[0] for words in lines[begins].strip("|").split("|")][1:]
    for line in lines[begins + 2 :]:
        if not line.startswith("|"):
            return
        name, *cells = (words.strip() for words in line.strip("|").split("|"))
        assert len(cells) == len(roles), line
        for role, said in zip(roles, cells, strict=True):
            yield name, Role(role), said
