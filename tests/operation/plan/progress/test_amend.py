"""What LMLECC changes in the plan: added, amended, dropped; the old due date stays."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from operation.audit.models import AuditEntry
from operation.kernel import clock
from operation.kernel.errors import Conflict, NotAllowed, Refused
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import OperationalAction
from operation.plan.progress.actions import ActionDraft, add_action, amend_action, drop_action
from operation.plan.progress.models import ActionChange
from tests.factories.supervision import action_of, country, noon, operation, told

As = Callable[[User], AbstractContextManager[None]]
DUE = date(2024, 10, 1)
MAY = {"desk_supervision", "director"}
EVERYBODY = sorted(
    MAY | {"supervisor_th", "coordinator_th", "desk_information", "observer_unodc", "dpo", "admin", "stranger"}
)


def draft(due_on: date = DUE, **given: Any) -> ActionDraft:
    return ActionDraft(given.pop("title", "Agree on the list"), given.pop("leader", country("TH")), due_on, **given)


def amend(cast: SimpleNamespace, action: OperationalAction, wanted: ActionDraft, **given: Any) -> OperationalAction:
    principal = principal_of(given.pop("by", cast.desk_supervision))
    with clock.at(noon(given.pop("on", DUE))):
        return amend_action(
            principal=principal, action=action, draft=wanted, reason=given.get("reason", ""), version=given["version"]
        )


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_supervision_desk_and_the_director_add_actions(cast: SimpleNamespace, as_: As, who: str) -> None:
    user = getattr(cast, who)
    line = operation().lines.get(number=2)
    wanted = draft(co_leaders=[country("KH")], participants=[country("LA"), country("VN")], kpi="Signed by six")
    with as_(user), clock.at(noon(DUE)):
        if who not in MAY:
            with pytest.raises(NotAllowed):
                add_action(principal=principal_of(user), line=line, draft=wanted)
            return
        made = add_action(principal=principal_of(user), line=line, draft=wanted)
        assert ActionChange.objects.get(action=made).kind == "added"
    assert (made.status, made.version, made.kpi) == ("planned", 1, "Signed by six")
    assert [one.pk for one in made.co_leaders.all()] == ["KH"]
    assert {one.pk for one in made.participants.all()} == {"LA", "VN"}
    assert AuditEntry.objects.filter(verb="action added", target_id=made.pk).count() == 1


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"due_on": DUE - timedelta(days=1)}, "due_on"),
        ({"title": "  "}, "title"),
        ({"co_leaders": ["TH"]}, "co_leaders"),
        ({"participants": ["TH"]}, "participants"),
        ({"co_leaders": ["KH"], "participants": ["KH"]}, "participants"),
    ],
)
def test_what_an_action_needs(cast: SimpleNamespace, as_: As, wanted: dict[str, Any], field: str) -> None:
    given: dict[str, Any] = {
        name: [country(code) for code in value] if isinstance(value, list) else value for name, value in wanted.items()
    }
    line = operation().lines.get(number=2)
    with as_(cast.director), clock.at(noon(DUE)), pytest.raises(Refused) as refused:
        add_action(principal=principal_of(cast.director), line=line, draft=draft(**given))
    assert set(refused.value.message_dict) == {field}
    assert not OperationalAction.objects.filter(line=line).exists()


def test_a_new_due_date_needs_a_reason_and_keeps_the_old_one(cast: SimpleNamespace, as_: As) -> None:
    action, later = action_of(cast, DUE), DUE + timedelta(days=20)
    with as_(cast.desk_supervision):
        with pytest.raises(Refused, match="why the day changes"):
            amend(cast, action, draft(later), version=1)
        with pytest.raises(Refused, match="past"):
            amend(cast, action, draft(DUE - timedelta(days=3)), version=1, reason="Earlier")
        moved = amend(cast, action, draft(later), version=1, reason="The meeting was put off.")
        change = ActionChange.objects.get(action=action, kind="moved")
    assert (moved.due_on, moved.version) == (later, 2)
    assert (change.due_before, change.due_after, change.reason) == (DUE, later, "The meeting was put off.")


def test_an_overdue_action_is_amended_without_moving_it(cast: SimpleNamespace, as_: As) -> None:
    """The rule is about the day that is set: one that is past stays as it is."""
    action = action_of(cast, DUE)
    with as_(cast.director):
        wanted = draft(title="Agree on the whole list", leader=country("VN"))
        done = amend(cast, action, wanted, version=1, on=DUE + timedelta(days=9), by=cast.director)
        assert ActionChange.objects.get(action=action, kind="amended").due_after == DUE
    assert (done.title, done.leader_id, done.due_on) == ("Agree on the whole list", "VN", DUE)


def test_two_who_amend_at_once(cast: SimpleNamespace, as_: As) -> None:
    action = action_of(cast, DUE)
    with as_(cast.desk_supervision):
        amend(cast, action, draft(title="First"), version=1)
        with pytest.raises(Conflict):
            amend(cast, action, draft(title="Second"), version=1)
        with pytest.raises(Conflict):
            drop_action(principal=principal_of(cast.desk_supervision), action=action, reason="No", version=1)


def test_dropped_with_a_reason_for_good(cast: SimpleNamespace, as_: As) -> None:
    action, desk = action_of(cast, DUE), principal_of(cast.desk_supervision)
    with as_(cast.desk_supervision):
        with pytest.raises(Refused, match="why"):
            drop_action(principal=desk, action=action, reason=" ", version=1)
        dropped = drop_action(principal=desk, action=action, reason="Overtaken by the raid", version=1)
        with pytest.raises(NotAllowed, match="done or dropped"):
            drop_action(principal=desk, action=dropped, reason="Again", version=2)
        change = ActionChange.objects.get(action=action, kind="dropped")
    assert (dropped.status, change.reason, change.due_before) == ("dropped", "Overtaken by the raid", DUE)
    with pytest.raises(NotAllowed, match="done or dropped"):
        told(cast.coordinator_th, action, DUE)


def test_a_country_drops_nothing(cast: SimpleNamespace, as_: As) -> None:
    action = action_of(cast, DUE)
    with as_(cast.coordinator_th), pytest.raises(NotAllowed):
        drop_action(principal=principal_of(cast.coordinator_th), action=action, reason="No", version=1)
