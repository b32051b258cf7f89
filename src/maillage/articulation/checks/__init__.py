"""The check functions, one module per family. Their words, severities and sources are rows of ``data/checks``."""

from maillage.articulation.checks import (
    breaks,
    definition,
    evidence,
    fragility,
    governance,
    models,
    reciprocity,
    structure,
)

__all__ = [
    "breaks",
    "definition",
    "evidence",
    "fragility",
    "governance",
    "models",
    "reciprocity",
    "structure",
]
