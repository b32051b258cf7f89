"""How much one may say: conventions that keep a workshop readable, and one participant from harming the others."""

from __future__ import annotations

LONGEST_TEXT = 500
"""Characters of a note, a reason, a constraint."""

LONGEST_TITLE = 120
"""Characters of a title, or of words that stand for a row."""

LONGEST_NAME = 40
"""Characters of a first name."""

MOST_NOTES = 300
"""Notes that one participant may write in a workshop."""

MOST_SAID = 1_000
"""Things of any kind that one participant may say in a workshop, corrections included."""

MOST_EVENTS = 20_000
"""Events of a workshop past which participants and paper are refused."""

MOST_EVENTS_LED = 21_000
"""Events past which facilitators are refused too: room is kept for them to reveal, close and end."""

LONGEST_TIMER = 4 * 3600
"""Seconds of a timer."""

LAST_SHEET = 999
"""The highest number of a sheet of paper."""

MOST_ITEMS = 60
"""Sentences, rows or objections of one message of a facilitator."""

MOST_CELLS = 8
"""Columns of the table of an exit."""
