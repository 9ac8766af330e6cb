"""What every case record has (domain.md §3)."""

import secrets
from datetime import date, timedelta
from typing import Any, ClassVar, Generic, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries.fields import CountryField

from operation.access.handling import TLP, HandlingCode
from operation.access.scope import RecordQuerySet
from operation.cases.identifying.kinds import NOBODY, Bearer
from operation.kernel import clock
from operation.kernel.dates import Calendar, PartialDate, Precision
from operation.kernel.errors import Text
from operation.kernel.models import UUIDModel
from operation.people.models import Country, Organisation, User
from operation.plan.models import ActionDay, Operation

REFERENCE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
REFERENCE_LENGTH = 6
RETENTION_YEARS = 5
R = TypeVar("R", bound="CaseRecord")


class Attribution(models.TextChoices):
    DIRECT = "direct", _("direct result of the operation")
    CONTRIBUTED = "contributed", _("contributed by the operation")
    PERIOD = "period", _("only in its period")


class Verification(models.TextChoices):
    UNVERIFIED = "unverified", _("not verified")
    VERIFIED = "verified", _("verified")


class RecordManager(models.Manager.from_queryset(RecordQuerySet), Generic[R]):  # type: ignore[misc]
    """Manager of records; `visible_to(principal)` is the door."""


class CaseRecord(UUIDModel):
    """One record that a country logged. Its scope is the originator, the agency that logged it.

    `named_readers` are the only ones who read it at TLP:RED. `version` grows with every change; who edits an older one
    is told. `status_on` is the day on which the present status was reached; it never runs backwards. `deleted_at` takes
    it out of use until somebody restores it (deletion/).
    """

    reference = models.CharField(_("reference"), max_length=40, unique=True, editable=False)
    national_reference = models.CharField(
        _("national case number"),
        max_length=60,
        blank=True,
        help_text=_("Your own number of this case, if it has one."),
    )
    operation = models.ForeignKey(Operation, models.PROTECT, related_name="+", editable=False)
    originator = models.ForeignKey(Organisation, models.PROTECT, related_name="+", editable=False)
    country = models.ForeignKey(Country, models.PROTECT, related_name="+", editable=False)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    changed_at = models.DateTimeField(pgettext_lazy("moment", "changed"), default=clock.now, editable=False)
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    tlp = models.CharField(_("TLP"), max_length=12, choices=TLP, default=TLP.AMBER)
    handling_code = models.CharField(_("handling code"), max_length=2, choices=HandlingCode, default=HandlingCode.H1)
    handling_text = models.CharField(_("handling in words (H3)"), max_length=200, blank=True)
    named_readers = ArrayField(models.UUIDField(), default=list, blank=True, editable=False)

    attribution = models.CharField(_("attribution"), max_length=12, choices=Attribution, default=Attribution.DIRECT)
    other_operation = models.CharField(_("other operation"), max_length=80, blank=True)
    action_day = models.ForeignKey(
        ActionDay, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("action day")
    )

    event_on = models.DateField(_("date of the event"), null=True, blank=True)
    event_precision = models.CharField(max_length=6, choices=Precision, default=Precision.DAY, editable=False)
    event_text = models.CharField(max_length=20, blank=True, editable=False)
    event_calendar = models.CharField(max_length=10, choices=Calendar, default=Calendar.GREGORIAN, editable=False)

    place_country = CountryField(_("country of the place"), blank=True)
    place_subdivision = models.CharField(_("ISO 3166-2 division"), max_length=6, blank=True)
    place_name = models.CharField(_("place, as written"), max_length=120, blank=True)
    border_crossing = models.CharField(_("border crossing"), max_length=120, blank=True)
    coordinates = models.CharField(
        _("coordinates"), max_length=30, blank=True, help_text=_("Latitude and longitude, as 13.6904, 105.2718.")
    )

    status = models.CharField(_("status"), max_length=24, editable=False)
    status_on = models.DateField(_("since"), null=True, editable=False)
    verification = models.CharField(
        _("verification"), max_length=12, choices=Verification, default=Verification.UNVERIFIED, editable=False
    )
    review_on = models.DateField(_("retention review"), editable=False)
    narrative = models.TextField(_("narrative"), blank=True)
    deleted_at = models.DateTimeField(pgettext_lazy("moment", "deleted"), null=True, editable=False)
    deleted_because = models.CharField(max_length=200, blank=True, editable=False)
    is_synthetic = models.BooleanField(default=False, editable=False)

    objects: ClassVar[Any] = RecordManager()

    class Meta:
        abstract = True
        default_permissions = ("view",)
        indexes: ClassVar = [
            models.Index(fields=["originator", "-created_at", "-id"], name="%(class)s_own"),
            models.Index(fields=["originator", "review_on"], name="%(class)s_review"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["originator", "national_reference"],
                name="%(class)s_number_once",
                condition=~models.Q(national_reference="") & models.Q(deleted_at=None),
                violation_error_message=_(
                    "Your agency has a record with this case number. Open that one, or correct the number."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def derive(self) -> None:
        """Settle what is never typed; runs before every check and write."""

    @property
    def bearer(self) -> Bearer:
        """Whom documents of the record are compared with; for a record of a person, that person."""
        return NOBODY

    def objections(self) -> dict[str, Text]:
        """What only this type can object to, by field, each with the way out."""
        return {}

    def objection_to_release(self) -> Text | None:
        """Why nobody else may read it yet, with the way out; None: its originator decides."""
        return None

    def objection_to_combining(self, other: Any) -> Text | None:
        """Why it does not become one with another record of its type and agency, whoever wants it; None: it may."""
        return None

    @property
    def event_date(self) -> PartialDate | None:
        """The date of the event with its precision and the text as it was entered."""
        if self.event_on is None:
            return None
        return PartialDate(
            self.event_on, Precision(self.event_precision), self.event_text, Calendar(self.event_calendar)
        )

    @event_date.setter
    def event_date(self, given: PartialDate | None) -> None:
        self.event_on = given.day if given else None
        if given:
            self.event_precision, self.event_text, self.event_calendar = given.precision, given.text, given.calendar


def new_reference(operation: Operation, country: str, code: str) -> str:
    """E.g. SG24-TH-SUS-7K3QFM. Not sequential: a shared one must not reveal how many there are (domain.md §10)."""
    token = "".join(secrets.choice(REFERENCE_ALPHABET) for _position in range(REFERENCE_LENGTH))
    return f"{operation.prefix}-{country}-{code}-{token}"


def review_by_national_rule(record: CaseRecord) -> None:
    """Whoever is cleared is reviewed when the originator's rule says so, at the latest (domain.md §9)."""
    if record.status_on:
        record.review_on = min(record.review_on, record.status_on + timedelta(days=record.country.purge_after_days))


def review_date(today: date, years: int = RETENTION_YEARS) -> date:
    """Retention review after five years at most, of firearms after ten (domain.md §3, §9)."""
    return today + timedelta(days=years * 365)
