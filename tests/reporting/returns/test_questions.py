"""The desk asks about figures, the agency answers, the conversation stays with its line."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from operation.kernel import clock
from operation.kernel.errors import NotAllowed, Refused
from operation.people.models import User
from operation.people.selectors import principal_of
from reporting.returns import actions
from reporting.returns.models import NationalReturn, ReturnQuestion
from tests.factories.returns import noon, queried, submitted
from tests.reporting.returns.test_return_pages import entered, text, url

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
DAY = "2024-09-10"


@pytest.fixture(autouse=True)
def during_the_operation() -> Iterator[None]:
    with clock.at(noon("2024-09-17")):
        yield


@pytest.fixture
def given(cast: SimpleNamespace) -> NationalReturn:
    return queried(cast.coordinator_th, cast.desk_supervision, DAY, {"P02": 28}, P02="Which raid?", G01="None?")


def answer_field(code: str) -> str:
    return f"answer_{ReturnQuestion.objects.get(indicator=code).pk.hex}"


def keep_answer(given: NationalReturn, by: User, as_: As, code: str, words: str) -> NationalReturn:
    key = ReturnQuestion.objects.get(indicator=code).pk
    with as_(by):
        return actions.save_draft(
            principal=principal_of(by), national_return=given, entries={}, version=given.version, answers={key: words}
        )


def test_questions_stand_at_their_lines_and_in_the_step(
    given: NationalReturn, cast: SimpleNamespace, client_of: ClientOf
) -> None:
    assert set(ReturnQuestion.objects.values_list("indicator", "words")) == {("P02", "Which raid?"), ("G01", "None?")}
    assert given.query == "G01: None?\nP02: Which raid?"
    page = text(client_of(cast.officer_th).get(url(given)))
    row = page.partition("reported_P02")[0].rpartition("<tr")[2]
    assert "Which raid?" in row
    assert answer_field("P02") in row


def test_the_desk_asks_about_several_figures_and_the_whole_at_once(cast: SimpleNamespace, client_of: ClientOf) -> None:
    given, desk = submitted(cast.coordinator_th, DAY), client_of(cast.desk_supervision)
    assert f'href="{url(given, "query")}?about=P02"' in text(desk.get(url(given)))
    assert '<option value="P02" selected>' in text(desk.get(url(given, "query") + "?about=P02"))
    asked = {
        "version": given.version,
        "words": "Is this all?",
        "about_0": "P02",
        "words_0": "Which raid?",
        "about_1": "P02",
        "words_1": "And whose?",
        "about_2": "G01",
        "words_2": "None?",
    }
    assert desk.post(url(given, "query"), asked).status_code == 302
    assert dict(ReturnQuestion.objects.values_list("indicator", "words")) == {
        "": "Is this all?",
        "P02": "Which raid?\nAnd whose?",
        "G01": "None?",
    }


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({}, "Write down your question"),
        ({"words_0": "Which?"}, "Choose the figure"),
        ({"about_0": "P02"}, "Write down your question"),
        ({"about_0": "Z99", "words_0": "Which?"}, "Z99 is not one of the available choices"),
        ({"words": "x" * 1001}, "at most 1000 characters"),
    ],
)
def test_a_question_that_asks_nothing_is_refused(
    words: dict[str, str], told: str, cast: SimpleNamespace, client_of: ClientOf
) -> None:
    given = submitted(cast.coordinator_th, DAY)
    refused = client_of(cast.desk_supervision).post(url(given, "query"), {"version": given.version} | words)
    assert refused.status_code == 400
    assert told in text(refused)
    assert not ReturnQuestion.objects.exists()


def test_a_figure_that_there_is_not_undoes_the_whole_step(cast: SimpleNamespace, as_: As) -> None:
    given = submitted(cast.coordinator_th, DAY)
    desk = principal_of(cast.desk_supervision)
    with as_(cast.desk_supervision), pytest.raises(Refused, match="Z99"):
        actions.query_returns(principal=desk, returns=[given], versions=[given.version], about={"Z99": "?"})
    given.refresh_from_db()
    assert given.state == "submitted"


def test_an_answer_is_its_agencys_until_the_return_is_submitted(
    given: NationalReturn, cast: SimpleNamespace, as_: As, client_of: ClientOf
) -> None:
    kept = keep_answer(given, cast.officer_th, as_, "P02", "The one in Mae Sot.")
    own, desk = client_of(cast.officer_th), client_of(cast.desk_supervision)
    address = f"/api/v1/returns/{given.pk}/"
    assert "The one in Mae Sot." in text(own.get(url(given)))
    assert "The one in Mae Sot." not in text(desk.get(url(given)))
    assert "The one in Mae Sot." not in desk.get(address).content.decode()
    assert "The one in Mae Sot." in own.get(address).content.decode()
    with as_(cast.coordinator_th):
        actions.submit_returns(principal=principal_of(cast.coordinator_th), returns=[kept], versions=[kept.version])
    page = text(desk.get(url(given)))
    assert "The one in Mae Sot." in page
    assert "Not answered yet." in page
    told = {one["indicator"]: one["answer"] for one in desk.get(address).json()["questions"]}
    assert told == {"P02": "The one in Mae Sot.", "G01": ""}
    answered = ReturnQuestion.objects.get(indicator="P02")
    assert answered.answered_by == cast.coordinator_th
    assert ReturnQuestion.objects.get(indicator="G01").answered_at is None


def test_what_is_sent_is_not_written_again(given: NationalReturn, cast: SimpleNamespace, as_: As) -> None:
    kept = keep_answer(given, cast.officer_th, as_, "P02", "The one in Mae Sot.")
    desk = principal_of(cast.desk_supervision)
    with as_(cast.coordinator_th):
        [sent] = actions.submit_returns(
            principal=principal_of(cast.coordinator_th), returns=[kept], versions=[kept.version]
        )
    with as_(cast.desk_supervision):
        [again] = actions.query_returns(principal=desk, returns=[sent], versions=[sent.version], about={"V01": "?"})
    key = ReturnQuestion.objects.get(indicator="P02").pk
    with as_(cast.officer_th):
        actions.save_draft(
            principal=principal_of(cast.officer_th),
            national_return=again,
            entries={},
            version=again.version,
            answers={key: "Another one"},
        )
    assert ReturnQuestion.objects.get(indicator="P02").answer == "The one in Mae Sot."
    assert ReturnQuestion.objects.count() == 3


def test_an_unanswered_question_is_asked_about_once_before_submitting(
    given: NationalReturn, cast: SimpleNamespace, client_of: ClientOf
) -> None:
    client = client_of(cast.coordinator_th)
    data = entered(given, P02=28) | {"step": "submit", "note_P02": "two raids", "seen": ""}
    first = text(client.post(url(given), data | {answer_field("P02"): "Mae Sot"}))
    assert "The question of the supervision desk has no answer yet." in first
    assert "unanswered:G01" in first
    assert "unanswered:P02" not in first


def test_the_api_takes_answers(given: NationalReturn, cast: SimpleNamespace, client_of: ClientOf) -> None:
    key = str(ReturnQuestion.objects.get(indicator="P02").pk)
    body = {
        "version": given.version,
        "lines": [{"indicator": "P02", "reported": "28"}],
        "answers": [{"question": key, "answer": "Mae Sot"}],
    }
    client, address = client_of(cast.officer_th), f"/api/v1/returns/{given.pk}/"
    done = client.patch(address, body, content_type="application/json")
    assert ReturnQuestion.objects.get(pk=key).answer == "Mae Sot", done.json()["questions"]


def test_an_answer_that_is_too_long_is_refused(given: NationalReturn, cast: SimpleNamespace, as_: As) -> None:
    with pytest.raises(Refused, match="1000"):
        keep_answer(given, cast.officer_th, as_, "P02", "x" * 1001)


@pytest.mark.parametrize("who", ["director", "desk_information", "coordinator_th", "coordinator_kh"])
def test_nobody_else_asks(who: str, cast: SimpleNamespace, as_: As) -> None:
    given, user = submitted(cast.coordinator_th, DAY), getattr(cast, who)
    with as_(user), pytest.raises(NotAllowed):
        actions.query_returns(
            principal=principal_of(user), returns=[given], versions=[given.version], about={"P02": "Which?"}
        )


@pytest.mark.parametrize(("who", "seen"), [("officer_th", 2), ("director", 2), ("officer_kh", 0), ("dpo", 0)])
def test_the_second_wall_shows_questions_with_their_return(
    who: str, seen: int, given: NationalReturn, cast: SimpleNamespace, as_: As
) -> None:
    with as_(getattr(cast, who)):
        assert ReturnQuestion.objects.count() == seen


@pytest.mark.parametrize("column", ["words", "indicator"])
def test_an_agency_changes_no_word_of_a_question(
    column: str, given: NationalReturn, cast: SimpleNamespace, as_: As
) -> None:
    with as_(cast.coordinator_th), pytest.raises(DatabaseError, match="may be changed"), transaction.atomic():
        ReturnQuestion.objects.update(**{column: "X"})


def test_another_country_and_lmlecc_answer_nothing(given: NationalReturn, cast: SimpleNamespace, as_: As) -> None:
    for who in (cast.coordinator_kh, cast.desk_supervision, cast.director):
        with as_(who):
            assert ReturnQuestion.objects.update(answer="X") == 0
