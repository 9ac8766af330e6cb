"""A long list becomes a file in the background, kept for some days, and fetched under the rights of that moment."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from operation.access.context import acting_as, as_system
from operation.access.principal import Principal
from operation.audit.models import AuditEntry
from operation.cases.actions import amend_records
from operation.cases.drafts import RecordDraft
from operation.cases.erasure import erase_content
from operation.cases.exporting import actions
from operation.cases.exporting.models import EXPORTS, Export, ExportFile
from operation.cases.exporting.tasks import sweep
from operation.cases.marking import Marking
from operation.cases.registry import type_of
from operation.cases.sharing import recall_records, regrade_records
from operation.people.models import Appointment
from operation.people.selectors import principal_of
from tests.factories.records import log
from tests.operation.cases.conftest import Release
from tests.operation.cases.exporting.conftest import As, ClientOf, Take, records_in

Make = Callable[..., Export]


@pytest.fixture
def shared(cast: SimpleNamespace, as_: As, release: Release) -> Any:
    """A suspect of Thailand that Cambodia reads."""
    with as_(cast.coordinator_th):
        record = log("suspects", cast.coordinator_th, tier="main")
    release(record, "kh-moi")
    return record


def file_of(export: Export) -> str:
    return f"/records/exports/{export.pk}/file/"


def test_it_is_made_once_and_found_again(cast: SimpleNamespace, shared: Any, make: Make, client_of: ClientOf) -> None:
    export = make(cast.officer_kh, "suspects")
    assert (export.job.state, export.count, export.tlp, export.handling_code) == ("done", 1, "amber", "H1")
    client = client_of(cast.officer_kh)
    assert export.name in client.get("/records/exports/").content.decode()
    assert file_of(export) in client.get(f"/records/exports/{export.pk}/").content.decode()
    fetched = client.get(file_of(export))
    assert [one["reference"] for one in records_in(fetched)] == [shared.reference]
    assert fetched.headers["Content-Disposition"].startswith("attachment")


def test_it_is_its_makers_alone(cast: SimpleNamespace, shared: Any, make: Make, client_of: ClientOf) -> None:
    export = make(cast.officer_kh, "suspects")
    for who in (cast.coordinator_kh, cast.officer_th, cast.director):
        assert client_of(who).get(file_of(export)).status_code == 404
        assert client_of(who).get(f"/records/exports/{export.pk}/").status_code == 404
        assert export.name not in client_of(who).get("/records/exports/").content.decode()


def test_the_first_wall_alone_keeps_it_for_its_maker(cast: SimpleNamespace, shared: Any, make: Make, as_: As) -> None:
    export = make(cast.officer_kh, "suspects")
    with as_(cast.officer_kh):
        assert Export.objects.visible_to(principal_of(cast.officer_kh)).get() == export
        for other in (principal_of(cast.coordinator_kh), principal_of(cast.director), Principal.nobody()):
            assert not Export.objects.visible_to(other).exists()


def _recalled(cast: SimpleNamespace, record: Any) -> None:
    recall_records(principal=principal_of(cast.coordinator_th), records=[record], reason="a mistake")


def _regraded(cast: SimpleNamespace, record: Any) -> None:
    regrade_records(
        principal=principal_of(cast.coordinator_th),
        records=[record],
        versions=[record.version],
        marking=Marking("amber", "H2"),
        reason="at risk",
    )


def _a_child(cast: SimpleNamespace, record: Any) -> None:
    draft = RecordDraft({"treated_as_child": True}, ())
    principal = principal_of(cast.coordinator_th)
    amend_records(principal=principal, records=[record], drafts=[draft], versions=[record.version])


def _a_victim(cast: SimpleNamespace, record: Any) -> None:
    """Its names are in the vault now; who took the file of the own agency fetches it no more either."""
    names: Any = type_of(record).names
    names.objects.filter(record_id=record.pk).delete()


@pytest.mark.parametrize("change", [_recalled, _regraded, _a_child, _a_victim])
def test_the_link_dies_with_the_first_record_that_is_taken_back(
    cast: SimpleNamespace, as_: As, shared: Any, make: Make, client_of: ClientOf, change: Callable[..., None]
) -> None:
    export = make(cast.officer_kh, "suspects")
    with as_(cast.coordinator_th):
        change(cast, shared)
    refused = client_of(cast.officer_kh).get(file_of(export))
    assert refused.status_code == 403
    assert shared.reference not in refused.content.decode()


def test_what_is_erased_goes_out_of_every_file(
    cast: SimpleNamespace, as_: As, shared: Any, make: Make, client_of: ClientOf
) -> None:
    theirs, own = make(cast.officer_kh, "suspects"), make(cast.coordinator_th, "suspects")
    with as_(cast.coordinator_th):
        other = log("syndicates", cast.coordinator_th)
    kept = make(cast.coordinator_th, "syndicates")
    with as_(cast.coordinator_th):
        erase_content(shared)
    for who, export in ((cast.officer_kh, theirs), (cast.coordinator_th, own)):
        assert client_of(who).get(file_of(export)).status_code == 404
    told = records_in(client_of(cast.coordinator_th).get(file_of(kept)))
    assert [one["reference"] for one in told] == [other.reference]
    with as_system(EXPORTS):
        assert ExportFile.objects.count() == 1


def test_a_change_of_the_content_leaves_the_file_alone(
    cast: SimpleNamespace, as_: As, shared: Any, make: Make, client_of: ClientOf
) -> None:
    export = make(cast.officer_kh, "suspects")
    with as_(cast.coordinator_th):
        draft = RecordDraft({"narrative": "seen again"}, ())
        principal = principal_of(cast.coordinator_th)
        amend_records(principal=principal, records=[shared], drafts=[draft], versions=[shared.version])
    assert client_of(cast.officer_kh).get(file_of(export)).status_code == 200


def test_who_lost_his_role_fetches_nothing(cast: SimpleNamespace, shared: Any, make: Make, client_of: ClientOf) -> None:
    export = make(cast.officer_kh, "suspects")
    Appointment.objects.filter(user=cast.officer_kh).update(ended_at=timezone.now() - timedelta(days=1))
    assert client_of(cast.officer_kh).get(file_of(export)).status_code in (302, 403)


def test_what_changed_before_it_was_made_is_not_made(
    cast: SimpleNamespace, as_: As, shared: Any, take: Take, make: Make
) -> None:
    """The use was allowed when it was asked for; the code forbids it now."""

    def changed(*_given: Any) -> None:
        with as_(cast.coordinator_th):
            _regraded(cast, shared)

    monkeypatch = pytest.MonkeyPatch()
    with monkeypatch.context() as patch:
        patch.setattr("operation.cases.exporting.views.messages.info", changed)
        export = make(cast.officer_kh, "suspects", use="onward")
    assert (export.job.state, export.is_made) == ("failed", False)
    assert "H2" in export.job.reason


def test_the_trail_tells_which_records_why_and_by_which_filter(
    cast: SimpleNamespace, shared: Any, make: Make, client_of: ClientOf
) -> None:
    export = make(cast.officer_kh, "suspects", reason="for the raid", query="tier=main&q=ตัวอย่าง")
    entry = AuditEntry.objects.get(verb="exported", actor_id=cast.officer_kh.pk)
    assert entry.details["shown"] == [str(shared.pk)]
    assert entry.details["reason"] == "for the raid"
    assert entry.details["filter"] == {"tier": ["main"], "q": "…"}
    client_of(cast.officer_kh).get(file_of(export))
    assert AuditEntry.objects.filter(verb="read file", target_id=export.pk).count() == 1
    told = client_of(cast.coordinator_th).get(f"/records/suspects/{shared.pk}/readings/").content.decode()
    assert "exported" in told


def test_many_keys_are_told_in_several_entries(
    cast: SimpleNamespace, as_: As, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "TOLD_IN_ONE", 2)
    with as_(cast.officer_th):
        keys = {str(log("suspects", cast.officer_th).pk) for _each in range(3)}
    records_in(take(cast.officer_th, "suspects"))
    told = [entry.details["shown"] for entry in AuditEntry.objects.filter(verb="exported")]
    assert sorted(map(len, told)) == [1, 2]
    assert {key for part in told for key in part} == keys


def test_one_person_has_few_on_the_way(cast: SimpleNamespace, shared: Any, take: Take, make: Make) -> None:
    for _each in range(actions.UNFINISHED_AT_MOST):
        assert take(cast.officer_kh, "suspects").status_code == 302
    assert take(cast.officer_kh, "suspects").status_code == 400


def test_a_list_that_is_too_long_is_narrowed_first(
    cast: SimpleNamespace, shared: Any, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST", 0)
    refused = take(cast.officer_kh, "suspects")
    assert refused.status_code == 400
    assert "Narrow the list" in refused.content.decode()


def test_files_go_after_their_days(cast: SimpleNamespace, as_: As, shared: Any, make: Make) -> None:
    old, fresh = make(cast.officer_kh, "suspects"), make(cast.officer_kh, "suspects")
    with as_(cast.officer_kh):
        Export.objects.filter(pk=old.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    sweep()
    with as_system(EXPORTS):
        assert list(Export.objects.values_list("pk", flat=True)) == [fresh.pk]
        assert ExportFile.objects.count() == 1


def test_the_wall_shows_a_file_to_its_maker_alone(cast: SimpleNamespace, as_: As, shared: Any, make: Make) -> None:
    make(cast.officer_kh, "suspects")
    counts = "SELECT (SELECT count(*) FROM operation_export), (SELECT count(*) FROM operation_exportfile)"

    def seen(principal: Principal) -> Any:
        with acting_as(principal, channel="test"), connection.cursor() as cursor:
            cursor.execute(counts)
            return cursor.fetchone()

    assert seen(principal_of(cast.officer_kh)) == (1, 1)
    for who in (cast.coordinator_kh, cast.officer_th, cast.director):
        assert seen(principal_of(who)) == (0, 0)
    assert seen(Principal.nobody()) == (0, 0)
