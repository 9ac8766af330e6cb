"""G01: firearms."""

from django.utils.translation import gettext_lazy as _

from reporting.indicators.rules.base import Indicator, Unit

G01 = Indicator(
    code="G01",
    label=_("Firearms seized, found or surrendered"),
    unit=Unit.COUNT,
    line=5,
    version=1,
    rule=_(
        "Firearms seized, found or surrendered, by the day of their recovery; parts and ammunition are not counted "
        "here. From national returns alone: firearms are not kept as records yet."
    ),
)
