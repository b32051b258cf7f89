"""``python -m maillage_web demo`` serves the examples; ``work``, ``live`` and ``manage …`` are for other servers."""

from __future__ import annotations

import os
import sys

USAGE = """\
python -m maillage_web demo           serve the examples (PORT=8000, HOST=127.0.0.1, MAILLAGE_DATA=var/demo)
python -m maillage_web work           run the background jobs, beside a server that is not the demo's
python -m maillage_web live           serve the sockets of workshops, likewise (MAILLAGE_LIVE_PORT=8001, HOST=127.0.0.1)
python -m maillage_web manage …       administer the site: migrate, backup, restore, load_examples, check…
"""


def main(arguments: list[str]) -> int:
    """Do what the first argument asks; 2 when it asks for nothing known."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage_web.config.settings")
    if arguments[:1] == ["demo"]:
        from maillage_web.config import demo

        return demo.run()
    if arguments[:1] == ["work"]:
        from maillage_web.config import processes

        return processes.work()
    if arguments[:1] == ["live"]:
        from maillage_web.config import live

        return live.run()
    if arguments[:1] == ["manage"]:
        from django.core.management import execute_from_command_line

        execute_from_command_line(["python -m maillage_web manage", *arguments[1:]])
        return 0
    asked_for_help = arguments[:1] in (["--help"], ["-h"])
    print(USAGE, end="", file=sys.stdout if asked_for_help else sys.stderr)
    return 0 if asked_for_help else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
