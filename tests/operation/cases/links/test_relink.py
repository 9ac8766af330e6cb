"""Links of two records that become one, and of one that becomes two again; links of whoever is erased."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from operation.cases.links.models import Link
from operation.cases.links.relinking import relink, undo_relink
from operation.cases.reclassification.actions import reclassify_suspect
from operation.kernel.errors import NotAllowed
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log, step
from tests.operation.cases.links.conftest import LinkThem, give

As = Callable[[User], AbstractContextManager[None]]
Records = SimpleNamespace


@pytest.fixture
def doubled(cast: SimpleNamespace, records: Records, as_: As, link: LinkThem) -> Any:
    """A second record of the same suspect: linked with the first, with its syndicate too, and with a thing."""
    with as_(cast.officer_th):
        twin = log("suspects", cast.officer_th)
    link(cast.officer_th, "same", records.suspect, twin)
    link(cast.officer_th, "member", records.suspect, records.syndicate, role="mule")
    link(cast.officer_th, "member", twin, records.syndicate, role="mule")
    link(cast.officer_th, "owns", twin, records.asset)
    return twin


def ends(as_: As, who: User) -> set[tuple[Any, Any, str, bool]]:
    with as_(who):
        rows = Link.objects.all()
        return {(row.subject_id, row.object_id, row.kind, row.withdrawn_at is None) for row in rows}


def test_links_move_to_the_kept_record_and_back(cast: SimpleNamespace, records: Records, doubled: Any, as_: As) -> None:
    before, principal = ends(as_, cast.officer_th), principal_of(cast.officer_th)
    with as_(cast.officer_th):
        done = relink(principal=principal, from_record=doubled, to_record=records.suspect)
    after = ends(as_, cast.officer_th)
    live = {one[:3] for one in after if one[3]}
    assert live == {
        (records.suspect.pk, records.syndicate.pk, "member"),
        (records.suspect.pk, records.asset.pk, "owns"),
    }
    assert (len(done.moved), len(done.withdrawn)) == (1, 2)
    with as_(cast.officer_th):
        undo_relink(principal=principal, from_record=doubled, to_record=records.suspect, relinked=done)
    assert ends(as_, cast.officer_th) == before


def test_a_link_that_was_withdrawn_meanwhile_is_not_given_back(
    cast: SimpleNamespace, records: Records, doubled: Any, as_: As
) -> None:
    principal = principal_of(cast.officer_th)
    with as_(cast.officer_th):
        done = relink(principal=principal, from_record=doubled, to_record=records.suspect)
        Link.objects.filter(pk__in=done.moved).update(withdrawn_at="2024-09-20T00:00:00Z")
        undo_relink(principal=principal, from_record=doubled, to_record=records.suspect, relinked=done)
        assert Link.objects.get(pk=done.moved[0]).subject_id == records.suspect.pk


def test_what_another_country_linked_stays(
    cast: SimpleNamespace, records: Records, doubled: Any, as_: As, link: LinkThem
) -> None:
    give(as_, cast.coordinator_th, "kh-moi", doubled)
    made = link(cast.coordinator_kh, "member", doubled, records.given)
    with as_(cast.officer_th):
        relink(principal=principal_of(cast.officer_th), from_record=doubled, to_record=records.suspect)
        assert Link.objects.get(pk=made.pk).subject_id == doubled.pk


def test_nobody_moves_links_to_what_is_not_his(
    cast: SimpleNamespace, records: Records, as_: As, link: LinkThem
) -> None:
    link(cast.officer_th, "same", records.syndicate, records.given)
    with as_(cast.officer_th), pytest.raises(NotAllowed):
        relink(principal=principal_of(cast.officer_th), from_record=records.syndicate, to_record=records.given)


def test_links_of_a_reclassified_suspect_are_gone_for_everybody(
    cast: SimpleNamespace, records: Records, as_: As, link: LinkThem
) -> None:
    """Also the one that another country made, and what the history kept of them."""
    with as_(cast.officer_th):
        suspect = step(log("suspects", cast.officer_th), "arrest", cast.officer_th, date(2024, 10, 1))
    give(as_, cast.coordinator_th, "kh-moi", suspect)
    link(cast.officer_th, "member", suspect, records.syndicate)
    link(cast.coordinator_kh, "member", suspect, records.given)
    kept = link(cast.officer_th, "member", records.suspect, records.syndicate)
    with as_(cast.protection_th):
        by = principal_of(cast.protection_th)
        reclassify_suspect(principal=by, suspect=suspect, on=date(2024, 10, 20), words="held there")
        assert [row.pk for row in Link.objects.all()] == [kept.pk]
        events: Any = Link.objects.get().events  # type: ignore[attr-defined]
        assert set(events.model.objects.values_list("subject_id", flat=True)) == {records.suspect.pk}
