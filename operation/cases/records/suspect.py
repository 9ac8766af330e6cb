"""Suspects: persons of interest, suspects, accused, convicted; never «criminal» before conviction (domain.md §4)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries.fields import CountryField

from operation.access.grants import RecordGrant
from operation.cases.base import CaseRecord, review_by_national_rule
from operation.cases.history import tracked
from operation.cases.identifiers import Identifier
from operation.cases.identifying.kinds import OF_PERSONS, Bearer
from operation.cases.interchange import Interchange, Schema, Tie
from operation.cases.names import Name
from operation.cases.offences import Offence
from operation.cases.persons import Sex, may_be_child
from operation.cases.records.syndicate import Syndicate
from operation.cases.registry import RecordType, Section, register
from operation.cases.sections import HANDLING, MORE_OF_IT, WHAT_HAPPENED
from operation.kernel import clock
from operation.kernel.dates import WrittenDateField
from operation.kernel.errors import Text
from operation.kernel.transitions import StateTable, Transition

FIRST_SILVER = date(2025, 1, 1)


class Tier(models.TextChoices):
    MAIN = "main", _("main")
    MEMBER = "member", _("member")
    ASSOCIATE = "associate", _("associate")


class SyndicateRole(models.TextChoices):
    LEADER = "leader", _("leader, financier")
    SHAREHOLDER = "shareholder", _("shareholder")
    OWNER = "owner", _("compound owner")
    MANAGER = "manager", _("site manager")
    TEAM_LEADER = "team_leader", _("team leader")
    RECRUITER = "recruiter", _("recruiter")
    TRANSPORTER = "transporter", _("transporter")
    GUARD = "guard", _("guard")
    TRAINER = "trainer", _("scripter, trainer")
    OPERATOR = "operator", _("scam operator")
    TECHNICIAN = "technician", _("IT or GOIP technician")
    MULE_HERDER = "mule_herder", _("mule herder")
    MULE = "mule", _("mule")
    BANKER = "banker", _("underground banker")
    BROKER = "broker", _("crypto broker")
    FACILITATOR = "facilitator", _("corrupt facilitator")
    ARMS_SUPPLIER = "arms_supplier", _("arms supplier")


class Notice(models.TextChoices):
    """Notices of INTERPOL, and the special notices with the United Nations Security Council."""

    RED = "red", _("Red, wanted")
    YELLOW = "yellow", _("Yellow")
    BLUE = "blue", _("Blue")
    GREEN = "green", _("Green")
    PURPLE = "purple", _("Purple")
    ORANGE = "orange", _("Orange")
    BLACK = "black", _("Black")
    UNSC = "unsc", _("UN Security Council")
    SILVER = "silver", _("Silver")


class Coercion(models.TextChoices):
    NOT_ASSESSED = "", _("not assessed")
    NONE = "none", _("no sign of coercion")
    POSSIBLE = "possible", _("coercion possible: ask the focal point")


class SuspectState(models.TextChoices):
    PERSON_OF_INTEREST = "person_of_interest", _("person of interest")
    IDENTIFIED = "identified", _("suspect, identified")
    WANTED = "wanted", _("suspect, wanted")
    LOCATED = "located", _("suspect, located")
    ARRESTED = "arrested", _("suspect, arrested")
    SURRENDERED = "surrendered", _("suspect, surrendered")
    DETAINED = "detained", _("suspect, detained")
    REMOVAL_PENDING = "removal_pending", _("removal pending")
    TRANSFERRED = "transferred", _("transferred")
    PROSECUTED = "prosecuted", _("accused")
    CONVICTED = "convicted", _("convicted")
    ACQUITTED = "acquitted", _("acquitted")
    RELEASED = "released", pgettext_lazy("from custody", "released")
    ELIMINATED = "eliminated", _("eliminated from inquiry")
    DECEASED = "deceased", _("deceased")
    RECLASSIFIED = "reclassified", _("reclassified as presumed victim")


@tracked
class Suspect(CaseRecord):
    """A person under inquiry. Under 18, or age disputed: treated as a child, the name masked (domain.md §4).

    Once reclassified as a presumed victim nothing personal is left in the row; `reclassified_as` is the record of the
    rescued laborer, a bare key for the originator's eyes. `arrested_on` is the day of the first arrest, `rearrested_on`
    those of later ones, after a release or an escape.
    """

    tier = models.CharField(_("tier"), max_length=10, choices=Tier, default=Tier.MEMBER)
    syndicate_role = models.CharField(_("role"), max_length=14, choices=SyndicateRole, blank=True)
    syndicate = models.ForeignKey(
        Syndicate, models.PROTECT, null=True, blank=True, related_name="members", verbose_name=_("syndicate")
    )
    coercion = models.CharField(_("coercion assessment"), max_length=10, choices=Coercion, blank=True)
    sex = models.CharField(_("sex"), max_length=8, choices=Sex, default=Sex.UNKNOWN)
    born_on = WrittenDateField(_("date of birth"), null=True, blank=True)
    born_estimated = models.BooleanField(_("date of birth estimated"), default=False)
    treated_as_child = models.BooleanField(_("under 18, or age disputed"), default=False)
    nationalities = CountryField(_("nationalities"), multiple=True, blank=True)
    stateless = models.BooleanField(_("stateless"), default=False)
    offences = ArrayField(
        models.CharField(max_length=5, choices=Offence), verbose_name=_("offences (ICCS)"), default=list, blank=True
    )
    warrant_number = models.CharField(_("warrant number"), max_length=60, blank=True)
    warrant_authority = models.CharField(_("issuing authority"), max_length=120, blank=True)
    warrant_on = models.DateField(_("date of the warrant"), null=True, blank=True)
    warrant_offence = models.CharField(_("offence in the warrant"), max_length=5, choices=Offence, blank=True)
    notices = ArrayField(
        models.CharField(max_length=6, choices=Notice), verbose_name=_("INTERPOL notices"), default=list, blank=True
    )
    notice_number = models.CharField(_("control number of the notice"), max_length=60, blank=True)
    arrested_on = models.DateField(_("arrested or surrendered on"), null=True, blank=True)
    detained_on = models.DateField(_("detained on"), null=True, blank=True)
    detained_at = models.CharField(_("place of detention"), max_length=120, blank=True)
    detained_by = models.CharField(_("detaining authority"), max_length=120, blank=True)
    consular_notified_on = models.DateField(_("consular notification"), null=True, blank=True)
    charged_on = models.DateField(_("brought to court on"), null=True, blank=True)
    convicted_on = models.DateField(_("convicted on"), null=True, blank=True)
    rearrested_on = ArrayField(models.DateField(), default=list, editable=False)
    located_on = models.DateField(_("located on"), null=True, editable=False)
    transferred_on = models.DateField(_("transferred on"), null=True, editable=False)
    reclassified_as = models.UUIDField(null=True, editable=False)

    @property
    def bearer(self) -> Bearer:
        return Bearer(self.sex, None if self.born_estimated else self.born_on)

    def derive(self) -> None:
        """Whoever may be under 18 on the day of writing is treated as a child, whether or not the box was ticked."""
        if may_be_child(self.born_on, clock.today()):
            self.treated_as_child = True

    def objections(self) -> dict[str, Text]:
        """Who works the scams may be forced to: that is assessed first. Stateless is who has no nationality."""
        found: dict[str, Text] = {}
        if self.syndicate_role == SyndicateRole.OPERATOR and not self.coercion:
            found["coercion"] = _(
                "A scam operator may be a victim: assess whether there was coercion. Choose what you found."
            )
        if self.stateless and self.nationalities:
            found["stateless"] = _("Who has a nationality is not stateless. Correct one of the two.")
        if Notice.SILVER in self.notices and clock.today() < FIRST_SILVER:
            found["notices"] = _("INTERPOL publishes Silver Notices since January 2025.")
        return found


class SuspectName(Name):
    record = models.ForeignKey(Suspect, models.CASCADE, related_name="names")


class SuspectIdentifier(Identifier):
    record = models.ForeignKey(Suspect, models.CASCADE, related_name="identifiers")


class SuspectGrant(RecordGrant):
    content_object = models.ForeignKey(Suspect, models.CASCADE, related_name="grants")


def _has_legal_basis(suspect: Any, given: Mapping[str, Any]) -> Text | None:
    """A Red Notice is none: it asks to locate and arrest by the warrant that stands behind it."""
    if all(given.get(name) or getattr(suspect, name) for name in WARRANT):
        return None
    return _("A wanted person needs a legal basis: enter the warrant's number, authority, date and offence.")


def _note_another_arrest(suspect: Any) -> None:
    """The first arrest has its own field; a day is noted once."""
    if suspect.status_on not in (suspect.arrested_on, *suspect.rearrested_on):
        suspect.rearrested_on = [*suspect.rearrested_on, suspect.status_on]


AT_LARGE = ("person_of_interest", "identified", "wanted", "located")
HELD = ("arrested", "surrendered", "detained")
MOVED = ("removal_pending", "transferred")
BEFORE_DECISION = (*AT_LARGE, *HELD, "prosecuted")
CLEARED = ("acquitted", "eliminated")
IDENTIFYING = ("warrant_number", "notice_number", "detained_at")
DETENTION = ("detained_at", "detained_by")
WARRANT = ("warrant_number", "warrant_authority", "warrant_on", "warrant_offence")
BY = "record.transition"
BY_REMOVAL = "record.move"
"""No role carries it: a removal alone takes these steps (moves.py)."""

WAITS, LEAVES = "await_removal", "transfer"
STAYS = {"prosecuted": "stay_accused", "convicted": "stay_convicted"}
STAYS_HELD = "stay"
"""How somebody goes back to where he stood when his removal comes to nothing: by the status before, or in custody."""

STATES = StateTable(
    initial=SuspectState.PERSON_OF_INTEREST,
    transitions=(
        Transition("identify", _("Identify"), ("person_of_interest",), "identified", BY),
        Transition(
            "seek",
            _("Declare wanted"),
            ("person_of_interest", "identified", "released"),
            "wanted",
            BY,
            WARRANT,
            condition=_has_legal_basis,
        ),
        Transition("locate", _("Locate"), ("identified", "wanted"), "located", BY, stamps="located_on"),
        Transition(
            "arrest",
            _("Record the arrest"),
            AT_LARGE,
            "arrested",
            BY,
            stamps="arrested_on",
            effect=_note_another_arrest,
        ),
        Transition(
            "surrender",
            _("Record the surrender"),
            AT_LARGE,
            "surrendered",
            BY,
            stamps="arrested_on",
            effect=_note_another_arrest,
        ),
        Transition("detain", _("Detain"), ("arrested", "surrendered"), "detained", BY, DETENTION, stamps="detained_on"),
        Transition("prosecute", _("Bring to court"), (*HELD, "transferred"), "prosecuted", BY, stamps="charged_on"),
        Transition("convict", _("Record the conviction"), ("prosecuted",), "convicted", BY, stamps="convicted_on"),
        Transition(
            "acquit", _("Record the acquittal"), ("prosecuted",), "acquitted", BY, effect=review_by_national_rule
        ),
        Transition("release", _("Release from custody"), (*HELD, "prosecuted"), "released", BY),
        Transition(
            "eliminate",
            _("Eliminate from the inquiry"),
            (*AT_LARGE, *HELD, "released"),
            "eliminated",
            BY,
            effect=review_by_national_rule,
        ),
        Transition("escape", _("Record the escape"), HELD, "wanted", BY, WARRANT, condition=_has_legal_basis),
        Transition(WAITS, _("Await the removal"), (*HELD, *STAYS), "removal_pending", BY_REMOVAL),
        Transition(
            LEAVES,
            _("Transfer to another country"),
            ("removal_pending",),
            "transferred",
            BY_REMOVAL,
            stamps="transferred_on",
        ),
        Transition(STAYS_HELD, _("Stay in custody"), ("removal_pending",), "detained", BY_REMOVAL),
        *(
            Transition(name, _("Stay as before"), ("removal_pending",), status, BY_REMOVAL)
            for status, name in STAYS.items()
        ),
        Transition("decease", _("Record the death"), (*BEFORE_DECISION, *MOVED, "released"), "deceased", BY),
    ),
    line=("person_of_interest", "identified", "wanted", "located", "arrested", "detained", "prosecuted", "convicted"),
    beside={"surrendered": "arrested", "removal_pending": "detained", "transferred": "detained"},
    closed=frozenset({"convicted", "acquitted", "eliminated", "deceased", "reclassified"}),
)

SUSPECT = register(
    RecordType(
        model=Suspect,
        code="SUS",
        slug="suspects",
        label=_("Suspect"),
        label_plural=_("Suspects"),
        log_label=_("Log a suspect"),
        states=STATES,
        state_labels=dict(SuspectState.choices),
        sections=(
            Section("", ("sex", "nationalities", "tier")),
            WHAT_HAPPENED,
            Section(
                _("More about the person"), ("born_on", "born_estimated", "treated_as_child", "stateless"), folded=True
            ),
            Section(_("Part in the crime"), ("syndicate", "syndicate_role", "offences", "coercion"), folded=True),
            Section(
                _("Legal basis"),
                (*WARRANT, "notices", "notice_number"),
                folded=True,
                hint=_("A Red Notice is not an arrest warrant."),
            ),
            Section(_("Detention"), (*DETENTION, "consular_notified_on"), folded=True),
            MORE_OF_IT,
            HANDLING,
        ),
        columns=("tier", "nationalities", "place_name", "arrested_on"),
        filters=("status", "tier", "country", "verification", "arrested_on"),
        event_label=_("Date of the event"),
        names=SuspectName,
        identifiers=SuspectIdentifier,
        identifier_kinds=OF_PERSONS,
        personal=("born_on", "narrative", *IDENTIFYING, "place_name", "coordinates"),
        headings={"arrested_on": _("Arrested")},
        child_field="treated_as_child",
        drawings={
            "identified": "work",
            "wanted": "search",
            "located": "pin",
            "arrested": "ok",
            "surrendered": "ok",
            "detained": "lock",
            "released": "undo",
        },
        note=_("A suspect is not convicted of anything."),
        interchange=Interchange(
            Schema(
                "Person",
                {"sex": "gender", "born_on": "birthDate", "nationalities": "nationality", "narrative": "summary"},
            ),
            ties=(Tie("syndicate", "Membership", "member", "organization", role="syndicate_role"),),
        ),
        icon="person",
    )
)
