"""What the official services answer, in the shapes they publish, with invented figures.

Melodi is as it was recorded; the others are as their documentation and their users show them.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Asked = Mapping[str, list[str]]

RESOURCE = "8c67a68a-bb1a-4b7e-b221-62ccfb8bc4f9"
MEMBERS = ("59350", "59009", "59512", "59599", "59378")
ARCHIVE = "/insee/fr/statistiques/fichier/2521169/base_cc_comparateur_csv.zip"
STATIC = "/datagouv/static/conso2009_2024_resultats_com.csv"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered. A file may be asked in parts and has an `etag`."""

    status: int
    kind: str
    body: bytes
    file: bool = False
    location: str | None = None

    @property
    def etag(self) -> str:
        """What tells one content from another."""
        return f'"{hashlib.md5(self.body, usedforsecurity=False).hexdigest()}"'


def said(payload: object, status: int = 200) -> Answer:
    """Answer with JSON."""
    return Answer(status, "application/json", json.dumps(payload, ensure_ascii=False).encode())


def land_take(year: int = 2024) -> bytes:
    """A file of land take, as Cerema publishes it: semicolons, square metres."""
    lines = ["idcom;idcomtxt;naf09art10;art09hab10;naf10art11"]
    lines += [f"{code};Commune {code};{rank * 100};{rank * 60};{year}" for rank, code in enumerate(MEMBERS)]
    return "\n".join(lines).encode()


COMPARATOR = (
    "CODGEO;P22_POP;P16_POP;SUPERF;NAIS1622;DECE1622;P22_MEN;NAISD24;DECESD24;P22_LOG;P22_RP;P22_RSECOCC;P22_LOGVAC;"
    "P22_RP_PROP;NBMENFISC21;PIMP21;MED21;TP6021;P22_EMPLT;P22_EMPLT_SAL;P16_EMPLT;P22_POP1564;P22_CHOM1564;"
    "P22_ACT1564;ETTOT23;ETAZ23;ETBE23;ETFZ23;ETGU23;ETGZ23;ETOQ23;ETTEF123;ETTEFP1023"
)


def comparator(padding: int = 0) -> bytes:
    """An archive of INSEE: the file of figures, that of the meaning of its columns."""
    counts = [str(1000 - rank) for rank in range(COMPARATOR.count(";"))]
    figures = "\n".join([COMPARATOR, *(";".join([code, *counts]) for code in MEMBERS)])
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(zipfile.ZipInfo("base_cc_comparateur.csv", (2026, 1, 2, 0, 0, 0)), figures)
        archive.writestr(
            zipfile.ZipInfo("meta_base_cc_comparateur.csv", (2026, 1, 2, 0, 0, 0)), "COD_VAR;LIB_VAR"
        )
        archive.writestr(
            zipfile.ZipInfo("notes.txt", (2026, 1, 2, 0, 0, 0)), bytes(range(256)) * (padding // 256)
        )
    return written.getvalue()


def files() -> dict[str, bytes]:
    """The files that may be downloaded, by their path."""
    return {ARCHIVE: comparator(300_000), STATIC: land_take()}


# --- INSEE Melodi ---

MELODI = "https://api.insee.fr/melodi"
PEOPLE = {"PMUN": 327734.0, "PTOT": 332515.0, "PCAP": 4781.0}
_HEADING = {
    "identifier": "DS_POPULATIONS_REFERENCE",
    "title": {"fr": "Populations de référence", "en": "Reference populations "},
    "publisher": {"id": "INSEE", "label": [{"lang": "fr", "content": "Institut national de la statistique"}]},
}


def melodi(path: str, asked: Asked) -> Answer:
    """An unknown dataset is an error 500 in plain French; an unknown territory, no observation."""
    if path == "/catalog/all":
        return said([{"identifier": "DS_POPULATIONS_REFERENCE"}, {"identifier": "DS_FILOSOFI_CC"}])
    identifier = path.rpartition("/")[2]
    if identifier != "DS_POPULATIONS_REFERENCE":
        return Answer(
            500, "text/plain;charset=UTF-8", "Le serveur a rencontré une erreur inattendue.".encode()
        )
    if path.startswith("/range/"):
        values = [{"code": code, "label": {"fr": code}} for code in PEOPLE]
        return said(
            {"code": identifier, "range": [{"concept": {"code": "POPREF_MEASURE"}, "values": values}]}
        )
    return said(_observations(asked))


def _observations(asked: Asked) -> dict[str, Any]:
    found = [one for geo in asked.get("GEO", ["COM"]) for one in _geo(geo)]
    every = [_observation(code, measure, value) for code in found for measure, value in PEOPLE.items()]
    size, page = int(asked["maxResult"][0]), int(asked.get("page", ["1"])[0])
    query = "&".join(f"{name}={one}" for name, values in asked.items() if name != "page" for one in values)
    here = f"{MELODI}/data/DS_POPULATIONS_REFERENCE?{query}&page="
    paging: dict[str, Any] = {"first": f"{here}1"}
    if asked.get("totalCount") == ["TRUE"]:
        paging["count"] = len(every)
    if page * size < len(every):
        paging["next"] = f"{here}{page + 1}"
    return {**_HEADING, "observations": every[(page - 1) * size : page * size], "paging": paging}


def _geo(asked: str) -> tuple[str, ...]:
    if asked in ("COM", "EPCI-200093201*COM"):
        return MEMBERS
    code = asked.removeprefix("COM-")
    return (code,) if code in (*MEMBERS, "44109") else ()


def _observation(code: str, measure: str, value: float) -> dict[str, Any]:
    dimensions = {"GEO": f"2025-COM-{code}", "FREQ": "A", "TIME_PERIOD": "2023", "POPREF_MEASURE": measure}
    return {
        "dimensions": dimensions,
        "measures": {"OBS_VALUE_NIVEAU": {"value": value}},
        "attributes": {"OBS_STATUS": "A"},
    }


# --- geo.api.gouv.fr ---


def geo(path: str, asked: Asked) -> Answer:
    """Outlines when they are asked as outlines; else, as the real one does, a point."""
    outline = asked.get("geometry") == ["contour"] and asked.get("format") == ["geojson"]
    kind, _, rest = path.strip("/").partition("/")
    code, _, inner = rest.partition("/")
    if kind == "epcis" and code == "200093201":
        return said(_collection(MEMBERS, outline) if inner else _feature(code, 0, outline))
    if kind == "departements" and code == "59":
        return said(_collection(MEMBERS, outline))
    if kind == "communes" and code in MEMBERS:
        return said(_feature(code, MEMBERS.index(code), outline))
    return said({"code": 404, "message": "Not found"}, 404)


def _collection(codes: tuple[str, ...], outline: bool) -> dict[str, Any]:
    features = [_feature(code, rank, outline) for rank, code in enumerate(codes)]
    features.append(
        {"type": "Feature", "geometry": None, "properties": {"code": "59000", "nom": "Sans contour"}}
    )
    return {"type": "FeatureCollection", "features": features}


def _feature(code: str, rank: int, outline: bool) -> dict[str, Any]:
    west, south = 3.0 + rank / 10, 50.6
    corners = [(0.0, 0.0), (0.1, 0.0), (0.1, 0.1), (0.0, 0.1), (0.0, 0.0)]
    ring = [[west + x + 1e-7, south + y] for x, y in corners]
    geometry = (
        {"type": "Polygon", "coordinates": [ring]} if outline else {"type": "Point", "coordinates": ring[0]}
    )
    return {"type": "Feature", "geometry": geometry, "properties": {"code": code, "nom": f"Nom {code}"}}


# --- Cerema, ADEME, data.gouv.fr ---


def cerema(path: str, asked: Asked) -> Answer:
    """Two pages of two years each, in the way of Django REST framework."""
    code = path.strip("/").rpartition("/")[2]
    page = int(asked.get("page", ["1"])[0])
    years = [(2019, 1200.0), (2020, 800.5), (2021, None), (2022, 4.0)][(page - 1) * 2 : page * 2]
    rows = [{"idcom": code, "annee": year, "naf_arti": value, "conso_hab": value} for year, value in years]
    following = f"https://apidf-preprod.cerema.fr{path}?ordering=annee&page=2" if page == 1 else None
    return said({"count": 4, "next": following, "previous": None, "results": rows})


def data_fair(path: str, asked: Asked) -> Answer:
    """The lines of a dataset; the address of the next ones is there while there are any."""
    if not path.endswith("/lines"):
        return said({"id": "dechets", "title": "Déchets", "dataUpdatedAt": "2026-05-04T10:00:17.798Z"})
    size, after = int(asked["size"][0]), int(asked.get("after", ["0"])[0])
    every = [
        {"INSEE_commune": code, "tonnes": rank * 10.5, "_i": rank, "_score": None, "_rand": 12345}
        for rank, code in enumerate(MEMBERS)
    ]
    shown = every[after : after + size]
    payload: dict[str, Any] = {"total": len(every), "results": shown}
    if after + size < len(every):
        payload["next"] = f"https://data.ademe.fr{path}?size={size}&after={after + size}"
    return said(payload)


def datagouv(path: str, asked: Asked, checksum: str | None = None) -> Answer:
    """A dataset and its files, one file, and the stable address that leads to where it is."""
    digest = checksum or hashlib.sha1(land_take(), usedforsecurity=False).hexdigest()
    file = {
        "id": RESOURCE,
        "title": "conso2009_2024_resultats_com",
        "format": "csv",
        "url": f"https://www.data.gouv.fr{STATIC.removeprefix('/datagouv')}",
        "latest": f"https://www.data.gouv.fr/api/1/datasets/r/{RESOURCE}",
        "filesize": len(land_take()),
        "checksum": {"type": "sha1", "value": digest},
        "last_modified": "2026-04-02T08:00:00+00:00",
        "mime": "text/csv",
    }
    if path == "/api/1/datasets/artificialisation/":
        old = file | {
            "id": "0" * 8,
            "title": "notice",
            "format": "pdf",
            "checksum": None,
            "last_modified": None,
        }
        return said({"id": "1", "slug": "artificialisation", "license": "lov2", "resources": [old, file]})
    if path == f"/api/2/datasets/resources/{RESOURCE}/":
        return said({"dataset_id": "1", "resource": file})
    if path == f"/api/1/datasets/r/{RESOURCE}":
        return Answer(302, "text/html", b"<!doctype html>", location=STATIC)
    return said({"message": "Not found"}, 404)


def tabular(path: str, asked: Asked) -> Answer:
    """The rows of a file, with the filters that end in ``__exact``."""
    page, size = int(asked["page"][0]), int(asked["page_size"][0])
    every = [{"__id": rank + 1, "code": code, "nombre": rank} for rank, code in enumerate(MEMBERS)]
    for name, values in asked.items():
        if name.endswith("__exact"):
            every = [one for one in every if str(one[name.removesuffix("__exact")]) == values[0]]
    here = f"https://tabular-api.data.gouv.fr{path}?page_size={size}&page="
    following = f"{here}{page + 1}" if page * size < len(every) else None
    links = {"profile": "", "swagger": "", "next": following, "prev": None}
    meta = {"page": page, "page_size": size, "total": len(every)}
    return said({"data": every[(page - 1) * size : page * size], "links": links, "meta": meta})


SERVICES: dict[str, Callable[[str, Asked], Answer]] = {
    "melodi": melodi,
    "geo": geo,
    "cerema": cerema,
    "ademe": data_fair,
    "koumoul": data_fair,
    "ore": data_fair,
    "datagouv": datagouv,
    "tabular": tabular,
}
"""What answers, by the beginning of the path."""
