"""Who sees a link: who sees both of its ends. Behind the second wall too, and with the first one alone."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from operation.access.principal import Principal
from operation.cases.confirmations import confirm_handling
from operation.cases.links.models import End, Link
from operation.cases.links.selectors import ends_of, links_at
from operation.cases.masking import why_masked
from operation.cases.registry import type_of
from operation.cases.sharing import recall_records
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log, log_many
from tests.operation.cases.links.conftest import LinkThem, give

As = Callable[[User], AbstractContextManager[None]]
Records = SimpleNamespace


def seen_by(as_: As, who: User, record: Any) -> tuple[int, int]:
    """How many links of a record a person is told, and how many rows the database gives him."""
    with as_(who):
        return len(links_at(principal_of(who), [record.pk])), Link.objects.at([record.pk]).count()


def test_the_own_agency_sees_it_from_both_ends(
    cast: SimpleNamespace, records: Records, link: LinkThem, as_: As
) -> None:
    link(cast.officer_th, "member", records.suspect, records.syndicate)
    assert seen_by(as_, cast.supervisor_th, records.suspect) == (1, 1)
    assert seen_by(as_, cast.supervisor_th, records.syndicate) == (1, 1)


def test_of_one_end_alone_nothing_is_told(cast: SimpleNamespace, records: Records, link: LinkThem, as_: As) -> None:
    link(cast.officer_th, "member", records.suspect, records.syndicate)
    give(as_, cast.coordinator_th, "kh-moi", records.suspect)
    assert seen_by(as_, cast.coordinator_kh, records.suspect) == (0, 0)
    give(as_, cast.coordinator_th, "kh-moi", records.syndicate)
    assert seen_by(as_, cast.coordinator_kh, records.suspect) == (1, 1)


def test_the_holder_of_one_end_is_not_told_what_another_country_linked_it_with(
    cast: SimpleNamespace, records: Records, link: LinkThem, as_: As
) -> None:
    link(cast.officer_th, "member", records.suspect, records.given)
    assert seen_by(as_, cast.officer_th, records.given) == (1, 1)
    assert seen_by(as_, cast.coordinator_kh, records.given) == (0, 0)


def test_a_recalled_end_takes_its_links_away_at_once(
    cast: SimpleNamespace, records: Records, link: LinkThem, as_: As
) -> None:
    link(cast.officer_th, "member", records.suspect, records.given)
    with as_(cast.coordinator_kh):
        recall_records(principal=principal_of(cast.coordinator_kh), records=[records.given], reason="a mistake")
    assert seen_by(as_, cast.officer_th, records.suspect) == (0, 0)


@pytest.mark.parametrize("who", ["stranger", "observer_unodc", "admin", "dpo"])
def test_who_reads_no_records_reads_no_links(
    cast: SimpleNamespace, records: Records, link: LinkThem, as_: As, who: str
) -> None:
    link(cast.officer_th, "member", records.suspect, records.syndicate)
    assert seen_by(as_, getattr(cast, who), records.suspect) == (0, 0)


def test_an_end_at_h3_waits_for_its_text_to_be_confirmed(
    cast: SimpleNamespace, records: Records, link: LinkThem, as_: As
) -> None:
    with as_(cast.officer_th):
        kept = log("syndicates", cast.officer_th, handling_code="H3", handling_text="ask first")
    link(cast.officer_th, "member", records.suspect, kept)
    give(as_, cast.coordinator_th, "kh-moi", records.suspect, kept)
    assert seen_by(as_, cast.coordinator_kh, records.suspect)[0] == 0
    assert seen_by(as_, cast.officer_th, records.suspect)[0] == 1
    with as_(cast.coordinator_kh):
        confirm_handling(principal=principal_of(cast.coordinator_kh), record=kept)
        [one] = links_at(principal_of(cast.coordinator_kh), [records.suspect.pk])
        assert not why_masked(principal_of(cast.coordinator_kh), type_of(one.object), one.object)


def test_links_of_a_rescued_laborer_are_for_her_agency_and_for_focal_points(
    cast: SimpleNamespace, records: Records, link: LinkThem, as_: As
) -> None:
    with as_(cast.officer_th):
        other = log("rescued-laborers", cast.officer_th)
    link(cast.officer_th, "relative", records.laborer, other)
    give(as_, cast.coordinator_th, "kh-moi", records.laborer, other)
    give(as_, cast.coordinator_th, "lmlecc", records.laborer, other)
    assert seen_by(as_, cast.officer_th, other) == (1, 1)
    assert seen_by(as_, cast.coordinator_kh, other) == (0, 0)
    assert seen_by(as_, cast.director, other) == (0, 0)
    assert seen_by(as_, cast.protection_kh, other) == (1, 1)


def test_the_first_wall_stands_alone(cast: SimpleNamespace, records: Records, link: LinkThem, as_: As) -> None:
    """Asked for one principal in the context of another: what Python says does not rest on the database."""
    link(cast.officer_th, "member", records.suspect, records.syndicate)
    give(as_, cast.coordinator_th, "kh-moi", records.suspect)
    with as_(cast.officer_th):
        for who in (principal_of(cast.coordinator_kh), Principal.nobody()):
            assert links_at(who, [records.suspect.pk, records.syndicate.pk]) == []
        assert ends_of(principal_of(cast.coordinator_kh), [End.of(records.syndicate)]) == {}


def test_without_a_context_there_are_no_links(cast: SimpleNamespace, records: Records, link: LinkThem) -> None:
    link(cast.officer_th, "member", records.suspect, records.syndicate)
    with connection.cursor() as cursor:
        for table in ("operation_link", "operation_linkevent"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,)


def test_it_costs_as_many_statements_for_many_as_for_few(
    cast: SimpleNamespace, records: Records, as_: As, link: LinkThem, django_assert_num_queries: Any
) -> None:
    with as_(cast.officer_th):
        members = log_many("suspects", cast.officer_th, 30)
    for member in members:
        link(cast.officer_th, "member", member, records.syndicate)
    principal = principal_of(cast.officer_th)
    with as_(cast.officer_th), django_assert_num_queries(5):
        assert len(links_at(principal, [records.syndicate.pk])) == 30
