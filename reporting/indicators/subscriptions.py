"""The ledger follows the records, whoever changes them; lists of records open what is behind a figure."""

from operation.cases.events import RecordsChanged, RecordsOpened
from operation.cases.selections import register
from operation.kernel.events import subscribe
from operation.plan import indicators
from reporting.indicators.ledger import follow
from reporting.indicators.rules import INDICATORS
from reporting.indicators.selections import PREFIX, find_selection
from reporting.returns.standing import BACKED, settle

register(PREFIX, find_selection)
indicators.register({indicator.code: indicator.label for indicator in INDICATORS})


@subscribe(RecordsOpened)
def count_opened(event: RecordsOpened) -> None:
    _count(event)


@subscribe(RecordsChanged)
def count_changed(event: RecordsChanged) -> None:
    _count(event)


def _count(event: RecordsOpened | RecordsChanged) -> None:
    for operation_id, cells in follow(event.records).items():
        settle(operation_id, cells, reason=BACKED)
