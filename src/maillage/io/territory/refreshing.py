"""Figures computed again when the catalogue, or the communes of today, changed since they were."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path

from maillage.io.territory import manifest
from maillage.io.territory.manifest import Manifest


def refreshed(folder: Path) -> Manifest:
    """The manifest of `folder`, its figures computed again if need be; as it is when the folder cannot be written."""
    held = manifest.read_in(folder)
    if held.fingerprint == manifest.fingerprint() or not held.held:
        return held
    # it reads Ibis, which takes half a second: only when it is needed
    from maillage.io.territory import computing

    with contextlib.suppress(OSError), manifest.locked(folder):
        held = manifest.read_in(folder)
        figures = computing.compute(folder, held.held)
        held = replace(held, figures=figures, fingerprint=manifest.fingerprint())
        manifest.replace(folder, held)
    return held
