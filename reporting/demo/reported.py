"""What invented returns state without records: around each agency's usual week, more where much happened."""

from collections.abc import Mapping
from decimal import Decimal

from reporting.demo.agenda import Agenda
from reporting.demo.chance import Dice
from reporting.indicators.rules import INDICATORS
from reporting.indicators.rules.base import Indicator, Unit
from reporting.returns.entries import Entry
from reporting.returns.models import NationalReturn, ReturnLine

CENT = Decimal("0.01")
UNKNOWN = Entry(no_data=True, note="Not known yet")


def figures(agenda: Agenda, seed: int) -> list[dict[str, Entry]]:
    """The lines of the agency's returns, week by week."""
    dice = Dice.of(seed, agenda.agency.key, "returns")
    return [{each.code: _line(each, agenda, weight, dice) for each in INDICATORS} for weight in agenda.weights]


def _line(indicator: Indicator, agenda: Agenda, weight: float, dice: Dice) -> Entry:
    habits = agenda.agency.returns
    if indicator.code not in habits.reported:  # all of it is in records
        return Entry(reported=Decimal(0))
    if dice.happens(habits.no_data.get(indicator.code, 0)):
        return UNKNOWN
    number = habits.reported.get(indicator.code, 0) * weight * dice.uniform(0.75, 1.25)
    if indicator.unit == Unit.USD:
        return Entry(reported=Decimal(number).quantize(CENT))
    return Entry(reported=Decimal(int(number) + dice.happens(number % 1)))


def corrected(given: NationalReturn, correct: Mapping[str, int]) -> dict[str, Entry]:
    """The lines that change by so much; nothing falls below 0."""
    present = ReturnLine.objects.filter(national_return=given, indicator__in=list(correct))
    return {
        line.indicator: Entry(reported=max(Decimal(0), (line.reported or Decimal(0)) + correct[line.indicator]))
        for line in present
    }
