"""What every answer carries, whoever asks: headers that keep browsers strict, cookies that only this host reads."""

import json
import subprocess
import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from operation.people.models import User
from tests.factories.people import PASSWORD
from tests.operation.config.checkout import SOURCE
from tests.operation.config.test_start_roles import environment

ClientOf = Callable[[User], Client]
PAGES = ("/sign-in/", "/desk/", "/records/suspects/", "/nowhere/", "/api/v1/suspects/", "/api/v1/nowhere/")
YEAR = 365 * 24 * 60 * 60
ASKED = (
    *("DEBUG", "SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_SSL_REDIRECT", "PASSWORD_HASHERS"),
    *(f"{kind}_COOKIE_{what}" for kind in ("SESSION", "CSRF", "LANGUAGE") for what in ("NAME", "SECURE", "HTTPONLY")),
    *(f"{kind}_COOKIE_{what}" for kind in ("SESSION", "CSRF", "LANGUAGE") for what in ("SAMESITE", "DOMAIN", "PATH")),
)


@pytest.fixture
def reader(cast: SimpleNamespace, client_of: ClientOf) -> Client:
    return client_of(cast.officer_th)


@pytest.fixture(scope="module")
def production() -> dict[str, Any]:
    """Settings as a server has them; nothing is contacted."""
    asked = f"{{name: getattr(settings, name) for name in {ASKED}}}"
    code = f"import json; from django.conf import settings; print(json.dumps({asked}))"
    given = environment() | {"DJANGO_SETTINGS_MODULE": "operation.config.settings.production"}
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=SOURCE, env=given, capture_output=True, text=True, timeout=60, check=True
    )
    found: dict[str, Any] = json.loads(said.stdout)
    return found


@pytest.mark.parametrize("page", PAGES)
def test_a_policy_says_what_may_run_and_where_from(reader: Client, page: str) -> None:
    policy = reader.get(page).headers["Content-Security-Policy"]
    for rule in ("default-src 'none'", "script-src 'self'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert rule in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("page", PAGES)
def test_browsers_do_not_guess_and_tell_nobody(reader: Client, page: str) -> None:
    headers = reader.get(page).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("page", PAGES)
def test_every_answer_says_what_it_is_and_in_which_letters(reader: Client, page: str) -> None:
    kind = reader.get(page).headers["Content-Type"]
    assert kind in ("text/html; charset=utf-8", "application/json")


@pytest.mark.parametrize("page", PAGES)
def test_no_other_site_reads_an_answer(reader: Client, page: str) -> None:
    answer = reader.get(page, headers={"Origin": "https://elsewhere.example"})
    assert not [name for name in answer.headers if name.startswith("Access-Control")]


@pytest.mark.parametrize("page", [page for page in PAGES if page != "/sign-in/"])
def test_no_cache_keeps_an_answer(reader: Client, page: str) -> None:
    assert "no-store" in reader.get(page).headers["Cache-Control"]


@pytest.mark.parametrize("page", PAGES)
def test_no_answer_says_what_it_was_made_with(reader: Client, page: str) -> None:
    assert not {"Server", "X-Powered-By"} & set(reader.get(page).headers)


@pytest.mark.parametrize("method", ["TRACE", "PROPFIND", "CONNECT"])
def test_methods_that_nobody_needs_do_nothing(reader: Client, method: str) -> None:
    for page in ("/records/suspects/", "/desk/", "/api/v1/suspects/"):
        answer = reader.generic(method, page)
        assert answer.status_code in (400, 403, 405)


@pytest.mark.parametrize("page", ["/static/", "/static/css/", "/static/../manage.py", "/.git/config", "/manage.py"])
def test_no_folder_and_no_source_is_shown(reader: Client, page: str) -> None:
    assert reader.get(page).status_code == 404


def test_no_answer_runs_as_a_script_of_another_page(reader: Client) -> None:
    plain = reader.get("/api/v1/suspects/")
    asked = reader.get("/api/v1/suspects/?callback=run&format=jsonp")
    assert plain.headers["Content-Type"] == "application/json"
    assert not asked.content.startswith(b"run(")


@pytest.mark.parametrize("address", ["sign-out", "return-open"])
def test_what_changes_something_is_no_link(reader: Client, address: str) -> None:
    assert reader.get(reverse(address)).status_code == 405


def test_after_sign_out_the_browser_forgets(reader: Client) -> None:
    assert reader.post(reverse("sign-out")).headers["Clear-Site-Data"] == '"cache", "storage"'


def test_a_form_sent_from_another_site_is_refused(cast: SimpleNamespace) -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post(reverse("sign-in"), {"username": "officer.th", "password": PASSWORD})
    assert answer.status_code == 403
    assert "_auth_user_id" not in browser.session


def test_a_server_asks_for_tls_for_a_year_and_on_every_name_below(production: dict[str, Any]) -> None:
    assert production["SECURE_HSTS_SECONDS"] >= YEAR
    assert production["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is True
    assert production["SECURE_SSL_REDIRECT"] is True


@pytest.mark.parametrize("kind", ["SESSION", "CSRF", "LANGUAGE"])
def test_a_cookie_is_read_over_tls_by_this_host_alone_and_by_no_script(production: dict[str, Any], kind: str) -> None:
    assert production[f"{kind}_COOKIE_NAME"].startswith("__Host-")
    assert production[f"{kind}_COOKIE_SECURE"] is True
    assert production[f"{kind}_COOKIE_HTTPONLY"] is True
    assert production[f"{kind}_COOKIE_SAMESITE"] == "Lax"
    assert (production[f"{kind}_COOKIE_DOMAIN"], production[f"{kind}_COOKIE_PATH"]) == (None, "/")


def test_a_server_shows_no_traces_and_hashes_passwords_slowly(production: dict[str, Any]) -> None:
    assert production["DEBUG"] is False
    assert production["PASSWORD_HASHERS"][0] == "django.contrib.auth.hashers.PBKDF2PasswordHasher"


def test_the_password_field_hides_what_is_typed_and_takes_a_pasted_one() -> None:
    text = Client().get(reverse("sign-in")).content.decode()
    field = next(part for part in text.split("<input") if 'name="password"' in part)
    assert 'type="password"' in field
    assert 'autocomplete="current-password"' in field
    assert "onpaste" not in text
