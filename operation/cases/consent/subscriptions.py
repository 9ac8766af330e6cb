"""What records say of consents is held against the log; one that is given together with a step is logged."""

from operation.cases.consent import panels  # noqa: F401 — registers itself
from operation.cases.consent.actions import check_consents, log_given_with_steps
from operation.cases.events import RecordsChanged, RecordsOpened, RecordsProposed
from operation.cases.records.rescued_laborer import RescuedLaborer
from operation.kernel.events import subscribe


@subscribe(RecordsOpened)
def follow_opened(event: RecordsOpened) -> None:
    _follow(event)


@subscribe(RecordsChanged)
def follow_changed(event: RecordsChanged) -> None:
    _follow(event)


@subscribe(RecordsProposed)
def follow_proposed(event: RecordsProposed) -> None:
    check_consents(_with_consent(event))


def _follow(event: RecordsOpened | RecordsChanged) -> None:
    laborers = _with_consent(event)
    if laborers:
        check_consents(laborers)
        log_given_with_steps(event.principal, laborers)


def _with_consent(event: RecordsProposed | RecordsOpened | RecordsChanged) -> list[RescuedLaborer]:
    return [one for one in event.records if isinstance(one, RescuedLaborer) and (one.consent_on or one.consular_on)]
