"""The ledger: figures as an append-only account (domain.md §6). Current = sum; as known on D = rows recorded by D."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.kernel import clock
from operation.kernel.models import UUIDModel
from operation.people.models import Organisation
from operation.plan.models import Operation


class Source(models.TextChoices):
    """Where a row comes from. Claims are RECORD and REPORTED; the others are kept beside them, never added to them.

    CREDIT: the result happened in another member country, which holds the claim (counting rule 3).
    TWICE: what a second country claims of one joint result; negative, taken off the sum of claims (counting rule 4).
    SAME: a person or thing that counts for another country already, as a confirmed match or a removal says; negative.
    """

    RECORD = "record", _("record-backed")
    REPORTED = "reported", _("reported without records")
    CREDIT = "credit", _("contribution to another country's result")
    TWICE = "twice", _("claimed by two")
    SAME = "same", _("the same in two countries")


CLAIMS = (Source.RECORD, Source.REPORTED)
TAKEN_OFF = (Source.TWICE, Source.SAME)


class Standing(models.TextChoices):
    """How far a figure has come: logged, in a submitted return, verified by the supervision desk."""

    LOGGED = "logged", _("logged, not yet in a return")
    SUBMITTED = "submitted", _("submitted, not verified")
    VERIFIED = "verified", _("verified")


class LedgerQuerySet(models.QuerySet["LedgerEntry"]):
    def visible_to(self, principal: Principal) -> Self:
        """A country its own in full and the verified figures of others; the secretariat all; partners none."""
        if not principal.holds("figures.read"):
            return self.none()
        if principal.is_secretariat:
            return self
        own = models.Q(agency__country_id=principal.country)
        return self.filter(own | models.Q(standing=Standing.VERIFIED))

    def known_on(self, day: date | None) -> Self:
        """What was recorded by the end of a day in Kunming; None: all that is recorded now."""
        return self.filter(recorded_at__lt=clock.end_of_day(day)) if day else self


class LedgerEntry(UUIDModel):
    """A change of one figure. Rows are added, never changed.

    `week` is the Monday of the ISO week in which the result fell, in the country's local time. `record_id` is the
    record behind a record-backed row; rows that move a week's sum from one standing to the next have none. Of a row
    SAME it is the record that is taken off, and `action_day_id` the joint action on which both made their claim.
    `delta` is in the indicator's unit (persons, USD, pieces); of money that has a record `original` is the same in
    `currency`, an ISO 4217 code or the ticker of an asset on a chain. `stated` is +1 when an agency says a number for
    the week without records, −1 when it is taken back: a number that was stated is known, 0 included.
    """

    operation = models.ForeignKey(Operation, models.PROTECT, related_name="+")
    indicator = models.CharField(max_length=4)
    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    week = models.DateField()
    source = models.CharField(max_length=8, choices=Source)
    standing = models.CharField(max_length=9, choices=Standing)
    delta = models.DecimalField(max_digits=24, decimal_places=2)
    currency = models.CharField(max_length=8, blank=True)
    original = models.DecimalField(max_digits=38, decimal_places=18, null=True)
    stated = models.SmallIntegerField(default=0)
    record_id = models.UUIDField(null=True)
    action_day_id = models.UUIDField(null=True)
    rule_version = models.PositiveSmallIntegerField()
    recorded_at = models.DateTimeField(default=clock.now)
    reason = models.CharField(max_length=200, blank=True)

    objects = LedgerQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["operation", "indicator", "agency", "week"], name="ledger_cell"),
            models.Index(fields=["record_id", "indicator"], name="ledger_record"),
            models.Index(fields=["recorded_at"], name="ledger_known"),
            models.Index(fields=["operation"], name="ledger_stated", condition=~models.Q(stated=0)),
            models.Index(fields=["operation"], name="ledger_taken_off", condition=models.Q(source__in=TAKEN_OFF)),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(currency="", original=None) | (~models.Q(currency="") & ~models.Q(original=None)),
                name="money_in_its_currency",
            ),
        ]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.indicator} {self.week} {self.delta}"
