"""The most memory that this process has held."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

_STATUS = Path("/proc/self/status")


def peak_mebibytes() -> float:
    """The peak of resident memory in MiB, Python included.

    Linux says it since the process began; elsewhere the system's count also holds that of the process it came from.
    """
    if _STATUS.exists():
        lines = [
            line for line in _STATUS.read_text(encoding="utf-8").splitlines() if line.startswith("VmHWM")
        ]
        return int(lines[0].split()[1]) / 1024
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
