"""The ledger follows the records, whoever changes them and through whichever channel."""

from operation.cases.events import RecordsChanged, RecordsOpened
from operation.kernel.events import subscribe
from reporting.indicators.ledger import follow
from reporting.returns.standing import BACKED, settle


@subscribe(RecordsOpened)
def count_opened(event: RecordsOpened) -> None:
    _count(event)


@subscribe(RecordsChanged)
def count_changed(event: RecordsChanged) -> None:
    _count(event)


def _count(event: RecordsOpened | RecordsChanged) -> None:
    for operation_id, cells in follow(event.records).items():
        settle(operation_id, cells, reason=BACKED)
