"""What two organisations have between them, a request or a removal: who takes part, who reads it, how it is marked.

The row itself holds facts: kind, state, days, the two sides. Texts and persons stand in rows of their own that belong
to it (`ContentQuerySet`), so that LMLECC can watch clocks without reading what two countries wrote to each other.
"""

from typing import Any, ClassVar, Generic, Protocol, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from operation.access.handling import TLP, HandlingCode
from operation.access.principal import Principal
from operation.kernel.errors import Text
from operation.kernel.models import UUIDModel
from operation.people.models import Organisation, User
from operation.plan.models import Operation

DRAFT = "draft"
"""The state that every such thing begins in, and that its sender alone sees."""

MARKS = [(mark.value, mark.label) for mark in (TLP.GREEN, TLP.AMBER, TLP.AMBER_STRICT)]
"""RED is for persons who are named, not for organisations that write to each other."""

B = TypeVar("B", bound=models.Model)


class Marked(Protocol):
    """What is to be written, as it would be marked."""

    @property
    def tlp(self) -> str: ...

    @property
    def handling_code(self) -> str: ...

    @property
    def handling_text(self) -> str: ...


def check_marks(principal: Principal, draft: Marked) -> dict[str, Text]:
    """What is wrong with the marks of a draft, by field; for its action, which refuses with all that is wrong."""
    problems: dict[str, Text] = {}
    if draft.handling_code == HandlingCode.H3 and not draft.handling_text.strip():
        problems["handling_text"] = _("H3 is what its text says: write it down.")
    if draft.tlp == TLP.AMBER_STRICT and not principal.holds("record.read_strict"):
        problems["tlp"] = _("You would not read it yourself at TLP:AMBER+STRICT. Ask a supervisor to write it.")
    return problems


class BetweenQuerySet(models.QuerySet[B], Generic[B]):
    """Facts: for the two sides, and for LMLECC as soon as it was sent. A draft is its sender's."""

    def visible_to(self, principal: Principal) -> Self:
        permission: str = self.model.READ  # type: ignore[attr-defined]
        if not principal.reads_records or not principal.holds(permission):
            return self.none()
        if principal.is_secretariat:
            return self.exclude(state=DRAFT)
        mine = Q(sender_id=principal.organisation_id)
        return self.filter(mine | (Q(recipient_id=principal.organisation_id) & ~Q(state=DRAFT)))


class ContentQuerySet(models.QuerySet[B], Generic[B]):
    """Texts and persons: for the two sides up to the mark; for LMLECC where the sender wrote through it."""

    parent: ClassVar[str] = "between"

    def visible_to(self, principal: Principal) -> Self:
        permission: str = self.model.READ  # type: ignore[attr-defined]
        if not principal.reads_records or not principal.holds(permission):
            return self.none()
        strict = {f"{self.parent}__tlp": TLP.AMBER_STRICT}
        up_to = self if principal.holds("record.read_strict") else self.exclude(**strict)
        sent = ~Q(**{f"{self.parent}__state": DRAFT})
        if principal.is_secretariat:
            return up_to.filter(sent, **{f"{self.parent}__through_lmlecc": True})
        mine = Q(**{f"{self.parent}__sender_id": principal.organisation_id})
        theirs = Q(**{f"{self.parent}__recipient_id": principal.organisation_id})
        return up_to.filter(mine | (theirs & sent))


class Between(UUIDModel):
    """One thing from a sender to a recipient, both of them agencies. `version` grows with every step."""

    sender_id: Any
    recipient_id: Any
    READ: ClassVar[str] = ""
    """The permission of access/roles.py without which nobody reads it."""

    CODE: ClassVar[str] = ""
    """Three letters in its references, which `operation.cases.base.new_reference` makes."""

    reference = models.CharField(_("reference"), max_length=40, unique=True, editable=False)
    operation = models.ForeignKey(Operation, models.PROTECT, related_name="+", editable=False)
    sender = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", editable=False, verbose_name=pgettext_lazy("sender", "from")
    )
    recipient = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=pgettext_lazy("recipient", "to")
    )
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    tlp = models.CharField(_("TLP"), max_length=12, choices=MARKS, default=TLP.AMBER)
    handling_code = models.CharField(_("handling code"), max_length=2, choices=HandlingCode, default=HandlingCode.H1)
    handling_text = models.CharField(_("handling in words (H3)"), max_length=200, blank=True)
    through_lmlecc = models.BooleanField(
        _("LMLECC reads it too"),
        default=True,
        help_text=_("Without it, LMLECC sees that it exists, between whom, its kind and its clock, and no text."),
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    is_synthetic = models.BooleanField(default=False, editable=False)

    objects: ClassVar[Any] = BetweenQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = ()
        indexes: ClassVar = [
            models.Index(fields=["sender", "-created_at", "-id"], name="%(class)s_sent"),
            models.Index(fields=["recipient", "-created_at", "-id"], name="%(class)s_got"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(sender=models.F("recipient")), name="%(class)s_two_sides")
        ]

    def __str__(self) -> str:
        return self.reference

    def of_sender(self, principal: Principal) -> bool:
        return bool(principal.organisation_id == self.sender_id)

    def of_recipient(self, principal: Principal) -> bool:
        return bool(principal.organisation_id == self.recipient_id)

    def content_is_read_by(self, principal: Principal) -> bool:
        """Whether texts are the principal's to read; `ContentQuerySet` says the same of their rows."""
        if self.tlp == TLP.AMBER_STRICT and not principal.holds("record.read_strict"):
            return False
        return self.of_sender(principal) or self.of_recipient(principal) or self.through_lmlecc

    def handling_text_for(self, principal: Principal) -> str:
        """The words of H3 are a text: "" for who does not read texts."""
        return self.handling_text if self.content_is_read_by(principal) else ""

    def handling_words(self, principal: Principal) -> Text:
        """What its handling code means, as far as the principal may read it."""
        code = HandlingCode(self.handling_code)
        own = self.handling_text_for(principal) if code == HandlingCode.H3 else ""
        return own or code.label
