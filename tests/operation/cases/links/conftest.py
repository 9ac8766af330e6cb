"""Records of Thailand to be linked, one of Cambodia that it was given, and one that it was not."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest

from operation.cases.links.actions import LinkDetails, LinkDraft, link_records
from operation.cases.links.models import End, Link
from operation.cases.sharing import release_records
from operation.people.models import Organisation, User
from operation.people.selectors import principal_of
from tests.factories.records import log

As = Callable[[User], AbstractContextManager[None]]
LinkThem = Callable[..., Link]


def give(as_: As, coordinator: User, code: str, *records: Any) -> None:
    """Release records of the coordinator's agency to another organisation."""
    with as_(coordinator):
        to = [Organisation.objects.get(code=code)]
        for record in records:
            release_records(principal=principal_of(coordinator), records=[record], to=to, purpose="joint inquiry")


@pytest.fixture
def records(cast: SimpleNamespace, as_: As) -> SimpleNamespace:
    """`suspect`, `syndicate`, `asset`, `laborer` of Thailand; `given` and `hidden`, syndicates of Cambodia."""
    with as_(cast.officer_th):
        ours = {
            "suspect": log("suspects", cast.officer_th),
            "syndicate": log("syndicates", cast.officer_th),
            "asset": log("seized-assets", cast.officer_th),
            "laborer": log("rescued-laborers", cast.officer_th),
        }
    with as_(cast.coordinator_kh):
        theirs = {name: log("syndicates", cast.coordinator_kh) for name in ("given", "hidden")}
    give(as_, cast.coordinator_kh, "th-rtp", theirs["given"])
    return SimpleNamespace(**ours, **theirs)


@pytest.fixture
def link(as_: As) -> LinkThem:
    """`link(user, "member", suspect, syndicate, role="leader")`: as that user, the link that was made."""

    def make(who: User, kind: str, subject: Any, object_: Any, **details: Any) -> Link:
        draft = LinkDraft(kind, End.of(subject), End.of(object_), LinkDetails(**details))
        with as_(who):
            return link_records(principal=principal_of(who), drafts=[draft])[0]

    return make
