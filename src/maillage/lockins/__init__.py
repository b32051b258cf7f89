"""Lock-ins: obstacles, where they show, how they sustain one another, what loosens them."""

from __future__ import annotations
