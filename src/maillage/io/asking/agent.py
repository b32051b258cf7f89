"""Who asks: public services want to know."""

from __future__ import annotations

from maillage import __version__

USER_AGENT = f"Maillage/{__version__} (territorial cooperative ecosystems; open source)"
"""What every request says of who sends it."""
