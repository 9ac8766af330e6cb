"""Rescued laborers: victims of trafficking for forced criminality; never mixed with the defrauded (domain.md §4)."""

from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from operation.access.grants import RecordGrant
from operation.cases.base import CaseRecord
from operation.cases.history import tracked
from operation.cases.persons import Sex
from operation.cases.registry import RecordType, Section, register
from operation.cases.sections import HANDLING, MORE_OF_IT, WHAT_HAPPENED
from operation.kernel.errors import Text
from operation.kernel.transitions import StateTable, Transition


class AgeBand(models.TextChoices):
    UNDER_18 = "under_18", _("under 18")
    FROM_18 = "18_24", "18–24"
    FROM_25 = "25_34", "25–34"
    FROM_35 = "35_49", "35–49"
    FROM_50 = "50_up", _("50 and over")
    UNKNOWN = "unknown", _("not known")


class ForcedLabour(models.TextChoices):
    """The eleven indicators of forced labour of the International Labour Organization."""

    VULNERABILITY = "vulnerability", _("abuse of vulnerability")
    DECEPTION = "deception", _("deception")
    MOVEMENT = "movement", _("restriction of movement")
    ISOLATION = "isolation", _("isolation")
    VIOLENCE = "violence", _("physical and sexual violence")
    THREATS = "threats", _("intimidation and threats")
    DOCUMENTS = "documents", _("retention of identity documents")
    WAGES = "wages", _("withholding of wages")
    DEBT = "debt", _("debt bondage")
    CONDITIONS = "conditions", _("abusive working and living conditions")
    OVERTIME = "overtime", _("excessive overtime")


class Act(models.TextChoices):
    """What was done: the first element of trafficking (Palermo Protocol, art. 3)."""

    RECRUITMENT = "recruitment", _("recruitment")
    TRANSPORT = "transport", _("transportation")
    TRANSFER = "transfer", _("transfer")
    HARBOURING = "harbouring", _("harbouring")
    RECEIPT = "receipt", _("receipt")


class Means(models.TextChoices):
    """How it was done: the second element, which is irrelevant for children."""

    FORCE = "force", _("threat or use of force")
    COERCION = "coercion", _("other forms of coercion")
    ABDUCTION = "abduction", _("abduction")
    FRAUD = "fraud", _("fraud")
    DECEPTION = "deception", _("deception")
    POWER = "power", _("abuse of power or of a position of vulnerability")
    PAYMENTS = "payments", _("payments to whoever had control over the person")


class Exploitation(models.TextChoices):
    """What for: the third element."""

    CRIME = "crime", _("forced criminality")
    LABOUR = "labour", _("forced labour or services")
    SEXUAL = "sexual", _("sexual exploitation")
    SLAVERY = "slavery", _("slavery, servitude")
    ORGANS = "organs", _("removal of organs")


class ReturnMode(models.TextChoices):
    VOLUNTARY = "voluntary", _("voluntary, assisted")
    OWN = "own", _("on the person's own")
    CONSULAR = "consular", _("by the consulate")
    HANDOVER = "handover", _("handed over to the authorities of protection")


class Need(models.TextChoices):
    MEDICAL = "medical", _("medical care")
    SHELTER = "shelter", _("shelter")
    INTERPRETER = "interpreter", _("interpreter")
    DOCUMENTS = "documents", _("travel documents")
    CONSULAR = "consular", _("consular contact")
    PROTECTION = "protection", _("protection from threats")


class LaborerState(models.TextChoices):
    ENCOUNTERED = "encountered", _("encountered")
    SCREENING = "screening", _("in screening")
    PRESUMED_VICTIM = "presumed_victim", _("presumed victim")
    NO_INDICATION = "no_indication", _("no indication")
    UNDETERMINED = "undetermined", _("undetermined")
    REFERRED = "referred", _("referred")
    IDENTIFIED = "identified", _("identified as a victim")
    NOT_IDENTIFIED = "not_identified", _("not identified as a victim")
    ASSISTED = "assisted", _("assisted")
    RETURNED = "returned", _("returned")
    REMAINED = "remained", _("remained")
    RESETTLED = "resettled", _("resettled")
    CLOSED = "closed", _("closed")


@tracked
class RescuedLaborer(CaseRecord):
    """A person released from a site, under a pseudonymous code: the reference. No name or document is kept here.

    `consent_on` is the day of the last consent to referral in force: it follows from the consent log. `from_inquiry`:
    was under inquiry as a suspect and then reclassified, so was never released from a site.
    """

    sex = models.CharField(_("sex"), max_length=8, choices=Sex, default=Sex.UNKNOWN)
    age_band = models.CharField(_("age"), max_length=10, choices=AgeBand, default=AgeBand.UNKNOWN)
    citizenship = CountryField(_("citizenship"), blank=True)
    language = models.CharField(_("language spoken"), max_length=60, blank=True)
    needs = ArrayField(models.CharField(max_length=12, choices=Need), verbose_name=_("needs"), default=list, blank=True)
    forced_labour = ArrayField(
        models.CharField(max_length=14, choices=ForcedLabour),
        verbose_name=_("indicators of forced labour (ILO)"),
        default=list,
        blank=True,
    )
    acts = ArrayField(
        models.CharField(max_length=12, choices=Act), verbose_name=_("act (Palermo Protocol)"), default=list, blank=True
    )
    means = ArrayField(
        models.CharField(max_length=10, choices=Means),
        verbose_name=_("means"),
        default=list,
        blank=True,
        help_text=_("Irrelevant under 18."),
    )
    purposes = ArrayField(
        models.CharField(max_length=8, choices=Exploitation), verbose_name=_("purpose"), default=list, blank=True
    )
    screened_on = models.DateField(_("screened on"), null=True, blank=True)
    presumed_on = models.DateField(_("presumed a victim on"), null=True, blank=True)
    consent_on = models.DateField(_("consent to referral given on"), null=True, blank=True)
    referred_on = models.DateField(_("referred on"), null=True, blank=True)
    referred_to = models.CharField(_("referred to"), max_length=120, blank=True)
    identified_on = models.DateField(_("identified as a victim on"), null=True, blank=True)
    assisted_on = models.DateField(_("assisted since"), null=True, blank=True)
    shelter = models.CharField(_("shelter"), max_length=120, blank=True)
    consular_on = models.DateField(_("contact with the consulate on"), null=True, blank=True)
    family_on = models.DateField(_("contact with the family on"), null=True, blank=True)
    returned_on = models.DateField(_("returned on"), null=True, blank=True)
    return_country = CountryField(_("returned to"), blank=True)
    return_mode = models.CharField(_("way of the return"), max_length=10, choices=ReturnMode, blank=True)
    penalised = models.BooleanField(_("penalised for acts under coercion"), default=False)
    from_inquiry = models.BooleanField(default=False, editable=False)

    def objections(self) -> dict[str, Text]:
        given, referred = self.consent_on, self.status_on if self.status == LaborerState.REFERRED else None
        if given and referred and given > referred:
            return {"consent_on": _("The consent was given after the referral. Correct one of the two days.")}
        return {}


class RescuedLaborerGrant(RecordGrant):
    content_object = models.ForeignKey(RescuedLaborer, models.CASCADE, related_name="grants")


def _has_consent(laborer: Any, given: Mapping[str, Any]) -> Text | None:
    if given.get("consent_on") or laborer.consent_on:
        return None
    return _("A referral needs the person's consent: log it first, or enter the day on which it was given.")


SCREENED = ("presumed_victim", "undetermined")
OUTCOMES = ("identified", "not_identified")
RETURN = ("return_country", "return_mode")
BY = "laborer.transition"

STATES = StateTable(
    initial=LaborerState.ENCOUNTERED,
    transitions=(
        Transition("screen", _("Begin the screening"), ("encountered",), "screening", BY, stamps="screened_on"),
        Transition(
            "presume",
            _("Presume a victim"),
            ("screening", "undetermined"),
            "presumed_victim",
            BY,
            stamps="presumed_on",
        ),
        Transition("clear", _("No indication found"), ("screening", "undetermined"), "no_indication", BY),
        Transition("leave_open", _("Leave undetermined"), ("screening",), "undetermined", BY),
        Transition(
            "refer",
            _("Refer, with consent"),
            SCREENED,
            "referred",
            BY,
            ("consent_on", "referred_to"),
            stamps="referred_on",
            condition=_has_consent,
        ),
        Transition(
            "identify",
            _("Formally identify"),
            ("referred", "presumed_victim"),
            "identified",
            BY,
            stamps="identified_on",
        ),
        Transition("not_identify", _("Formally not identified"), ("referred", "presumed_victim"), "not_identified", BY),
        Transition(
            "assist",
            _("Assist"),
            (*SCREENED, "referred", *OUTCOMES, "no_indication"),
            "assisted",
            BY,
            stamps="assisted_on",
        ),
        Transition(
            "return",
            _("Record the return"),
            ("assisted", *OUTCOMES, "no_indication"),
            "returned",
            BY,
            RETURN,
            stamps="returned_on",
        ),
        Transition("remain", _("Remains in the country"), ("assisted", *OUTCOMES), "remained", BY),
        Transition("resettle", _("Record the resettlement"), ("assisted", *OUTCOMES), "resettled", BY),
        Transition(
            "close", _("Close"), ("returned", "remained", "resettled", "no_indication", "not_identified"), "closed", BY
        ),
    ),
    line=("encountered", "screening", "presumed_victim", "referred", "identified", "assisted", "returned", "closed"),
    beside={
        "no_indication": "presumed_victim",
        "undetermined": "screening",
        "not_identified": "identified",
        "remained": "returned",
        "resettled": "returned",
    },
    closed=frozenset({"closed"}),
)

RESCUED_LABORER = register(
    RecordType(
        model=RescuedLaborer,
        code="RES",
        slug="rescued-laborers",
        label=_("Rescued laborer"),
        label_plural=_("Rescued laborers"),
        log_label=_("Log a rescued laborer"),
        states=STATES,
        state_labels=dict(LaborerState.choices),
        sections=(
            Section(
                "",
                ("sex", "age_band", "citizenship"),
                hint=_(
                    "No name, no document, no phone here: the person is known by the code that you get. "
                    "The identity has a form of its own, on the page of the record."
                ),
            ),
            WHAT_HAPPENED,
            Section(_("Needs"), ("needs", "language"), folded=True),
            Section(
                _("Screening"),
                ("forced_labour", "acts", "means", "purposes"),
                folded=True,
                hint=_("Act, means and purpose make trafficking in persons; of a child act and purpose alone."),
            ),
            Section(
                _("Referral and return"),
                ("referred_to", "shelter", "consular_on", "family_on", *RETURN, "penalised"),
                folded=True,
                hint=_("Contact with the consulate or the family only with the person's consent."),
            ),
            MORE_OF_IT,
            HANDLING,
        ),
        columns=("sex", "age_band", "citizenship", "place_name"),
        filters=("status", "sex", "age_band", "country", "verification", "event_on"),
        event_label=_("Encountered on"),
        area="laborer",
        drawings={
            "screening": "work",
            "presumed_victim": "shield",
            "referred": "right",
            "identified": "ok",
            "returned": "ok",
        },
        personal=("narrative", "place_name", "coordinates", "language", "referred_to", "shelter"),
        note=_("Assistance never depends on cooperation."),
        icon="shield",
        linked_for="vault.open",
        files_refused=_(
            "No file is attached to a rescued laborer: a photograph or a document would tell who the person is. "
            "Write what it says into the vault, and keep the file with your victim-protection focal point."
        ),
    )
)
