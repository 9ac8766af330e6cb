"""Editions of a report: built by a job, released by two persons, then frozen (domain.md §7)."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from operation.access.principal import Principal
from operation.access.roles import Role
from operation.jobs.models import Job
from operation.kernel.models import UUIDModel
from operation.people.models import Country, User
from operation.plan.models import Operation
from reporting.consultation.models import Round
from reporting.evaluation.kinds import FOR_OBSERVERS, EditionKind, title_of


class Audience(models.TextChoices):
    MEMBER = "member", _("member edition")
    OBSERVER = "observer", _("observer edition")


class EditionState(models.TextChoices):
    BUILDING = "building", _("being built")
    FAILED = "failed", _("not built")
    BUILT = "built", _("built, not released")
    PROPOSED = "proposed", _("release proposed")
    RELEASED = "released", pgettext_lazy("to readers", "released")
    WITHDRAWN = "withdrawn", _("withdrawn")


WITH_FILE = (EditionState.BUILT, EditionState.PROPOSED, EditionState.RELEASED, EditionState.WITHDRAWN)


def reference_of(operation: Operation, number: int) -> str:
    """What an edition is called, in its file too."""
    return f"{operation.prefix}-EVA-{number}"


class EditionQuerySet(models.QuerySet["Edition"]):
    def visible_to(self, principal: Principal) -> Self:
        """The secretariat's desks all; members what is released, of a weekly, monthly or country report in the round in
        which that is released, while it is; partners what is released in the observer edition."""
        if principal.is_secretariat and principal.holds("report.read_draft"):
            return self
        if not principal.holds("report.read_released"):
            return self.none()
        released = self.filter(state=EditionState.RELEASED)
        if principal.is_secretariat:
            return released
        if principal.is_member:
            rounds = Round.objects.visible_to(principal).released()
            return released.filter(models.Q(kind=EditionKind.EVALUATION) | models.Q(round__in=rounds))
        return released.filter(audience=Audience.OBSERVER)

    def with_successor(self) -> Self:
        """With `successor`, the number of the edition that supersedes each: None for what its readers should read."""
        later = Edition.objects.filter(
            operation=models.OuterRef("operation"),
            audience=models.OuterRef("audience"),
            language=models.OuterRef("language"),
            report=models.OuterRef("report"),
            state=EditionState.RELEASED,
            released_at__gt=models.OuterRef("released_at"),
        )
        return self.annotate(successor=models.Subquery(later.order_by("-released_at").values("number")[:1]))

    def ever_released(self) -> Self:
        """What was released once, whatever became of it: all that anybody is told who checks a file."""
        return self.filter(released_at__isnull=False)


class Edition(UUIDModel):
    """One edition of a report: for whom, in which language, with what was known by the end of `cutoff` (Kunming).

    `reason` says why it could not be built. Once it is built, its file never changes: a later cut-off is a new edition.
    `digest` is taken over all that it says, and printed in it; `sha256` over its file as it was built, before signing.
    `follows` is the reference of the earlier edition whose changed figures it lists.
    `printed` keeps its figures by indicator and country as they stand in the file: a later edition lists what changed.
    `round` is that of the report whose agreed text it prints, if it is built for one.
    `kind` is what it is printed as. A weekly, monthly or country report has `report`, its reference, with its period
    and `country`: not all who read the edition see the report's own row. Editions of the evaluation have none of them.
    `named` are the references of the records whose names stand in it: who may no longer read one of them gets no file.
    """

    operation = models.ForeignKey(Operation, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(_("edition"))
    audience = models.CharField(_("for"), max_length=8, choices=Audience)
    language = models.CharField(_("language"), max_length=10)
    cutoff = models.DateField(_("data cut-off"))
    kind = models.CharField(_("kind"), max_length=10, choices=EditionKind, default=EditionKind.EVALUATION)
    report = models.CharField(_("report"), max_length=40, blank=True)
    country = models.ForeignKey(Country, models.PROTECT, null=True, related_name="+", verbose_name=_("country"))
    starts_on = models.DateField(_("first day"), null=True)
    ends_on = models.DateField(_("last day"), null=True)
    round = models.ForeignKey(Round, models.PROTECT, null=True, related_name="editions")
    job = models.OneToOneField(Job, models.PROTECT, related_name="edition", null=True)
    reason = models.TextField(_("why it was not built"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=EditionState, default=EditionState.BUILDING)
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    pages = models.PositiveIntegerField(default=0)
    seconds = models.DecimalField(max_digits=8, decimal_places=2, default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    follows = models.CharField(max_length=40, blank=True)
    printed = models.JSONField(default=dict)
    named = ArrayField(models.CharField(max_length=40), default=list)
    is_synthetic = models.BooleanField(default=False)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at"]
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["operation", "number"], name="edition_number_once"),
            models.CheckConstraint(
                condition=models.Q(audience=Audience.MEMBER) | models.Q(kind__in=FOR_OBSERVERS),
                name="edition_for_observers",
            ),
            models.CheckConstraint(
                condition=models.Q(kind=EditionKind.EVALUATION, report="", country=None, starts_on=None, ends_on=None)
                | (
                    ~models.Q(report="")
                    & models.Q(round__isnull=False, starts_on__isnull=False, ends_on__isnull=False)
                    & (
                        models.Q(kind=EditionKind.COUNTRY, country__isnull=False)
                        | models.Q(kind__in=(EditionKind.WEEKLY, EditionKind.MONTHLY), country=None)
                    )
                ),
                name="edition_of_report",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """E.g. SG24-EVA-3. Editions are few and known to all readers: a running number reveals nothing."""
        return reference_of(self.operation, self.number)

    @property
    def title(self) -> str:
        """What it is an edition of, in the active language."""
        return title_of(self.kind, str(self.operation), self.country_id)

    @property
    def has_period(self) -> bool:
        """Whether it is of a weekly, monthly or country report."""
        return self.kind != EditionKind.EVALUATION

    @property
    def has_file(self) -> bool:
        return self.state in WITH_FILE


class ReleaseStep(UUIDModel):
    """One step towards or away from release: who took it, when, and why where a reason was asked for. Never changed."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="steps")
    name = models.CharField(max_length=10)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class EditionFile(models.Model):
    """The PDF of an edition. In the database, so that it exists exactly once, with the row that says so."""

    edition = models.OneToOneField(Edition, models.CASCADE, primary_key=True, related_name="file")
    content = models.BinaryField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.edition_id}.pdf"


class EditionSignature(models.Model):
    """What a release adds behind the last byte of the file: the signature. Both together are what readers get.

    `sha256` and `size` are those of the signed file, `contents_sha256` of the signature as it is written there: a file
    that bears it under other bytes was changed. `signer` is the certificate's own words, `certificate_sha256` its
    fingerprint; `stamped_at` what a time-stamp service said. `second` is the function of the person who confirmed.
    """

    edition = models.OneToOneField(Edition, models.CASCADE, primary_key=True, related_name="signature")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField()
    contents_sha256 = models.CharField(max_length=64, db_index=True)
    signer = models.CharField(max_length=300)
    certificate_sha256 = models.CharField(max_length=64)
    is_demonstration = models.BooleanField(default=False)
    second = models.CharField(max_length=20, choices=Role)
    signed_at = models.DateTimeField()
    stamped_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.edition_id} signature"
