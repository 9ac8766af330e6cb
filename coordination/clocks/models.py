"""Public holidays of the member countries: reference data that the administrator keeps."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from operation.kernel.models import UUIDModel
from operation.people.models import Country


class Holiday(UUIDModel):
    """A day on which the offices of a country are closed. What nobody of the country confirmed says so.

    The days come with the installation, the countries with the file of the operation after it: no constraint of the
    database stands between them.
    """

    country = models.ForeignKey(
        Country, models.DO_NOTHING, related_name="+", db_constraint=False, verbose_name=_("country")
    )
    day = models.DateField(_("day"))
    name = models.CharField(_("name of the holiday"), max_length=80)
    is_confirmed = models.BooleanField(_("confirmed by the country"), default=False)

    class Meta:
        ordering: ClassVar = ["country", "day"]
        verbose_name = _("public holiday")
        verbose_name_plural = _("public holidays")
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["country", "day"], name="holiday_once")]

    def __str__(self) -> str:
        return f"{self.country_id} {self.day:%Y-%m-%d} {self.name}"
