"""A closed action day goes into no report, chart or finding, whoever makes it: others read them."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.urls import reverse

from coordination.joint import deciding
from operation.kernel import clock
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import ActionDay, Operation
from reporting.evaluation.collect import collect
from reporting.returns.numbers import numbers_of
from tests.coordination.conftest import As, ClientOf
from tests.factories import joint as joints
from tests.factories.editions import arrests, order, results
from tests.factories.returns import drafted

TITLE = "Raid on the old casino"


@pytest.mark.parametrize("opened", [False, True])
def test_an_edition_names_it_once_it_is_open(opened: bool, cast: SimpleNamespace, as_: As, seagull: Operation) -> None:
    """LMLECC belongs to the group, and makes the report for all."""
    results(cast)
    joint = joints.opened(cast, through_lmlecc=True)
    action = joints.going(joint, cast.coordinator_kh, cast.coordinator_vn, title=TITLE)
    if opened:
        joints.step(action, cast.coordinator_kh, deciding.carry_out)
    with as_(cast.director):
        principal = principal_of(cast.director)
        assert ActionDay.objects.visible_to(principal).exists()
        content = collect(principal, seagull, order("member", "en", clock.today()), number=1)
    assert [day.title for day in content.action_days] == ([TITLE] if opened else [])
    assert (TITLE in {event.title for event in content.timeline}) == opened


def test_returns_count_it_for_those_alone_to_whom_it_is_closed(
    cast: SimpleNamespace, as_: As, client_of: ClientOf
) -> None:
    kh = cast.coordinator_kh
    joints.going(joints.opened(cast), kh, cast.coordinator_vn, title=TITLE)
    with as_(kh):
        day = ActionDay.objects.get()
    arrests(kh, 2, action_day=day)
    given = drafted(kh, "2024-09-10")

    def counted(who: User) -> set[Decimal]:
        with as_(who):
            return {one.joint for one in numbers_of(principal_of(who), [given]).values()}

    assert counted(kh) >= {Decimal(2)}
    for other in (cast.officer_kh, cast.desk_supervision):
        assert counted(other) == {Decimal(0)}, other.username
    page = client_of(cast.desk_supervision).get(reverse("results-joint"))
    assert TITLE not in page.content.decode()
