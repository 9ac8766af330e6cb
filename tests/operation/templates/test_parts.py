"""The parts of a page: what they say when something is there, missing, over or not allowed."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from tests.operation.templates.conftest import Render

DAY = dt.datetime(2024, 11, 9, 5, 40, tzinfo=dt.UTC)


def include(render: Render, part: str, /, **context: Any) -> str:
    return render('{% include "components/' + part + '.html" %}', **context)


def test_the_head_shows_a_name_in_its_own_script(render: Render) -> None:
    name = SimpleNamespace(text="ចាន់ គំរូ", lang="km", romanised="Chan Kumru")
    html = include(render, "page_head", name=name, eyebrow="Suspect", sub="Yours.")
    assert html.index("Suspect") < html.index('lang="km"') < html.index("Chan Kumru") < html.index("Yours.")


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ({"label": "Edit", "url": "/e/"}, '<a class="btn"'),
        ({"label": "Log", "url": "/l/", "main": True}, "btn btn--main"),
        ({"label": "Erase…", "url": "/x/", "grave": True}, "btn btn--grave"),
        ({"label": "Submit", "url": "/s/", "post": True}, '<form method="post" action="/s/">'),
    ],
)
def test_an_action_is_a_link_unless_it_changes_something(render: Render, action: dict[str, Any], expected: str) -> None:
    assert expected in include(render, "action", action=action)


def test_an_action_that_is_not_possible_says_why_and_leads_nowhere(render: Render) -> None:
    html = include(render, "action", action={"label": "Release", "url": "/r/", "disabled": "two consents are missing"})
    assert 'aria-disabled="true"' in html
    assert ": two consents are missing" in html
    assert "/r/" not in html


def test_a_life_cycle_tells_past_now_and_ahead_without_colour(render: Render, words: Any) -> None:
    steps = [
        {"label": "Wanted", "note": "20 Sep", "state": "past", "url": "/warrant/"},
        {"label": "Arrested", "note": "9 Nov", "state": "now"},
        {"label": "Detained", "state": "ahead"},
    ]
    html = include(render, "steps", steps=steps, label="Status")
    assert html.count('aria-current="step"') == 1
    assert words(html) == "Wanted done 20 Sep Arrested 9 Nov Detained not yet"
    assert 'href="/warrant/"' in html


def test_facts_that_are_not_known_say_so(render: Render) -> None:
    facts = [{"label": "Born", "value": None}, {"label": "Sex", "value": ""}, {"label": "Count", "value": 0}]
    html = include(render, "facts", facts=facts)
    assert html.count("no data") == 2
    assert ">0</span>" in html


def test_facts_may_be_names_countries_links_and_lists(render: Render) -> None:
    facts = [
        {"label": "Alias", "name": SimpleNamespace(text="阿南", lang="zh-Hans", romanised="A Nan")},
        {"label": "Citizenship", "country": "TH"},
        {"label": "Place", "value": "แม่สาย", "lang": "th", "note": "Mae Sai"},
        {"label": "Warrant", "value": "000/2567", "url": "/w/"},
        {"label": "Frauds", "list": ["romance baiting", "loan"]},
    ]
    html = include(render, "facts", facts=facts)
    assert 'lang="zh-Hans"' in html
    assert 'title="Thailand"' in html
    assert 'lang="th">แม่สาย' in html
    assert 'href="/w/"' in html
    assert "romance baiting · loan" in html


def test_history_has_machine_readable_times(render: Render) -> None:
    html = include(render, "history", history=[{"at": DAY, "text": "Status: arrested", "who": "K. Example"}])
    assert 'datetime="2024-11-09T' in html
    assert "K. Example" in html


def test_no_history_says_so(render: Render) -> None:
    assert "Nothing yet." in include(render, "history", history=[])


def test_each_chip_says_what_removing_it_does(render: Render, words: Any) -> None:
    chips = [{"label": "Status", "value": "wanted", "remove_url": "?"}, {"label": "As of", "value": "10 January"}]
    html = include(render, "chips", chips=chips, clear_url="?")
    assert words(html) == "Status: wanted remove this filter As of: 10 January Clear all"


def test_no_chips_no_row(render: Render) -> None:
    assert include(render, "chips", chips=[]).strip() == ""


@pytest.mark.parametrize(("newer", "older", "links"), [("", "?b", 1), ("?a", "", 1), ("?a", "?b", 2), ("", "", 0)])
def test_pages_lead_only_where_there_is_something(render: Render, newer: str, older: str, links: int) -> None:
    assert include(render, "pager", newer_url=newer, older_url=older).count("<a ") == links


def test_the_six_are_marks_with_words(render: Render, words: Any) -> None:
    six = [{"code": "KH", "name": "Cambodia", "tone": "ok", "state": "approves", "note": "14 Jan"}]
    html = include(render, "six", six=six, label="Consultation")
    assert words(html) == "KH Cambodia approves 14 Jan"
    assert "<svg" in html


def test_what_waits_tells_its_clock_first_and_its_verb_last(render: Render, words: Any) -> None:
    item = {"when": "2 h late", "tone": "late", "kind": "Return", "title": "Week 45", "url": "/r/", "verb": "Continue"}
    html = include(render, "waits", waits=[{"title": "Late", "items": [item]}])
    assert words(html) == "Late 1 2 h late Return Week 45 Continue: Week 45"
    assert 'data-s="late"' in html


@pytest.mark.parametrize("state", ["queued", "running"])
def test_work_on_its_way_is_asked_after_and_can_be_left(render: Render, state: str) -> None:
    job = {"title": "Evaluation", "state": state, "percent": 40, "step": "Drawing", "url": "/jobs/1/"}
    html = include(render, "progress", job=job, poll_url="/jobs/1/progress/", cancel_url="/jobs/1/stop/")
    assert 'hx-get="/jobs/1/progress/"' in html
    assert 'hx-trigger="every 2s"' in html
    assert 'value="40"' in html
    assert 'href="/jobs/1/"' in html, "without a script one looks again oneself"
    assert 'action="/jobs/1/stop/"' in html


@pytest.mark.parametrize("state", ["done", "failed", "cancelled"])
def test_finished_work_is_not_asked_after(render: Render, state: str) -> None:
    job = {"title": "Evaluation", "state": state, "percent": 100, "url": "/jobs/1/"}
    assert "hx-get" not in include(render, "progress", job=job, poll_url="/jobs/1/progress/")


def test_done_work_opens_its_result_and_failed_work_says_why(render: Render) -> None:
    done = include(render, "progress", job={"title": "t", "state": "done"}, result_url="/pdf/", result_label="Open it")
    assert '<a class="btn btn--main" href="/pdf/">Open it</a>' in done
    failed = include(
        render, "progress", job={"title": "t", "state": "failed"}, reason="A font is missing.", retry_url="/again/"
    )
    assert "A font is missing." in failed
    assert 'action="/again/"' in failed


def test_what_cannot_be_undone_is_asked_before(render: Render) -> None:
    html = include(
        render,
        "confirm",
        title="Release it?",
        text="It cannot be taken back.",
        label="Release",
        grave=True,
        cancel_url="/r/",
    )
    assert "btn--grave" in html
    assert "btn--main" not in html
    assert 'href="/r/"' in html


def test_a_secret_is_shown_to_be_copied_once(render: Render) -> None:
    html = include(render, "secret", secret="sg_1234", id="token")
    assert '<code id="token" translate="no">sg_1234</code>' in html
    assert 'data-copy="token" hidden' in html, "the button needs a script; the text can be selected without"


def test_an_empty_page_says_why_and_what_next(render: Render, words: Any) -> None:
    html = include(
        render,
        "empty",
        title="No suspect fits",
        text="214 fit without «loan».",
        actions=[{"label": "Remove it", "url": "?"}],
    )
    assert words(html) == "No suspect fits 214 fit without «loan». Remove it"


def test_conditions_are_marks_with_words(render: Render, words: Any) -> None:
    gate = [
        {"label": "Six consents", "text": "4 of 6", "tone": "due", "icon": "clock", "url": "/c/", "link_label": "Ask"}
    ]
    assert words(include(render, "gate", gate=gate)) == "Six consents 4 of 6 Ask"


def test_crumbs_lead_back(render: Render) -> None:
    html = include(render, "crumbs", crumbs=[{"label": "Records", "url": "/records/"}, {"label": "Suspects"}])
    assert '<a href="/records/">Records</a>' in html
    assert "<a" not in html.split("Suspects")[0].rsplit("<li>", 1)[1]


def test_values_are_escaped_everywhere(render: Render) -> None:
    evil = "<img src=x>"
    parts: dict[str, dict[str, Any]] = {
        "facts": {"facts": [{"label": evil, "value": evil, "note": evil}]},
        "note": {"text": evil, "title": evil},
        "chips": {"chips": [{"label": evil, "value": evil}]},
        "history": {"history": [{"at": DAY, "text": evil, "who": evil}]},
    }
    for part, context in parts.items():
        assert "<img" not in include(render, part, **context), part
