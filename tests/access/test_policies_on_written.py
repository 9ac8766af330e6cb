"""Every clause of the policies of reports that people write and agree on, without a database."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest

from operation.access.principal import Principal
from operation.access.roles import Role
from operation.kernel.errors import Denied
from reporting.consultation import policies as consultation
from reporting.drafting import policies as drafting
from reporting.drafting.models import ReportState

OWN, OTHER = uuid4(), uuid4()


def who(*roles: Role, organisation: UUID = OWN, kind: str = "agency") -> Principal:
    return Principal(uuid4(), organisation_id=organisation, kind=kind, country="TH", roles=frozenset(roles))


OFFICER, SUPERVISOR, COORDINATOR = who(Role.OFFICER), who(Role.SUPERVISOR), who(Role.COORDINATOR)
DIRECTOR = who(Role.DIRECTOR, kind="secretariat")
COMMUNICATION = who(Role.DESK_COMMUNICATION, kind="secretariat")
SUPERVISION = who(Role.DESK_SUPERVISION, kind="secretariat")
OBSERVER = who(Role.OBSERVER, kind="partner")


def reason(verdict: Any) -> str:
    assert isinstance(verdict, Denied), verdict
    return str(verdict.reason)


def report(state: str = ReportState.DRAFTING, proposed_by: UUID | None = None) -> Any:
    return SimpleNamespace(state=state, proposed_by_id=proposed_by)


def section(organisation: UUID = OWN, author: UUID | None = None, country: str | None = None) -> Any:
    return SimpleNamespace(organisation_id=organisation, author_id=author, country_id=country)


def test_lmlecc_begins_reports() -> None:
    assert drafting.may_compose(SUPERVISION) is True
    assert "LMLECC" in reason(drafting.may_compose(COORDINATOR))


def test_a_section_is_written_by_its_organisation() -> None:
    assert drafting.may_write(SUPERVISOR, section(), report()) is True
    assert drafting.may_write(SUPERVISOR, section(OTHER), report()) is drafting.OTHERS_WRITE
    assert "LMLECC" in reason(drafting.may_write(OBSERVER, section(author=OBSERVER.user_id), report()))


def test_without_an_author_any_desk_writes_and_no_officer() -> None:
    assert drafting.may_write(SUPERVISION, section(), report()) is True
    assert drafting.may_write(OFFICER, section(), report()) is drafting.NAMED_AUTHOR


def test_a_named_author_writes_and_who_answers_for_him() -> None:
    assert drafting.may_write(OFFICER, section(author=OFFICER.user_id), report()) is True
    assert drafting.may_write(SUPERVISOR, section(author=OFFICER.user_id), report()) is True
    assert drafting.may_write(COMMUNICATION, section(author=SUPERVISION.user_id), report()) is True
    other = who(Role.DESK_INFORMATION, kind="secretariat")
    assert drafting.may_write(other, section(author=SUPERVISION.user_id), report()) is drafting.NAMED_AUTHOR


@pytest.mark.parametrize("state", ReportState)
def test_nothing_is_written_once_its_release_is_proposed(state: str) -> None:
    verdict = drafting.may_write(SUPERVISOR, section(), report(state))
    is_open = state in (ReportState.DRAFTING, ReportState.CIRCULATED)
    assert verdict is (True if is_open else drafting.NOT_OPEN)
    assert drafting.may_assign(SUPERVISOR, section(), report(state)) is (True if is_open else drafting.NOT_OPEN)
    assert drafting.may_assign(DIRECTOR, section(OTHER), report(state)) is (True if is_open else drafting.NOT_OPEN)


def test_authors_are_named_by_their_own_organisation() -> None:
    assert drafting.may_assign(COORDINATOR, section(country="TH"), report()) is True
    assert drafting.may_assign(COORDINATOR, section(OTHER, country="KH"), report()) is drafting.OTHERS_WRITE
    assert drafting.may_assign(DIRECTOR, section(OTHER, country="TH"), report()) is drafting.OTHERS_WRITE
    assert reason(drafting.may_assign(SUPERVISION, section(OTHER, country="TH"), report()))
    assert reason(drafting.may_assign(OFFICER, section(), report()))
    assert drafting.may_assign(COORDINATOR, section(OTHER), report()) is drafting.OTHERS_WRITE


def test_the_communication_desk_and_the_director_circulate() -> None:
    assert consultation.may_step(COMMUNICATION, report(), "circulate") is True
    assert reason(consultation.may_step(SUPERVISION, report(), "circulate"))
    assert reason(consultation.may_step(COORDINATOR, report(), "circulate"))


def test_a_second_person_decides() -> None:
    mine = report(ReportState.PROPOSED, SUPERVISION.user_id)
    for step in ("confirm", "decline"):
        assert consultation.may_step(SUPERVISION, mine, step) is consultation.SECOND_PERSON
        assert consultation.may_step(COMMUNICATION, mine, step) is True
        assert reason(consultation.may_step(DIRECTOR, mine, step))
    assert consultation.may_step(DIRECTOR, report(), "propose") is True
    assert consultation.may_step(DIRECTOR, report(ReportState.RELEASED, DIRECTOR.user_id), "withdraw") is True
    with pytest.raises(LookupError):
        consultation.may_step(DIRECTOR, report(), "burn")


@pytest.mark.parametrize("state", ReportState)
def test_comments_and_answers_belong_to_what_is_circulated(state: str) -> None:
    expected = True if state == ReportState.CIRCULATED else consultation.NOT_CIRCULATED
    assert consultation.may_comment(COORDINATOR, report(state)) is expected
    assert consultation.may_comment(SUPERVISION, report(state)) is expected
    assert consultation.may_approve(COORDINATOR, report(state), []) is expected
    assert reason(consultation.may_comment(SUPERVISOR, report(state)))
    assert reason(consultation.may_approve(SUPERVISOR, report(state), []))
    assert reason(consultation.may_approve(DIRECTOR, report(state), []))


def test_nobody_approves_his_own_words() -> None:
    circulated = report(ReportState.CIRCULATED)
    mine, others = SimpleNamespace(written_by_id=COORDINATOR.user_id), SimpleNamespace(written_by_id=uuid4())
    assert consultation.may_approve(COORDINATOR, circulated, [others, mine]) is consultation.OWN_WORDS  # type: ignore[list-item]
    assert consultation.may_approve(COORDINATOR, circulated, [others]) is True  # type: ignore[list-item]
