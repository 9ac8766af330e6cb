"""Matches: that two agencies hold the same, and never what they hold (decision 36).

A match has facts that both sides may know, and a row for each side that only this side reads. What a side chose to tell
stands in rows of its own, for the two sides alone.
"""

from typing import Any, ClassVar, Generic, Self, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from operation.access.handling import TLP, HandlingCode
from operation.access.principal import Principal
from operation.cases.identifying.kinds import IdentifierKind
from operation.kernel.models import UUIDModel
from operation.people.models import Organisation, User
from operation.plan.models import Operation

CODE = "MAT"
"""In references: SG24-LM-MAT-7K3QFM. «LM» stands for Lancang-Mekong: a match belongs to no country."""

READ, DISCLOSE, CONCLUDE = "match.read", "match.disclose", "match.conclude"
KIND_LENGTH = 12
B = TypeVar("B", bound=models.Model)


class FoundBy(models.TextChoices):
    IDENTIFIER = "identifier", _("an identifier")
    NAME = "name", _("names")


class MatchState(models.TextChoices):
    FOUND = "found", _("found")
    IN_DIALOGUE = "in_dialogue", _("in dialogue")
    CONFIRMED = "confirmed", _("confirmed")
    REJECTED = "rejected", _("not the same")
    CLOSED = "closed", _("closed")


class Outcome(models.TextChoices):
    """What the two sides do about a match (domain.md §5)."""

    PROCEED = "proceed", _("each goes on")
    JOINT = "joint", _("joint investigation")
    DELAY = "delay", _("one side waits")
    HAND_OVER = "hand_over", _("handed over to the other side")
    NOT_SAME = "not_same", _("not the same")


class Knows(models.TextChoices):
    """Who of a side knows of a match."""

    NOBODY = "nobody", _("nobody")
    COORDINATOR = "coordinator", _("its coordinator")
    ALL = "all", _("whoever reads matches")


class Step(models.TextChoices):
    """What happened with a match, and what a disclosure is."""

    REVEALED = "revealed", _("revealed the match")
    TYPE = "type", _("told type and status")
    FIELDS = "fields", _("told chosen fields")
    RECORD = "record", _("released the record")
    TAKEN_BACK = "taken_back", _("took back what it had told")
    PROPOSED = "proposed", _("proposed an outcome")
    AGREED = "agreed", _("agreed to the outcome")
    REOPENED = "reopened", _("found again: an identifier has changed")


def known_levels(principal: Principal) -> list[str]:
    """The levels of `Knows` that the principal is part of; a guarded side is its coordinator's alone."""
    return [Knows.ALL, Knows.COORDINATOR] if principal.holds(DISCLOSE) else [Knows.ALL]


class MatchQuerySet(models.QuerySet["Match"]):
    def visible_to(self, principal: Principal) -> Self:
        """Facts: for a side that knows of it, and for LMLECC once both sides do."""
        if not principal.reads_records or not principal.holds(READ):
            return self.none()
        if principal.is_secretariat:
            return self.filter(one_knows=Knows.ALL, other_knows=Knows.ALL)
        levels, own = known_levels(principal), principal.organisation_id
        return self.filter(Q(one_id=own, one_knows__in=levels) | Q(other_id=own, other_knows__in=levels))

    def newest_first(self) -> Self:
        return self.select_related("one__country", "other__country").order_by("-created_at", "-id")


class Match(UUIDModel):
    """Two records of two agencies that have something in common.

    `kinds` are those of the identifiers, or the parts of the names, that agree; never a value. `pair` is a digest of
    both keys, so that a pair is one match and no side reads the other's key. `one_knows` and `other_knows` say who of a
    side knows of it and with whom. An outcome that one side proposed holds once the other has agreed.
    """

    reference = models.CharField(_("reference"), max_length=40, unique=True, editable=False)
    operation = models.ForeignKey(Operation, models.PROTECT, related_name="+")
    one = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("one side"))
    other = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("other side"))
    one_knows = models.CharField(max_length=11, choices=Knows, default=Knows.NOBODY)
    other_knows = models.CharField(max_length=11, choices=Knows, default=Knows.NOBODY)
    pair = models.CharField(max_length=64, unique=True, editable=False)
    found_by = models.CharField(_("found by"), max_length=10, choices=FoundBy)
    kinds = ArrayField(models.CharField(max_length=KIND_LENGTH), verbose_name=_("what agrees"))
    state = models.CharField(_("state"), max_length=11, choices=MatchState, default=MatchState.FOUND)
    outcome = models.CharField(_("outcome"), max_length=9, choices=Outcome, blank=True)
    proposed = models.CharField(_("proposed outcome"), max_length=9, choices=Outcome, blank=True)
    proposed_by = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    told_at = models.DateTimeField(_("both know since"), null=True)
    concluded_at = models.DateTimeField(_("concluded"), null=True)
    version = models.PositiveIntegerField(default=1)
    is_synthetic = models.BooleanField(default=False)

    objects = MatchQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [
            models.Index(fields=["one", "-created_at", "-id"], name="match_one"),
            models.Index(fields=["other", "-created_at", "-id"], name="match_other"),
        ]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(one=models.F("other")), name="match_two_sides")]

    def __str__(self) -> str:
        return self.reference

    def is_side(self, principal: Principal) -> bool:
        return principal.organisation_id in (self.one_id, self.other_id)

    def beyond(self, principal: Principal) -> Organisation:
        """The other side, as a member sees it."""
        return self.other if principal.organisation_id == self.one_id else self.one

    @property
    def is_known(self) -> bool:
        """Whether both sides know of it."""
        return self.one_knows == Knows.ALL and self.other_knows == Knows.ALL


class SideQuerySet(models.QuerySet["MatchSide"]):
    def visible_to(self, principal: Principal) -> Self:
        """The own side of a match, once one may know of it; nobody ever reads the other's."""
        if not principal.reads_records or not principal.holds(READ):
            return self.none()
        return self.filter(organisation_id=principal.organisation_id, knows__in=known_levels(principal))


class MatchSide(UUIDModel):
    """What one agency holds of a match. Read by this agency alone; written by the functions of the meeting.

    `guarded`: the record is RED, H2, H3 or of a victim, or all that agrees is marked stricter; until `revealed_at` the
    other side is not told. `kept` are kinds that agree as well and whose identifier is marked. `points` are digests of
    what agrees, to know an identifier that is new. `record_id` is None once the record is erased. `noted_at`: a
    coordinator has looked at it and set it aside.
    """

    match = models.ForeignKey(Match, models.CASCADE, related_name="sides")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    record_type = models.CharField(max_length=3)
    record_id = models.UUIDField(null=True)
    guarded = models.BooleanField(default=False)
    knows = models.CharField(max_length=11, choices=Knows, default=Knows.NOBODY)
    kept = ArrayField(models.CharField(max_length=KIND_LENGTH), default=list)
    points = ArrayField(models.CharField(max_length=64), default=list)
    told_at = models.DateTimeField(_("told"), null=True)
    revealed_at = models.DateTimeField(_("revealed"), null=True)
    closed_at = models.DateTimeField(_("closed"), null=True)
    noted_at = models.DateTimeField(null=True)

    objects = SideQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [
            models.Index(fields=["record_id"], name="match_side_record"),
            models.Index(fields=["organisation", "-created_at"], name="match_side_own"),
        ]
        constraints: ClassVar = [models.UniqueConstraint(fields=["match", "organisation"], name="match_side_once")]

    def __str__(self) -> str:
        return self.record_type

    @property
    def hides(self) -> bool:
        """Whether the other side is not told because of this one."""
        return self.guarded and self.revealed_at is None


class BetweenSidesQuerySet(models.QuerySet[B], Generic[B]):
    def visible_to(self, principal: Principal) -> Self:
        """For the two sides of the match alone: LMLECC watches matches and reads none of this."""
        if principal.is_secretariat:
            return self.none()
        return self.filter(match__in=Match.objects.visible_to(principal).values("pk"))


class MatchDisclosure(UUIDModel):
    """One thing that a side told the other: a value as it was then. Taken back, the row goes.

    `step` is type, fields or record; `field` names what is told, `value` is its text. The marking is that of the record
    when it was told. `record_id` only of a record that was released.
    """

    match = models.ForeignKey(Match, models.CASCADE, related_name="disclosures")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    step = models.CharField(max_length=10, choices=Step)
    record_type = models.CharField(max_length=3)
    record_id = models.UUIDField(null=True)
    field = models.CharField(max_length=60)
    value = models.TextField()
    reason = models.CharField(_("reason"), max_length=200)
    tlp = models.CharField(max_length=12, choices=TLP)
    handling_code = models.CharField(max_length=2, choices=HandlingCode)
    handling_text = models.CharField(max_length=200, blank=True)
    disclosed_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects: ClassVar[Any] = BetweenSidesQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["created_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["match", "organisation", "field"], name="match_told_once")
        ]

    def __str__(self) -> str:
        return self.field


class MatchStep(UUIDModel):
    """One step of a match, by which side; `words` is the note that came with it. Rows are only added."""

    match = models.ForeignKey(Match, models.CASCADE, related_name="steps")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=10, choices=Step)
    outcome = models.CharField(max_length=9, choices=Outcome, blank=True)
    words = models.CharField(_("note"), max_length=400, blank=True)
    taken_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects: ClassVar[Any] = BetweenSidesQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["created_at", "id"]

    def __str__(self) -> str:
        return self.name


class ProbeQuerySet(models.QuerySet["Probe"]):
    def visible_to(self, principal: Principal) -> Self:
        """What the own agency asked."""
        if not principal.reads_records or not principal.holds(READ):
            return self.none()
        return self.filter(organisation_id=principal.organisation_id)


class Probe(UUIDModel):
    """«Do you know this number?», asked by a coordinator, with the answer that he got. `asked_at` is real time."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    kind = models.CharField(_("kind"), max_length=12, choices=IdentifierKind)
    text = models.CharField(_("number"), max_length=160)
    reason = models.CharField(_("reason"), max_length=200)
    hits = ArrayField(models.UUIDField(), default=list)
    """Organisations that hold it and may be named."""

    objects = ProbeQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["organisation", "-asked_at"], name="probe_asked")]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class ProbeHitQuerySet(models.QuerySet["ProbeHit"]):
    def visible_to(self, principal: Principal) -> Self:
        """Questions that met a record of the own agency; of a guarded one its coordinator alone is told."""
        if not principal.reads_records or not principal.holds(READ):
            return self.none()
        found = self.filter(organisation_id=principal.organisation_id)
        return found if principal.holds(DISCLOSE) else found.filter(guarded=False)


class ProbeHit(UUIDModel):
    """A question of `asker` met a record of `organisation`, which alone reads this row."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    asker = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=IdentifierKind)
    record_type = models.CharField(max_length=3)
    record_id = models.UUIDField()
    guarded = models.BooleanField()
    noted_at = models.DateTimeField(null=True)

    objects = ProbeHitQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-created_at"], name="probe_hit_own"),
            models.Index(fields=["record_id"], name="probe_hit_record"),
        ]

    def __str__(self) -> str:
        return self.kind
