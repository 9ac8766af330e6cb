"""Ammunition, by the lot: rounds of one calibre from one recovery (domain.md §4)."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from operation.access.grants import RecordGrant
from operation.cases.handovers import Handover
from operation.cases.history import tracked
from operation.cases.registry import RecordType, Section, register
from operation.cases.sections import HANDLING, MORE_OF_IT, WHAT_HAPPENED
from operation.cases.tracing import DRAWINGS, FIREARMS_YEARS, TRACE, TRACE_AND_DISPOSAL, Traced, TraceState


@tracked
class AmmunitionLot(Traced):
    """Rounds that were recovered together. `headstamp` is what is stamped on the base of the cartridge."""

    rounds = models.PositiveIntegerField(_("rounds"), validators=[MinValueValidator(1)])
    calibre = models.CharField(_("calibre"), max_length=40)
    headstamp = models.CharField(_("headstamp"), max_length=60, blank=True)
    lot_number = models.CharField(_("lot number"), max_length=60, blank=True)


class AmmunitionLotHandover(Handover):
    record = models.ForeignKey(AmmunitionLot, models.CASCADE, related_name="handovers")


class AmmunitionLotGrant(RecordGrant):
    content_object = models.ForeignKey(AmmunitionLot, models.CASCADE, related_name="grants")


AMMUNITION_LOT = register(
    RecordType(
        model=AmmunitionLot,
        code="AMM",
        slug="ammunition-lots",
        label=_("Ammunition lot"),
        label_plural=_("Ammunition"),
        log_label=_("Log ammunition"),
        states=TRACE,
        state_labels=dict(TraceState.choices),
        sections=(
            Section("", ("rounds", "calibre", "recovery")),
            WHAT_HAPPENED,
            Section(_("Make and origin"), ("headstamp", "lot_number", "maker", "made_in"), folded=True),
            TRACE_AND_DISPOSAL,
            MORE_OF_IT,
            HANDLING,
        ),
        columns=("rounds", "calibre", "recovery", "place_name"),
        filters=("status", "recovery", "country", "verification", "event_on"),
        custody=AmmunitionLotHandover,
        event_label=_("Recovered on"),
        drawings=DRAWINGS,
        personal=("narrative", "place_name", "coordinates"),
        retention_years=FIREARMS_YEARS,
        icon="asset",
    )
)
