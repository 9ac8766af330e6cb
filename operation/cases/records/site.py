"""Sites: compounds, hotels, vessels from which people are made to work frauds (domain.md §4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from operation.access.grants import RecordGrant
from operation.cases.base import CaseRecord
from operation.cases.history import tracked
from operation.cases.identifiers import Identifier
from operation.cases.identifying.kinds import OF_GROUPS
from operation.cases.interchange import Interchange, Schema
from operation.cases.names import Name
from operation.cases.registry import RecordType, Section, register
from operation.cases.sections import HANDLING, MORE_OF_IT, WHAT_HAPPENED
from operation.kernel.transitions import StateTable, Transition


class SiteType(models.TextChoices):
    COMPOUND = "compound", _("compound")
    HOTEL = "hotel", _("hotel")
    APARTMENT = "apartment", _("apartment")
    CASINO = "casino", _("casino")
    ZONE = "zone", _("special economic zone")
    VESSEL = "vessel", _("vessel")


class ExitControl(models.TextChoices):
    FREE = "free", _("people come and go")
    CONTROLLED = "controlled", _("exit is controlled")
    PREVENTED = "prevented", _("nobody may leave")


class SiteState(models.TextChoices):
    SUSPECTED = "suspected", _("suspected")
    CONFIRMED = "confirmed", _("confirmed")
    RAIDED = "raided", _("raided")
    CLOSED = "closed", pgettext_lazy("a site", "closed")
    RELOCATED = "relocated", _("relocated")


@tracked
class Site(CaseRecord):
    """A place of fraud. `occupancy` is how many people are in it, as far as known; the new site after a relocation is
    a record of its own, linked to this one."""

    site_type = models.CharField(_("type of site"), max_length=10, choices=SiteType, default=SiteType.COMPOUND)
    address = models.CharField(_("address"), max_length=200, blank=True)
    occupancy = models.PositiveIntegerField(_("people in it"), null=True, blank=True)
    occupancy_estimated = models.BooleanField(_("the number is an estimate"), default=False)
    exit_control = models.CharField(_("exit control"), max_length=10, choices=ExitControl, blank=True)
    raided_on = models.DateField(_("raided on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    relocated_on = models.DateField(_("relocated on"), null=True, blank=True)


class SiteName(Name):
    record = models.ForeignKey(Site, models.CASCADE, related_name="names")


class SiteIdentifier(Identifier):
    record = models.ForeignKey(Site, models.CASCADE, related_name="identifiers")


class SiteGrant(RecordGrant):
    content_object = models.ForeignKey(Site, models.CASCADE, related_name="grants")


BY = "record.transition"

STATES = StateTable(
    initial=SiteState.SUSPECTED,
    transitions=(
        Transition("confirm", _("Confirm"), ("suspected",), "confirmed", BY),
        Transition("raid", _("Record the raid"), ("suspected", "confirmed"), "raided", BY, stamps="raided_on"),
        Transition("close", _("Record the closure"), ("raided",), "closed", BY, stamps="closed_on"),
        Transition(
            "relocate", _("Has moved elsewhere"), ("confirmed", "raided"), "relocated", BY, stamps="relocated_on"
        ),
    ),
    line=("suspected", "confirmed", "raided", "closed"),
    beside={"relocated": "closed"},
    closed=frozenset({"closed", "relocated"}),
)

SITE = register(
    RecordType(
        model=Site,
        code="SIT",
        slug="sites",
        label=_("Site"),
        label_plural=_("Sites"),
        log_label=_("Log a site"),
        states=STATES,
        state_labels=dict(SiteState.choices),
        sections=(
            Section("", ("site_type", "address")),
            WHAT_HAPPENED,
            Section(_("People in it"), ("occupancy", "occupancy_estimated", "exit_control"), folded=True),
            MORE_OF_IT,
            HANDLING,
        ),
        columns=("site_type", "place_name", "occupancy", "raided_on"),
        filters=("status", "site_type", "exit_control", "country", "verification", "event_on"),
        event_label=_("Known since"),
        names=SiteName,
        identifiers=SiteIdentifier,
        identifier_kinds=OF_GROUPS,
        headings={"site_type": _("Type"), "raided_on": _("Raided")},
        drawings={"suspected": "query", "confirmed": "pin", "raided": "flag", "closed": "ok", "relocated": "right"},
        personal=("narrative", "address", "place_name", "coordinates"),
        icon="site",
        interchange=Interchange(Schema("Address", {"address": "full"})),
        note=_("Raided is not closed; relocated is not closed either."),
    )
)
