"""What a test of figures reads between its acts, it reads as LMLECC would: the second wall stands in every test."""

from collections.abc import Iterator

import pytest

from operation.access.context import acting_as
from operation.access.principal import Principal
from operation.access.roles import Role
from operation.audit.context import actor, current_actor

LMLECC = Principal(None, kind="secretariat", roles=frozenset({Role.DIRECTOR, Role.DESK_SUPERVISION, Role.DPO}))


@pytest.fixture(autouse=True)
def lmleccs_view(request: pytest.FixtureRequest) -> Iterator[None]:
    """Tests that commit for real have no such view: each of their connections says who asks."""
    ground = next((name for name in ("loaded", "db") if name in request.fixturenames), "")
    if "committed" in request.fixturenames or not ground:
        yield
        return
    request.getfixturevalue(ground)
    nobody = current_actor()
    with acting_as(LMLECC, channel="test"), actor(nobody):
        yield
