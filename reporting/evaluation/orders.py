"""What may be ordered: for whom, in which language, with which cut-off. One check for form, API and command."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from operation.kernel.errors import Refused
from operation.plan.models import Operation
from reporting.evaluation.models import Audience
from reporting.indicators.cutoffs import cutoff_range


@dataclass(frozen=True, slots=True)
class Order:
    """An edition that one asks for. Figures are those known by the end of `cutoff` in Kunming."""

    audience: Audience
    language: str
    cutoff: date


def read_order(operation: Operation, *, audience: str, language: str, cutoff: str | date) -> Order:
    """Read an order as it was written. Raises Refused with every wrong field, its value and the way out."""
    wrong: dict[str, ValidationError] = {}
    if audience not in Audience.values:
        wrong["audience"] = _unknown(audience, Audience.values)
    if language not in dict(settings.LANGUAGES):
        wrong["language"] = _unknown(language, list(dict(settings.LANGUAGES)))
    day = None
    try:
        day = _read_cutoff(operation, cutoff)
    except ValidationError as refused:
        wrong["cutoff"] = refused
    if wrong or day is None:
        raise Refused(wrong)
    return Order(Audience(audience), language, day)


def _unknown(value: str, known: list[str]) -> ValidationError:
    return ValidationError(
        _("«%(value)s» is not known. Choose one of: %(known)s."), "unknown", {"value": value, "known": ", ".join(known)}
    )


def _read_cutoff(operation: Operation, written: str | date) -> date:
    first, last = cutoff_range(operation)
    try:
        day = date.fromisoformat(str(written))
    except ValueError as wrong:
        raise ValidationError(
            _("«%(value)s» is not a date. Write it as %(example)s."), "date", {"value": written, "example": last}
        ) from wrong
    if not first <= day <= last:
        raise ValidationError(
            _(
                "The cut-off «%(value)s» is outside the operation and its evaluation. "
                "Choose a day from %(first)s to %(last)s."
            ),
            "cutoff",
            {"value": written, "first": first, "last": last},
        )
    return day
