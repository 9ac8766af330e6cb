"""Support that partners offer (domain.md §1, §10), tracked until the receiving countries confirm that it came."""

from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.kernel import clock
from operation.kernel.models import UUIDModel
from operation.people.models import Country, Organisation, User
from operation.plan.models import Operation


class Kind(models.TextChoices):
    TRAINING = "training", _("training")
    EQUIPMENT = "equipment", _("equipment")
    EXPERTISE = "expertise", _("expertise")
    FORENSIC = "forensic", _("forensic support")
    FUNDING = "funding", _("funding")
    OTHER = "other", _("other support")


class State(models.TextChoices):
    OFFERED = "offered", _("offered")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    UNDER_WAY = "under_way", _("under way")
    DELIVERED = "delivered", _("delivered")


class OfferQuerySet(models.QuerySet["SupportOffer"]):
    def visible_to(self, principal: Principal) -> Self:
        """A partner its own, LMLECC all, a country those addressed to it."""
        if not principal.holds("offer.read"):
            return self.none()
        if principal.is_secretariat:
            return self
        if principal.is_partner:
            return self.filter(partner_id=principal.organisation_id)
        return self.filter(countries__contains=[principal.country])


class SupportOffer(UUIDModel):
    """One offer of one partner to one or several countries. `value` is an estimate in US dollars, None: none was made.
    `words` came with LMLECC's decision."""

    reference = models.CharField(_("reference"), max_length=40, unique=True, editable=False)
    operation = models.ForeignKey(Operation, models.PROTECT, related_name="+", editable=False)
    partner = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", editable=False, verbose_name=_("partner")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("what is offered"), blank=True)
    countries = ArrayField(models.CharField(max_length=2), verbose_name=_("for whom"))
    value = models.DecimalField(
        _("estimated value (US dollars)"), max_digits=24, decimal_places=2, null=True, blank=True
    )
    due_on = models.DateField(_("delivery expected by"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OFFERED, editable=False)
    words = models.TextField(_("words of LMLECC"), blank=True, editable=False)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    begun_at = models.DateTimeField(_("begun"), null=True, editable=False)
    delivered_at = models.DateTimeField(_("delivered"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    is_synthetic = models.BooleanField(default=False, editable=False)

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["operation", "state"], name="offer_state")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(value=None) | models.Q(value__gte=0), name="offer_value_positive"
            ),
            models.CheckConstraint(condition=~models.Q(countries=[]), name="offer_for_somebody"),
        ]

    def __str__(self) -> str:
        return self.title


class ReceiptQuerySet(models.QuerySet["OfferReceipt"]):
    def visible_to(self, principal: Principal) -> Self:
        """With their offer: the partner learns that it arrived."""
        return self.filter(offer__in=SupportOffer.objects.visible_to(principal))


class OfferReceipt(UUIDModel):
    """A country says that what was offered to it came. The offer is delivered when all have said so."""

    offer: Any = models.ForeignKey(SupportOffer, models.CASCADE, related_name="receipts")
    country = models.ForeignKey(Country, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    words = models.TextField(_("what came"), blank=True)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=clock.now)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["given_at"]
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["offer", "country"], name="offer_receipt_once")]

    def __str__(self) -> str:
        return f"{self.country_id} {self.given_at:%Y-%m-%d}"
