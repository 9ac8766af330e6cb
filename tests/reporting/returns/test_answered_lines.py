"""When a figure of a return is answered, and what a question is about; without a database."""

from datetime import UTC, datetime
from decimal import Decimal

from reporting.returns.models import ReturnLine, ReturnQuestion


def test_a_number_and_no_data_are_answers_and_nothing_is_none() -> None:
    assert ReturnLine(reported=Decimal(0)).is_answered
    assert ReturnLine(no_data=True).is_answered
    assert not ReturnLine().is_answered


def test_a_question_is_called_by_its_figure_or_is_about_the_whole() -> None:
    asked = [ReturnQuestion(indicator=code, created_at=datetime(2024, 9, 10, tzinfo=UTC)) for code in ("P02", "")]
    assert [str(question) for question in asked] == ["P02 2024-09-10", "* 2024-09-10"]
