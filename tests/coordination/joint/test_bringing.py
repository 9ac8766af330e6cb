"""A record is brought in by its originator and released to those who have joined; what is marked stays."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from coordination.joint.bringing import PURPOSE, bring_record, take_record_out
from coordination.joint.models import JointRecord
from coordination.joint.selectors import records_of
from operation.access.grants import grant_model
from operation.cases.reclassification.actions import reclassify_suspect
from operation.cases.records.suspect import Suspect
from operation.cases.sharing import recall_records, release_records
from operation.kernel import clock
from operation.kernel.errors import Conflict, NotAllowed, Refused
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.coordination.conftest import As
from tests.factories import joint as joints
from tests.factories.records import log, ready


def held(as_: As, by: User, **values: Any) -> Any:
    with as_(by):
        return log("suspects", by, **values)


def bring(joint: Any, by: User, reference: str) -> JointRecord:
    made: JointRecord = joints.run(by, bring_record, joint=joints.fresh(joint, by), reference=reference)
    return made


def reads(as_: As, who: User, record: Any) -> bool:
    with as_(who):
        return bool(Suspect.objects.visible_to(principal_of(who)).filter(pk=record.pk).exists())


def test_it_is_released_to_those_who_have_joined(cast: SimpleNamespace, as_: As) -> None:
    joint, kh = joints.opened(cast), cast.coordinator_kh
    record = held(as_, kh)
    bring(joint, kh, record.reference)
    assert reads(as_, cast.coordinator_vn, record)
    assert not any(reads(as_, who, record) for who in (cast.coordinator_la, cast.coordinator_th, cast.director))
    joints.join(joint, cast.coordinator_la)
    assert not reads(as_, cast.coordinator_la, record)
    bring(joint, kh, record.reference)
    assert reads(as_, cast.coordinator_la, record)
    with as_(kh):
        assert JointRecord.objects.count() == 1


def test_who_has_it_already_keeps_it_as_it_was(cast: SimpleNamespace, as_: As) -> None:
    joint, kh, vn = joints.opened(cast), cast.coordinator_kh, cast.coordinator_vn
    record, until = held(as_, kh), clock.now() + timedelta(days=3)
    with as_(kh):
        given: Any = {"to": [vn.organisation], "purpose": "inquiry", "expires_at": until}
        release_records(principal=principal_of(kh), records=[ready(record, kh)], **given)
    for _time in range(2):
        bring(joint, kh, record.reference)
    with as_(kh):
        (grant,) = grant_model(Suspect)._default_manager.filter(content_object=record)
    assert (grant.purpose, grant.expires_at) == ("inquiry", until)


@pytest.mark.parametrize("through_lmlecc", [True, False])
def test_the_purpose_tells_nobody_of_the_group(through_lmlecc: bool, cast: SimpleNamespace, as_: As) -> None:
    """LMLECC reads to whom each record goes and what for; officers whom nobody named read why they have it."""
    joint, kh = joints.opened(cast, through_lmlecc=through_lmlecc), cast.coordinator_kh
    record = held(as_, kh)
    bring(joint, kh, record.reference)
    with as_(kh):
        grant = grant_model(Suspect)._default_manager.get(content_object=record)
    assert grant.purpose == PURPOSE


def test_recalled_it_is_there_as_a_record_that_one_may_not_read(cast: SimpleNamespace, as_: As) -> None:
    joint, kh, vn = joints.opened(cast), cast.coordinator_kh, cast.coordinator_vn
    record = held(as_, kh)
    bring(joint, kh, record.reference)
    with as_(kh):
        recall_records(principal=principal_of(kh), records=[record], reason="wrong person")
    with as_(vn):
        (one,) = records_of(principal_of(vn), joint)
        assert (one.row.record_id, one.record) == (record.pk, None)


@pytest.mark.parametrize(("marks", "words"), [({"handling_code": "H2"}, "H2"), ({"tlp": "red"}, "RED")])
def test_what_is_marked_is_not_brought_in(marks: dict[str, str], words: str, cast: SimpleNamespace, as_: As) -> None:
    joint, kh = joints.opened(cast), cast.coordinator_kh
    record = held(as_, kh, **marks)
    with pytest.raises(Refused, match=words) as refused:
        bring(joint, kh, record.reference)
    assert set(refused.value.error_dict) == {"record"}


def test_only_own_records_and_only_from_inside(cast: SimpleNamespace, as_: As) -> None:
    joint, kh = joints.opened(cast), cast.coordinator_kh
    record = held(as_, kh)
    for reference in ("SG24-VN-SUS-NONESU", record.reference):
        with pytest.raises(Refused):
            bring(joint, cast.coordinator_vn, reference)
    with pytest.raises(NotAllowed):
        bring(joint, cast.coordinator_la, record.reference)
    with pytest.raises(NotAllowed):
        bring(joint, cast.supervisor_kh, record.reference)


def test_nobody_to_release_it_to(cast: SimpleNamespace, as_: As) -> None:
    joint = joints.proposed(cast.coordinator_kh, cast.coordinator_vn.organisation)
    with pytest.raises(Refused, match="Nobody else"):
        bring(joint, cast.coordinator_kh, held(as_, cast.coordinator_kh).reference)


def test_what_is_erased_of_a_record_is_erased_here(cast: SimpleNamespace, as_: As) -> None:
    """Also by somebody who does not see the group."""
    joint, kh, by = joints.opened(cast), cast.coordinator_kh, cast.protection_kh
    record = held(as_, kh)
    bring(joint, kh, record.reference)
    with as_(by):
        seen = Suspect.objects.visible_to(principal_of(by)).get(pk=record.pk)
        reclassify_suspect(principal=principal_of(by), suspect=seen, on=clock.today(), words="held against his will")
    with as_(kh):
        assert not JointRecord.objects.exists()


def test_its_own_agency_takes_it_out_of_the_list(cast: SimpleNamespace, as_: As) -> None:
    joint, kh, vn = joints.opened(cast), cast.coordinator_kh, cast.coordinator_vn
    row = bring(joint, kh, held(as_, kh).reference)
    with pytest.raises(Conflict):
        joints.run(vn, take_record_out, joint=joints.fresh(joint, vn), row=row)
    with as_(kh):
        assert JointRecord.objects.count() == 1
    joints.run(kh, take_record_out, joint=joints.fresh(joint, kh), row=row)
    with as_(kh):
        assert not JointRecord.objects.exists()
