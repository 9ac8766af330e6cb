"""What invented returns state without records: around each agency's usual week, more where much happened."""

from collections.abc import Mapping
from decimal import Decimal

from reporting.demo.agenda import Agenda
from reporting.demo.chance import Dice
from reporting.demo.vocabulary import content
from reporting.indicators.rules import INDICATORS
from reporting.indicators.rules.base import Indicator
from reporting.returns.entries import Entry
from reporting.returns.models import NationalReturn, ReturnLine

CENT = Decimal("0.01")
UNKNOWN = Entry(no_data=True, note="Not known yet")
WHERE_FROM = "Weekly totals of the provinces"
NOTHING = Entry(reported=Decimal(0))
"""All of it is in records."""


def figures(agenda: Agenda, seed: int) -> list[dict[str, Entry]]:
    """The lines of the agency's returns, week by week. Each figure has dice of its own: one more shifts no other."""
    dice = {each.code: Dice.of(seed, agenda.agency.key, "returns", each.code) for each in INDICATORS}
    return [_week(agenda, weight, dice) for weight in agenda.weights]


def _week(agenda: Agenda, weight: float, dice: Mapping[str, Dice]) -> dict[str, Entry]:
    said: dict[str, Entry] = {}
    waiting = list(INDICATORS)
    follows = content("reported")
    while waiting:
        indicator = waiting.pop(0)
        leads = follows.get(indicator.code, {}).get("of")
        if leads and leads not in said:
            waiting.append(indicator)
        elif leads:
            said[indicator.code] = _follows(indicator, said[leads], follows[indicator.code], dice[indicator.code])
        else:
            said[indicator.code] = _line(indicator, agenda, weight, dice[indicator.code])
    return {each.code: said[each.code] for each in INDICATORS}


def _line(indicator: Indicator, agenda: Agenda, weight: float, dice: Dice) -> Entry:
    habits = agenda.agency.returns
    if indicator.code not in habits.reported:
        return NOTHING
    if dice.happens(habits.no_data.get(indicator.code, 0)):
        return UNKNOWN
    return _entry(_number(indicator, habits.reported[indicator.code] * weight * dice.uniform(0.75, 1.25), dice))


def _follows(indicator: Indicator, leads: Entry, how: Mapping[str, float], dice: Dice) -> Entry:
    if leads.reported is None:
        return UNKNOWN
    share = how["part"] * dice.uniform(1 - how["slack"], 1 + how["slack"])
    number = _number(indicator, float(leads.reported) * share, dice)
    is_part = how["part"] <= 1
    return _entry(min(number, leads.reported) if is_part else max(number, leads.reported))


def _number(indicator: Indicator, number: float, dice: Dice) -> Decimal:
    if indicator.unit.decimals:
        return Decimal(number).quantize(CENT)
    return Decimal(int(number) + dice.happens(number % 1))


def _entry(number: Decimal) -> Entry:
    return Entry(reported=number, note=WHERE_FROM) if number else NOTHING


def corrected(given: NationalReturn, correct: Mapping[str, int]) -> dict[str, Entry]:
    """The lines that change by so much; nothing falls below 0."""
    present = ReturnLine.objects.filter(national_return=given, indicator__in=list(correct))
    return {
        line.indicator: _entry(max(Decimal(0), (line.reported or Decimal(0)) + correct[line.indicator]))
        for line in present
    }
