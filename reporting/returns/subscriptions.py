"""The ledger follows the records, whoever changes them, and returns what the ledger says; they wait on desks."""

from django.utils.translation import gettext_lazy as _

from coordination.supervision import owed
from operation.cases.events import RecordsChanged, RecordsDeleted, RecordsOpened, RecordsRestored
from operation.kernel.events import subscribe
from operation.people.desk import DeskSource, register
from reporting.indicators.ledger import follow
from reporting.indicators.once import follow_same
from reporting.returns.desk import returns_due, returns_late, returns_to_verify
from reporting.returns.owed import returns_owed
from reporting.returns.standing import BACKED, settle

owed.register(owed.Source(10, _("Weekly returns"), returns_owed))
register(DeskSource(_("Weekly return"), returns_due))
register(DeskSource(_("Weekly return"), returns_to_verify))
register(DeskSource(_("Weekly return"), returns_late))


@subscribe(RecordsOpened)
def count_opened(event: RecordsOpened) -> None:
    _count(event)


@subscribe(RecordsChanged)
def count_changed(event: RecordsChanged) -> None:
    _count(event)


@subscribe(RecordsDeleted)
def count_deleted(event: RecordsDeleted) -> None:
    _count(event)


@subscribe(RecordsRestored)
def count_restored(event: RecordsRestored) -> None:
    _count(event)


def _count(event: RecordsOpened | RecordsChanged | RecordsDeleted | RecordsRestored) -> None:
    """What was opened just now is the same as nothing yet; what has neither names nor numbers never is."""
    keys = () if isinstance(event, RecordsOpened) else [record.pk for record in event.records]
    for operation_id, cells in follow(event.records).items():
        settle(operation_id, cells, reason=BACKED)
        if event.record_type.names or event.record_type.identifiers:
            follow_same(keys, operation_id, cells)
