"""Firearms, as the UN Firearms Protocol marks, records and traces them (domain.md §4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from operation.access.grants import RecordGrant
from operation.cases.handovers import Handover
from operation.cases.history import tracked
from operation.cases.identifiers import Identifier
from operation.cases.identifying.kinds import OF_WEAPONS
from operation.cases.registry import RecordType, Section, register
from operation.cases.sections import HANDLING, MORE_OF_IT, WHAT_HAPPENED
from operation.cases.tracing import DRAWINGS, FIREARMS_YEARS, TRACE, TRACE_AND_DISPOSAL, Traced, TraceState
from operation.kernel import clock
from operation.kernel.errors import Text

FIRST_YEAR = 1700


class FirearmClass(models.TextChoices):
    REVOLVER = "revolver", _("revolver")
    PISTOL = "pistol", _("pistol")
    RIFLE = "rifle", _("rifle")
    CARBINE = "carbine", _("carbine")
    SHOTGUN = "shotgun", _("shotgun")
    SMG = "smg", _("sub-machine gun")
    LMG = "lmg", _("light machine gun")
    LIGHT_WEAPON = "light_weapon", _("light weapon")
    CRAFT = "craft", _("craft-made")
    CONVERTED = "converted", _("converted")
    ANTIQUE = "antique", _("antique")
    REPLICA = "replica", _("replica")


class Marking(models.TextChoices):
    INTACT = "intact", _("intact")
    ALTERED = "altered", _("altered")
    ERASED = "erased", _("erased")
    NONE = "none", _("none")


class IarmsStatus(models.TextChoices):
    """Of INTERPOL's Illicit Arms Records and tracing Management System."""

    LOST = "lost", _("lost")
    STOLEN = "stolen", _("stolen")
    TRAFFICKED = "trafficked", _("trafficked")
    SMUGGLED = "smuggled", _("smuggled")


UNMARKED = frozenset({Marking.ERASED, Marking.NONE})


@tracked
class Firearm(Traced):
    """One firearm. Its serial number is required unless the marking is erased or there is none."""

    firearm_class = models.CharField(_("class"), max_length=14, choices=FirearmClass)
    make = models.CharField(_("make"), max_length=80, blank=True)
    model = models.CharField(_("model"), max_length=80, blank=True)
    calibre = models.CharField(_("calibre"), max_length=40, blank=True)
    marking = models.CharField(_("marking"), max_length=8, choices=Marking, default=Marking.INTACT)
    serial = models.CharField(_("serial number"), max_length=60, blank=True)
    imported_to = CountryField(_("country of import"), blank=True)
    import_year = models.PositiveIntegerField(_("year of import"), null=True, blank=True)
    iarms = models.CharField(_("status in iARMS"), max_length=10, choices=IarmsStatus, blank=True)

    def derive(self) -> None:
        self.serial = self.serial.strip()

    def objections(self) -> dict[str, Text]:
        found: dict[str, Text] = {}
        if not self.serial and self.marking not in UNMARKED:
            found["serial"] = _("Enter the serial number, or say that the marking is erased or that there is none.")
        if self.import_year is not None and not FIRST_YEAR <= self.import_year <= clock.today().year:
            found["import_year"] = _("This is no year in which it can have been imported. Write it as 1994.")
        return found


class FirearmIdentifier(Identifier):
    record = models.ForeignKey(Firearm, models.CASCADE, related_name="identifiers")


class FirearmHandover(Handover):
    record = models.ForeignKey(Firearm, models.CASCADE, related_name="handovers")


class FirearmGrant(RecordGrant):
    content_object = models.ForeignKey(Firearm, models.CASCADE, related_name="grants")


FIREARM = register(
    RecordType(
        model=Firearm,
        code="FIR",
        slug="firearms",
        label=_("Firearm"),
        label_plural=_("Firearms"),
        log_label=_("Log a firearm"),
        states=TRACE,
        state_labels=dict(TraceState.choices),
        sections=(
            Section("", ("firearm_class", "marking", "serial", "calibre", "recovery")),
            WHAT_HAPPENED,
            Section(
                _("Make and origin"),
                ("make", "model", "maker", "made_in", "imported_to", "import_year", "iarms"),
                folded=True,
            ),
            TRACE_AND_DISPOSAL,
            MORE_OF_IT,
            HANDLING,
        ),
        columns=("firearm_class", "make", "serial", "recovery"),
        filters=("status", "firearm_class", "recovery", "marking", "country", "verification", "event_on"),
        custody=FirearmHandover,
        event_label=_("Recovered on"),
        identifiers=FirearmIdentifier,
        identifier_kinds=OF_WEAPONS,
        headings={"serial": _("Serial")},
        drawings=DRAWINGS,
        personal=("serial", "narrative", "place_name", "coordinates"),
        retention_years=FIREARMS_YEARS,
        example={"serial": "SAMPLE-0001"},
        icon="asset",
    )
)
