"""What the countries learned (domain.md §5, Knowledge): best practices, modus operandi and lessons, with no names."""

from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.consulting import Voice
from operation.access.principal import Principal
from operation.cases.frauds import FraudType
from operation.cases.names import fold
from operation.kernel.models import UUIDModel
from operation.people.models import Organisation, User
from operation.plan.models import LineOfEffort, Operation


class Kind(models.TextChoices):
    BEST_PRACTICE = "best_practice", _("best practice")
    MODUS_OPERANDI = "modus_operandi", _("modus operandi")
    LESSON = "lesson", _("lesson")


class State(models.TextChoices):
    DRAFT = "draft", _("draft")
    PROPOSED = "proposed", _("proposed")
    QUERIED = "queried", _("queried")
    VALIDATED = "validated", _("validated")
    ADOPTED = "adopted", _("adopted")
    SET_ASIDE = "set_aside", _("set aside")


FOR_MEMBERS = (State.VALIDATED, State.ADOPTED)
"""From validation on every country reads it: it is asked to agree."""

TEXTS = ("title", "text", "happened", "why", "todo")
"""The fields that people write, that are searched, and in which no person is named."""


class KnowledgeQuerySet(models.QuerySet["KnowledgeItem"]):
    def visible_to(self, principal: Principal) -> Self:
        """Its own agency all of it; LMLECC what was proposed; members what is validated; partners what is adopted and
        marked for them."""
        if not principal.holds("knowledge.read"):
            return self.none()
        if principal.is_partner:
            return self.filter(state=State.ADOPTED, for_partners=True)
        if principal.is_secretariat:
            return self.exclude(state=State.DRAFT)
        return self.filter(Q(originator_id=principal.organisation_id) | Q(state__in=FOR_MEMBERS))


class KnowledgeItem(UUIDModel):
    """One thing that was learned. `search_key` is all its text, folded; `round` counts how often it was put to the
    countries; `words` came with the last step: a question, or why it was set aside."""

    reference = models.CharField(_("reference"), max_length=40, unique=True, editable=False)
    operation = models.ForeignKey(Operation, models.PROTECT, related_name="+", editable=False)
    originator = models.ForeignKey(Organisation, models.PROTECT, related_name="+", editable=False)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("in short"), blank=True)
    happened = models.TextField(_("what happened"), blank=True)
    why = models.TextField(_("why it happened"), blank=True)
    todo = models.TextField(_("what to do"), blank=True)
    line = models.ForeignKey(
        LineOfEffort, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("line of effort")
    )
    fraud_types = ArrayField(
        models.CharField(max_length=12, choices=FraudType), verbose_name=_("fraud types"), default=list, blank=True
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    words = models.TextField(_("question or reason"), blank=True, editable=False)
    for_partners = models.BooleanField(_("also for partners"), default=False)
    round = models.PositiveSmallIntegerField(default=0, editable=False)
    search_key = models.TextField(editable=False, default="")
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    proposed_at = models.DateTimeField(_("proposed"), null=True, editable=False)
    validated_at = models.DateTimeField(_("validated"), null=True, editable=False)
    adopted_at = models.DateTimeField(_("adopted"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    is_synthetic = models.BooleanField(default=False, editable=False)

    objects = KnowledgeQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["operation", "kind", "state"], name="knowledge_kind_state")]

    def __str__(self) -> str:
        return self.title

    def index(self) -> None:
        """Renew the search key from what is written."""
        self.search_key = fold(" ".join(getattr(self, name) for name in TEXTS))


class KnowledgeVoiceQuerySet(models.QuerySet["KnowledgeVoice"]):
    def visible_to(self, principal: Principal) -> Self:
        """With their item, and never for partners: they read what was adopted, not who hesitated."""
        if principal.is_partner:
            return self.none()
        return self.filter(item__in=KnowledgeItem.objects.visible_to(principal))


class KnowledgeVoice(Voice):
    """A country's answer on whether an item is adopted."""

    item: Any = models.ForeignKey(KnowledgeItem, models.CASCADE, related_name="voices")

    objects = KnowledgeVoiceQuerySet.as_manager()

    class Meta(Voice.Meta):
        constraints: ClassVar = [
            *Voice.Meta.constraints,
            models.UniqueConstraint(fields=["item", "country", "round"], name="knowledge_voice_once"),
        ]
