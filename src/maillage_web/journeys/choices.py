"""What the pages of the journey hold within bounds."""

from __future__ import annotations

FINDINGS_SHOWN = 5
"""Findings at a phase on the first page; the page of the phase shows them all."""
REVIEWS_SHOWN = 8
BEGIN, ENTER, ADAPT = "begin", "enter", "adapt"
"""What the one address that writes is asked for."""
MINE = "mine"
"""The level of an entry of the journal that nobody else reads."""
