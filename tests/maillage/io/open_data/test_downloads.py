"""A file is there whole or not at all, whatever happens on the way."""

from __future__ import annotations

import datetime
import hashlib
import ssl
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from maillage.io.open_data import Addresses, Asking, Checksum, Downloads, OpenDataError, Waits, provenance_of
from maillage.io.open_data.data_gouv import DataGouv
from maillage.io.open_data.parts import Part
from tests.maillage.io.open_data.conftest import NOW, QUICK, problem_of
from tests.open_data_answers import ARCHIVE, RESOURCE, STATIC, land_take
from tests.open_data_server import MODES, OpenDataServer

URL = "https://www.insee.fr" + ARCHIVE.removeprefix("/insee")
STABLE = f"https://www.data.gouv.fr/api/1/datasets/r/{RESOURCE}"


@pytest.fixture
def downloads(asking: Asking, tmp_path: Path) -> Downloads:
    """Downloads into a folder that is not there yet."""
    return Downloads(asking, tmp_path / "downloads", now=NOW)


def ranges(server: OpenDataServer) -> list[str | None]:
    """The parts that were asked for."""
    return [one.headers.get("Range") for one in server.asked]


def test_a_file_comes_with_where_it_comes_from(downloads: Downloads, server: OpenDataServer) -> None:
    told: list[tuple[int, int | None]] = []
    came = downloads.fetch(URL, "a/base.zip", progress=lambda done, total: told.append((done, total)))
    content = server.files[ARCHIVE]
    assert came.path.read_bytes() == content
    assert came.changed
    assert provenance_of(came.path) == came.provenance
    said = came.provenance
    assert (said.url, said.size, said.fetched_at) == (URL, len(content), NOW)
    assert (said.sha256, said.etag) == (hashlib.sha256(content).hexdigest(), server.asked[0] and said.etag)
    assert (said.service, said.producer, said.announced) == ("insee", "INSEE", None)
    assert told[-1] == (len(content), len(content))
    assert told == sorted(told)
    assert sorted(one.name for one in came.path.parent.iterdir()) == ["base.zip", "base.zip.provenance.json"]
    assert server.asked[0].headers["User-Agent"].startswith("Maillage/")


def test_what_did_not_change_is_not_sent_again(downloads: Downloads, server: OpenDataServer) -> None:
    first = downloads.fetch(URL, "base.zip")
    again = downloads.fetch(URL, "base.zip")
    assert (again.changed, again.provenance) == (False, first.provenance)
    assert server.asked[1].status == [304]
    server.files[ARCHIVE] = b"another edition"
    assert downloads.fetch(URL, "base.zip").changed
    assert first.path.read_bytes() == b"another edition"
    first.path.write_bytes(b"damaged")
    assert downloads.fetch(URL, "base.zip").path.read_bytes() == b"another edition"


def test_a_download_that_is_cut_is_taken_up_where_it_stopped(
    downloads: Downloads, server: OpenDataServer
) -> None:
    server.then.extend(["cut", "cut"])
    came = downloads.fetch(URL, "base.zip")
    first = len(server.files[ARCHIVE]) // 3
    assert came.path.read_bytes() == server.files[ARCHIVE]
    assert ranges(server) == [None, f"bytes={first}-", f"bytes={2 * first}-"]
    assert [one.headers.get("If-Range") for one in server.asked[1:]] == [came.provenance.etag] * 2


def test_a_download_that_was_given_up_is_taken_up_the_next_time(
    downloads: Downloads, server: OpenDataServer
) -> None:
    server.then.extend(["cut", *["closed"] * 9])
    assert problem_of(lambda: downloads.fetch(URL, "base.zip")) == "offline"
    server.then.clear()
    server.asked.clear()
    assert downloads.fetch(URL, "base.zip").path.read_bytes() == server.files[ARCHIVE]
    assert ranges(server) == [f"bytes={len(server.files[ARCHIVE]) // 3}-"]


@pytest.mark.parametrize("then", ["ignores-range", "mixes"])
def test_a_server_that_does_not_send_the_rest_is_asked_for_the_whole(
    then: str, downloads: Downloads, server: OpenDataServer
) -> None:
    server.then.extend(["cut", then])
    assert downloads.fetch(URL, "base.zip").path.read_bytes() == server.files[ARCHIVE]


def test_a_file_that_changes_between_its_two_halves_is_begun_again(
    downloads: Downloads, server: OpenDataServer
) -> None:
    before = server.files[ARCHIVE]
    server.then.append("cut-and-changed")
    came = downloads.fetch(URL, "base.zip").path.read_bytes()
    assert came == server.files[ARCHIVE] == before[::-1]


def test_without_anything_to_recognise_it_by_a_file_is_begun_again(
    downloads: Downloads, server: OpenDataServer
) -> None:
    server.etags = False
    server.then.append("cut")
    first = downloads.fetch(URL, "base.zip")
    assert first.path.read_bytes() == server.files[ARCHIVE]
    assert ranges(server) == [None, None]
    assert not downloads.fetch(URL, "base.zip").changed
    server.mode = "cut"
    assert problem_of(lambda: downloads.fetch(URL, "base.zip")) == "cut"
    assert first.path.read_bytes() == server.files[ARCHIVE]


def test_the_checksum_that_is_announced_is_checked(
    asking: Asking, downloads: Downloads, server: OpenDataServer
) -> None:
    data_gouv = DataGouv(asking)
    came = data_gouv.download(STABLE, "conso.csv", downloads)
    assert came.path.read_bytes() == land_take()
    assert came.provenance.announced == f"sha1:{hashlib.sha1(land_take()).hexdigest()}"
    assert came.provenance.final_url == server.url + STATIC
    asked = len(server.asked)
    assert not data_gouv.download(STABLE, "conso.csv", downloads).changed
    assert [one.path for one in server.asked[asked:]] == [f"/datagouv/api/2/datasets/resources/{RESOURCE}/"]
    server.checksum = "0" * 40
    assert problem_of(lambda: data_gouv.download(STABLE, "other.csv", downloads)) == "checksum"
    assert not (came.path.parent / "other.csv").exists()
    assert not (came.path.parent / "other.csv.part").exists()


def test_two_halves_that_do_not_answer_to_the_checksum_are_asked_for_once_more(
    downloads: Downloads, server: OpenDataServer
) -> None:
    right = hashlib.sha256(server.files[ARCHIVE]).hexdigest()
    server.then.extend(["cut", *["closed"] * 9])
    problem_of(lambda: downloads.fetch(URL, "base.zip"))
    server.then.clear()
    part = next(one for one in downloads._folder.iterdir() if one.suffix == ".part")
    part.write_bytes(b"x" * part.stat().st_size)
    came = downloads.fetch(URL, "base.zip", checksum=Checksum("sha256", right))
    assert came.provenance.sha256 == right


CODES = {
    "busy-long": "too-many-requests",
    "failing": "server-error",
    "html": "html",
    "slow": "timeout",
    "closed": "offline",
    "round": "redirects",
    "missing": "not-found",
    "forbidden": "refused",
}


@pytest.mark.parametrize("mode", CODES)
def test_what_keeps_a_file_from_coming_is_a_sentence_and_leaves_what_was_there(
    mode: str, downloads: Downloads, server: OpenDataServer
) -> None:
    kept = downloads.fetch(URL, "base.zip")
    server.files[ARCHIVE] = b"new"
    server.mode = mode
    assert problem_of(lambda: downloads.fetch(URL, "base.zip")) == CODES[mode]
    assert provenance_of(kept.path) == kept.provenance
    assert not list(kept.path.parent.glob("*.part"))


def test_every_way_the_server_answers_is_tried_somewhere_here() -> None:
    here = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert [mode for mode in MODES if f'"{mode}"' not in here] == []


@pytest.mark.parametrize("mode", ["busy", "unavailable"])
def test_a_short_wait_is_waited_for(mode: str, downloads: Downloads, server: OpenDataServer) -> None:
    server.then.append(mode)
    downloads.fetch(URL, "base.zip")
    assert server.asked[1].moment - server.asked[0].moment >= 0.9


def test_a_long_wait_is_said_and_nobody_asks_before_it_is_over(
    downloads: Downloads, server: OpenDataServer
) -> None:
    server.then.append("busy-long")
    for _ in range(2):
        with pytest.raises(OpenDataError) as caught:
            downloads.fetch(URL, "base.zip")
        seconds = caught.value.problem.seconds
        assert seconds is not None
        assert 2990 <= seconds <= 3000
        assert str(seconds) in caught.value.problem.message.fr
    assert len(server.asked) == 1


def test_a_service_is_not_asked_more_often_than_it_allows(server: OpenDataServer, tmp_path: Path) -> None:
    """Two processes: each has its own asking, and they share the folder of the pace."""
    melodi = Addresses(server.settings).at("melodi", "/catalog/all")
    for _ in range(2):
        with Asking(tmp_path, Addresses(server.settings), QUICK, pace=2 / 30) as one:
            one.json(melodi)
    with Asking(tmp_path, Addresses(server.settings), QUICK, pace=2 / 30) as third:
        assert problem_of(lambda: third.json(melodi)) == "too-many-requests"
    assert len(server.asked) == 2


def test_a_file_that_is_too_large_is_not_kept(asking: Asking, tmp_path: Path, server: OpenDataServer) -> None:
    small = Downloads(asking, tmp_path / "downloads", now=NOW, most_bytes=1000)
    assert problem_of(lambda: small.fetch(URL, "base.zip")) == "too-large"
    server.etags = False
    assert problem_of(lambda: small.fetch(URL, "base.zip")) == "too-large"
    assert list((tmp_path / "downloads").iterdir()) == []


def test_nobody_there_no_such_name_and_no_such_address_are_told_apart(tmp_path: Path) -> None:
    with OpenDataServer() as gone:
        settings = gone.settings
    with Asking(tmp_path, Addresses(settings), QUICK) as asking:
        downloads = Downloads(asking, tmp_path, now=NOW)
        assert problem_of(lambda: downloads.fetch(URL, "a")) == "offline"
        assert problem_of(lambda: downloads.fetch("http://nowhere.invalid/a.csv", "a")) == "name"
        assert problem_of(lambda: downloads.fetch("ftp://example.org/a.csv", "a")) == "address"
        assert problem_of(lambda: downloads.fetch("", "a")) == "address"


def test_a_folder_that_cannot_be_written_is_named(asking: Asking, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert problem_of(lambda: Downloads(asking, tmp_path / "file", now=NOW).fetch(URL, "a")) == "folder"
    with Asking(tmp_path / "file", asking.addresses, QUICK) as elsewhere:
        assert problem_of(lambda: Downloads(elsewhere, tmp_path, now=NOW).fetch(URL, "a")) == "folder"
    (tmp_path / "spoilt").mkdir()
    (tmp_path / "spoilt" / "pace-insee.sqlite").write_bytes(b"no database at all" * 100)
    with Asking(tmp_path / "spoilt", asking.addresses, QUICK) as spoilt:
        assert problem_of(lambda: Downloads(spoilt, tmp_path, now=NOW).fetch(URL, "a")) == "folder"


def test_one_file_is_downloaded_by_one_process_at_a_time(downloads: Downloads, tmp_path: Path) -> None:
    with Part.of(tmp_path / "downloads" / "base.zip"):
        assert problem_of(lambda: downloads.fetch(URL, "base.zip")) == "busy"
    assert downloads.fetch(URL, "base.zip").changed


def test_a_certificate_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    server = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_certificate(tmp_path))
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    server.handle_error = lambda *about: None  # type: ignore[method-assign]  # the client leaves: no surprise
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        settings = {"MAILLAGE_INSEE_URL": f"https://127.0.0.1:{server.server_address[1]}"}
        with Asking(tmp_path, Addresses(settings), Waits(patience=2, connect=1, read=1)) as asking:
            fetch = Downloads(asking, tmp_path, now=NOW).fetch
            assert problem_of(lambda: fetch(URL, "a")) == "certificate"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(NOW)
        .not_valid_after(NOW + datetime.timedelta(days=3650))
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    private = key.private_bytes(encoding, form, serialization.NoEncryption())
    path.write_bytes(private + made.public_bytes(encoding))
    return path
