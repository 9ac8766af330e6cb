"""Measures that are kept from records follow them; supervision has the measures in its menu, the plan their names."""

from django.utils.translation import gettext_lazy as _

from coordination.supervision import frame
from operation.cases import selections
from operation.cases.events import RecordsChanged, RecordsDeleted, RecordsOpened, RecordsRestored
from operation.kernel.events import subscribe
from operation.plan import indicators
from reporting.measures.keeping import follow
from reporting.measures.rules import MEASURES
from reporting.measures.selections import PREFIX, find_selection

selections.register(PREFIX, find_selection)
frame.register(frame.Page(15, _("Work between countries"), "measures", "figures.read"))
indicators.register({one.code: one.label for one in MEASURES if not indicators.label_of(one.code)})


@subscribe(RecordsOpened)
def count_opened(event: RecordsOpened) -> None:
    follow(event.records)


@subscribe(RecordsChanged)
def count_changed(event: RecordsChanged) -> None:
    follow(event.records)


@subscribe(RecordsDeleted)
def count_deleted(event: RecordsDeleted) -> None:
    follow(event.records)


@subscribe(RecordsRestored)
def count_restored(event: RecordsRestored) -> None:
    follow(event.records)
