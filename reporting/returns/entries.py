"""What a person enters in a return, before an action has checked it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Self
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from operation.kernel.errors import Refused
from reporting.indicators.rules import INDICATORS, indicator_named
from reporting.returns.models import ReturnLine

LARGEST = Decimal(10) ** 15
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: a number reported without records (0 included), or an explicit «no data»; neither: not answered.

    `joint` of the number was made on the action day.
    """

    reported: Decimal | None = None
    no_data: bool = False
    note: str = ""
    joint: Decimal | None = None
    action_day_id: UUID | None = None

    @classmethod
    def of(cls, line: ReturnLine) -> Self:
        """As it is stored."""
        return cls(line.reported, line.no_data, line.note, line.joint, line.action_day_id)

    def tell(self) -> list[Any]:
        """As JSON says it."""
        number = None if self.reported is None else str(self.reported)
        joint, day = (None if one is None else str(one) for one in (self.joint, self.action_day_id))
        return [number, self.no_data, self.note, joint, day]

    @classmethod
    def told(cls, said: Sequence[Any]) -> Self:
        """What `tell` said."""
        number, no_data, note, joint, day = said
        return cls(
            reported=None if number is None else Decimal(number),
            no_data=no_data,
            note=note,
            joint=None if joint is None else Decimal(joint),
            action_day_id=None if day is None else UUID(day),
        )


Entries = Mapping[str, Entry]


def check_entries(entries: Entries) -> None:
    """Raises Refused with the line, its value and the way out."""
    problems = {code: problem for code, entry in entries.items() if (problem := _problem(code, entry))}
    if problems:
        raise Refused(problems)


def not_answered(lines: Iterable[ReturnLine]) -> list[str]:
    """The figures without a number that do not say «no data» either, in their order."""
    answered = {line.indicator for line in lines if line.is_answered}
    return [each.code for each in INDICATORS if each.code not in answered]


def check_answered(lines: Iterable[ReturnLine]) -> None:
    """Every figure has a number or says «no data». Raises Refused by line."""
    codes = not_answered(lines)
    if codes:
        raise Refused({code: _("Enter a number, 0 included, or say «no data».") for code in codes})


def with_nothing(entries: Entries, line: int | None) -> Entries:
    """What is not answered yet in a line of effort is 0; what is stays. None: of no line."""
    in_line = {each.code for each in INDICATORS if each.line == line}
    return {
        code: replace(entry, reported=Decimal(0))
        if code in in_line and entry.reported is None and not entry.no_data
        else entry
        for code, entry in entries.items()
    }


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
