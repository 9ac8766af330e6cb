"""A link between two records, by type and key: foreign keys cannot reach over types (decision 26)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.history import tracked
from operation.cases.links.kinds import BY_KIND, Confidence, LinkKind
from operation.cases.registry import by_code, type_of
from operation.kernel import clock
from operation.kernel.dates import Calendar, PartialDate, Precision
from operation.kernel.models import UUIDModel
from operation.people.models import Organisation, User


@dataclass(frozen=True)
class End:
    """One end of a link: the code of the record's type, and its key."""

    type: str
    id: UUID

    @classmethod
    def of(cls, record: CaseRecord) -> Self:
        return cls(type_of(record).code, record.pk)

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The end that `str` wrote; None for what names no record type and key."""
        code, _dot, key = text.partition(".")
        try:
            return cls(code, UUID(key)) if by_code(code) else None
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.type}.{self.id}"


class LinkQuerySet(models.QuerySet["Link"]):
    def in_force(self) -> Self:
        """Those that nobody took back."""
        return self.filter(withdrawn_at=None)

    def at(self, keys: Collection[UUID]) -> Self:
        """Links with one of these records at either end."""
        return self.filter(models.Q(subject_id__in=keys) | models.Q(object_id__in=keys))

    def made_by(self, principal: Principal) -> Self:
        """Those of the principal's agency."""
        return self.filter(originator_id=principal.organisation_id)


@tracked
class Link(UUIDModel):
    """`subject` is something to `object`: a member, an owner. Whoever sees both ends sees it; nobody else knows of it.

    The originator is the agency that made it. `until` ends it: it was so. Withdrawn, it never was: the row stays for
    its originator's history and is in no list.
    """

    originator = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind of link"), max_length=12, choices=LinkKind)
    subject_type = models.CharField(max_length=3)
    subject_id = models.UUIDField()
    object_type = models.CharField(max_length=3)
    object_id = models.UUIDField()
    role = models.CharField(_("role"), max_length=14, blank=True)
    since_on = models.DateField(_("from"), null=True)
    since_precision = models.CharField(max_length=6, choices=Precision, default=Precision.DAY)
    until_on = models.DateField(_("until"), null=True)
    until_precision = models.CharField(max_length=6, choices=Precision, default=Precision.DAY)
    source = models.CharField(_("source"), max_length=200, blank=True)
    confidence = models.CharField(_("confidence"), max_length=9, choices=Confidence, default=Confidence.CONFIRMED)
    note = models.CharField(_("note"), max_length=400, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=clock.now)
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(_("why it was withdrawn"), max_length=200, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [
            models.Index(fields=["subject_id"], name="link_subject"),
            models.Index(fields=["object_id"], name="link_object"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "subject_id", "object_id", "role", "originator"],
                condition=models.Q(withdrawn_at=None),
                name="link_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.kind} {self.object_type}"

    @property
    def subject(self) -> End:
        return End(self.subject_type, self.subject_id)

    @property
    def object(self) -> End:
        return End(self.object_type, self.object_id)

    @property
    def what(self) -> tuple[str, UUID, UUID, str]:
        """What an agency says once: `link_once`."""
        return self.kind, self.subject_id, self.object_id, self.role

    def join(self, subject: End, object_: End) -> None:
        """Set both ends; those of a mutual link in the order of their keys, so that it is one from either side."""
        if BY_KIND[LinkKind(self.kind)].is_mutual:
            subject, object_ = sorted((subject, object_), key=lambda end: end.id)
        self.subject_type, self.subject_id = subject.type, subject.id
        self.object_type, self.object_id = object_.type, object_.id

    @property
    def since(self) -> PartialDate | None:
        return _partial(self.since_on, self.since_precision)

    @since.setter
    def since(self, given: PartialDate | None) -> None:
        self.since_on = given.day if given else None
        self.since_precision = given.precision if given else Precision.DAY

    @property
    def until(self) -> PartialDate | None:
        return _partial(self.until_on, self.until_precision)

    @until.setter
    def until(self, given: PartialDate | None) -> None:
        self.until_on = given.day if given else None
        self.until_precision = given.precision if given else Precision.DAY


def _partial(day: date | None, precision: str) -> PartialDate | None:
    """As precise as it is known; links keep no text as written."""
    if day is None:
        return None
    bare = PartialDate(day, Precision(precision), "", Calendar.GREGORIAN)
    return PartialDate(day, bare.precision, str(bare), Calendar.GREGORIAN)
