"""The removal of fugitives from the country that holds them to the country that asks for them (domain.md §5).

`Removal` holds facts alone: the two sides, pathway, state, days and heads. Persons, checks, manifest, schedule, words
and incidents stand in rows of their own, for the two sides up to the mark, and for LMLECC where it reads along.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coordination.between import Between, ContentQuerySet
from coordination.grounds import Ground
from operation.cases.identifying.kinds import IdentifierKind
from operation.cases.names import LONGEST, language_of
from operation.cases.persons import Sex
from operation.kernel.models import UUIDModel
from operation.people.models import Organisation, User

READ = "removal.read"


class Pathway(models.TextChoices):
    EXTRADITION = "extradition", _("extradition")
    DEPORTATION = "deportation", _("deportation or expulsion")
    POLICE_HANDOVER = "police_handover", _("police hand-over")
    VOLUNTARY_RETURN = "voluntary_return", _("voluntary return")
    PRISONER_TRANSFER = "prisoner_transfer", _("transfer of a prisoner")


class RemovalState(models.TextChoices):
    DRAFT = "draft", _("draft")
    REQUESTED = "requested", pgettext_lazy("removal", "requested")
    ACKNOWLEDGED = "acknowledged", _("acknowledged")
    LOCATED = "located", pgettext_lazy("removal", "located")
    IN_CUSTODY = "in_custody", _("in custody")
    DECISION = "decision", _("granted")
    SCHEDULED = "scheduled", _("scheduled")
    HANDED_OVER = "handed_over", _("handed over")
    RECEIVED = "received", pgettext_lazy("removal", "received")
    CLOSED = "closed", pgettext_lazy("removal", "closed")
    REFUSED = "refused", pgettext_lazy("removal", "refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("removal", "withdrawn")
    LAPSED = "lapsed", _("lapsed")


class PersonEnd(models.TextChoices):
    """Where the way of one person ended. Nobody is lost: each has one before the removal is closed."""

    RECEIVED = "received", _("received by the other side")
    STAYED = "stayed", _("stayed where he was")
    TAKEN_OFF = "taken_off", _("taken off the list")
    RETURNED = "returned", _("brought back")
    ESCAPED = "escaped", _("escaped on the way")
    DECEASED = "deceased", _("died on the way")


class CheckKind(models.TextChoices):
    LEGAL_BASIS = "legal_basis", _("legal basis")
    NON_REFOULEMENT = "non_refoulement", _("non-refoulement")
    VICTIM_SCREENING = "victim_screening", _("victim screening")
    CONSULAR_CONTACT = "consular_contact", _("consular contact")


class CheckAnswer(models.TextChoices):
    """`yes` clears the way, `no` stops the removal of the person; consular contact alone may be declined."""

    YES = "yes", _("yes, nothing stands against it")
    NO = "no", _("no, this stops it")
    DECLINED = "declined", _("declined by the person")


class ItemKind(models.TextChoices):
    ESCORT = "escort", _("escort")
    DOCUMENT = "document", _("document")
    PROPERTY = "property", _("property")


class Removal(Between):
    """The sender asks, the recipient holds the fugitives. `state_on` never runs backwards.

    `heads` are the persons on the list; `heads_sent` is what the asked side counted when it handed over,
    `heads_received` what the asking side counted. `repeats` is the refused one that is asked for again.
    """

    READ = READ
    CODE = "REM"

    pathway = models.CharField(_("pathway"), max_length=18, choices=Pathway)
    state = models.CharField(_("state"), max_length=12, choices=RemovalState, default=RemovalState.DRAFT)
    state_on = models.DateField(_("since"), null=True, editable=False)
    requested_on = models.DateField(_("requested on"), null=True, editable=False)
    received_on = models.DateField(_("received on"), null=True, editable=False)
    ground = models.CharField(_("ground of refusal"), max_length=16, choices=Ground, blank=True, editable=False)
    repeats = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="repeated_by")
    heads = models.PositiveSmallIntegerField(_("persons"), default=0, editable=False)
    heads_sent = models.PositiveSmallIntegerField(_("heads sent"), null=True, editable=False)
    heads_received = models.PositiveSmallIntegerField(_("heads received"), null=True, editable=False)

    class Meta(Between.Meta):
        pass


class PartQuerySet(ContentQuerySet[Any]):
    parent = "removal"


class Part(UUIDModel):
    """A row that belongs to a removal and is read as its mark says."""

    READ: ClassVar[str] = READ
    objects: ClassVar[Any] = PartQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = ()
        ordering: ClassVar = ["created_at", "id"]


class RemovalTerms(Part):
    """The words of a removal: why it is asked for, on which basis, what was decided, where and when they cross."""

    removal = models.OneToOneField(Removal, models.CASCADE, related_name="terms")
    request = models.TextField(_("why it is asked for"))
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    decision = models.TextField(_("decision"), blank=True)
    crossing = models.CharField(_("border crossing"), max_length=120, blank=True)
    planned_at = models.DateTimeField(_("planned for"), null=True)
    planned_zone = models.CharField(_("time zone"), max_length=40, blank=True)

    def __str__(self) -> str:
        return str(self.removal_id)


class RemovalPerson(Part):
    """One person as written when he was listed. Each side knows its own record of him; keys are no foreign keys.

    `held_record` is the suspect of the asked side, whose status follows the removal; `status_before` is where it
    stood before. `under_way`: the removal was sent, and the row counts; a draft's rows hold up nobody else's.
    `sent` and `arrived` are what each side ticked; `end` is where his way ended.
    """

    removal = models.ForeignKey(Removal, models.CASCADE, related_name="persons")
    name = models.CharField(_("name, as written"), max_length=LONGEST, blank=True)
    lang = models.CharField(max_length=10, blank=True, editable=False)
    romanised = models.CharField(_("romanisation"), max_length=160, blank=True)
    sex = models.CharField(_("sex"), max_length=8, choices=Sex, default=Sex.UNKNOWN)
    born = models.CharField(_("date of birth"), max_length=40, blank=True)
    nationalities = models.CharField(_("nationalities"), max_length=60, blank=True)
    document = models.CharField(_("identity document"), max_length=LONGEST, blank=True)
    document_kind = models.CharField(max_length=12, choices=IdentifierKind, blank=True)
    document_country = models.CharField(max_length=2, blank=True)
    asking_record = models.UUIDField(null=True, editable=False)
    held_record = models.UUIDField(null=True, editable=False)
    status_before = models.CharField(max_length=24, blank=True, editable=False)
    listed_by = models.ForeignKey(Organisation, models.PROTECT, related_name="+", editable=False)
    under_way = models.BooleanField(default=False, editable=False)
    sent = models.BooleanField(_("handed over"), null=True, editable=False)
    arrived = models.BooleanField(_("received"), null=True, editable=False)
    end = models.CharField(_("outcome"), max_length=9, choices=PersonEnd, blank=True, editable=False)
    why = models.CharField(_("why"), max_length=300, blank=True, editable=False)

    class Meta(Part.Meta):
        indexes: ClassVar = [
            models.Index(fields=["asking_record"], name="removal_asking_record"),
            models.Index(fields=["held_record"], name="removal_held_record"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["held_record"],
                condition=Q(end="", under_way=True, held_record__isnull=False),
                name="removed_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def text(self) -> str:
        return self.name

    @property
    def is_listed(self) -> bool:
        return self.end != PersonEnd.TAKEN_OFF

    @property
    def differs(self) -> bool:
        """Both sides ticked, and not the same."""
        return self.sent is not None and self.arrived is not None and self.sent != self.arrived


class RemovalCheck(Part):
    """One question of the checklist about one person, as the asked side answered it. One row for each."""

    removal = models.ForeignKey(Removal, models.CASCADE, related_name="checks")
    person = models.ForeignKey(RemovalPerson, models.CASCADE, related_name="checks")
    kind = models.CharField(_("question"), max_length=18, choices=CheckKind)
    answer = models.CharField(_("answer"), max_length=8, choices=CheckAnswer)
    words = models.CharField(_("in words"), max_length=600)
    on = models.DateField(_("on"))
    answered_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta(Part.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "kind"], name="removal_check_once")]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def clears(self) -> bool:
        declined = self.kind == CheckKind.CONSULAR_CONTACT and self.answer == CheckAnswer.DECLINED
        return declined or self.answer == CheckAnswer.YES


class RemovalItem(Part):
    """A line of the manifest beside the persons: who escorts, which papers and which property go along."""

    removal = models.ForeignKey(Removal, models.CASCADE, related_name="items")
    kind = models.CharField(_("kind"), max_length=8, choices=ItemKind)
    what = models.CharField(_("name or description"), max_length=200)
    rank = models.CharField(_("rank"), max_length=60, blank=True)
    agency = models.CharField(_("agency"), max_length=120, blank=True)
    quantity = models.CharField(_("quantity"), max_length=40, blank=True)
    seal = models.CharField(_("seal"), max_length=60, blank=True)

    class Meta(Part.Meta):
        ordering: ClassVar = ["kind", "created_at", "id"]

    def __str__(self) -> str:
        return self.what

    @property
    def lang(self) -> str:
        return language_of(self.what)


class RemovalStep(Part):
    """What happened, by which side. Rows are added, never changed."""

    removal = models.ForeignKey(Removal, models.CASCADE, related_name="steps")
    name = models.CharField(_("step"), max_length=12)
    state = models.CharField(_("state"), max_length=12, choices=RemovalState)
    on = models.DateField(_("on"))
    side = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    taken_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    words = models.TextField(_("in words"), blank=True)

    def __str__(self) -> str:
        return self.name


class RemovalIncident(Part):
    """What went another way: heads that differ, or what a side noted. Open until both sides have explained it."""

    removal = models.ForeignKey(Removal, models.CASCADE, related_name="incidents")
    what = models.TextField(_("what happened"), blank=True)
    difference = models.SmallIntegerField(_("heads that differ"), default=0)
    of_heads = models.BooleanField(default=False)
    noted_by = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    noted_on = models.DateField(_("on"))
    asking_words = models.TextField(_("explained by the asking side"), blank=True)
    asked_words = models.TextField(_("explained by the asked side"), blank=True)
    outcomes = models.JSONField(default=dict)
    resolved_on = models.DateField(_("resolved on"), null=True)

    def __str__(self) -> str:
        return str(self.removal_id)

    @property
    def is_open(self) -> bool:
        return self.resolved_on is None
