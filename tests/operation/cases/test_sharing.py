"""Release and recall: the originator's coordinator alone, to members and the secretariat, for a purpose."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from operation.audit.models import AuditEntry
from operation.cases.records.suspect import Suspect
from operation.cases.sharing import end_of, recall_records, release_records
from operation.kernel.errors import NotAllowed, Refused
from operation.people.models import Organisation, User
from operation.people.selectors import principal_of
from tests.factories.records import log

As = Callable[[User], AbstractContextManager[None]]


@pytest.fixture
def suspect(cast: SimpleNamespace, as_: As) -> Any:
    with as_(cast.officer_th):
        return log("suspects", cast.officer_th)


def release(by: User, record: Any, *codes: str, purpose: str = "joint inquiry", until: datetime | None = None) -> None:
    to = [Organisation.objects.get(code=code) for code in codes]
    release_records(principal=principal_of(by), records=[record], to=to, purpose=purpose, expires_at=until)


def reads(as_: As, user: User) -> bool:
    with as_(user):
        return bool(Suspect.objects.visible_to(principal_of(user)).exists())


def test_a_release_is_a_row_that_says_by_whom_what_for_and_until_when(
    cast: SimpleNamespace, as_: As, suspect: Any
) -> None:
    until = timezone.now() + timedelta(days=30)
    with as_(cast.coordinator_th):
        release(cast.coordinator_th, suspect, "kh-moi", until=until)
        row = suspect.grants.get()
    assert (row.purpose, row.granted_by, row.expires_at) == ("joint inquiry", cast.coordinator_th.pk, until)
    assert row.sorted_at == suspect.created_at
    entry = AuditEntry.objects.get(verb="released", target_id=suspect.pk)
    assert (entry.details["to"], entry.details["purpose"]) == (["kh-moi"], "joint inquiry")


def test_releasing_again_renews_it(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.coordinator_th):
        release(cast.coordinator_th, suspect, "kh-moi", "vn-mps")
        release(cast.coordinator_th, suspect, "kh-moi", purpose="second inquiry")
        assert sorted(suspect.grants.values_list("purpose", flat=True)) == ["joint inquiry", "second inquiry"]


@pytest.mark.parametrize("who", ["officer_th", "supervisor_th", "protection_th"])
def test_only_the_coordinator_releases(cast: SimpleNamespace, as_: As, suspect: Any, who: str) -> None:
    user = getattr(cast, who)
    with as_(user), pytest.raises(NotAllowed):
        release(user, suspect, "kh-moi")


def test_a_recipient_does_not_pass_it_on(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.coordinator_th):
        release(cast.coordinator_th, suspect, "kh-moi")
    with as_(cast.coordinator_kh), pytest.raises(NotAllowed, match="Only the originator"):
        release(cast.coordinator_kh, suspect, "vn-mps")
    assert not reads(as_, cast.coordinator_vn)


@pytest.mark.parametrize(
    ("codes", "purpose", "field"),
    [
        (("kh-moi",), "  ", "purpose"),
        (("unodc",), "joint inquiry", "to"),
        (("kh-moi", "interpol"), "joint inquiry", "to"),
    ],
)
def test_a_release_that_may_not_be_is_refused_whole(
    cast: SimpleNamespace, as_: As, suspect: Any, codes: tuple[str, ...], purpose: str, field: str
) -> None:
    with as_(cast.coordinator_th):
        with pytest.raises(Refused) as refused:
            release(cast.coordinator_th, suspect, *codes, purpose=purpose)
        assert field in refused.value.message_dict
        assert not suspect.grants.exists()


def test_red_is_released_to_nobody(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.coordinator_th):
        red = log("suspects", cast.coordinator_th, tlp="red")
        with pytest.raises(Refused, match="TLP:RED"):
            release(cast.coordinator_th, red, "kh-moi")


def test_a_recall_from_one_leaves_the_others(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    with as_(cast.coordinator_th):
        release(cast.coordinator_th, suspect, "kh-moi", "vn-mps", "lmlecc")
        from_ = [Organisation.objects.get(code="kh-moi")]
        principal = principal_of(cast.coordinator_th)
        recall_records(principal=principal, records=[suspect], from_=from_, reason="wrong person")
    assert not reads(as_, cast.coordinator_kh)
    assert reads(as_, cast.coordinator_vn)
    assert reads(as_, cast.director)


def test_a_recall_from_all_needs_a_reason(cast: SimpleNamespace, as_: As, suspect: Any) -> None:
    principal = principal_of(cast.coordinator_th)
    with as_(cast.coordinator_th):
        release(cast.coordinator_th, suspect, "kh-moi", "vn-mps")
        with pytest.raises(Refused, match="Say why"):
            recall_records(principal=principal, records=[suspect], reason=" ")
        recall_records(principal=principal, records=[suspect], reason="wrong person")
        assert not suspect.grants.exists()
    assert AuditEntry.objects.get(verb="recalled").details["from"] == "all"


def test_a_release_ends_where_its_coordinator_sits() -> None:
    day = timezone.localdate() + timedelta(days=3)
    with timezone.override("Asia/Yangon"):
        end = end_of(day)
    assert end.astimezone(ZoneInfo("Asia/Yangon")).date() == day
    assert end + timedelta(microseconds=1) == datetime.combine(
        day + timedelta(days=1), datetime.min.time(), tzinfo=ZoneInfo("Asia/Yangon")
    )
    with pytest.raises(Refused, match="has passed"):
        end_of(timezone.localdate() - timedelta(days=1))
