"""What the machine says: the data folder, the secret key, the database, the hosts. Read here and nowhere else."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

SECRET_FILE = "secret_key"
_LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")


def data_folder() -> Path:
    """Where the site keeps what it writes: ``MAILLAGE_DATA``, or ``var/demo`` in the current folder."""
    return Path(os.environ.get("MAILLAGE_DATA") or "var/demo").absolute()


def examples_folder() -> Path:
    """Where the example dossiers are: ``MAILLAGE_EXAMPLES``, or the ``examples`` folder beside ``src``."""
    beside_the_code = Path(__file__).resolve().parents[3] / "examples"
    return Path(os.environ.get("MAILLAGE_EXAMPLES") or beside_the_code)


def database_url() -> str:
    """``DATABASE_URL``, or an SQLite file in the data folder."""
    return os.environ.get("DATABASE_URL") or f"sqlite:///{data_folder() / 'maillage.sqlite3'}"


def secret_key() -> str:
    """``MAILLAGE_SECRET_KEY``, or the key kept in the data folder, or one that lasts as long as this process."""
    kept = data_folder() / SECRET_FILE
    if key := os.environ.get("MAILLAGE_SECRET_KEY"):
        return key
    return kept.read_text(encoding="ascii") if kept.is_file() else secrets.token_urlsafe(50)


def make_data_folder() -> Path:
    """Make the data folder and its secret key, readable by their owner only; an existing key is kept."""
    folder = data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(folder / SECRET_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return folder
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))
    return folder


def host() -> str:
    """The address to listen on: ``HOST``, or this machine only."""
    return os.environ.get("HOST") or "127.0.0.1"


def port() -> int:
    """The port to listen on: ``PORT``, or 8000. Raises `ValueError` when it is not a port."""
    number = int(os.environ.get("PORT") or 8000)
    if not 1 <= number <= 65535:
        raise ValueError(number)
    return number


def allowed_hosts() -> list[str]:
    """The names the site answers to: this machine, ``HOST``, and those of ``MAILLAGE_HOSTS`` (comma-separated)."""
    further = os.environ.get("MAILLAGE_HOSTS", "").split(",")
    return [*_LOCAL_HOSTS, host(), *(name.strip() for name in further if name.strip())]


def behind_https() -> bool:
    """Whether a proxy serves the site over https (``MAILLAGE_HTTPS=1``)."""
    return os.environ.get("MAILLAGE_HTTPS") == "1"
