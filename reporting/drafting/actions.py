"""Writes on reports: begin one, say who writes a section, keep what is typed, save a text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.questions import STALE
from operation.access.principal import Principal
from operation.access.roles import PERMISSIONS
from operation.audit import trail
from operation.cases.names import composed_lines
from operation.kernel.errors import Conflict, Refused, require
from operation.people.models import Country, Organisation, OrganisationKind, User
from operation.people.selectors import agencies
from operation.plan.models import Operation
from reporting.drafting.chapters import CHAPTERS, LONGEST_PERIOD, Chapter, Kind
from reporting.drafting.markup import read_text
from reporting.drafting.models import Report, Section, SectionDraft, SectionVersion
from reporting.drafting.policies import may_assign, may_compose, may_write
from reporting.drafting.selectors import authors_of
from reporting.indicators.cutoffs import cutoff_range

LONGEST = 60_000
"""Letters of one section: some twenty printed pages."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A report that somebody wants to begin."""

    kind: str
    starts_on: date
    ends_on: date
    cutoff: date
    country: Country | None = None


@transaction.atomic
def begin_report(*, principal: Principal, operation: Operation, plan: Plan, synthetic: bool = False) -> Report:
    """A new report with the chapters of its kind, each given to who writes it. Raises NotAllowed; Refused by field."""
    require(may_compose(principal), verb="begin report")
    _check(operation, plan)
    Operation.objects.select_for_update(no_key=True).get(pk=operation.pk)  # one number at a time
    last = Report.objects.filter(operation=operation).aggregate(last=Max("number"))["last"] or 0
    report = Report.objects.create(
        operation=operation,
        number=last + 1,
        kind=plan.kind,
        country=plan.country,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        cutoff=plan.cutoff,
        created_by_id=principal.person,
        is_synthetic=synthetic,
    )
    Section.objects.bulk_create(_sections(report))
    trail.record("report_begun", report, kind=report.kind, cutoff=report.cutoff)
    return report


def _check(operation: Operation, plan: Plan) -> None:
    wrong: dict[str, ValidationError] = {}
    if plan.kind not in Kind.values:
        wrong["kind"] = ValidationError(_("Choose one of the kinds."), "kind")
    if (plan.kind == Kind.COUNTRY) != (plan.country is not None):
        words = _("A country report is one country's: choose it. The other kinds are of all countries: choose none.")
        wrong["country"] = ValidationError(words, "country")
    longest = LONGEST_PERIOD.get(Kind(plan.kind)) if plan.kind in Kind.values else None
    if plan.ends_on < plan.starts_on:
        wrong["ends_on"] = ValidationError(_("The period ends before it begins."), "order")
    elif longest and (plan.ends_on - plan.starts_on).days >= longest:
        words = _("This kind of report covers %(days)s days at most.")
        wrong["ends_on"] = ValidationError(words, "long", {"days": longest})
    first, last = cutoff_range(operation)
    if not max(first, plan.starts_on) <= plan.cutoff <= last:
        words = _("The cut-off «%(value)s» is outside the report and the operation. Choose a day up to %(last)s.")
        wrong["cutoff"] = ValidationError(words, "cutoff", {"value": plan.cutoff, "last": last})
    if wrong:
        raise Refused(wrong)


def _sections(report: Report) -> Iterator[Section]:
    """Those of all are LMLECC's to begin with, those of a country its lead agency's."""
    lmlecc = Organisation.objects.get(kind=OrganisationKind.SECRETARIAT)
    leads = {agency.country_id: agency for agency in agencies() if agency.is_lead}
    place = 0
    for chapter in CHAPTERS[report.kind]:
        countries = list(leads) if chapter.national else [report.country_id]
        for code in countries:
            place += 1
            yield _section(report, chapter, place, code, leads[code] if code else lmlecc)


def _section(report: Report, chapter: Chapter, place: int, code: str | None, by: Organisation) -> Section:
    return Section(
        report=report,
        position=place,
        key=chapter.key,
        country_id=code,
        organisation=by,
        about_victims=chapter.about_victims,
    )


@transaction.atomic
def assign_section(
    *, principal: Principal, section: Section, organisation: Organisation | None = None, author: User | None = None
) -> Section:
    """Say which organisation writes it, or who of the own one does (None: nobody by name). Raises NotAllowed; Refused.

    Another organisation is LMLECC's to choose, for sections that are no country's; it then names its author itself.
    """
    require(may_assign(principal, section, section.report), verb=f"assign section {section.pk}")
    current, report = _locked(section)
    require(may_assign(principal, current, report), verb=f"assign section of {report.reference}")
    given = organisation or current.organisation
    if given.pk != current.organisation_id and (current.country_id or not principal.holds("report.compose")):
        raise Refused({"organisation": _("A national section is written by its country.")})
    if author and author not in authors_of(given.pk, list(PERMISSIONS["report.write"])):
        raise Refused({"author": _("Choose somebody of the organisation that writes it.")})
    current.organisation, current.author = given, author
    current.save(update_fields=["organisation", "author"])
    trail.record("section_assigned", report, section=str(current.pk), organisation=given.code)
    return current


@transaction.atomic
def keep_draft(*, principal: Principal, section: Section, text: str, base: int) -> SectionDraft:
    """Keep what is typed, as it is, for its writer alone; checked only for its length. Raises NotAllowed; Refused."""
    require(may_write(principal, section, section.report), verb=f"draft section {section.pk}")
    _check_length(text)
    kept, begun = SectionDraft.objects.update_or_create(
        section=section,
        owner_id=principal.person,
        defaults={"text": text, "base": base, "kept_at": timezone.now()},
    )
    if begun:
        trail.record("began draft", section.report, section=str(section.pk))
    return kept


@transaction.atomic
def discard_draft(*, principal: Principal, section: Section) -> None:
    """Let go what one typed and did not save."""
    gone, _rows = SectionDraft.objects.visible_to(principal).filter(section=section).delete()
    if gone:
        trail.record("discarded draft", section.report, section=str(section.pk))


@transaction.atomic
def save_section(
    *, principal: Principal, section: Section, text: str, language: str, for_observers: bool, base: int
) -> SectionVersion:
    """A new text of the section, over the version `base` that its writer began from.

    Raises NotAllowed; Refused for a figure that there is not, or a recommendation without owner; Conflict with both
    texts when somebody saved another one meanwhile: nothing is overwritten.
    """
    require(may_write(principal, section, section.report), verb=f"write section {section.pk}")
    current, report = _locked(section)
    require(may_write(principal, current, report), verb=f"write section of {report.reference}")
    written = composed_lines(text)
    _check_text(current, written, language)
    if for_observers and current.about_victims:
        raise Refused({"for_observers": _("What is written about victims is never for observers.")})
    if current.version != base:
        raise Conflict(STALE, both={"version": current.version})
    current.version, current.language, current.for_observers = base + 1, language, for_observers
    current.save(update_fields=["version", "language", "for_observers"])
    made = SectionVersion.objects.create(
        section=current, number=current.version, text=written, language=language, written_by_id=principal.person
    )
    SectionDraft.objects.filter(section=current, owner_id=principal.person).delete()
    trail.record("section_saved", report, section=str(current.pk), number=made.number, for_observers=for_observers)
    return made


def _check_text(section: Section, text: str, language: str) -> None:
    if language not in dict(settings.LANGUAGES):
        raise Refused({"language": _("Choose one of the languages.")})
    _check_length(text)
    codes = Country.objects.values_list("code", flat=True)
    try:
        read_text(text, countries=codes, advises=section.chapter.advises)
    except ValidationError as wrong:
        raise Refused({"text": wrong}) from wrong


def _check_length(text: str) -> None:
    if len(text) > LONGEST:
        words = _("This section has %(count)s letters, %(most)s are the most. Shorten it.")
        raise Refused({"text": ValidationError(words, "long", {"count": len(text), "most": LONGEST})})


def _locked(section: Section) -> tuple[Section, Report]:
    """The section, for this transaction alone; its report as it stands now. Raises Conflict when it is gone."""
    rows = Section.objects.select_for_update(of=("self",), no_key=True).select_related("report__operation")
    current: Section | None = rows.filter(pk=section.pk).first()
    if current is None:
        raise Conflict(STALE)
    return current, current.report
