"""A file says from which state it was made; a file that lies or is odd says nothing, and never harms."""

from __future__ import annotations

import io as text_io
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from maillage import io
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Actor, Record
from maillage.io import archive, package, workbook
from maillage.io.limits import Limits
from maillage.io.stamping import is_stamp
from maillage.io.stamps import stamp_of
from maillage.text import LANGUAGES, Language

DOSSIER = Dossier(
    record=Record(id="halle", title="La halle"),
    actors=(Actor(id="asso", name="L’association", extras=(("mémo", "x"),)),),
)
STAMP = "halle@42:facilitator.2026-11-23_x-1"
BRIEFLY = settings(max_examples=100, suppress_health_check=list(HealthCheck))
BOOK = workbook.write(DOSSIER, "fr", STAMP)
ARCHIVE = archive.write(DOSSIER, STAMP)
CUSTOM = "docProps/custom.xml"


def parts(content: bytes) -> dict[str, bytes]:
    """The files of an archive or a workbook, but the one that says when it was written."""
    with zipfile.ZipFile(text_io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist() if name != "docProps/core.xml"}


def packed(files: dict[str, bytes]) -> bytes:
    """An archive of these files."""
    target = text_io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    return target.getvalue()


def with_custom(content: bytes) -> bytes:
    """The stamped workbook, with other custom properties."""
    return packed({**parts(BOOK), CUSTOM: content})


def with_descriptor(content: bytes) -> bytes:
    """The stamped archive, with another descriptor."""
    return packed({**parts(ARCHIVE), "halle/datapackage.json": content})


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_gives_its_stamp_back(language: Language) -> None:
    book = workbook.write(DOSSIER, language, STAMP)
    assert stamp_of(book, "halle.xlsx") == STAMP
    assert stamp_of(book, "HALLE (copie).XLSX") == STAMP
    assert workbook.read(book, "halle.xlsx").dossier == DOSSIER


def test_an_archive_and_a_descriptor_give_their_stamp_back(tmp_path: Path) -> None:
    assert stamp_of(ARCHIVE, "halle.zip") == STAMP
    assert archive.read(ARCHIVE, "halle.zip").dossier == DOSSIER
    assert archive.write(DOSSIER, STAMP) == ARCHIVE
    io.save(DOSSIER, tmp_path / "halle", stamp=STAMP)
    descriptor = tmp_path / "halle" / "datapackage.json"
    assert stamp_of(descriptor.read_bytes(), descriptor.name) == STAMP
    assert io.load(tmp_path / "halle").dossier == DOSSIER


@pytest.mark.parametrize("name", ["halle.xlsx", "halle.zip"])
def test_saving_takes_a_stamp_in_every_form(name: str, tmp_path: Path) -> None:
    io.save(DOSSIER, tmp_path / name, stamp=STAMP)
    assert stamp_of((tmp_path / name).read_bytes(), name) == STAMP


def test_a_file_without_stamp_is_what_it_always_was() -> None:
    plain, stamped = parts(workbook.write(DOSSIER, "fr")), parts(BOOK)
    assert CUSTOM not in plain
    changed = {name for name in stamped if stamped[name] != plain.get(name)}
    assert changed == {CUSTOM, "[Content_Types].xml", "_rels/.rels"}
    assert set(plain) == set(stamped) - {CUSTOM}
    assert archive.write(DOSSIER, "") == archive.write(DOSSIER)
    assert package.contents(DOSSIER, stamp="") == package.contents(DOSSIER)
    described = json.loads(package.contents(DOSSIER, stamp=STAMP)["datapackage.json"])
    assert described["maillage"].pop("state") == STAMP
    assert described == json.loads(package.contents(DOSSIER)["datapackage.json"])


def test_a_file_without_stamp_gives_none() -> None:
    assert stamp_of(workbook.write(DOSSIER, "fr"), "halle.xlsx") is None
    assert stamp_of(workbook.template("fr"), "modele.xlsx") is None
    assert stamp_of(archive.write(DOSSIER), "halle.zip") is None
    for name in ("actors.csv", "halle", "halle.xls", "", "datapackage.json.txt"):
        assert stamp_of(BOOK, name) is None


def test_a_workbook_saved_again_by_openpyxl_keeps_its_stamp() -> None:
    target = text_io.BytesIO()
    openpyxl.load_workbook(text_io.BytesIO(BOOK)).save(target)
    assert stamp_of(target.getvalue(), "halle.xlsx") == STAMP


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_stamped_folder_is_a_valid_package(tmp_path: Path) -> None:
    import frictionless

    io.save(DOSSIER, tmp_path / "halle", stamp=STAMP)
    assert frictionless.validate(str(tmp_path / "halle" / "datapackage.json")).valid


WRONG = ["deux mots", "é", "a" * 201, "a\n", "<b>", "a/b", "\x00", " "]


@pytest.mark.parametrize("stamp", WRONG)
def test_what_is_no_stamp_is_neither_written_nor_read(stamp: str, tmp_path: Path) -> None:
    assert not is_stamp(stamp)
    with pytest.raises(ValueError, match="stamp"):
        workbook.write(DOSSIER, "fr", stamp)
    with pytest.raises(ValueError, match="stamp"):
        archive.write(DOSSIER, stamp)
    with pytest.raises(ValueError, match="stamp"):
        io.save(DOSSIER, tmp_path / "halle", stamp=stamp)
    assert list(tmp_path.iterdir()) == []
    described = json.dumps({"maillage": {"state": stamp}}).encode()
    assert stamp_of(described, "datapackage.json") is None
    assert stamp_of(with_descriptor(described), "halle.zip") is None


PROPERTIES = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{}</Properties>'
)
PROPERTY = '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{}">{}</property>'


def custom(*properties: tuple[str, str], head: str = "") -> bytes:
    """The part that holds custom properties: names and contents."""
    inside = "".join(PROPERTY.format(name, content) for name, content in properties)
    return (head + PROPERTIES.format(inside)).encode()


def test_other_properties_beside_the_stamp_do_no_harm() -> None:
    others = custom(
        ("Client", "<vt:lpwstr>Autre chose</vt:lpwstr>"),
        ("maillage-state", f"\n  <vt:lpwstr>{STAMP}</vt:lpwstr>\n"),
        ("Nombre", "<vt:i4>3</vt:i4>"),
    )
    assert stamp_of(with_custom(others), "halle.xlsx") == STAMP


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>'
VALUE = "<vt:lpwstr>halle@1</vt:lpwstr>"
HOSTILE = {
    "entities": custom(("maillage-state", "<vt:lpwstr>&c;</vt:lpwstr>"), head=BOMB),
    "an outside file": custom(
        ("maillage-state", "<vt:lpwstr>&x;</vt:lpwstr>"),
        head='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
    ),
    "a document type": custom(("maillage-state", VALUE), head="<!DOCTYPE x>"),
    "two stamps": custom(("maillage-state", VALUE), ("maillage-state", VALUE)),
    "another name": custom(("maillage-stat", VALUE)),
    "words": custom(("maillage-state", "<vt:lpwstr>deux mots</vt:lpwstr>")),
    "nothing": custom(("maillage-state", "")),
    "other names of elements": custom(("maillage-state", VALUE)).replace(b"/custom-properties", b"/else"),
    "no XML": b"PK\x03\x04",
    "an empty part": b"",
    "an encoding nobody knows": b'<?xml version="1.0" encoding="klingon"?><a/>',
    "a byte that is no text": custom(("maillage-state", VALUE)) + b"\xff",
    "depth": b"<a>" * 20_000 + b"</a>" * 20_000,
    "length": custom(("x", "y" * 300_000), ("maillage-state", VALUE)),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_odd_properties_of_a_workbook_are_no_stamp(case: str) -> None:
    assert stamp_of(with_custom(HOSTILE[case]), "halle.xlsx") is None


def test_the_properties_that_the_odd_ones_spoil_are_sound() -> None:
    assert stamp_of(with_custom(custom(("maillage-state", VALUE))), "halle.xlsx") == "halle@1"


DESCRIPTORS: dict[str, Any] = {
    "a list": [],
    "no section": {"name": "halle"},
    "a section that is a text": {"maillage": "state"},
    "a number": {"maillage": {"state": 42}},
    "a list of stamps": {"maillage": {"state": ["halle@1"]}},
    "nothing": {"maillage": {"state": ""}},
    "null": {"maillage": None},
}
RAW = {
    "no JSON": b"{",
    "depth": b"[" * 100_000,
    "a number without end": b'{"maillage": {"state": ' + b"9" * 10_000 + b"}}",
    "a byte that is no text": b'{"maillage": {"state": "\xff"}}',
    "length": b'{"maillage": {"state": "halle@1"}}' + b" " * (4 * 1024 * 1024),
    "an empty file": b"",
} | {case: json.dumps(described).encode() for case, described in DESCRIPTORS.items()}


@pytest.mark.parametrize("case", RAW)
def test_odd_descriptors_are_no_stamp(case: str) -> None:
    assert stamp_of(RAW[case], "datapackage.json") is None
    assert stamp_of(with_descriptor(RAW[case]), "halle.zip") is None


def test_two_parts_of_the_same_kind_are_no_stamp() -> None:
    two = packed(
        {**parts(ARCHIVE), "datapackage.json": package.contents(DOSSIER)["datapackage.json"].encode()}
    )
    assert stamp_of(two, "halle.zip") is None
    assert (
        stamp_of(packed({"a/b/datapackage.json": parts(ARCHIVE)["halle/datapackage.json"]}), "x.zip") is None
    )


def test_what_the_reader_of_dossiers_refuses_has_no_stamp() -> None:
    for content, name in ((BOOK, "halle.xlsx"), (ARCHIVE, "halle.zip")):
        assert stamp_of(content, name, Limits(file=len(content) - 1)) is None
        assert stamp_of(content, name, Limits(opened=10)) is None
        assert stamp_of(content, name, Limits(files=1)) is None
        assert stamp_of(content[: len(content) // 2], name) is None
        climbing = packed({**parts(content), "../x": b""})
        assert stamp_of(climbing, name) is None


def test_a_part_that_lies_about_its_length_is_no_stamp() -> None:
    content = bytearray(with_descriptor(b'{"maillage": {"state": "halle@1"}}' + b" " * 5_000_000))
    assert stamp_of(bytes(content), "halle.zip") is None
    at = content.index(b"PK\x01\x02", content.rindex(b"halle/datapackage.json") - 60)
    content[at + 24 : at + 28] = (34).to_bytes(4, "little")
    assert stamp_of(bytes(content), "halle.zip") is None


@given(st.binary(max_size=300))
@example(b"")
@BRIEFLY
def test_reading_a_stamp_never_raises(content: bytes) -> None:
    for name in ("halle.xlsx", "halle.zip", "datapackage.json", "halle.csv"):
        assert stamp_of(content, name) is None


@given(st.data())
@BRIEFLY
def test_a_file_with_flipped_bytes_gives_a_stamp_or_nothing(data: st.DataObject) -> None:
    name, whole = data.draw(st.sampled_from([("halle.xlsx", BOOK), ("halle.zip", ARCHIVE)]))
    content = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    found = stamp_of(bytes(content), name)
    assert found is None or is_stamp(found)


@given(st.from_regex(r"[A-Za-z0-9@:._-]{1,200}", fullmatch=True))
@settings(max_examples=8, suppress_health_check=list(HealthCheck))
def test_any_stamp_makes_the_round_trip(stamp: str) -> None:
    assert stamp_of(workbook.write(DOSSIER, "fr", stamp), "halle.xlsx") == stamp
    assert stamp_of(archive.write(DOSSIER, stamp), "halle.zip") == stamp
