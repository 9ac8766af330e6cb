"""Threads, their messages, and how far each person has read. A thread belongs to a thing and to who reads it."""

from functools import reduce
from operator import or_
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from coordination.messages.talkable import Audience, all_talkables
from operation.access.principal import Principal
from operation.kernel import clock
from operation.kernel.models import UUIDModel
from operation.people.models import Organisation, User

LONGEST = 2000


class ThreadQuerySet(models.QuerySet["Thread"]):
    def visible_to(self, principal: Principal) -> Self:
        """Threads of the principal's organisation on things that he may be shown now, each by its own door."""
        doors = [
            Q(kind=one.kind) & Exists(one.seen(principal).filter(pk=OuterRef("thing_id"))) for one in all_talkables()
        ]
        return self.of(principal).filter(reduce(or_, doors, Q(pk__in=())))

    def of(self, principal: Principal) -> Self:
        """Threads in which his organisation takes part, whatever became of the thing: it must be asked for beside.

        His organisation's own, those of all, and where he is of LMLECC those of two sides that write through it.
        """
        if not principal.reads_records or not principal.holds("message.read"):
            return self.none()
        mine = Q(first_id=principal.organisation_id) | Q(second_id=principal.organisation_id) | Q(first=None)
        return self.filter(mine | Q(secretariat=True) if principal.is_secretariat else mine)


class Thread(UUIDModel):
    """What is said about one thing among those who read it here (talkable.Audience), one row for each such set.

    `thing_id` is a bare key: things are of many kinds. `last_number` counts the messages, withdrawn ones included.
    """

    kind = models.CharField(max_length=12)
    thing_id = models.UUIDField()
    first = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    second = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    secretariat = models.BooleanField(default=False)
    last_number = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(default=clock.now)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "thing_id", "first", "second"], name="thread_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(second=None) | (Q(first__isnull=False) & ~Q(first=F("second"))), name="thread_sides"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["thing_id"], name="thread_thing"),
            models.Index(fields=["first", "-last_at"], name="thread_first"),
            models.Index(fields=["second", "-last_at"], name="thread_second"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing_id}"

    @property
    def audience(self) -> Audience:
        return Audience(self.first_id, self.second_id, self.secretariat)


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, principal: Principal) -> Self:
        """Those of the threads that the principal may read."""
        return self.filter(thread__in=Thread.objects.visible_to(principal))


class Message(UUIDModel):
    """One message, numbered in its thread. Withdrawn by its writer its text is gone; that there was one stays.

    `translation` is a note by the writer or a colleague of his. `mentions` are keys of people who read the thread.
    `attachment` is the key of a file of the thing.
    """

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="messages")
    number = models.PositiveIntegerField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    writer = models.ForeignKey(User, models.PROTECT, related_name="+")
    text = models.CharField(_("message"), max_length=LONGEST, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    translation = models.CharField(_("translation note"), max_length=LONGEST, blank=True)
    translation_language = models.CharField(
        _("language of the translation"), max_length=10, blank=True, choices=settings.LANGUAGES
    )
    translated_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    mentions = ArrayField(models.UUIDField(), default=list, blank=True)
    reply_to = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    attachment = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = MessageQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["thread", "number"], name="message_number")]

    def __str__(self) -> str:
        return f"{self.thread_id} {self.number}"


class ThreadSeen(models.Model):
    """Up to which message one person has read one thread."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="seen")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["thread", "user"], name="thread_seen_once")]

    def __str__(self) -> str:
        return str(self.number)
