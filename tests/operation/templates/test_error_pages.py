"""A page that cannot be shown says what happened to what was sent, and the way out."""

import re

import pytest
from django.http import HttpRequest
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils import translation
from django.views import csrf, defaults

from operation.access.principal import Principal
from operation.kernel.errors import Denied, NotAllowed

pytestmark = pytest.mark.django_db

TOKEN = re.compile(rb'name="csrfmiddlewaretoken"\s+value="\w+"')


@pytest.fixture
def request_of_nobody() -> HttpRequest:
    request = RequestFactory().get("/records/suspects/0000/")
    request.principal = Principal.nobody()  # type: ignore[attr-defined]
    return request


@pytest.mark.parametrize("name", ["400.html", "500.html", "403_csrf.html", "people/locked.html"])
def test_it_renders_without_any_context(name: str) -> None:
    html = get_template(name).render()
    assert '<a class="btn" href="/">' in html
    assert "<h1>" in html


@pytest.mark.parametrize("language", ["en", "th", "km", "zh-hans", "my", "vi"])
def test_a_failure_is_told_in_the_reader_s_language(language: str) -> None:
    with translation.override(language):
        assert f'<html lang="{translation.get_language()}">' in get_template("500.html").render()


def test_a_failure_says_that_nothing_was_saved() -> None:
    assert "Nothing of what you sent was saved." in get_template("500.html").render()


def test_what_is_hidden_and_what_is_not_there_look_the_same(request_of_nobody: HttpRequest) -> None:
    one = defaults.page_not_found(request_of_nobody, Exception("Suspect matching query does not exist"))
    other = defaults.page_not_found(request_of_nobody, Exception("not visible to you"))
    assert one.status_code == other.status_code == 404
    assert b"does not exist" not in one.content
    assert b"not visible" not in other.content
    assert TOKEN.sub(b"", one.content) == TOKEN.sub(b"", other.content)


def test_a_denial_explains_itself(request_of_nobody: HttpRequest) -> None:
    refused = NotAllowed(Denied("only the originator may release"))
    page = defaults.permission_denied(request_of_nobody, refused)
    assert page.status_code == 403
    assert b"only the originator may release" in page.content


def test_a_denial_s_reason_is_escaped(request_of_nobody: HttpRequest) -> None:
    page = defaults.permission_denied(request_of_nobody, NotAllowed(Denied("<b>no</b>")))
    assert b"<b>no</b>" not in page.content


def test_a_denial_without_a_reason_still_says_something(request_of_nobody: HttpRequest) -> None:
    page = defaults.permission_denied(request_of_nobody, NotAllowed(Denied("")))
    assert b"Your role does not include it." in page.content


def test_an_expired_form_says_that_nothing_was_saved(request_of_nobody: HttpRequest) -> None:
    page = csrf.csrf_failure(request_of_nobody, reason="CSRF cookie not set")
    assert page.status_code == 403
    assert b"Nothing was saved." in page.content
    assert b"CSRF cookie not set" not in page.content
