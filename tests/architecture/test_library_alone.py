"""The library and its command line live without Django."""

from __future__ import annotations

import subprocess
import sys

BLOCKED = """
import sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"django", "maillage_web", "whitenoise", "gunicorn", "psycopg"}:
            raise ModuleNotFoundError(f"{name} is not installed", name=name)

sys.meta_path.insert(0, Refuse())
"""


def run_without_the_site(code: str) -> subprocess.CompletedProcess[str]:
    """Run Python where the packages of the site cannot be imported."""
    command = [sys.executable, "-W", "error", "-c", BLOCKED + code]
    return subprocess.run(command, capture_output=True, text=True)


def test_the_guard_refuses_django() -> None:
    done = run_without_the_site("import django")
    assert "django is not installed" in done.stderr


def test_every_module_of_the_library_imports_without_the_site() -> None:
    done = run_without_the_site(
        "import importlib, pkgutil, maillage\n"
        "for module in pkgutil.walk_packages(maillage.__path__, 'maillage.'):\n"
        "    if not module.name.endswith('__main__'):\n"
        "        importlib.import_module(module.name)\n"
    )
    assert done.stderr == ""
    assert done.returncode == 0


def test_the_command_line_works_without_the_site() -> None:
    done = run_without_the_site("from maillage.cli import main\nsys.argv = ['maillage', '--help']\nmain()")
    assert done.stderr == ""
    assert done.returncode == 0
    assert "check" in done.stdout


def test_the_checks_are_explained_without_the_site() -> None:
    arguments = "['maillage', 'explain', '--list', '--format', 'json']"
    done = run_without_the_site(f"from maillage.cli import main\nsys.argv = {arguments}\nmain()")
    assert done.stderr == ""
    assert done.returncode == 0
    assert done.stdout.lstrip().startswith(("[", "{"))
