"""What the worker does with an edition that was asked for: built once, or failed with its reason."""

from types import SimpleNamespace
from typing import Any

import pytest

from operation.access.context import acting_as, as_system
from operation.audit.capture import VERBS as CAPTURED
from operation.audit.models import AuditEntry
from operation.cases.sharing import recall_records
from operation.jobs import engine
from operation.jobs.lease import Renewal
from operation.jobs.models import ENGINE, Job
from operation.kernel import clock
from operation.kernel.errors import NotAllowed
from operation.people.models import Appointment, User
from operation.people.selectors import principal_of
from operation.press.fonts import MissingFont
from reporting.evaluation import actions, work
from reporting.evaluation.content import Evaluation
from reporting.evaluation.models import Edition, EditionFile
from reporting.evaluation.render import Rendered
from reporting.evaluation.selectors import read_file
from tests.factories.editions import PDF, arrests, asked_for, release_to_all, results
from tests.factories.records import log
from tests.factories.returns import verified

STEPS = ("typeset", "layout", "write")


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """No renewal in the background: it sees only what is committed."""
    monkeypatch.setattr(Renewal, "start", lambda _self: None)
    monkeypatch.setattr(Renewal, "stop", lambda _self: None)


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Stands for the printing: notes what it was given and what the job said meanwhile."""
    seen = SimpleNamespace(contents=[], progress=[], fails=None)

    def render(content: Evaluation, *, on_step: Any, on_pulse: Any) -> Rendered:
        seen.contents.append(content)
        for step in STEPS:
            on_step(step)
            on_pulse()
            with as_system(ENGINE):
                seen.progress.append(Job.objects.values_list("step", "done").latest("queued_at"))
        if seen.fails:
            raise seen.fails
        return Rendered(pdf=PDF, pages=18, seconds=4.256, peak_memory_mb=200.0, sha256="cd" * 32)

    monkeypatch.setattr(work, "render_pdf", render)
    return seen


def run(edition: Edition) -> Edition:
    assert edition.job_id
    engine.run(edition.job_id)
    with as_system(ENGINE):
        return Edition.objects.select_related("job", "operation").get(pk=edition.pk)


def test_an_edition_is_built_with_its_file(cast: SimpleNamespace, press: SimpleNamespace) -> None:
    results(cast)
    edition = run(asked_for(cast.director))
    assert (edition.state, edition.pages, str(edition.seconds), edition.sha256) == ("built", 18, "4.26", "cd" * 32)
    assert bytes(EditionFile.objects.get().content) == PDF
    assert edition.job
    assert edition.job.state == "done"
    told = AuditEntry.objects.filter(target_id=edition.pk).exclude(verb__in=CAPTURED).order_by("at")
    assert list(told.values_list("verb", flat=True)) == ["report_requested", "collected", "report_built"]


def test_progress_goes_forward(cast: SimpleNamespace, press: SimpleNamespace) -> None:
    run(asked_for(cast.director))
    steps, percents = zip(*press.progress, strict=True)
    assert steps == STEPS
    assert list(percents) == sorted(percents)
    assert set(STEPS) <= set(work.STEPS) == set(work.BEGINS_AT)


def test_the_order_is_what_is_collected(cast: SimpleNamespace, press: SimpleNamespace) -> None:
    edition = run(asked_for(cast.director, "observer", language="th"))
    content = press.contents[0]
    assert (content.edition, content.language, content.number) == ("observer", "th", edition.number)
    assert content.cutoff.date() == edition.cutoff


def test_what_cannot_be_printed_says_why_and_can_be_built_again(cast: SimpleNamespace, press: SimpleNamespace) -> None:
    press.fails = MissingFont(("Noto Serif Khmer",), ("fonts-noto-core",))
    edition = run(asked_for(cast.director))
    assert edition.state == "failed"
    assert "Noto Serif Khmer" in edition.reason
    assert not EditionFile.objects.exists()
    press.fails = None
    director = principal_of(cast.director)
    with acting_as(director, channel="test"):
        ordered = actions.build_again(principal=director, edition=edition)
    again = run(ordered)
    assert (again.state, again.reason, again.number) == ("built", "", edition.number)


def test_rights_are_asked_again_when_it_is_built(cast: SimpleNamespace, press: SimpleNamespace) -> None:
    edition = asked_for(cast.director)
    Appointment.objects.filter(user=cast.director).delete()
    edition = run(edition)
    assert edition.state == "failed"
    assert "LMLECC builds reports" in edition.reason
    assert press.contents == []


def test_a_locked_account_builds_nothing(cast: SimpleNamespace, press: SimpleNamespace) -> None:
    edition = asked_for(cast.director)
    cast.director.is_active = False
    cast.director.save()
    assert run(edition).state == "failed"


def test_an_edition_that_was_stopped_and_begun_anew_takes_no_result_of_the_old_job(
    cast: SimpleNamespace, press: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = asked_for(cast.director)
    director = principal_of(cast.director)

    def replaced(*_args: Any, **_options: Any) -> Rendered:
        with acting_as(director, channel="test"):
            job = Job.objects.get(edition=edition)
            engine.stop(principal=director, job=job)
            actions.build_again(principal=director, edition=edition)
        return Rendered(pdf=b"%PDF-old", pages=1, seconds=1.0, peak_memory_mb=1.0, sha256="00" * 32)

    monkeypatch.setattr(work, "render_pdf", replaced)
    found = run(edition)
    assert found.state == "building"
    assert not EditionFile.objects.exists()


def test_a_later_edition_lists_what_changed_since_the_released_one(
    cast: SimpleNamespace, press: SimpleNamespace
) -> None:
    results(cast)
    director, desk = principal_of(cast.director), principal_of(cast.desk_supervision)
    first = run(asked_for(cast.director))
    assert first.printed["P02"] == {"KH": "60", "MM": "25", "TH": "140", "VN": "60"}
    with acting_as(director, channel="test"):
        actions.propose_release(principal=director, edition=first)
    with acting_as(desk, channel="test"):
        actions.confirm_release(principal=desk, edition=first)
    arrests(cast.officer_vn, 3, on="2024-10-02")
    verified(cast.supervisor_vn, cast.desk_supervision, "2024-10-02", {"P02": 4})
    run(asked_for(cast.director, cutoff=clock.today()))
    changed = press.contents[-1].restatements
    assert {(one.indicator, one.country, one.before, one.after) for one in changed} == {
        ("P02", "VN", 60, 67),
        ("P06", "VN", 0, 3),
    }
    assert changed[0].edition == "member edition 1"
    assert press.contents[0].restatements == ()


def test_who_may_no_longer_read_a_name_gets_no_file(cast: SimpleNamespace, press: SimpleNamespace) -> None:
    """A recall from one country closes the file for it alone; the edition stays as it was printed."""
    coordinator = principal_of(cast.coordinator_th)
    with acting_as(coordinator, channel="test"):
        target = log("suspects", coordinator, tier="main")
    release_to_all([target], cast.coordinator_th)
    edition = released_by_two(cast, run(asked_for(cast.director, cutoff=clock.today())))
    assert edition.named == [target.reference]
    assert reads_file(cast.officer_vn, edition)
    with acting_as(coordinator, channel="test"):
        vietnam = [cast.officer_vn.organisation]
        recall_records(principal=coordinator, records=[target], from_=vietnam, reason="wrong person")
    assert not reads_file(cast.officer_vn, edition)
    assert reads_file(cast.officer_kh, edition)
    assert reads_file(cast.officer_th, edition)
    assert not reads_file(cast.dpo, edition)


def released_by_two(cast: SimpleNamespace, edition: Edition) -> Edition:
    director, desk = principal_of(cast.director), principal_of(cast.desk_supervision)
    with acting_as(director, channel="test"):
        actions.propose_release(principal=director, edition=edition)
    with acting_as(desk, channel="test"):
        return actions.confirm_release(principal=desk, edition=edition)


def reads_file(user: User, edition: Edition) -> bool:
    principal = principal_of(user)
    try:
        with acting_as(principal, channel="test"):
            return bool(read_file(principal, edition.pk)[1])
    except NotAllowed:
        return False
