"""Parts and components of firearms (UN Firearms Protocol, art. 3 b)."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from operation.access.grants import RecordGrant
from operation.cases.handovers import Handover
from operation.cases.history import tracked
from operation.cases.identifiers import Identifier
from operation.cases.identifying.kinds import OF_WEAPONS
from operation.cases.registry import RecordType, Section, register
from operation.cases.sections import HANDLING, MORE_OF_IT, WHAT_HAPPENED
from operation.cases.tracing import DRAWINGS, FIREARMS_YEARS, TRACE, TRACE_AND_DISPOSAL, Traced, TraceState
from operation.kernel.errors import Text


class PartKind(models.TextChoices):
    BARREL = "barrel", _("barrel")
    FRAME = "frame", _("frame")
    RECEIVER = "receiver", _("receiver")
    SLIDE = "slide", _("slide")
    CYLINDER = "cylinder", _("cylinder")
    BOLT = "bolt", _("bolt")
    BREECH = "breech", _("breech block")
    SILENCER = "silencer", _("silencer")
    OTHER = "other", _("other")


@tracked
class FirearmPart(Traced):
    """One part, or several alike; a part with a serial number is logged alone."""

    part_kind = models.CharField(_("part"), max_length=10, choices=PartKind)
    quantity = models.PositiveIntegerField(_("quantity"), default=1, validators=[MinValueValidator(1)])
    fits = models.CharField(_("for which firearm"), max_length=120, blank=True)
    serial = models.CharField(_("serial number"), max_length=60, blank=True)

    def objections(self) -> dict[str, Text]:
        if self.serial and self.quantity != 1:
            return {"quantity": _("A serial number belongs to one part. Log the others apart.")}
        return {}


class FirearmPartIdentifier(Identifier):
    record = models.ForeignKey(FirearmPart, models.CASCADE, related_name="identifiers")


class FirearmPartHandover(Handover):
    record = models.ForeignKey(FirearmPart, models.CASCADE, related_name="handovers")


class FirearmPartGrant(RecordGrant):
    content_object = models.ForeignKey(FirearmPart, models.CASCADE, related_name="grants")


FIREARM_PART = register(
    RecordType(
        model=FirearmPart,
        code="PRT",
        slug="firearm-parts",
        label=_("Firearm part"),
        label_plural=_("Firearm parts"),
        log_label=_("Log a firearm part"),
        states=TRACE,
        state_labels=dict(TraceState.choices),
        sections=(
            Section("", ("part_kind", "quantity", "serial", "recovery")),
            WHAT_HAPPENED,
            Section(_("Make and origin"), ("fits", "maker", "made_in"), folded=True),
            TRACE_AND_DISPOSAL,
            MORE_OF_IT,
            HANDLING,
        ),
        columns=("part_kind", "quantity", "fits", "recovery"),
        filters=("status", "part_kind", "recovery", "country", "verification", "event_on"),
        custody=FirearmPartHandover,
        event_label=_("Recovered on"),
        identifiers=FirearmPartIdentifier,
        identifier_kinds=OF_WEAPONS,
        drawings=DRAWINGS,
        personal=("serial", "narrative", "place_name", "coordinates"),
        retention_years=FIREARMS_YEARS,
        icon="asset",
    )
)
