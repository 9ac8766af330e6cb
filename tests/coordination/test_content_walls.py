"""The second wall before what two organisations write to each other: raw SQL, as their people would send it."""

from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from coordination.removals.models import RemovalItem, RemovalStep
from coordination.requests.models import RequestPart
from operation.kernel.clock import now
from operation.kernel.models import new_id
from tests.coordination.conftest import As
from tests.factories import removals
from tests.factories.requests import drafted, sent

CANARY = "canary-of-content"


def did(sql: str, *values: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


def denied() -> AbstractContextManager[Any]:
    return pytest.raises(ProgrammingError, match="row-level security")


def add(table: str, **values: Any) -> int:
    given = {"id": new_id(), "created_at": now()} | values
    names, places = ", ".join(f'"{name}"' for name in given), ", ".join(["%s"] * len(given))
    with transaction.atomic():
        return did(f"INSERT INTO {table} ({names}) VALUES ({places})", *given.values())


def a_step(removal: Any, side: Any, by: Any) -> int:
    return add(
        RemovalStep._meta.db_table,
        removal_id=removal.pk,
        name="acknowledge",
        state="acknowledged",
        on=now().date(),
        side_id=side.pk,
        taken_by_id=by.pk,
        words=CANARY,
    )


def test_a_step_is_added_for_the_own_side_and_stays(cast: SimpleNamespace, as_: As) -> None:
    removal, table = removals.sent(cast), RemovalStep._meta.db_table
    kh, vn = cast.coordinator_kh, cast.coordinator_vn
    for by, other in ((vn, kh), (kh, vn)):
        with as_(by):
            with denied():
                a_step(removal, other.organisation, by)
            assert a_step(removal, by.organisation, by) == 1
            assert did(f"UPDATE {table} SET words = %s", CANARY) == 0
            assert did(f"DELETE FROM {table}") == 0
            assert RemovalStep.objects.filter(removal=removal).exists()
    for outside in (cast.coordinator_th, cast.director):
        with as_(outside), denied():
            a_step(removal, outside.organisation, outside)


def test_nobody_writes_where_the_mark_keeps_him_from_reading(cast: SimpleNamespace, as_: As) -> None:
    strict, plain = removals.acknowledged(cast, tlp="amber_strict"), removals.acknowledged(cast)
    by = cast.officer_vn
    line = {"kind": "escort", "what": CANARY, "rank": "", "agency": "", "quantity": "", "seal": ""}
    with as_(by):
        assert add(RemovalItem._meta.db_table, removal_id=plain.pk, **line) == 1
        assert a_step(plain, by.organisation, by) == 1
        with denied():
            add(RemovalItem._meta.db_table, removal_id=strict.pk, **line)
        with denied():
            a_step(strict, by.organisation, by)
    with as_(cast.supervisor_vn):
        assert add(RemovalItem._meta.db_table, removal_id=strict.pk, **line) == 1


def a_part(request: Any, of: Any, by: Any) -> int:
    return add(
        RequestPart._meta.db_table,
        request_id=request.pk,
        kind="answer",
        text=CANARY,
        language="en",
        written_by_id=by.pk,
        organisation_id=of.pk,
    )


def test_a_text_is_its_agencys_and_stays_once_it_was_sent(cast: SimpleNamespace, as_: As) -> None:
    th, kh, table = cast.coordinator_th, cast.coordinator_kh, RequestPart._meta.db_table
    request = sent(th, kh)
    for by, other in ((th, kh), (kh, th)):
        with as_(by):
            with denied():
                a_part(request, other.organisation, by)
            assert a_part(request, by.organisation, by) == 1
            assert did(f"UPDATE {table} SET text = %s", CANARY) == 0
            assert did(f"DELETE FROM {table}") == 0


def test_a_drafts_texts_are_the_senders_to_write_anew(cast: SimpleNamespace, as_: As) -> None:
    th, kh, table = cast.coordinator_th, cast.coordinator_kh, RequestPart._meta.db_table
    request, strict = drafted(th, kh), drafted(th, kh, tlp="amber_strict")
    with as_(kh):
        assert did(f"DELETE FROM {table}") == 0
        with denied():
            a_part(request, kh.organisation, kh)
    with as_(cast.officer_th):
        assert did(f"UPDATE {table} SET text = %s", CANARY) == 0
        with denied():
            a_part(strict, th.organisation, cast.officer_th)
        written = RequestPart.objects.filter(request=request).count()
        assert written
        assert did(f"DELETE FROM {table}") == written
    with as_(th):
        assert did(f"DELETE FROM {table} WHERE request_id = %s", strict.pk) > 0
