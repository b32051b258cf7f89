"""What the machine says: the data folder, the secret key, the database, the hosts. Read here and nowhere else."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from maillage.io.directory import OFFICIAL

SECRET_FILE = "secret_key"
_LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")


def data_folder() -> Path:
    """Where the site keeps what it writes: ``MAILLAGE_DATA``, or ``var/demo`` in the current folder."""
    return Path(os.environ.get("MAILLAGE_DATA") or "var/demo").absolute()


def examples_folder() -> Path:
    """Where the example dossiers are: ``MAILLAGE_EXAMPLES``, or the ``examples`` folder beside ``src``."""
    beside_the_code = Path(__file__).resolve().parents[3] / "examples"
    return Path(os.environ.get("MAILLAGE_EXAMPLES") or beside_the_code)


def directory_address() -> str:
    """Where organisations are looked up: ``MAILLAGE_DIRECTORY``, or the official directory."""
    return os.environ.get("MAILLAGE_DIRECTORY") or OFFICIAL


def territory_folder() -> Path:
    """Where the figures of territories are loaded: ``MAILLAGE_TERRITORY``, or ``territory`` in the data folder."""
    return Path(os.environ.get("MAILLAGE_TERRITORY") or data_folder() / "territory").absolute()


IGN_TILES = (
    "https://data.geopf.fr/wmts?SERVICE=WMTS&VERSION=1.0.0&REQUEST=GetTile&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2"
    "&STYLE=normal&FORMAT=image/png&TILEMATRIXSET=PM&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}"
)


def tiles_address() -> str:
    """The map laid under the outlines: none, that of the IGN (``MAILLAGE_TILES=ign``), or any ``https://…{z}…{y}…{x}``.

    Browsers then ask its host for pictures, and the content security policy allows that host alone.
    Raises `ValueError` when the address is not of that form.
    """
    chosen = os.environ.get("MAILLAGE_TILES", "").strip()
    if not chosen or chosen == "ign":
        return IGN_TILES if chosen else ""
    if not chosen.startswith("https://") or not all(hole in chosen for hole in ("{x}", "{y}", "{z}")):
        raise ValueError("MAILLAGE_TILES: expected ign, or https:// with {z}, {y} and {x}")
    return chosen


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


def live_port() -> int:
    """The port of the live process: ``MAILLAGE_LIVE_PORT``, or the one after that of the pages.

    Raises `ValueError` when it is not a port.
    """
    number = int(os.environ.get("MAILLAGE_LIVE_PORT") or port() % 65535 + 1)
    if not 1 <= number <= 65535:
        raise ValueError(number)
    return number


def live_address() -> str:
    """Where browsers find the live process: ``MAILLAGE_LIVE_ADDRESS`` (``wss://site/direct/``).

    Empty: the host of the page, at its port, or at ``/direct/`` behind https.
    Raises `ValueError` when the address is not of that form.
    """
    chosen = os.environ.get("MAILLAGE_LIVE_ADDRESS", "").strip()
    parts = urlsplit(chosen)
    if chosen and (parts.scheme not in ("ws", "wss") or not parts.hostname):
        raise ValueError("MAILLAGE_LIVE_ADDRESS: expected ws:// or wss://, and a host")
    return chosen


def redis_address() -> str:
    """The Redis through which several live processes hear each other: ``MAILLAGE_REDIS``, or none."""
    return os.environ.get("MAILLAGE_REDIS", "").strip()


def allowed_hosts() -> list[str]:
    """The names the site answers to: this machine, ``HOST``, and those of ``MAILLAGE_HOSTS`` (comma-separated)."""
    further = os.environ.get("MAILLAGE_HOSTS", "").split(",")
    return [*_LOCAL_HOSTS, host(), *(name.strip() for name in further if name.strip())]


def behind_https() -> bool:
    """Whether a proxy serves the site over https (``MAILLAGE_HTTPS=1``)."""
    return os.environ.get("MAILLAGE_HTTPS") == "1"


def proxies() -> int:
    """How many proxies of ours stand before the site: ``MAILLAGE_PROXIES``; one behind https, none otherwise."""
    return int(os.environ.get("MAILLAGE_PROXIES") or behind_https())


def admin_needs_second_factor() -> bool:
    """Whether the administration pages ask for a second factor: yes, unless the variable of that name is 0."""
    return os.environ.get("MAILLAGE_ADMIN_NEEDS_SECOND_FACTOR") != "0"


def demo_password() -> str:
    """``MAILLAGE_DEMO_PASSWORD``, that of the demonstration accounts; empty: one is made and kept."""
    return os.environ.get("MAILLAGE_DEMO_PASSWORD", "")


# --- e-mail -------------------------------------------------------------------------------------------------------

_MAIL_SCHEMES = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class MailServer:
    """The server that carries the e-mails, and how to speak to it: `scheme` is smtp, smtp+tls or smtps."""

    scheme: str
    host: str
    port: int
    user: str
    password: str


def mail_server() -> MailServer | None:
    """``MAILLAGE_EMAIL_URL`` (``smtp+tls://user:password@host:587``); without it e-mails go to the terminal.

    Raises `ValueError` when the address is not of that form.
    """
    url = os.environ.get("MAILLAGE_EMAIL_URL")
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in _MAIL_SCHEMES or not parts.hostname:
        raise ValueError("MAILLAGE_EMAIL_URL: expected smtp://, smtp+tls:// or smtps://, and a host")
    return MailServer(
        scheme=parts.scheme,
        host=parts.hostname,
        port=parts.port or _MAIL_SCHEMES[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def mail_sender() -> str:
    """Who the e-mails come from: ``DEFAULT_FROM_EMAIL``."""
    return os.environ.get("DEFAULT_FROM_EMAIL") or "Maillage <maillage@localhost>"


# --- identity provider --------------------------------------------------------------------------------------------

_PROCONNECT_SCOPES = "openid given_name usual_name email siret"


@dataclass(frozen=True, slots=True)
class IdentityProvider:
    """An OpenID Connect provider: where it is, who we are there, what we ask."""

    issuer: str
    client_id: str
    secret: str
    name: str
    scopes: tuple[str, ...]
    acr: str
    origins: tuple[str, ...]


def identity_provider() -> IdentityProvider | None:
    """The provider of the ``MAILLAGE_OIDC_*`` variables; none without issuer and client id."""
    issuer, client_id = os.environ.get("MAILLAGE_OIDC_ISSUER"), os.environ.get("MAILLAGE_OIDC_CLIENT_ID")
    if not issuer or not client_id:
        return None
    further = os.environ.get("MAILLAGE_OIDC_ORIGINS", "").split()
    parts = urlsplit(issuer)
    return IdentityProvider(
        issuer=issuer,
        client_id=client_id,
        secret=os.environ.get("MAILLAGE_OIDC_SECRET", ""),
        name=os.environ.get("MAILLAGE_OIDC_NAME") or "ProConnect",
        scopes=tuple((os.environ.get("MAILLAGE_OIDC_SCOPES") or _PROCONNECT_SCOPES).split()),
        acr=os.environ.get("MAILLAGE_OIDC_ACR", ""),
        origins=(f"{parts.scheme}://{parts.netloc}", *further),
    )
