"""Reports that people write and agree on: through the actions, as the people of the cast, at each of their states."""

from collections.abc import Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any

from operation.access.context import acting_as
from operation.people.models import Country, User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from reporting.consultation import actions as consulting
from reporting.consultation.models import Approval, Comment, Round
from reporting.drafting import actions
from reporting.drafting.models import Report, Section, SectionDraft, SectionVersion

PERIOD = (date(2024, 8, 7), date(2024, 12, 31))
CUTOFF = date(2025, 1, 10)
AGENCIES = ("kh", "cn", "la", "la2", "mm", "th", "vn")
"""One coordinator each: Laos signs with both of its agencies."""


def begun(by: User, kind: str = "final", country: str = "", **given: Any) -> Report:
    principal = principal_of(by)
    plan: dict[str, Any] = {"kind": kind, "starts_on": PERIOD[0], "ends_on": PERIOD[1], "cutoff": CUTOFF}
    plan |= {"country": Country.objects.get(code=country) if country else None} | given
    with acting_as(principal, channel="test"):
        operation = Operation.objects.get(code="seagull")
        return actions.begin_report(principal=principal, operation=operation, plan=actions.Plan(**plan))


def section(by: User, report: Report, key: str, country: str = "") -> Section:
    """A section as somebody sees it."""
    principal = principal_of(by)
    with acting_as(principal, channel="test"):
        seen = Section.objects.visible_to(principal).filter(report=report, key=key)
        return seen.select_related("report", "organisation").get(country=country or None)


def saved(
    by: User, report: Report, key: str, text: str, country: str = "", *, base: int | None = None, **given: Any
) -> SectionVersion:
    """A text of a section, over the newest one unless `base` says another."""
    principal, found = principal_of(by), section(by, report, key, country)
    over = found.version if base is None else base
    draft: dict[str, Any] = {"language": found.language, "for_observers": found.for_observers} | given
    with acting_as(principal, channel="test"):
        return actions.save_section(principal=principal, section=found, text=text, base=over, **draft)


def written(cast: SimpleNamespace, **given: Any) -> Report:
    """A final evaluation with a common section, one about victims, and Thailand's own."""
    report = begun(cast.desk_communication, **given)
    saved(cast.desk_communication, report, "relevance", "It was relevant.")
    saved(cast.desk_communication, report, "victims", "Persons were screened.")
    saved(cast.supervisor_th, report, "national", "ไทย", "TH")
    return report


def circulated(cast: SimpleNamespace, report: Report | None = None, *, days: int = 10, words: str = "") -> Report:
    """With the countries; a report that is given is circulated again."""
    found: Report = round_of(cast, report or written(cast), days=days, words=words).report
    return found


def round_of(cast: SimpleNamespace, report: Report, *, days: int = 10, words: str = "") -> Round:
    principal = principal_of(cast.desk_communication)
    with acting_as(principal, channel="test"):
        report.refresh_from_db()
        found = consulting.circulate(principal=principal, report=report, days=days, version=report.version, words=words)
        found.report.refresh_from_db()
        return found


def approved(by: User, report: Report, answer: str = "approved", note: str = "") -> Approval:
    principal = principal_of(by)
    with acting_as(principal, channel="test"):
        return consulting.approve(principal=principal, report=report, answer=answer, note=note, seen=report.round)


def all_approved(
    cast: SimpleNamespace, report: Report, *, noting: Sequence[str] = (), without: Sequence[str] = ()
) -> None:
    """Every agency's coordinator; those of `noting` with a note."""
    for code in AGENCIES:
        if code not in without:
            noted = code in noting
            answer, note = ("noted", f"A note of {code}") if noted else ("approved", "")
            approved(getattr(cast, f"coordinator_{code}"), report, answer, note)


def kept(by: User, report: Report, key: str, text: str, country: str = "", *, base: int | None = None) -> SectionDraft:
    """What somebody types and does not save."""
    principal, found = principal_of(by), section(by, report, key, country)
    with acting_as(principal, channel="test"):
        over = found.version if base is None else base
        return actions.keep_draft(principal=principal, section=found, text=text, base=over)


def commented(by: User, report: Report, position: int = 3, text: str = "Say more of banks.") -> Comment:
    principal = principal_of(by)
    with acting_as(principal, channel="test"):
        return consulting.comment(principal=principal, report=report, position=position, text=text)


def stepped(by: User, report: Report, name: str, reason: str = "") -> Report:
    principal = principal_of(by)
    with acting_as(principal, channel="test"):
        report.refresh_from_db()
        return consulting.take_step(
            principal=principal, report=report, name=name, version=report.version, reason=reason
        )


def released(cast: SimpleNamespace) -> Report:
    """Approved by all, proposed by the director, confirmed by the supervision desk."""
    report = circulated(cast)
    all_approved(cast, report, noting=["vn"])
    return stepped(cast.desk_supervision, stepped(cast.director, report, "propose"), "confirm")


def saved_as(by: User, found: Section, text: str) -> SectionVersion:
    """A text of a section that somebody may not even see."""
    principal = principal_of(by)
    with acting_as(principal, channel="test"):
        return actions.save_section(
            principal=principal, section=found, text=text, language="en", for_observers=False, base=found.version
        )


def given(by: User, report: Report, key: str, country: str = "", **to: Any) -> Section:
    """Who writes a section, said by somebody."""
    principal, found = principal_of(by), section(by, report, key, country)
    with acting_as(principal, channel="test"):
        return actions.assign_section(principal=principal, section=found, **to)
