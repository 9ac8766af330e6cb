"""What a person enters in a return, before an action has checked it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from operation.kernel.errors import Refused
from reporting.indicators.rules import INDICATORS, indicator_named
from reporting.returns.models import ReturnLine

LARGEST = Decimal(10) ** 15
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: a number reported without records (0 included), or an explicit «no data»; neither: not answered."""

    reported: Decimal | None = None
    no_data: bool = False
    note: str = ""


Entries = Mapping[str, Entry]


def check_entries(entries: Entries) -> None:
    """Raises Refused with the line, its value and the way out."""
    problems = {code: problem for code, entry in entries.items() if (problem := _problem(code, entry))}
    if problems:
        raise Refused(problems)


def check_answered(lines: Mapping[str, ReturnLine]) -> None:
    """Every figure has a number or says «no data». Raises Refused by line."""
    missing = [each.code for each in INDICATORS if each.code not in lines or not lines[each.code].is_answered]
    if missing:
        raise Refused({code: _("Enter a number, 0 included, or say «no data».") for code in missing})


def _problem(code: str, entry: Entry) -> ValidationError | None:
    indicator = indicator_named(code)
    if indicator is None:
        return ValidationError(_("There is no figure «%(value)s» in a return."), "unknown", {"value": code})
    number = entry.reported
    if number is None:
        return None
    if entry.no_data:
        return ValidationError(_("«%(value)s» or «no data»: take one of them away."), "both", {"value": number})
    if number < 0 or number > LARGEST:
        return ValidationError(_("%(value)s is not possible. Enter a number from 0."), "range", {"value": number})
    if number != number.quantize(CENT if indicator.unit.decimals else Decimal(1)):
        return ValidationError(_("%(value)s has too many decimals for this figure."), "decimals", {"value": number})
    return None
