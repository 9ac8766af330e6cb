"""When a figure of a return is answered: a number, 0 included, or «no data»; without a database."""

from decimal import Decimal

from reporting.returns.models import ReturnLine


def test_a_number_and_no_data_are_answers_and_nothing_is_none() -> None:
    assert ReturnLine(reported=Decimal(0)).is_answered
    assert ReturnLine(no_data=True).is_answered
    assert not ReturnLine().is_answered
