"""Regenerate the hashed locks of ``requirements/`` from ``pyproject.toml``, with uv.

    python -m tools.lock [--upgrade] [--uv PATH]

The locks name no registry, no address and no path of the machine: the same file serves whatever mirror pip is
set to. They hold for every Python from 3.11 on and every system (environment markers), hash by hash.

    requirements/runtime.txt    the library, the site, the PDF, and what builds them
    requirements/dev.txt        the same versions, plus tests and gates
    requirements/bench.txt      the same versions, plus what the benches load the site with and compare with
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = (
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-header",
    "--no-config",
    "--quiet",
)
LOCKS = {
    "requirements/runtime.txt": ("--extra=web", "--extra=pdf", "--extra=territory", "--group=build"),
    "requirements/dev.txt": ("--all-extras", "--group=dev", "--constraints=requirements/runtime.txt"),
    "requirements/bench.txt": (
        "--all-extras",
        "--group=dev",
        "--group=bench",
        "--constraints=requirements/dev.txt",
    ),
}
HEADER = "# Made by `make lock` from pyproject.toml, the file to edit. Archives are named by hash.\n"


def lock(uv: str, target: str, options: tuple[str, ...], *, upgrade: bool) -> None:
    """Resolve one lock; the versions already locked are kept unless ``upgrade``."""
    command = [uv, "pip", "compile", "pyproject.toml", *OPTIONS, *options, f"--output-file={target}"]
    subprocess.run([*command, *(["--upgrade"] if upgrade else [])], cwd=ROOT, check=True)
    path = ROOT / target
    path.write_text(HEADER + path.read_text(encoding="utf-8"), encoding="utf-8")


def main() -> int:
    """Make every lock, in order: each follows the versions of the one before."""
    parser = argparse.ArgumentParser(description="Regenerate the hashed locks of requirements/.")
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions allowed")
    parser.add_argument("--uv", default="uv", help="the uv to run (default: the one on PATH)")
    asked = parser.parse_args()
    for target, options in LOCKS.items():
        lock(asked.uv, target, options, upgrade=asked.upgrade)
        print(f"locked {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
