"""Syndicates: organized criminal groups in the sense of UNTOC art. 2 (domain.md §4)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from operation.access.grants import RecordGrant
from operation.cases.base import CaseRecord
from operation.cases.frauds import FraudType
from operation.cases.history import tracked
from operation.cases.identifiers import Identifier
from operation.cases.identifying.kinds import OF_GROUPS
from operation.cases.interchange import Interchange, Schema
from operation.cases.names import Name
from operation.cases.registry import RecordType, Section, register
from operation.cases.sections import HANDLING, MORE_OF_IT, WHAT_HAPPENED
from operation.kernel.transitions import StateTable, Transition


class Structure(models.TextChoices):
    HIERARCHICAL = "hierarchical", _("hierarchical")
    NETWORK = "network", _("network")
    SERVICE = "service", _("fraud as a service")
    FAMILY = "family", _("family")


class Enabler(models.TextChoices):
    SIM_BOX = "sim_box", _("SIM box, GOIP")
    BASE_STATION = "base_station", _("fake base station")
    MULE_ACCOUNT = "mule_account", _("mule accounts")
    UNDERGROUND_BANK = "underground_bank", _("underground bank")
    VASP = "vasp", _("OTC desk, virtual-asset provider")
    CASINO = "casino", _("casino, junket")
    SATELLITE = "satellite", _("satellite internet")
    DEEPFAKE = "deepfake", _("deepfake")


class SyndicateState(models.TextChoices):
    IDENTIFIED = "identified", _("identified")
    UNDER_INVESTIGATION = "under_investigation", _("under investigation")
    DISRUPTED = "disrupted", _("disrupted")
    DISMANTLED = "dismantled", _("dismantled")
    RELOCATED = "relocated", _("relocated")


@tracked
class Syndicate(CaseRecord):
    """A group of three or more persons acting in concert. `is_main_target`: on the list frozen at the start."""

    is_main_target = models.BooleanField(_("main target of the operation"), default=False)
    structure = models.CharField(_("structure"), max_length=12, choices=Structure, blank=True)
    fraud_types = ArrayField(
        models.CharField(max_length=12, choices=FraudType), verbose_name=_("fraud types"), default=list, blank=True
    )
    enablers = ArrayField(
        models.CharField(max_length=16, choices=Enabler), verbose_name=_("enablers"), default=list, blank=True
    )
    territory = models.CharField(_("territory"), max_length=200, blank=True)
    disrupted_on = models.DateField(_("disrupted on"), null=True, blank=True)
    dismantled_on = models.DateField(_("dismantled on"), null=True, blank=True)


class SyndicateName(Name):
    record = models.ForeignKey(Syndicate, models.CASCADE, related_name="names")


class SyndicateIdentifier(Identifier):
    record = models.ForeignKey(Syndicate, models.CASCADE, related_name="identifiers")


class SyndicateGrant(RecordGrant):
    content_object = models.ForeignKey(Syndicate, models.CASCADE, related_name="grants")


STATES = StateTable(
    initial=SyndicateState.IDENTIFIED,
    transitions=(
        Transition(
            "investigate", _("Open the investigation"), ("identified",), "under_investigation", "record.transition"
        ),
        Transition(
            "disrupt",
            _("Leaders arrested"),
            ("identified", "under_investigation", "relocated"),
            "disrupted",
            "record.transition",
            stamps="disrupted_on",
        ),
        Transition(
            "dismantle",
            _("Leaders arrested and sites closed"),
            ("under_investigation", "disrupted"),
            "dismantled",
            "record.transition",
            stamps="dismantled_on",
        ),
        Transition(
            "relocate",
            _("Has moved elsewhere"),
            ("identified", "under_investigation", "disrupted"),
            "relocated",
            "record.transition",
        ),
    ),
    line=("identified", "under_investigation", "disrupted", "dismantled"),
    beside={"relocated": "identified"},
    closed=frozenset({"dismantled"}),
)

SYNDICATE = register(
    RecordType(
        model=Syndicate,
        code="SYN",
        slug="syndicates",
        label=_("Syndicate"),
        label_plural=_("Syndicates"),
        log_label=_("Log a syndicate"),
        states=STATES,
        state_labels=dict(SyndicateState.choices),
        sections=(
            Section("", ("fraud_types", "is_main_target")),
            WHAT_HAPPENED,
            Section(_("How it works"), ("structure", "enablers", "territory"), folded=True),
            MORE_OF_IT,
            HANDLING,
        ),
        columns=("is_main_target", "fraud_types", "place_name"),
        filters=("status", "is_main_target", "fraud_types", "country", "verification", "event_on"),
        event_label=_("Identified on"),
        names=SyndicateName,
        identifiers=SyndicateIdentifier,
        identifier_kinds=OF_GROUPS,
        headings={"is_main_target": _("Main target")},
        drawings={"under_investigation": "work", "disrupted": "flag", "dismantled": "ok", "relocated": "right"},
        personal=("narrative", "territory", "place_name"),
        interchange=Interchange(
            Schema(
                "Organization", {"fraud_types": "classification", "place_country": "country", "narrative": "summary"}
            )
        ),
        icon="syndicate",
        network_steps=2,
    )
)
