"""Results of an operation in little, and editions made of them: through the actions, as the people of the cast."""

import hashlib
from collections.abc import Sequence
from datetime import date
from functools import cache
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pydyf

from operation.access.context import acting_as
from operation.cases.base import CaseRecord
from operation.cases.sharing import release_records
from operation.jobs.models import Job
from operation.kernel import clock
from operation.people.models import Organisation, User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from reporting.evaluation import actions
from reporting.evaluation.models import Audience, Edition, EditionFile, EditionState
from reporting.evaluation.orders import Order
from reporting.evaluation.succession import earlier_edition
from tests.factories.records import log_many, step
from tests.factories.returns import noon, submitted, verified

CUTOFF = date(2025, 1, 10)


@cache
def a_pdf(words: str = "not a real one") -> bytes:
    """The smallest PDF that can be signed: one empty page, and words that stand in it as they are."""
    pdf = pydyf.PDF()
    pdf.add_page(
        pydyf.Dictionary({"Type": "/Page", "Parent": pdf.pages.reference, "MediaBox": pydyf.Array([0, 0, 9, 9])})
    )
    pdf.info["Title"] = pydyf.String(words)
    written = BytesIO()
    pdf.write(written, identifier=hashlib.sha256(words.encode()).hexdigest()[:32].encode())
    return written.getvalue()


PDF = a_pdf()


def order(audience: str = "member", language: str = "en", cutoff: date = CUTOFF) -> Order:
    return Order(Audience(audience), language, cutoff)


def arrests(by: User, count: int, on: str = "2024-09-10", **values: Any) -> list[CaseRecord]:
    """Suspects logged and arrested on a day."""
    with acting_as(principal_of(by), channel="test"):
        suspects = log_many("suspects", by, count, event_date=on, **values)
        return [step(suspect, "arrest", by, date.fromisoformat(on)) for suspect in suspects]


def results(cast: SimpleNamespace) -> None:
    """Arrests in three countries, returns verified, submitted and missing; some cells are under 10."""
    with clock.at(noon("2024-09-18")):
        arrests(cast.officer_th, 4)
        arrests(cast.officer_kh, 2)
        verified(cast.supervisor_th, cast.desk_supervision, "2024-09-10", {"P02": 96, "V01": 31, "A01": "125000.50"})
        verified(cast.supervisor_kh, cast.desk_supervision, "2024-09-10", {"P02": 3, "V01": 60, "A01": "4000"})
        verified(cast.supervisor_vn, cast.desk_supervision, "2024-09-10", {"P02": 60, "V01": None, "A01": 900})
        submitted(cast.supervisor_mm, "2024-09-10", {"P02": 25, "V01": 2})
    with clock.at(noon("2024-09-25")):
        verified(cast.supervisor_th, cast.desk_supervision, "2024-09-17", {"P02": 40, "V01": 12, "A01": 700})
        verified(cast.supervisor_kh, cast.desk_supervision, "2024-09-17", {"P02": 55, "V01": 4, "A01": 1})


def release_to_all(records: Sequence[CaseRecord], by: User) -> None:
    """Every other agency and LMLECC may read them, as their coordinator decides."""
    principal = principal_of(by)
    others = Organisation.objects.exclude(kind="partner").exclude(pk=principal.own_organisation)
    with acting_as(principal, channel="test"):
        release_records(principal=principal, records=records, to=list(others), purpose="evaluation")


def asked_for(by: User, audience: str = "member", **given: Any) -> Edition:
    """An edition that somebody asked for; its job waits."""
    operation = Operation.objects.get(code="seagull")
    principal = principal_of(by)
    with acting_as(principal, channel="test"):
        return actions.request_edition(principal=principal, operation=operation, order=order(audience, **given))


def built(by: User, audience: str = "member", content: bytes = PDF, **given: Any) -> Edition:
    """The same, built: with a file that is no real PDF."""
    return finished(by, asked_for(by, audience, **given), content)


def finished(by: User, edition: Edition, content: bytes = PDF) -> Edition:
    """An edition that was asked for, as its job would leave it."""
    with acting_as(principal_of(by), channel="test"):
        Job.objects.filter(edition=edition).update(state=Job.State.DONE)
        earlier = earlier_edition(edition.operation, order(edition.audience, edition.language), edition.report)
        Edition.objects.filter(pk=edition.pk).update(
            state=EditionState.BUILT,
            pages=18,
            seconds="4.20",
            sha256=hashlib.sha256(content).hexdigest(),
            digest=hashlib.sha256(str(edition.pk).encode()).hexdigest(),
            follows=earlier.reference if earlier else "",
        )
        EditionFile.objects.create(edition=edition, content=content)
        edition.refresh_from_db()
    return edition


def proposed(cast: SimpleNamespace, audience: str = "member", **given: Any) -> Edition:
    edition = built(cast.director, audience, **given)
    principal = principal_of(cast.director)
    with acting_as(principal, channel="test"):
        return actions.propose_release(principal=principal, edition=edition)


def released(cast: SimpleNamespace, audience: str = "member", **given: Any) -> Edition:
    edition = proposed(cast, audience, **given)
    principal = principal_of(cast.desk_supervision)
    with acting_as(principal, channel="test"):
        return actions.confirm_release(principal=principal, edition=edition)
