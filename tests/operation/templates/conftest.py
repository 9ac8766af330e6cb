"""Render a piece of template as a page would, without a database."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory
from django.utils.html import strip_tags

Render = Callable[..., str]

LIBRARIES = "{% load i18n look charts fields %}"


@pytest.fixture
def render() -> Render:
    """Template source and its context in, HTML out."""

    def rendered(source: str, /, **context: Any) -> str:
        return engines["django"].from_string(LIBRARIES + source).render(context)

    return rendered


@pytest.fixture
def words() -> Callable[[str], str]:
    """What a person reads of some HTML: its text, spaces squeezed."""
    return lambda html: " ".join(strip_tags(html).split())


@pytest.fixture
def page_request() -> HttpRequest:
    """A request of nobody, as before sign-in."""
    request = RequestFactory().get("/records/suspects/?status=wanted")
    request.csp_nonce = None  # type: ignore[attr-defined]
    return request
