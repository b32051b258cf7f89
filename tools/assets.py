"""Bring the scripts of others into the site: ``python -m tools.assets``, where Node and npm are installed.

``tools/npm`` names them and locks them by checksum, without the address they came from. What the pages serve is
committed, minified, with its licence and a manifest: users of Maillage need neither Node nor this command.
``python -m tools.assets --check`` only says whether what is committed is what the manifest says.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
NPM = ROOT / "tools" / "npm"
VENDOR = ROOT / "src" / "maillage_web" / "common" / "static" / "vendor"
MANIFEST = VENDOR / "manifest.json"
MAP_COMMENT = b"\n//# sourceMappingURL="
# what the style sheet of Leaflet names
LEAFLET_IMAGES = ("layers", "layers-2x", "marker-icon", "marker-icon-2x", "marker-shadow")


@dataclass(frozen=True, slots=True)
class Asset:
    """A package of npm, and which of its files the pages serve: under ``folder``, whose own folders are kept."""

    package: str
    folder: str
    files: tuple[str, ...]
    licence_file: str = "LICENSE"


ASSETS = (
    Asset(
        "leaflet",
        "dist",
        ("leaflet.css", "leaflet.js", *(f"images/{name}.png" for name in LEAFLET_IMAGES)),
    ),
    Asset("tom-select", "dist/js", ("tom-select.popular.min.js",)),
)


def main(arguments: list[str]) -> int:
    """Bring the assets, or check them; give the exit code."""
    if arguments == ["--check"]:
        wrong = differences()
        print("\n".join(wrong) or "The assets are what the manifest says.")
        return 1 if wrong else 0
    if shutil.which("npm") is None:
        print("npm is not installed: it is needed to change the assets, not to use them.", file=sys.stderr)
        return 2
    subprocess.run(["npm", "ci", "--silent", "--no-progress"], cwd=NPM, check=True)
    manifest = [_bring(asset) for asset in ASSETS]
    MANIFEST.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    shutil.rmtree(NPM / "node_modules")
    return 0


def _bring(asset: Asset) -> dict[str, Any]:
    source, folder = NPM / "node_modules" / asset.package, VENDOR / asset.package
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    package = json.loads((source / "package.json").read_text(encoding="utf-8"))
    for name in asset.files:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(_served(source / asset.folder / name))
    shutil.copyfile(source / asset.licence_file, folder / "LICENSE")
    return {
        "name": asset.package,
        "version": package["version"],
        "licence": package["license"],
        "files": _checksums(folder),
    }


def _served(path: Path) -> bytes:
    """The content of a file as the pages serve it: the map of a script is not."""
    content = path.read_bytes()
    if path.suffix not in (".js", ".css"):
        return content
    return content.partition(MAP_COMMENT)[0].rstrip() + b"\n"


def _checksums(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): _checksum(path) for path in files}


def _checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def differences() -> list[str]:
    """What differs between the files served and the manifest, and between the manifest and the lock."""
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    lock = json.loads((NPM / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    wrong = []
    for one in manifest:
        if _checksums(VENDOR / one["name"]) != one["files"]:
            wrong.append(f"{one['name']}: the files are not those of the manifest")
        if lock[f"node_modules/{one['name']}"]["version"] != one["version"]:
            wrong.append(f"{one['name']}: the lock names another version")
    kept = {path.name for path in VENDOR.iterdir() if path.is_dir()}
    wrong += [f"{name}: not in the manifest" for name in sorted(kept - {one["name"] for one in manifest})]
    wrong += [f"{name}: the lock says where it came from" for name, one in lock.items() if "resolved" in one]
    return wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
