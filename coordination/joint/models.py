"""A joint investigation: a closed group of agencies, the records they bring in, the actions that they plan together.

Who is invited reads what it is about, to decide; who has joined reads everything. For everybody else there is none: nor
a number, nor a gap. LMLECC belongs to it where it goes through it.
"""

from typing import Any, ClassVar, Generic, Self, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coordination.between import MARKS
from operation.access.handling import TLP, HandlingCode
from operation.access.principal import Principal
from operation.kernel.models import UUIDModel
from operation.people.models import Country, Organisation, User
from operation.plan.models import ActionDay, Operation

READ, READ_ALL = "joint.read", "joint.read_all"
M = TypeVar("M", bound=models.Model)


class JointState(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("joint investigation", "proposed")
    OPEN = "open", pgettext_lazy("joint investigation", "open")
    CLOSED = "closed", pgettext_lazy("joint investigation", "closed")


class MemberState(models.TextChoices):
    INVITED = "invited", pgettext_lazy("member", "invited")
    JOINED = "joined", pgettext_lazy("member", "has joined")
    DECLINED = "declined", pgettext_lazy("member", "has declined")
    LEFT = "left", pgettext_lazy("member", "has left")


SEEING, INSIDE = (MemberState.INVITED, MemberState.JOINED), (MemberState.JOINED,)


class JointQuerySet(models.QuerySet["JointInvestigation"]):
    def visible_to(self, principal: Principal) -> Self:
        """Those to which the principal's agency is invited or belongs, and LMLECC's."""
        return self._of(principal, SEEING)

    def inside(self, principal: Principal) -> Self:
        """Those that the principal's organisation belongs to: plan, actions, records and totals."""
        return self._of(principal, INSIDE)

    def _of(self, principal: Principal, states: tuple[MemberState, ...]) -> Self:
        if not principal.reads_records or not principal.holds(READ):
            return self.none()
        seen = self if principal.holds("record.read_strict") else self.exclude(tlp=TLP.AMBER_STRICT)
        if principal.is_secretariat:
            return seen.filter(through_lmlecc=True)
        own: dict[str, Any] = {"joint": OuterRef("pk"), "organisation_id": principal.organisation_id}
        seen = seen.filter(Exists(JointMember.objects.filter(state__in=states, **own)))
        if principal.holds(READ_ALL):
            return seen
        return seen.filter(Exists(JointPerson.objects.filter(user_id=principal.person, **own)))


class WithJointQuerySet(models.QuerySet[M], Generic[M]):
    """With its joint investigation, for who is invited too."""

    def visible_to(self, principal: Principal) -> Self:
        return self.filter(joint__in=JointInvestigation.objects.visible_to(principal))


class InsideQuerySet(models.QuerySet[M], Generic[M]):
    """With its joint investigation, for those inside."""

    def visible_to(self, principal: Principal) -> Self:
        return self.filter(joint__in=JointInvestigation.objects.inside(principal))


class OwnWithJointQuerySet(WithJointQuerySet[M]):
    """The own agency's alone: whom another one names is its own business."""

    def visible_to(self, principal: Principal) -> Self:
        return super().visible_to(principal).filter(organisation_id=principal.organisation_id)


class WithActionQuerySet(models.QuerySet[M], Generic[M]):
    """With its action."""

    def visible_to(self, principal: Principal) -> Self:
        return self.filter(action__in=JointAction.objects.visible_to(principal))


class JointInvestigation(UUIDModel):
    """What several agencies investigate together. `lead` proposed it; it opens when the first one joins."""

    lead_id: Any
    CODE = "JNT"

    reference = models.CharField(_("reference"), max_length=40, unique=True, editable=False)
    operation = models.ForeignKey(Operation, models.PROTECT, related_name="+", editable=False)
    title = models.CharField(_("title"), max_length=160)
    aim = models.TextField(_("aim"))
    lead = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("leads"))
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    tlp = models.CharField(_("TLP"), max_length=12, choices=MARKS, default=TLP.AMBER)
    handling_code = models.CharField(_("handling code"), max_length=2, choices=HandlingCode, default=HandlingCode.H1)
    handling_text = models.CharField(_("handling in words (H3)"), max_length=200, blank=True)
    through_lmlecc = models.BooleanField(_("LMLECC belongs to it"), default=False)
    state = models.CharField(_("state"), max_length=8, choices=JointState, default=JointState.PROPOSED)
    version = models.PositiveIntegerField(default=1, editable=False)
    is_synthetic = models.BooleanField(default=False, editable=False)

    objects = JointQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.reference

    def is_led_by(self, principal: Principal) -> bool:
        return bool(principal.organisation_id == self.lead_id)


class JointMember(UUIDModel):
    """An agency of the group, and where it stands. `words`: why it declined or left."""

    organisation_id: Any
    joint = models.ForeignKey(JointInvestigation, models.CASCADE, related_name="members")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=8, choices=MemberState, default=MemberState.INVITED)
    words = models.TextField(_("in words"), blank=True)

    objects = WithJointQuerySet["JointMember"].as_manager()

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["organisation__position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["joint", "organisation"], name="joint_member_once")]

    def __str__(self) -> str:
        return str(self.organisation)


class JointPerson(UUIDModel):
    """Somebody who reads it beside supervisors and coordinators, named by his own agency."""

    joint = models.ForeignKey(JointInvestigation, models.CASCADE, related_name="persons")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = OwnWithJointQuerySet["JointPerson"].as_manager()

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["joint", "user"], name="joint_person_once")]

    def __str__(self) -> str:
        return str(self.user)


class JointRecord(UUIDModel):
    """An own record that a member brought in. The record stays its originator's; the key is no foreign key."""

    joint = models.ForeignKey(JointInvestigation, models.CASCADE, related_name="records")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    record_type = models.CharField(max_length=3)
    record_id = models.UUIDField(db_index=True)

    objects = InsideQuerySet["JointRecord"].as_manager()

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["created_at", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["joint", "record_id"], name="joint_record_once")]

    def __str__(self) -> str:
        return str(self.record_id)


class ActionState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("joint action", "planned")
    ASKED = "asked", pgettext_lazy("joint action", "go or no-go asked")
    GO = "go", pgettext_lazy("joint action", "go")
    NO_GO = "no_go", pgettext_lazy("joint action", "no-go")
    CARRIED_OUT = "carried_out", pgettext_lazy("joint action", "carried out")
    RECONCILED = "reconciled", pgettext_lazy("joint action", "reconciled")
    CANCELLED = "cancelled", pgettext_lazy("joint action", "cancelled")


class JointAction(UUIDModel):
    """An action day as the group plans it. The hour is that of `local_to`.

    `asked` counts how often go or no-go was asked: what was said before does not count. `settled` counts how often a
    total was proposed, or a claim changed after one was. `action_day` is made at the first «go».
    """

    joint_id: Any
    joint = models.ForeignKey(JointInvestigation, models.CASCADE, related_name="actions")
    title = models.CharField(_("title"), max_length=160)
    planned_on = models.DateField(_("day"))
    begins_at = models.TimeField(_("begins at"), null=True, blank=True)
    local_to = models.ForeignKey(Country, models.PROTECT, related_name="+", verbose_name=_("in the local time of"))
    plan = models.TextField(_("plan"), blank=True)
    state = models.CharField(_("state"), max_length=11, choices=ActionState, default=ActionState.PLANNED)
    asked = models.PositiveSmallIntegerField(default=0, editable=False)
    settled = models.PositiveSmallIntegerField(default=0, editable=False)
    words = models.TextField(_("why it was called off"), blank=True, editable=False)
    action_day = models.OneToOneField(ActionDay, models.PROTECT, null=True, related_name="+", editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = InsideQuerySet["JointAction"].as_manager()

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["planned_on", "created_at"]

    def __str__(self) -> str:
        return self.title


class PartOfAction(UUIDModel):
    """What an agency has in an action."""

    objects: ClassVar[Any] = WithActionQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = ()
        ordering: ClassVar = ["created_at", "id"]


class JointSite(PartOfAction):
    """Where: an own site record of the agency, a place in words, or both."""

    action = models.ForeignKey(JointAction, models.CASCADE, related_name="sites")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    place = models.CharField(_("place"), max_length=200, blank=True)
    record_id = models.UUIDField(null=True, db_index=True)

    class Meta(PartOfAction.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(place="") | Q(record_id__isnull=False), name="joint_site_somewhere")
        ]

    def __str__(self) -> str:
        return self.place


class RoleKind(models.TextChoices):
    LEAD = "lead", pgettext_lazy("role in an action", "lead")
    ENTRY = "entry", pgettext_lazy("role in an action", "entry")
    EVIDENCE = "evidence", pgettext_lazy("role in an action", "evidence")
    VICTIM_CARE = "victim_care", pgettext_lazy("role in an action", "victim care")
    INTERPRETING = "interpretation", pgettext_lazy("role in an action", "interpretation")
    BORDER = "border", pgettext_lazy("role in an action", "border")
    LIAISON = "liaison", pgettext_lazy("role in an action", "liaison")
    OTHER = "other", pgettext_lazy("role in an action", "other")


class JointRole(PartOfAction):
    """What an agency does there, with how many people, in words."""

    action = models.ForeignKey(JointAction, models.CASCADE, related_name="roles")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=14, choices=RoleKind)
    people = models.PositiveSmallIntegerField(_("people"), null=True, blank=True)
    words = models.CharField(_("in words"), max_length=300, blank=True)

    def __str__(self) -> str:
        return self.get_role_display()


class GoDecision(PartOfAction):
    """What an agency said when it was asked for the `asked`-th time. Rows are added; its last one counts."""

    action = models.ForeignKey(JointAction, models.CASCADE, related_name="decisions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    asked = models.PositiveSmallIntegerField()
    goes = models.BooleanField(_("goes"))
    words = models.TextField(_("in words"), blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.organisation_id)


class Claimed(models.TextChoices):
    """What is claimed of a joint result, in persons, pieces or USD."""

    ARRESTED = "arrested", _("persons arrested")
    SUSPECTS = "suspects", _("suspects identified")
    RESCUED = "rescued", _("laborers rescued")
    DEVICES = "devices", _("devices seized")
    CASH = "cash_usd", _("cash seized, in USD")
    FIREARMS = "firearms", _("firearms seized")


class JointClaim(PartOfAction):
    """What one agency claims. No row is no claim, which is not zero."""

    organisation_id: Any
    action = models.ForeignKey(JointAction, models.CASCADE, related_name="claims")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    what = models.CharField(_("what"), max_length=8, choices=Claimed)
    number = models.DecimalField(_("number"), max_digits=16, decimal_places=2)
    words = models.CharField(_("in words"), max_length=300, blank=True)

    class Meta(PartOfAction.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action", "organisation", "what"], name="joint_claim_once"),
            models.CheckConstraint(condition=Q(number__gte=0), name="joint_claim_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.number}"


class JointTotal(PartOfAction):
    """One total as it was proposed the `settled`-th time. Sum of claims = total + difference; `words` explain it."""

    action = models.ForeignKey(JointAction, models.CASCADE, related_name="totals")
    settled = models.PositiveSmallIntegerField()
    what = models.CharField(_("what"), max_length=8, choices=Claimed)
    total = models.DecimalField(_("total"), max_digits=16, decimal_places=2)
    words = models.CharField(_("in words"), max_length=300, blank=True)

    class Meta(PartOfAction.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action", "settled", "what"], name="joint_total_once"),
            models.CheckConstraint(condition=Q(total__gte=0), name="joint_total_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.total}"


class JointAgreement(PartOfAction):
    """What an agency says to the totals that were proposed the `settled`-th time. Its last row counts."""

    action = models.ForeignKey(JointAction, models.CASCADE, related_name="agreements")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    settled = models.PositiveSmallIntegerField()
    agrees = models.BooleanField(_("agrees"))
    words = models.TextField(_("in words"), blank=True)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.organisation_id)
