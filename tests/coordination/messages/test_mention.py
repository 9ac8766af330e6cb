"""Who can be mentioned, and what that tells him."""

from types import SimpleNamespace
from uuid import UUID

import pytest

from coordination.alerts.models import SYSTEM, Alert
from coordination.messages.selectors import mentionable
from coordination.messages.talkable import by_kind
from operation.access.context import as_system
from operation.cases.base import CaseRecord
from operation.cases.registry import type_of
from operation.cases.selectors import reach_record
from operation.kernel.errors import Refused
from operation.people.models import Organisation, User
from operation.people.selectors import principal_of
from tests.coordination.conftest import As
from tests.coordination.messages.conftest import release
from tests.factories.messages import audience_of, say
from tests.factories.records import log


def names(as_: As, record: CaseRecord, by: User, to: Organisation | None = None) -> set[str]:
    principal, talkable = principal_of(by), by_kind(type_of(record).code)
    assert talkable is not None
    with as_(by):
        thing = reach_record(principal, type_of(record), record.pk)
        audience = audience_of(thing, principal, to)
        return {one.username for one in mentionable(principal, talkable, thing, audience)}


def alerted() -> list[tuple[UUID, str]]:
    with as_system(SYSTEM):
        return list(Alert.objects.filter(kind="mention").values_list("user_id", "url"))


def test_colleagues_and_the_other_sides_coordinators(cast: SimpleNamespace, as_: As, suspect: CaseRecord) -> None:
    assert names(as_, suspect, cast.officer_th) == {"coordinator.th", "protection.th", "supervisor.th"}
    to_kh = names(as_, suspect, cast.coordinator_th, cast.coordinator_kh.organisation)
    assert to_kh == {"officer.th", "protection.th", "supervisor.th", "coordinator.kh"}


def test_whoever_wrote_can_be_answered_by_name(cast: SimpleNamespace, as_: As, suspect: CaseRecord) -> None:
    with as_(cast.supervisor_kh):
        say(suspect, cast.supervisor_kh, cast.coordinator_th.organisation)
    with as_(cast.coordinator_th):
        kh = cast.coordinator_kh.organisation
        assert say(suspect, cast.coordinator_th, kh, mentions=[cast.supervisor_kh.pk]).mentions


def test_up_to_the_mark_of_the_record(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.coordinator_th):
        strict = log("suspects", cast.coordinator_th, tlp="amber_strict")
        red = log("suspects", cast.coordinator_th, tlp="red")
    assert names(as_, strict, cast.coordinator_th) == {"protection.th", "supervisor.th"}
    assert names(as_, red, cast.coordinator_th) == set()


@pytest.mark.parametrize("other", ["coordinator_vn", "officer_kh", "observer_unodc", "stranger", "dpo"])
def test_nobody_else_is_mentioned(cast: SimpleNamespace, as_: As, suspect: CaseRecord, other: str) -> None:
    with as_(cast.coordinator_th), pytest.raises(Refused, match="nobody else"):
        say(suspect, cast.coordinator_th, cast.coordinator_kh.organisation, mentions=[getattr(cast, other).pk])
    assert alerted() == []


def test_he_is_told_once_and_no_other(cast: SimpleNamespace, as_: As, suspect: CaseRecord) -> None:
    with as_(cast.coordinator_th):
        mentions = [cast.officer_th.pk, cast.officer_th.pk, cast.coordinator_th.pk]
        message = say(suspect, cast.coordinator_th, mentions=mentions)
    assert alerted() == [(cast.officer_th.pk, f"/messages/{message.thread_id}/")]


def test_lmlecc_is_mentioned_where_it_reads_the_record(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.coordinator_th):
        record = log("suspects", cast.coordinator_th)
        release(record, cast.coordinator_th, cast.director.organisation)
    found = names(as_, record, cast.coordinator_th, cast.director.organisation)
    assert {"director", "desk.investigation"} <= found
    assert not {"dpo", "admin"} & found
