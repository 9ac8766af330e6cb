"""Lists of records open what is behind a figure, and the plan knows the figures by their names."""

from operation.cases.selections import register
from operation.plan import indicators
from reporting.indicators.rules import INDICATORS
from reporting.indicators.selections import PREFIX, find_selection

register(PREFIX, find_selection)
indicators.register({indicator.code: indicator.label for indicator in INDICATORS})
