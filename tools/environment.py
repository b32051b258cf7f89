"""Make the virtual environment of the project; install what Debian leaves out of Python where we may.

    python3 -m tools.environment .venv

Debian and Ubuntu put ``ensurepip`` in a package of its own, without which ``python3 -m venv`` fails.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys

from tools.system import install_packages, say


def main(target: str) -> int:
    """Make the environment afresh in ``target``."""
    if not can_make_environments() and not install_packages(package_name()):
        explain()
        return 1
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", target])
    if made.returncode:
        explain()
    return made.returncode


def can_make_environments() -> bool:
    """Whether this Python carries all that ``python -m venv`` uses."""
    return all(importlib.util.find_spec(module) for module in ("venv", "ensurepip"))


def package_name() -> str:
    """The Debian package that completes this very Python, for instance python3.11-venv."""
    return f"python{sys.version_info.major}.{sys.version_info.minor}-venv"


def explain() -> None:
    """Say what to type."""
    say(
        f"{sys.executable} cannot make a virtual environment. Type this, then start again:\n"
        f"  sudo apt-get install python3-venv        (or {package_name()})",
        f"{sys.executable} ne sait pas créer d’environnement virtuel. Tapez ceci, puis recommencez :\n"
        f"  sudo apt-get install python3-venv        (ou {package_name()})",
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
