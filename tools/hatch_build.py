"""Build hook of hatchling: the translations are compiled before a wheel, or an editable install, is made."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileMessages(BuildHookInterface):  # type: ignore[type-arg]
    """Runs ``tools/compile_messages.py`` on the tree being built."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile every catalogue; ``version`` is "standard" or "editable", treated alike."""
        root = Path(self.root)
        if self.target_name != "wheel":
            return
        tool = runpy.run_path(str(root / "tools" / "compile_messages.py"))
        tool["compile_messages"](root / "src")
