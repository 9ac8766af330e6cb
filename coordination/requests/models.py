"""What one country asks of another (domain.md §5): facts, texts, subjects, steps, reminders, and calls for help."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coordination.between import Between, ContentQuerySet
from coordination.clocks.clock import Unit
from coordination.grounds import Ground
from operation.access.principal import Principal
from operation.cases.offences import Offence
from operation.kernel.models import UUIDModel
from operation.people.models import Country, Organisation, User
from operation.plan.models import Operation

READ = "request.read"


class Kind(models.TextChoices):
    INFORMATION = "information", _("information")
    SURVEILLANCE = "surveillance", _("surveillance")
    EVIDENCE = "evidence", _("evidence")
    STOP_PAYMENT = "stop_payment", _("stop a payment")
    FIREARM_TRACE = "firearm_trace", _("trace of a firearm")
    LOCATE = "locate", _("locate a person")
    JOINT_INVESTIGATION = "joint_investigation", _("joint investigation")


class Urgency(models.TextChoices):
    """How much time the recipient has; an operation may set other benchmarks."""

    NORMAL = "normal", _("normal")
    URGENT = "urgent", _("urgent")
    URGENT_DIRECT = "urgent_direct", _("urgent, directly accessible")
    DANGER_TO_LIFE = "danger_to_life", _("danger to life")


class DualCriminality(models.TextChoices):
    UNKNOWN = "unknown", _("not known")
    YES = "yes", pgettext_lazy("dual criminality", "yes")
    NO = "no", pgettext_lazy("dual criminality", "no")


class RequestState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("state of a request", "draft")
    SENT = "sent", pgettext_lazy("state of a request", "sent")
    ACKNOWLEDGED = "acknowledged", pgettext_lazy("state of a request", "acknowledged")
    CLARIFICATION = "clarification", pgettext_lazy("state of a request", "clarification asked")
    IN_PROGRESS = "in_progress", pgettext_lazy("state of a request", "in progress")
    PARTLY_ANSWERED = "partly_answered", pgettext_lazy("state of a request", "partly answered")
    ANSWERED = "answered", pgettext_lazy("state of a request", "answered")
    REFUSED = "refused", pgettext_lazy("state of a request", "refused")
    REDIRECTED = "redirected_to_mla", pgettext_lazy("state of a request", "redirected to mutual legal assistance")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a request", "withdrawn")
    CLOSED = "closed", pgettext_lazy("state of a request", "closed")


WAITING = (
    RequestState.SENT,
    RequestState.ACKNOWLEDGED,
    RequestState.CLARIFICATION,
    RequestState.IN_PROGRESS,
    RequestState.PARTLY_ANSWERED,
)
"""States in which the recipient still owes an answer."""


class Request(Between):
    """One request from an agency to an agency of another country: its facts. What it says stands in its parts.

    `due_at` is the deadline as it stands; `clock_stopped_at` and `clock_resumes_at` are those of coordination/clocks.
    `answered_at` is when the clock ended: by an answer, a refusal or a redirection.
    """

    CODE: ClassVar[str] = "REQ"
    READ: ClassVar[str] = READ

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.INFORMATION)
    urgency = models.CharField(_("urgency"), max_length=14, choices=Urgency, default=Urgency.NORMAL)
    offence = models.CharField(_("offence"), max_length=6, choices=Offence, blank=True)
    dual_criminality = models.CharField(
        _("dual criminality"),
        max_length=7,
        choices=DualCriminality,
        default=DualCriminality.UNKNOWN,
        help_text=_("Whether it is an offence in both countries."),
    )
    state = models.CharField(_("state"), max_length=20, choices=RequestState, default=RequestState.DRAFT)
    clock_unit = models.CharField(max_length=5, choices=Unit, default=Unit.DAYS, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)
    acknowledged_at = models.DateTimeField(_("acknowledged"), null=True, editable=False)
    due_at = models.DateTimeField(_("due"), null=True, editable=False)
    clock_stopped_at = models.DateTimeField(_("clock stopped"), null=True, editable=False)
    clock_resumes_at = models.DateTimeField(_("clock runs again"), null=True, editable=False)
    delay_announced_at = models.DateTimeField(_("late answer announced"), null=True, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)
    ground = models.CharField(_("ground of refusal"), max_length=20, choices=Ground, blank=True, editable=False)
    repeats = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="repeated_by", verbose_name=_("asks again")
    )

    class Meta(Between.Meta):
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        indexes: ClassVar = [
            *Between.Meta.indexes,
            models.Index(fields=["-created_at", "-id"], name="request_newest"),
            models.Index(fields=["due_at"], name="request_due", condition=Q(answered_at=None)),
        ]


class PartKind(models.TextChoices):
    SUBJECT = "subject", _("subject")
    ASKED = "asked", _("what is asked")
    PURPOSE = "purpose", _("purpose")
    PERMITTED_USE = "permitted_use", _("permitted use")
    ACKNOWLEDGEMENT = "acknowledgement", _("acknowledgement")
    QUESTION = "question", _("question of the recipient")
    CLARIFICATION = "clarification", _("clarification")
    DELAY = "delay", _("reason of the delay")
    PARTIAL = "partial", _("part of the answer")
    ANSWER = "answer", pgettext_lazy("part of a request", "answer")
    REFUSAL = "refusal", _("refusal")
    REDIRECTION = "redirection", _("redirection to mutual legal assistance")
    WITHDRAWAL = "withdrawal", _("reason of the withdrawal")


class RequestContent(ContentQuerySet):
    """Rows that belong to a request and are read by whoever reads its texts."""

    parent: ClassVar[str] = "request"


class RequestPart(UUIDModel):
    """One text of a request, in the language in which it was written. A draft's are replaced, later ones only added."""

    READ: ClassVar[str] = READ

    request = models.ForeignKey(Request, models.CASCADE, related_name="parts")
    kind = models.CharField(_("kind"), max_length=16, choices=PartKind)
    text = models.TextField(_("text"))
    language = models.CharField(_("language"), max_length=10, default="en")
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    objects = RequestContent.as_manager()

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.get_kind_display()


class RequestSubject(UUIDModel):
    """A case record that a request is about. Who may not see the record learns that there is one, and its type."""

    READ: ClassVar[str] = READ

    request = models.ForeignKey(Request, models.CASCADE, related_name="subjects")
    record_type = models.CharField(_("record type"), max_length=5)
    record_id = models.UUIDField()

    objects = RequestContent.as_manager()

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["request", "record_id"], name="subject_once")]

    def __str__(self) -> str:
        return self.record_type


class RequestStep(UUIDModel):
    """What happened with a request, and who of which side did it. Rows are added, never changed.

    The three moments are those of the clock as the step left it: so one can say what was late on a day in the past.
    """

    request = models.ForeignKey(Request, models.CASCADE, related_name="steps")
    name = models.CharField(_("step"), max_length=12)
    state = models.CharField(_("state"), max_length=20, choices=RequestState)
    taken_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    due_at = models.DateTimeField(null=True)
    clock_stopped_at = models.DateTimeField(null=True)
    clock_resumes_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["request", "created_at"], name="request_steps")]

    def __str__(self) -> str:
        return f"{self.name} {self.created_at:%Y-%m-%d}"


class Level(models.TextChoices):
    """How far the time has gone, and who is told."""

    HALF = "half", _("half of the time has passed")
    LAST = "last", _("last day")
    OVERDUE = "overdue", _("overdue")
    DIRECTOR = "director", _("overdue for three days")


class RequestReminder(UUIDModel):
    """That a reminder was given; each once."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="reminders")
    level = models.CharField(_("reminder"), max_length=8, choices=Level)

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["request", "level"], name="reminded_once")]

    def __str__(self) -> str:
        return self.get_level_display()


class Benchmark(UUIDModel):
    """How much time an operation gives for an urgency, where it differs from what domain.md says."""

    operation = models.ForeignKey(Operation, models.CASCADE, related_name="+", verbose_name=_("operation"))
    urgency = models.CharField(_("urgency"), max_length=14, choices=Urgency)
    amount = models.PositiveSmallIntegerField(_("amount"))
    unit = models.CharField(_("unit"), max_length=5, choices=Unit)

    class Meta:
        ordering: ClassVar = ["operation", "urgency"]
        verbose_name = _("time for an answer")
        verbose_name_plural = _("times for an answer")
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["operation", "urgency"], name="benchmark_once"),
            models.CheckConstraint(condition=Q(amount__gte=1), name="benchmark_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.get_urgency_display()}: {self.amount} {self.get_unit_display()}"


class DangerCallQuerySet(models.QuerySet["DangerCall"]):
    def visible_to(self, principal: Principal) -> Self:
        """The originator its own, the country where somebody is held those that it was told, LMLECC all."""
        if not principal.reads_records or not principal.holds(READ):
            return self.none()
        if principal.is_secretariat:
            return self
        own = principal.organisation_id
        return self.filter(Q(originator_id=own) | Q(recipient_id=own))


class DangerCall(UUIDModel):
    """That somebody's life is in danger in a country: told at once, without a name and without the record.

    Nothing of the appeal stands here but its reference, the country and the moment. `recipient` is the lead agency of
    the country; None where it takes no part, or where the originator is at home there itself. `taken_by` is the first
    who takes it. `ended_at`: the appeal was ended, withdrawn, marked closer, or speaks of another country by now.
    """

    operation = models.ForeignKey(Operation, models.PROTECT, related_name="+")
    appeal_id = models.UUIDField()
    reference = models.CharField(_("reference"), max_length=40)
    originator = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    recipient = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    country = models.ForeignKey(Country, models.PROTECT, null=True, related_name="+", verbose_name=_("country"))
    taken_at = models.DateTimeField(_("taken"), null=True)
    taken_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    taken_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(_("ended"), null=True)
    is_synthetic = models.BooleanField(default=False)

    objects = DangerCallQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["appeal_id", "country"], name="danger_call_once", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return self.reference
