"""F02: transfers completed."""

from django.utils.translation import gettext_lazy as _

from operation.cases.records.suspect import Suspect
from reporting.indicators.rules.base import Indicator, Unit, on

F02 = Indicator(
    code="F02",
    label=_("Transfers completed"),
    unit=Unit.COUNT,
    line=2,
    version=1,
    rule=_(
        "Persons whom a country held and handed over to another one that confirmed their arrival, by the day of the "
        "arrival. The country that held them counts the transfer; nobody is arrested once more by it. Whom one side "
        "did not hand over or the other did not receive is not counted, nor who was reclassified as a presumed victim."
    ),
    counts={Suspect: lambda suspect: on(suspect.transferred_on)},
    happens=False,
    on_action_day=False,
    counts_events=True,
)
