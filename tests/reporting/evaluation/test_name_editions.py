"""What an edition is called, whether it is of a period, and whether it has a file: without a database."""

from operation.plan.models import Operation
from reporting.evaluation.models import Edition, EditionState


def edition(**values: str) -> Edition:
    return Edition(operation=Operation(name="Sample", prefix="SG24"), number=3, **values)


def test_it_bears_its_operation_or_its_kind_and_country() -> None:
    titles = [edition().title, edition(kind="weekly").title, edition(kind="country", country_id="TH").title]
    assert titles == ["Evaluation of Sample", "Weekly situation report", "Country report: Thailand"]


def test_all_but_the_evaluation_have_a_period() -> None:
    assert not edition().has_period
    assert all(edition(kind=kind).has_period for kind in ("weekly", "monthly", "country"))


def test_there_is_a_file_once_it_is_built() -> None:
    without = {state for state in EditionState if not edition(state=state).has_file}
    assert without == {EditionState.BUILDING, EditionState.FAILED}
