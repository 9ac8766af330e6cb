"""What each country took on of the operation's targets: shared out at the kick-off, and once anew at mid-term."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from operation.access.principal import Principal
from operation.people.models import Country
from reporting.demo.cast import Cast
from reporting.demo.diary import Entry
from reporting.demo.vocabulary import content
from reporting.indicators.rules import indicator_named
from reporting.targets.actions import TargetDraft, set_target
from reporting.targets.selectors import steps_of

Told = Mapping[str, Any]
DIRECTOR = "director"


def targets(cast: Cast) -> Iterator[Entry]:
    """The director writes down what the countries agreed on."""
    for told in content("targets")["agreed"]:
        yield cast.entry(told["at"], DIRECTOR, partial(_set, cast, told))


def _set(cast: Cast, told: Told, principal: Principal) -> None:
    countries = {country.code: country for country in Country.objects.all()}
    for code, shares in told["targets"].items():
        indicator = indicator_named(code)
        assert indicator is not None
        known = len(steps_of(principal, cast.operation, indicator))
        for place, (country, value) in enumerate(shares.items()):
            set_target(
                principal=principal,
                operation=cast.operation,
                indicator=indicator,
                draft=TargetDraft(countries[country], Decimal(value), told["agreed_on"], told["reason"]),
                known=known + place,
                synthetic=True,
            )
