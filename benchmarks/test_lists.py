"""A page of a list at many rows: two arms joined by UNION ALL, against one query with OR (docs/decisions/0006)."""

import statistics
import time
from collections.abc import Callable

import pytest

from operation.access.context import acting_as
from operation.access.principal import Principal
from operation.access.scope import page
from operation.cases.records.suspect import Suspect
from operation.people.models import Organisation, User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from tests import database
from tests.factories.people import make_cast

ROWS = 200_000
RELEASED = 2_000
ROUNDS = 15
FILL = """
INSERT INTO operation_suspect (id, created_at, reference, national_reference, operation_id, originator_id, country_id,
    created_by_id, changed_at, changed_by_id, version, tlp, handling_code, handling_text, named_readers, attribution,
    other_operation, event_precision, event_text, event_calendar, place_country, place_subdivision, place_name, status,
    verification, review_on, narrative, is_synthetic, tier, syndicate_role, coercion, sex, born_estimated,
    treated_as_child, nationalities, stateless, offences, warrant_number, warrant_authority)
SELECT uuidv7(), now() - make_interval(secs => n), 'BENCH-' || n, '', %(operation)s, %(originator)s, %(country)s,
    %(user)s, now(), %(user)s, 1, 'amber', 'H1', '', '{}', 'direct', '', 'day', '', 'gregorian', '', '', '',
    'person_of_interest', 'unverified', current_date, '', true, 'member', '', '', 'unknown', false, false, '', false,
    '{}', '', ''
FROM generate_series(1, %(rows)s) AS n;
"""
GRANT = """
INSERT INTO operation_suspectgrant (group_id, permission_id, content_object_id, sorted_at, originator_id, purpose,
    granted_by, granted_at)
SELECT %(group)s, (SELECT id FROM auth_permission WHERE codename = 'view_suspect'), id, created_at, originator_id,
    'benchmark', created_by_id, now()
FROM operation_suspect ORDER BY random() LIMIT %(released)s;
"""


def fill(name: str, operation: Operation, owner_of_rows: User, reader: Organisation) -> None:
    with database.owner(name) as connection:
        values = {
            "operation": operation.pk,
            "originator": owner_of_rows.organisation_id,
            "country": "TH",
            "user": owner_of_rows.pk,
            "rows": ROWS,
        }
        connection.execute("ALTER TABLE operation_suspect DISABLE TRIGGER USER")
        connection.execute(FILL, values)
        connection.execute(GRANT, {"group": reader.group_id, "released": RELEASED})
        connection.execute("ANALYZE")


def two_arms(principal: Principal) -> int:
    return len(page(Suspect.objects.all(), principal).records)


def one_or(principal: Principal) -> int:
    return len(Suspect.objects.visible_to(principal).order_by("-created_at", "-id")[:50])


def median_ms(read: Callable[[Principal], int], principal: Principal) -> float:
    times = []
    for _round in range(ROUNDS):
        begin = time.perf_counter()
        assert read(principal) == min(50, RELEASED)
        times.append((time.perf_counter() - begin) * 1000)
    return statistics.median(times)


@pytest.mark.timeout(600)
def test_a_page_of_an_organisation_that_only_reads_what_was_released(
    committed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    operation = Operation.objects.get(code="seagull")
    people = make_cast(operation)
    fill(committed, operation, people.officer_th, people.officer_vn.organisation)
    principal = principal_of(people.officer_vn)
    with acting_as(principal, channel="benchmark"):
        arms, either = median_ms(two_arms, principal), median_ms(one_or, principal)
    with capsys.disabled():
        print(f"\n{ROWS:,} suspects, {RELEASED:,} released to the reader")
        print(f"two arms {arms:.1f} ms, OR {either:.1f} ms, {either / arms:.0f} to 1")
