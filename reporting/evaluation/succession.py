"""Which edition comes after which: a newer one to the same readers in the same language supersedes the older one.

Editions of the evaluation are one line, whatever report they print; those of a weekly, monthly or country report are
one of their own: the report of the next week supersedes none of this one.
"""

from operation.plan.models import Operation
from reporting.evaluation.models import Edition, EditionQuerySet, EditionState, reference_of
from reporting.evaluation.orders import Order


def earlier_edition(operation: Operation, order: Order, report: str = "") -> Edition | None:
    """The edition that its readers have in hand: released last to them in this language, else in any.

    `report` is the reference of a weekly, monthly or country report. One that was withdrawn since was read all the
    same: what changed since then is told (counting rule 7).
    """
    latest = _released(operation, order.audience, report)
    return latest.filter(language=order.language).first() or latest.first()


def superseding(edition: Edition) -> str | None:
    """The reference of what its readers should read instead; of an edition that was read with `with_successor`."""
    number: int | None = getattr(edition, "successor", None)
    return reference_of(edition.operation, number) if number and edition.state == EditionState.RELEASED else None


def missed(edition: Edition) -> Edition | None:
    """What was released to the same readers in its language after it was collected: it lists nothing of that."""
    latest = _released(edition.operation, edition.audience, edition.report)
    last = latest.filter(language=edition.language).exclude(pk=edition.pk).first()
    return None if last is None or last.reference == edition.follows else last


def _released(operation: Operation, audience: str, report: str) -> EditionQuerySet:
    released: EditionQuerySet = Edition.objects.ever_released()
    released = released.filter(operation=operation, audience=audience, report=report)
    return released.select_related("operation").order_by("-released_at")
