"""What browsers are told, and what people meet when something goes wrong."""

from __future__ import annotations

import io

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.utils.translation import override

from maillage_web.common import views
from maillage_web.config import environment
from maillage_web.config.bounds import BoundedBody
from maillage_web.config.security import cookies_and_headers
from tests.maillage_web.addresses import PREFIXES, SLUGS
from tests.maillage_web.reading import Page

pytestmark = pytest.mark.django_db
PAGES = ("/", "/en/", "/essayer/", f"/dossiers/{SLUGS[0]}/articulation/", "/nowhere/")


@pytest.mark.parametrize("address", PAGES)
def test_the_policy_allows_the_site_alone(client: Client, address: str) -> None:
    policy = client.get(address)["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert [word for word in ("unsafe", "http:", "https:", "data:", "*") if word in policy] == []


@pytest.mark.parametrize("address", PAGES)
def test_headers_protect_the_page(client: Client, address: str) -> None:
    response = client.get(address)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"
    assert not response.has_header("Strict-Transport-Security")


def test_cookies_are_out_of_reach_of_scripts(client: Client) -> None:
    cookies = client.get("/essayer/").cookies
    assert set(cookies) == {"csrftoken"}
    assert cookies["csrftoken"]["httponly"]
    assert cookies["csrftoken"]["samesite"] == "Lax"


def test_a_visit_leaves_no_cookie(client: Client) -> None:
    for address in ("/", "/dossiers/", f"/dossiers/{SLUGS[0]}/"):
        assert not client.get(address).cookies


def test_https_adds_what_needs_it() -> None:
    assert cookies_and_headers(https=True)["SECURE_HSTS_SECONDS"] > 0
    assert cookies_and_headers(https=True)["SESSION_COOKIE_SECURE"]
    assert cookies_and_headers(https=False)["SECURE_HSTS_SECONDS"] == 0


def test_debug_is_off() -> None:
    assert settings.DEBUG is False


def test_another_host_is_refused(client: Client) -> None:
    response = client.get("/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert "pas été comprise" in response.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "nowhere/",
        "dossiers/nowhere/",
        "dossiers/nowhere/rapport.pdf",
        f"dossiers/{SLUGS[0]}/tables/nowhere/",
        f"dossiers/{SLUGS[0]}/tables/dossier/",
        f"dossiers/{SLUGS[0]}/another.xlsx",
        "verifications/zzz999/",
    ],
)
@pytest.mark.parametrize("language", list(PREFIXES))
def test_nothing_there_says_what_to_do(client: Client, address: str, language: str) -> None:
    response = client.get(PREFIXES[language] + address)
    assert response.status_code == 404
    page = Page(response.content.decode())
    assert page.one("html").attributes["lang"] == language
    assert (
        page.one("h1").text
        == {
            "fr": "Il n’y a rien à cette adresse",
            "en": "There is nothing at this address",
        }[language]
    )
    assert PREFIXES[language] + "dossiers/" in page.links


@pytest.mark.parametrize("language", list(PREFIXES))
@pytest.mark.parametrize(
    ("view", "status"),
    [
        (views.bad_request, 400),
        (views.forbidden, 403),
        (views.stale_form, 403),
        (views.too_big, 413),
        (views.broken, 500),
    ],
)
def test_each_error_has_its_page(rf: RequestFactory, view, status: int, language: str) -> None:  # type: ignore[no-untyped-def]
    request = rf.get(PREFIXES[language])
    request.resolver_match = None
    with override(language):
        response = view(request)
    assert response.status_code == status
    assert Page(response.content.decode()).one("html").attributes["lang"] == language


def test_a_broken_page_is_told_even_when_its_frame_breaks(rf: RequestFactory) -> None:
    with override("fr"):
        response = views.broken(None)  # type: ignore[arg-type]
    assert response.status_code == 500
    assert "Une panne est survenue" in response.content.decode()


def test_a_failure_in_a_view_gives_the_page_500(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maillage_web.dossiers.queries.stored.first_example", lambda preferred: 1 / 0)
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 500
    assert Page(response.content.decode()).one("h1").text == "Une panne est survenue chez nous"


def test_a_form_without_its_token_is_refused() -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/essayer/", {"file": io.BytesIO(b"x")})
    assert response.status_code == 403
    assert Page(response.content.decode()).one("h1").text == "Le formulaire a expiré"


def test_a_body_too_long_is_not_interpreted(rf: RequestFactory) -> None:
    def must_not_run(_request):  # type: ignore[no-untyped-def]
        raise AssertionError("the body was handed over")

    content = b"x" * (settings.BODY_BYTES + 1)
    request = rf.post("/essayer/", content, content_type="application/octet-stream")
    request.resolver_match = None
    with override("fr"):
        response = BoundedBody(must_not_run)(request)
    assert response.status_code == 413


def test_the_secret_key_is_made_once_and_kept_private(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("MAILLAGE_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("MAILLAGE_SECRET_KEY", raising=False)
    folder = environment.make_data_folder()
    first = environment.secret_key()
    environment.make_data_folder()
    assert environment.secret_key() == first
    assert len(first) >= 50
    assert (folder / environment.SECRET_FILE).stat().st_mode & 0o077 == 0


def test_hosts_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOST", "192.0.2.7")
    monkeypatch.setenv("MAILLAGE_HOSTS", "maillage.example, ")
    assert environment.allowed_hosts() == ["localhost", "127.0.0.1", "[::1]", "192.0.2.7", "maillage.example"]


@pytest.mark.parametrize("wrong", ["zero", "0", "70000", "-1"])
def test_a_port_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv("PORT", wrong)
    with pytest.raises(ValueError):
        environment.port()
