"""The frame of every page: marking, menu, language, person, and nothing that one cannot use."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.messages import constants
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone, translation

from operation.access.principal import Principal
from operation.kernel import clock
from tests.operation.templates.conftest import Render

HANDLING = {
    "tlp": "amber_strict",
    "code": "H2",
    "words": "No onward dissemination",
    "note": "Originator Royal Thai Police",
}
MENU = [
    {"label": "Desk", "url": "/desk/", "current": False, "count": 3},
    {"label": "Records", "url": "/records/", "current": True, "count": 0},
]


@pytest.fixture
def frame(page_request: HttpRequest) -> Any:
    """The base template with some context, spaces squeezed; the processors' own values can be overridden."""

    def rendered(**context: Any) -> str:
        base = {"navigation": MENU, "operation_name": "Joint Operation SEAGULL", "principal": Principal.nobody()}
        page_request.principal = Principal.nobody()  # type: ignore[attr-defined]
        page_request.user = SimpleNamespace(is_authenticated=False)  # type: ignore[assignment]
        return " ".join(render_to_string("base.html", base | context, request=page_request).split())

    return rendered


def test_the_page_says_its_language_and_lets_one_skip_to_its_content(frame: Any) -> None:
    with translation.override("th"):
        html = frame()
    assert '<html lang="th">' in html
    assert html.index('href="#main"') < html.index("<header")
    assert 'id="main"' in html


def test_the_marking_stands_at_the_top_and_at_the_end(frame: Any) -> None:
    html = frame(handling=HANDLING)
    assert html.count("TLP:AMBER+STRICT") == 2
    assert html.count("Originator Royal Thai Police") == 2
    assert html.index("TLP:AMBER+STRICT") < html.index("<main") < html.rindex("TLP:AMBER+STRICT")


def test_a_page_without_marking_shows_no_strip(frame: Any) -> None:
    assert 'class="handling' not in frame()


def test_synthetic_data_say_so_on_every_page(frame: Any) -> None:
    said = "Synthetic demonstration data. Every name, number and figure on this page is invented."
    assert said in frame(demonstration=True)
    assert said not in frame(demonstration=False)


def test_the_menu_marks_where_one_is_and_how_much_waits(frame: Any) -> None:
    html = frame()
    assert html.count('href="/records/" aria-current="page"') == 2, "once in the bar, once in the menu of a phone"
    assert html.count('<span class="count">3</span>') == 2
    assert '<span class="count">0</span>' not in html


def test_nobody_finds_no_account_and_no_way_to_sign_out(frame: Any) -> None:
    html = frame(navigation=[])
    assert "Sign out" not in html
    assert "Your account" not in html
    assert 'aria-label="Main"' not in html


def test_signing_out_is_a_form_and_not_a_link(frame: Any) -> None:
    html = frame(principal=Principal(clock.now, name="S. Wattanakul", country="TH"))  # type: ignore[arg-type]
    assert "S. Wattanakul" in html
    form = html.split("Sign out")[0].rsplit("<form", 1)[1]
    assert 'method="post"' in form
    assert "csrfmiddlewaretoken" in form


def test_every_language_is_offered_in_its_own_script_and_comes_back_here(frame: Any, settings: Any) -> None:
    with translation.override("th"):
        html = frame()
    for code, name in settings.LANGUAGES:
        assert f'value="{code}" lang="{code}"' in html
        assert name in html
    assert 'name="next" value="/records/suspects/?status=wanted"' in html


def test_the_language_in_use_is_marked(frame: Any) -> None:
    with translation.override("vi"):
        html = frame()
    assert 'value="vi" lang="vi" aria-current="true"' in html


def test_times_and_figures_say_where_and_when_they_hold(frame: Any) -> None:
    with timezone.override("Asia/Bangkok"):
        html = frame(known_at=clock.end_of_day(clock.today()))
    assert "Times in Bangkok (UTC+7)" in html
    assert "figures known on" in html


def test_scripts_are_files_of_ours_and_htmx_adds_no_style(frame: Any) -> None:
    html = frame()
    assert '"includeIndicatorStyles": false' in html
    assert html.count("<script") == html.count("<script src=")


@pytest.mark.parametrize(
    ("level", "role"),
    [
        (constants.ERROR, "alert"),
        (constants.WARNING, "status"),
        (constants.SUCCESS, "status"),
        (constants.INFO, "status"),
    ],
)
def test_an_error_interrupts_and_good_news_waits(render: Render, level: int, role: str) -> None:
    message = SimpleNamespace(level_tag=constants.DEFAULT_TAGS[level], __str__=lambda: "")
    html = render('{% include "components/messages.html" %}', messages=[message])
    assert f'role="{role}"' in html
    assert "<svg" in html
