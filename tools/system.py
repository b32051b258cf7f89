"""What is asked of the machine: system packages where we may install them, plain words where we may not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path


def say(english: str, french: str) -> None:
    """Tell the person, in both languages of the project."""
    print(f"{english}\n{french}", file=sys.stderr, flush=True)


def distribution() -> str:
    """The identifier of the Linux distribution ("debian", "ubuntu", …), or "" elsewhere."""
    try:
        described = Path("/etc/os-release").read_text(encoding="utf-8")
    except OSError:
        return ""
    return dict(line.partition("=")[::2] for line in described.splitlines()).get("ID", "").strip('"')


def as_administrator() -> list[str] | None:
    """What to put before a command that needs the rights of root; None when it would ask a password."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True).returncode == 0:
        return [sudo, "-n"]
    return None


def may_install() -> bool:
    """Whether Debian packages may be installed here: the tool, the rights, and no ``MAILLAGE_NO_APT``."""
    forbidden = os.environ.get("MAILLAGE_NO_APT")
    return not forbidden and bool(shutil.which("apt-get")) and as_administrator() is not None


def install_packages(*packages: str) -> bool:
    """Install Debian packages where we may, and say whether it worked."""
    rights = as_administrator()
    if rights is None or not may_install():
        return False
    names = " ".join(packages)
    say(f"Installing {names} with apt-get…", f"Installation de {names} avec apt-get…")
    environment = [*rights, "env", "DEBIAN_FRONTEND=noninteractive"]
    install = [*environment, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    if succeeds(install):
        return True
    return succeeds([*environment, "apt-get", "update", "-qq"]) and succeeds(install, show=True)


def succeeds(command: list[str], *, show: bool = False) -> bool:
    """Run a command, keeping it quiet unless it fails and ``show`` is asked."""
    done = subprocess.run(command, capture_output=True, text=True, errors="replace")
    if done.returncode and show:
        print(done.stdout, done.stderr, sep="\n", file=sys.stderr)
    return done.returncode == 0
