"""Reports that people write: who writes which section, in which language, and every text that a section ever had."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from operation.access.principal import Principal
from operation.kernel.errors import Text
from operation.kernel.models import UUIDModel
from operation.people.models import Country, Organisation, User
from operation.plan.models import Operation
from operation.templatetags.look import country_name
from reporting.drafting.chapters import CHOICES, Chapter, Kind, chapter_named


class ReportState(models.TextChoices):
    DRAFTING = "drafting", gettext_lazy("being written")
    CIRCULATED = "circulated", gettext_lazy("circulated")
    PROPOSED = "proposed", gettext_lazy("release proposed")
    RELEASED = "released", pgettext_lazy("to readers", "released")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn")


OPEN = (ReportState.DRAFTING, ReportState.CIRCULATED)
"""States in which sections may be written; what is circulated keeps its frozen text until it is circulated again."""
CONSULTED = (ReportState.CIRCULATED, ReportState.PROPOSED, ReportState.RELEASED)
"""States in which the countries read the whole."""


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, principal: Principal) -> Self:
        """LMLECC all; a member what is circulated to it, what is released, and what it writes a section of.

        Partners none: they read released observer editions (domain.md §10).
        """
        if principal.is_secretariat and principal.holds("report.compose"):
            return self
        if not principal.is_member or not principal.holds("report.write"):
            return self.none()
        own = Q(pk__in=Section.objects.visible_to(principal).values("report"))
        seen = Q(state=ReportState.RELEASED) | (own & ~Q(state=ReportState.WITHDRAWN))
        if principal.holds("report.read_circulated") or principal.holds("report.read_victims"):
            seen |= Q(state__in=CONSULTED)
        return self.filter(seen)


class Report(UUIDModel):
    """One report over a period, with what is known by the end of `cutoff` (Kunming). `round` counts how often it was
    circulated; `country` is that of a country report."""

    operation = models.ForeignKey(Operation, models.PROTECT, related_name="+", editable=False)
    number = models.PositiveIntegerField(editable=False)
    kind = models.CharField(gettext_lazy("kind"), max_length=8, choices=Kind)
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=gettext_lazy("country")
    )
    starts_on = models.DateField(gettext_lazy("first day"))
    ends_on = models.DateField(gettext_lazy("last day"))
    cutoff = models.DateField(gettext_lazy("data cut-off"))
    state = models.CharField(
        gettext_lazy("state"), max_length=10, choices=ReportState, default=ReportState.DRAFTING, editable=False
    )
    round = models.PositiveSmallIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    proposed_at = models.DateTimeField(null=True, editable=False)
    released_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    released_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    is_synthetic = models.BooleanField(default=False, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["operation", "number"], name="report_number_once"),
            models.CheckConstraint(condition=Q(starts_on__lte=models.F("ends_on")), name="report_has_days"),
            models.CheckConstraint(
                condition=Q(kind=Kind.COUNTRY, country__isnull=False) | (~Q(kind=Kind.COUNTRY) & Q(country=None)),
                name="report_of_country",
            ),
        ]

    def __str__(self) -> str:
        words = str(Kind(self.kind).label).capitalize()
        if self.country_id:
            words = _("%(kind)s: %(country)s") % {"kind": words, "country": country_name(self.country_id)}
        return words

    @property
    def reference(self) -> str:
        """E.g. SG24-REP-3. Reports are few and known to all who take part: a running number reveals nothing."""
        return f"{self.operation.prefix}-REP-{self.number}"


def own_sections(principal: Principal) -> Q:
    """Sections of the own country, and those that the own agency writes; by role, or as their author."""
    own = Q(country_id=principal.country) | Q(organisation_id=principal.organisation_id)
    if principal.holds("report.read_circulated"):
        return own
    mine = Q(author_id=principal.user_id)
    return own & (mine | Q(about_victims=True)) if principal.holds("report.read_victims") else own & mine


class SectionQuerySet(models.QuerySet["Section"]):
    def visible_to(self, principal: Principal) -> Self:
        """As it is being written: LMLECC all, a country its own. What is circulated stands in the round's own rows."""
        if principal.is_secretariat and principal.holds("report.compose"):
            return self
        if not principal.is_member or not principal.holds("report.write"):
            return self.none()
        return self.filter(own_sections(principal))


class Section(UUIDModel):
    """One section. `key` is its chapter's, `country` that of a national one, `organisation` writes it, `author` is who
    of it does, if somebody is named. `version` is the number of its newest text, 0 before there is one.

    `for_observers`: its author lets observers read it. One about victims is never for them, whatever its author says.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=20, choices=CHOICES)
    country = models.ForeignKey(Country, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=gettext_lazy("written by")
    )
    author = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=gettext_lazy("author")
    )
    language = models.CharField(gettext_lazy("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    about_victims = models.BooleanField(gettext_lazy("about victims"), default=False)
    for_observers = models.BooleanField(gettext_lazy("also for observers"), default=False)
    version = models.PositiveIntegerField(default=0)

    objects = SectionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position"]
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "position"], name="section_place_once"),
            models.CheckConstraint(
                condition=~Q(about_victims=True, for_observers=True), name="section_victims_not_for_observers"
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def chapter(self) -> Chapter:
        return chapter_named(self.key)

    @property
    def title(self) -> Text:
        return titled(self.key, self.country_id)


def titled(key: str, country: str | None) -> Text:
    """The heading of a section: its chapter's, for a national one its country."""
    chapter = chapter_named(key)
    return str(country_name(country)) if country and chapter.national else chapter.title


class WithSectionQuerySet(models.QuerySet["SectionVersion"]):
    def visible_to(self, principal: Principal) -> Self:
        """With its section."""
        return self.filter(section__in=Section.objects.visible_to(principal))


class SectionVersion(UUIDModel):
    """One text of a section, with who wrote it and when. Never changed, never removed."""

    section: Any = models.ForeignKey(Section, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    language = models.CharField(max_length=10)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = WithSectionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-number"]
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["section", "number"], name="section_version_once")]

    def __str__(self) -> str:
        return f"{self.section_id} {self.number}"


class SectionDraftQuerySet(models.QuerySet["SectionDraft"]):
    def visible_to(self, principal: Principal) -> Self:
        """One's own, as long as one may read the section."""
        return self.filter(owner_id=principal.user_id, section__in=Section.objects.visible_to(principal))


class SectionDraft(UUIDModel):
    """What one person has typed and not saved: kept as he types, read by nobody else. `base` is the version that he
    began from; `kept_at` is real time."""

    section: Any = models.ForeignKey(Section, models.CASCADE, related_name="+")
    owner = models.ForeignKey(User, models.CASCADE, related_name="+")
    text = models.TextField(blank=True)
    base = models.PositiveIntegerField()
    kept_at = models.DateTimeField()

    objects = SectionDraftQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["section", "owner"], name="section_draft_once")]

    def __str__(self) -> str:
        return f"{self.section_id} {self.kept_at:%Y-%m-%d}"
