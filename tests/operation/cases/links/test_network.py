"""The network picture: what is in it, step by step, and where it stands; a table has the same."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from operation.cases.drafts import IdentifierDraft
from operation.cases.links.drawing import draw
from operation.cases.links.models import End
from operation.cases.links.network import DRAWN_AT_MOST, network_of
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log, log_many
from tests.operation.cases.links.conftest import LinkThem, give

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
Records = SimpleNamespace


def keys(as_: As, who: User, record: Any, opened: list[Any] | None = None) -> list[Any]:
    with as_(who):
        asked = None if opened is None else [End.of(one) for one in opened]
        return [node.key for node in network_of(principal_of(who), record, asked).nodes]


def test_a_syndicate_begins_with_two_steps_and_a_suspect_with_one(
    cast: SimpleNamespace, records: Records, link: LinkThem, as_: As
) -> None:
    link(cast.officer_th, "member", records.suspect, records.syndicate)
    link(cast.officer_th, "owns", records.suspect, records.asset)
    whole = [records.syndicate.pk, records.suspect.pk, records.asset.pk]
    assert keys(as_, cast.officer_th, records.syndicate) == whole
    assert keys(as_, cast.officer_th, records.syndicate, []) == whole[:2]
    assert keys(as_, cast.officer_th, records.asset) == [records.asset.pk, records.suspect.pk]
    assert keys(as_, cast.officer_th, records.asset, [records.suspect]) == whole[::-1]


def test_it_ends_where_the_readers_sight_ends(cast: SimpleNamespace, records: Records, link: LinkThem, as_: As) -> None:
    """The record behind a hidden one is in no picture, though it is the reader's own."""
    link(cast.officer_th, "member", records.suspect, records.given)
    link(cast.coordinator_kh, "controls", records.given, records.hidden)
    assert keys(as_, cast.coordinator_kh, records.hidden) == [records.hidden.pk, records.given.pk]
    assert keys(as_, cast.officer_th, records.suspect, [records.given, records.hidden]) == [
        records.suspect.pk,
        records.given.pk,
    ]


def test_what_is_opened_far_away_is_not_drawn(cast: SimpleNamespace, records: Records, link: LinkThem, as_: As) -> None:
    link(cast.officer_th, "owns", records.suspect, records.asset)
    assert keys(as_, cast.officer_th, records.syndicate, [records.suspect]) == [records.syndicate.pk]


def test_sixty_are_drawn_and_more_are_said(
    cast: SimpleNamespace, records: Records, as_: As, link: LinkThem, client_of: ClientOf
) -> None:
    client, address = client_of(cast.officer_th), f"/records/syndicates/{records.syndicate.pk}/network/"
    with as_(cast.officer_th):
        members = log_many("suspects", cast.officer_th, DRAWN_AT_MOST)
    for member in members[:20]:
        link(cast.officer_th, "member", member, records.syndicate)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        assert "there are more" not in client.get(address).content.decode()
    for member in members[20:]:
        link(cast.officer_th, "member", member, records.syndicate)
    with CaptureQueriesContext(connection) as many:
        shown = client.get(address).content.decode()
    assert "there are more" in shown
    assert shown.count("<foreignObject") == DRAWN_AT_MOST
    assert len(many) == len(few)


def test_the_table_has_what_the_drawing_has(
    cast: SimpleNamespace, records: Records, as_: As, link: LinkThem, client_of: ClientOf
) -> None:
    link(cast.officer_th, "member", records.suspect, records.syndicate, role="leader", confidence="possible")
    link(cast.officer_th, "owns", records.suspect, records.asset)
    link(cast.officer_th, "controls", records.syndicate, records.asset)
    shown = client_of(cast.officer_th).get(f"/records/syndicates/{records.syndicate.pk}/network/").content.decode()
    drawing, table = shown.split("The same as a table")
    assert drawing.count('class="net__line net__line--') == 3 + 3  # and the legend's
    assert table.count("<tr>") == 1 + 3
    for words in ("member of · leader, financier", "controlled by", records.asset.reference):
        assert words in drawing
    for words in ("members", "leader, financier", "controls", "owns", records.asset.reference):
        assert words in table


def test_open_and_close_are_addresses(
    cast: SimpleNamespace, records: Records, as_: As, link: LinkThem, client_of: ClientOf
) -> None:
    link(cast.officer_th, "member", records.suspect, records.syndicate)
    link(cast.officer_th, "owns", records.suspect, records.asset)
    client, address = client_of(cast.officer_th), f"/records/seized-assets/{records.asset.pk}/network/"
    more = f"?open=SUS.{records.suspect.pk}"
    assert f'href="{more}"' in client.get(address).content.decode()
    opened = client.get(address + more).content.decode()
    assert records.syndicate.reference in opened
    assert 'href="?open="' in opened
    for nonsense in ("nonsense", "SUS.nonsense", f"XXX.{records.suspect.pk}", f"SYN.{records.hidden.pk}"):
        assert client.get(f"{address}?open={nonsense}").status_code == 200


def test_nobody_stands_on_anybody(cast: SimpleNamespace, records: Records, as_: As, link: LinkThem) -> None:
    with as_(cast.officer_th):
        others = [log("syndicates", cast.officer_th) for _one in range(2)]
    for syndicate in (records.syndicate, *others):
        link(cast.officer_th, "member", records.suspect, syndicate)
        link(cast.officer_th, "controls", syndicate, records.asset)
    with as_(cast.officer_th):
        network = network_of(
            principal_of(cast.officer_th), records.suspect, [End.of(one) for one in (records.syndicate, *others)]
        )
    drawing = draw(network)
    spots = {(spot.x, spot.y) for spot in drawing.spots}
    assert len(spots) == len(network.nodes) == 5
    assert all(0 < spot.x < drawing.width and 0 < spot.y < drawing.height for spot in drawing.spots)
    assert len(drawing.lines) == 6


def test_a_number_that_two_records_bear_stands_between_them(cast: SimpleNamespace, records: Records, as_: As) -> None:
    """Found by it, though nobody linked them; a number that one alone bears is no node."""
    shared, own = IdentifierDraft("phone", "081 234 5678"), IdentifierDraft("phone", "081 234 5679")
    with as_(cast.officer_th):
        one = log("suspects", cast.officer_th, identifiers=(shared, own))
        other = log("suspects", cast.officer_th, identifiers=(IdentifierDraft("phone", "+66 81 234 5678"),))
        network = network_of(principal_of(cast.officer_th), one)
    number = network.nodes[1].thing
    assert [node.step for node in network.nodes] == [0, 1, 2]
    assert network.nodes[2].key == other.pk
    assert (number.kind, number.text) == ("phone", "+66812345678")  # type: ignore[union-attr]


def test_a_number_tells_nothing_of_what_is_not_seen(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    """Neither of another country's records, nor of a child's, nor of a number with a mark of its own."""
    shared = IdentifierDraft("phone", "+66 81 234 5678")
    with as_(cast.officer_th):
        one = log("suspects", cast.officer_th, identifiers=(shared,))
        child = log("suspects", cast.officer_th, identifiers=(shared,), treated_as_child=True)
        marked = log("suspects", cast.officer_th, identifiers=(IdentifierDraft("phone", shared.text, tlp="red"),))
    with as_(cast.coordinator_kh):
        log("suspects", cast.coordinator_kh, identifiers=(shared,))
    give(as_, cast.coordinator_th, "kh-moi", one, child, marked)
    assert len(keys(as_, cast.coordinator_th, one)) == 3  # the number and the child
    theirs = keys(as_, cast.coordinator_kh, one)
    assert len(theirs) == 3  # the number and their own
    assert not {child.pk, marked.pk} & set(theirs)
    assert keys(as_, cast.coordinator_kh, child) == [child.pk]


def test_a_relation_of_the_record_itself_is_drawn_from_both_ends(
    cast: SimpleNamespace, records: Records, as_: As, client_of: ClientOf
) -> None:
    with as_(cast.officer_th):
        member = log("suspects", cast.officer_th, syndicate=records.syndicate, syndicate_role="mule")
    shown = client_of(cast.officer_th).get(f"/records/suspects/{member.pk}/network/").content.decode()
    assert "syndicate · Mule" in shown
    assert keys(as_, cast.officer_th, member) == [member.pk, records.syndicate.pk]
    assert keys(as_, cast.officer_th, records.syndicate) == [records.syndicate.pk, member.pk]
    give(as_, cast.coordinator_th, "kh-moi", member)
    assert keys(as_, cast.coordinator_kh, member) == [member.pk]


def test_a_steps_cost_does_not_grow(cast: SimpleNamespace, records: Records, as_: As) -> None:
    """As many statements for sixty members with a telephone each as for one."""
    phone = IdentifierDraft("phone", "+66 81 234 5678")
    principal, costs = principal_of(cast.officer_th), []
    for count in (1, DRAWN_AT_MOST):
        with as_(cast.officer_th):
            log_many("suspects", cast.officer_th, count, syndicate=records.syndicate, identifiers=(phone,))
        with as_(cast.officer_th), CaptureQueriesContext(connection) as captured:
            network_of(principal, records.syndicate)
        costs.append(len(captured))
    assert costs[0] == costs[1]
