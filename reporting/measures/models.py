"""What records add to measures: an account of parts that only grows. As known on D = the sum of the rows by D."""

from datetime import date
from typing import ClassVar, Self

from django.db import models

from operation.access.principal import Principal
from operation.kernel import clock
from operation.kernel.models import UUIDModel
from operation.people.models import Organisation
from operation.plan.models import Operation


class MeasureQuerySet(models.QuerySet["MeasureEntry"]):
    def visible_to(self, principal: Principal) -> Self:
        """A country its own, the secretariat all, others none: nobody verifies what a measure counts."""
        if not principal.holds("figures.read"):
            return self.none()
        return self if principal.is_secretariat else self.filter(agency__country_id=principal.country)

    def known_on(self, day: date | None) -> Self:
        """What was recorded by the end of a day in Kunming; None: all that is recorded now."""
        return self.filter(recorded_at__lt=clock.end_of_day(day)) if day else self


class MeasureEntry(UUIDModel):
    """By how much one record changed one part of a measure. Rows are added, never changed; nothing personal is here.

    `delta` is a number of things, or USD. The rows of a record sum to what it adds now.
    """

    operation = models.ForeignKey(Operation, models.PROTECT, related_name="+")
    measure = models.CharField(max_length=4)
    part = models.CharField(max_length=16)
    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    record_id = models.UUIDField()
    delta = models.DecimalField(max_digits=24, decimal_places=2)
    rule_version = models.PositiveSmallIntegerField()
    recorded_at = models.DateTimeField(default=clock.now)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            # with all that a sum needs: a million rows are added up without reading the table
            models.Index(
                fields=["operation", "measure", "agency", "part"],
                include=["delta", "recorded_at"],
                name="measure_cell",
            ),
            models.Index(fields=["record_id"], name="measure_record"),
        ]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.measure}.{self.part} {self.delta}"
