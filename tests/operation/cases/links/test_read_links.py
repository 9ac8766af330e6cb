"""What is read of links: from either end, one of many, as a selection of a list, and the ends that a text finds."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.http import Http404

from operation.audit.models import AuditEntry
from operation.cases.links.models import End
from operation.cases.links.selectors import ends_of, find_ends, linked_with, links_of, read_link
from operation.cases.records.rescued_laborer import RESCUED_LABORER
from operation.cases.records.suspect import SUSPECT
from operation.cases.records.syndicate import SYNDICATE
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.operation.cases.links.conftest import LinkThem, give

As = Callable[[User], AbstractContextManager[None]]
Records = SimpleNamespace


def told(verb: str) -> list[Any]:
    return [entry.details for entry in AuditEntry.objects.filter(verb=verb, target_type="operation.Link")]


def test_from_either_end_the_trail_has_what_was_shown_of_the_other(
    cast: SimpleNamespace, records: Records, link: LinkThem, as_: As
) -> None:
    link(cast.officer_th, "member", records.suspect, records.syndicate)
    principal = principal_of(cast.officer_th)
    with as_(cast.officer_th):
        for record, other in ((records.suspect, records.syndicate), (records.syndicate, records.suspect)):
            assert [one.beyond(record.pk).pk for one in links_of(principal, record)] == [other.pk]
        assert links_of(principal, records.asset) == []
    shown = [entry["shown"] for entry in told("listed")]
    assert sorted(shown) == sorted([[str(records.suspect.pk)], [str(records.syndicate.pk)]])


def test_one_link_is_read_by_its_key_and_an_attempt_is_told(
    cast: SimpleNamespace, records: Records, link: LinkThem, as_: As
) -> None:
    made = [link(cast.officer_th, "member", records.suspect, one) for one in (records.syndicate, records.given)]
    principal, unknown = principal_of(cast.officer_th), uuid4()
    with as_(cast.officer_th):
        assert [read_link(principal, records.suspect, one.pk).link for one in made] == made
        with pytest.raises(Http404):
            read_link(principal, records.suspect, unknown)
    assert [entry.target_id for entry in AuditEntry.objects.filter(verb="denied")] == [unknown]


def test_what_is_linked_with_a_record_is_a_selection_for_who_sees_it(
    cast: SimpleNamespace, records: Records, link: LinkThem, as_: As
) -> None:
    link(cast.officer_th, "member", records.suspect, records.syndicate)
    own, asked = principal_of(cast.officer_th), str(End.of(records.syndicate))
    with as_(cast.officer_th):
        found = linked_with(own, asked)
        assert found is not None
        assert (str(found.label), found.ids) == (f"Linked with {records.syndicate.reference}", [records.suspect.pk])
        assert linked_with(principal_of(cast.coordinator_kh), asked) is None
        assert linked_with(own, "no such thing") is None


def test_a_text_finds_the_records_that_hold_it_and_one_too_long_none(
    cast: SimpleNamespace, records: Records, as_: As
) -> None:
    principal = principal_of(cast.officer_th)
    with as_(cast.officer_th):
        assert find_ends(principal, [SUSPECT, SYNDICATE], records.syndicate.reference) == [records.syndicate]
        assert find_ends(principal, [SUSPECT, SYNDICATE], "x" * 161) == []


def test_that_a_laborer_is_linked_is_for_her_agency_and_focal_points_though_others_read_of_her(
    cast: SimpleNamespace, records: Records, as_: As
) -> None:
    give(as_, cast.coordinator_th, "kh-moi", records.laborer)
    end = End.of(records.laborer)
    with as_(cast.officer_th):
        for who, is_told in (("officer_th", True), ("protection_kh", True), ("coordinator_kh", False)):
            principal = principal_of(getattr(cast, who))
            assert RESCUED_LABORER.model.objects.visible_to(principal).filter(pk=end.id).exists()
            assert bool(ends_of(principal, [end])) is is_told, who
        assert ends_of(principal_of(cast.officer_th), [End("XXX", end.id)]) == {}
