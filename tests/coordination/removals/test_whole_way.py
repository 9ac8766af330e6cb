"""The way of a removal as two countries walk it: what it does to figures, and that nobody beside it sees a word."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.test import Client

from coordination.removals import answering, asking, handing
from coordination.removals.models import Removal, RemovalIncident, RemovalPerson
from coordination.removals.selectors import transfers
from operation.audit.models import AuditEntry
from operation.cases.records.suspect import Suspect
from operation.kernel.errors import Refused
from operation.people.models import User
from operation.people.selectors import principal_of
from reporting.indicators.models import LedgerEntry
from reporting.indicators.weeks import monday_of
from tests.factories import removals
from tests.factories.records import step
from tests.factories.removals import check, fresh, held, item, match, people, taken

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
OUTSIDERS = ("coordinator_th", "officer_la2", "observer_unodc", "dpo", "stranger")
CANARIES = ("ចាន់", "Trần Văn", "Mộc Bài", "Led the call centre", "A case is open here", "Hộ Tống", "Taken ill")
PLACES = ("/exchange/removals/", "/", "/desk/", "/search/?q=SG24-KH-REM", "/records/suspects/", "/api/v1/removals/")


def count(cast: SimpleNamespace, as_: As, code: str, who: str = "vn") -> int:
    """What the ledger of a country says of an indicator."""
    user = getattr(cast, f"coordinator_{who}")
    with as_(user):
        rows = LedgerEntry.objects.filter(indicator=code, agency=user.organisation)
        return int(sum(rows.values_list("delta", flat=True)))


def figures(cast: SimpleNamespace, as_: As) -> tuple[int, int, int]:
    """Arrested and transferred by Viet Nam, transferred by Cambodia."""
    return count(cast, as_, "P02"), count(cast, as_, "F02"), count(cast, as_, "F02", "kh")


def statuses(cast: SimpleNamespace, as_: As) -> list[str]:
    with as_(cast.coordinator_vn):
        own = Suspect.objects.filter(originator=cast.coordinator_vn.organisation)
        return sorted(own.values_list("status", flat=True))


class Watch:
    """Outsiders who look at everything after each step."""

    def __init__(self, cast: SimpleNamespace, client_of: ClientOf) -> None:
        self.clients = {who: client_of(getattr(cast, who)) for who in OUTSIDERS}

    def see_nothing_of(self, *all_: Removal) -> None:
        for who, client in self.clients.items():
            for removal in all_:
                for page in ("", "papers/manifest/", "steps/receive/"):
                    assert client.get(f"/exchange/removals/{removal.pk}/{page}").status_code == 404
                assert client.get(f"/api/v1/removals/{removal.pk}/").status_code == 404
            for place in PLACES:
                text = client.get(place, follow=True).content.decode()
                seen = [word for word in (*CANARIES, *(one.reference for one in all_)) if word in text]
                assert not seen, (who, place, seen)


def test_refused_asked_again_handed_over_one_too_few_resolved(
    cast: SimpleNamespace, as_: As, client_of: ClientOf
) -> None:
    """Cambodia asks Viet Nam for three persons; the figures are right at each step, and an outsider saw none."""
    kh, vn, watch = cast.coordinator_kh, cast.coordinator_vn, Watch(cast, client_of)
    first = removals.sent(cast, persons=3)
    watch.see_nothing_of(first)
    taken(first, vn, answering.refuse_removal, date(2024, 10, 2), "A case is open here", ground="ongoing")
    watch.see_nothing_of(first)
    with as_(kh):
        again = asking.ask_again(principal=principal_of(kh), removal=fresh(first, kh))
    assert (again.repeats_id, again.heads, again.state) == (first.pk, 3, "draft")
    taken(again, kh, asking.send_removal, date(2024, 10, 3))
    taken(again, vn, answering.acknowledge_removal, date(2024, 10, 3))
    taken(again, vn, answering.locate_persons, date(2024, 10, 4))
    assert figures(cast, as_) == (0, 0, 0)
    for number, person in enumerate(people(again, vn)):
        match(again, vn, person, held(vn, f"Trần Văn {number}"))
    assert figures(cast, as_) == (3, 0, 0)
    taken(again, vn, answering.hold_persons, date(2024, 10, 5))
    taken(again, vn, answering.grant_removal, date(2024, 10, 6), "Granted by the Ministry, order 12")
    for person in people(again, vn):
        check(again, vn, person)
    item(again, vn)
    taken(again, vn, answering.schedule_removal, date(2024, 10, 10), crossing=removals.crossing())
    watch.see_nothing_of(first, again)
    assert figures(cast, as_) == (3, 0, 0)
    everybody = [person.pk for person in people(again, vn)]
    taken(again, vn, handing.hand_over_persons, date(2024, 10, 15), persons=everybody)
    assert figures(cast, as_) == (3, 0, 0)
    taken(again, kh, handing.receive_persons, date(2024, 10, 16), persons=everybody[:2])
    assert figures(cast, as_) == (3, 2, 0)
    watch.see_nothing_of(first, again)
    incident = the_incident(again, cast, as_)
    for by in (kh, vn):
        explain(again, by, incident, as_, {everybody[2]: "received"})
    assert figures(cast, as_) == (3, 3, 0)
    taken(again, kh, handing.close_removal, date(2024, 12, 1))
    watch.see_nothing_of(first, again)
    with as_(vn):
        weeks = LedgerEntry.objects.filter(indicator="F02").values_list("week", flat=True)
        assert set(weeks) == {monday_of(date(2024, 10, 16))}


def test_heads_differ_by_one_and_are_explained(cast: SimpleNamespace, as_: As) -> None:
    removal = removals.received(cast, persons=3, missing=1)
    assert (removal.state, removal.heads, removal.heads_sent, removal.heads_received) == ("received", 3, 3, 2)
    assert statuses(cast, as_) == ["removal_pending", "transferred", "transferred"]
    [last] = [person for person in people(removal, cast.coordinator_kh) if person.differs]
    incident = the_incident(removal, cast, as_)
    assert (incident.of_heads, incident.difference) == (True, 1)
    with pytest.raises(Refused, match="incident is open"):
        taken(removal, cast.coordinator_kh, handing.close_removal, date(2024, 12, 1))
    explain(removal, cast.coordinator_kh, incident, as_, {last.pk: "returned"})
    assert the_incident(removal, cast, as_).is_open
    explain(removal, cast.coordinator_vn, incident, as_, {last.pk: "returned"})
    assert statuses(cast, as_) == ["detained", "transferred", "transferred"]
    closed = taken(removal, cast.coordinator_kh, handing.close_removal, date(2024, 12, 1))
    assert closed.state == "closed"
    assert figures(cast, as_) == (3, 2, 0)


def the_incident(removal: Removal, cast: SimpleNamespace, as_: As) -> RemovalIncident:
    with as_(cast.coordinator_vn):
        found: RemovalIncident = RemovalIncident.objects.visible_to(principal_of(cast.coordinator_vn)).get(
            removal=removal
        )
        return found


def explain(removal: Removal, by: User, incident: RemovalIncident, as_: As, ends: dict[UUID, str]) -> None:
    with as_(by):
        current = fresh(removal, by)
        handing.explain_incident(
            principal=principal_of(by),
            removal=current,
            version=current.version,
            incident=incident.pk,
            words="Taken ill at the crossing",
            ends=ends,
        )


def test_both_sides_say_the_same_of_each_person(cast: SimpleNamespace, as_: As) -> None:
    removal = removals.received(cast, persons=2, missing=1)
    incident = the_incident(removal, cast, as_)
    [last] = [person for person in people(removal, cast.coordinator_kh) if person.differs]
    with pytest.raises(Refused, match="what became of him"):
        explain(removal, cast.coordinator_kh, incident, as_, {})
    with pytest.raises(Refused, match="what became of him"):
        explain(removal, cast.coordinator_kh, incident, as_, {last.pk: "vanished"})
    explain(removal, cast.coordinator_kh, incident, as_, {last.pk: "escaped"})
    with pytest.raises(Refused, match="says otherwise"):
        explain(removal, cast.coordinator_vn, incident, as_, {last.pk: "received"})
    explain(removal, cast.coordinator_kh, incident, as_, {last.pk: "received"})
    explain(removal, cast.coordinator_vn, incident, as_, {last.pk: "received"})
    assert statuses(cast, as_) == ["transferred", "transferred"]
    with pytest.raises(Refused, match="is resolved"):
        explain(removal, cast.coordinator_vn, incident, as_, {})


def test_an_incident_on_the_road_is_explained_by_both(cast: SimpleNamespace, as_: As) -> None:
    removal, by = removals.handed_over(cast), cast.coordinator_vn
    with as_(by):
        current = fresh(removal, by)
        shared = {"principal": principal_of(by), "removal": current, "version": current.version}
        with pytest.raises(Refused, match="Say what happened"):
            handing.note_incident(on=removals.HANDED_ON, what=" ", **shared)  # type: ignore[arg-type]
        with pytest.raises(Refused, match="in the future"):
            handing.note_incident(on=date(2099, 1, 1), what="A flat tyre", **shared)  # type: ignore[arg-type]
        made = handing.note_incident(on=removals.HANDED_ON, what="A flat tyre", **shared)  # type: ignore[arg-type]
    for each in (cast.coordinator_kh, cast.coordinator_vn):
        explain(removal, each, made, as_, {})
    assert not the_incident(removal, cast, as_).is_open


def test_before_the_road_there_is_no_incident(cast: SimpleNamespace, as_: As) -> None:
    removal, by = removals.sent(cast), cast.coordinator_vn
    with as_(by), pytest.raises(Refused, match="from the schedule"):
        current = fresh(removal, by)
        handing.note_incident(
            principal=principal_of(by), removal=current, version=current.version, on=date(2024, 10, 2), what="x"
        )


def test_nobody_is_lost(cast: SimpleNamespace, as_: As) -> None:
    removal = removals.received(cast, persons=2, left_behind=1, missing=1)
    with as_(cast.coordinator_kh):
        ends = RemovalPerson.objects.filter(removal=removal).values_list("sent", "arrived", "end")
        assert list(ends) == [(True, True, "received"), (False, False, "stayed")]
    assert statuses(cast, as_) == ["detained", "transferred"]


def test_what_the_other_side_confirms_is_told_under_who_handed_over(cast: SimpleNamespace) -> None:
    removal = removals.received(cast)
    entry = AuditEntry.objects.get(verb="transfer")
    assert (entry.actor_id, entry.channel) == (cast.coordinator_vn.pk, "removal")
    assert entry.details["because"] == removal.reference
    assert AuditEntry.objects.get(verb="removal receive").actor_id == cast.coordinator_kh.pk


def test_somebody_else_is_not_on_the_list(cast: SimpleNamespace) -> None:
    removal = removals.scheduled(cast)
    stranger = UUID("018f0000-0000-7000-8000-000000000000")
    for persons, words in (([], "Tick at least one"), ([stranger], "not on the list")):
        with pytest.raises(Refused, match=words):
            taken(removal, cast.coordinator_vn, handing.hand_over_persons, removals.HANDED_ON, persons=persons)


def test_who_died_meanwhile_is_not_handed_over(cast: SimpleNamespace, as_: As) -> None:
    removal, by = removals.scheduled(cast), cast.coordinator_vn
    [person] = people(removal, by)
    with as_(by):
        step(Suspect.objects.get(pk=person.held_record), "decease", by, date(2024, 10, 12))
    with pytest.raises(Refused, match="does not wait"):
        taken(removal, by, handing.hand_over_persons, removals.HANDED_ON, persons=[person.pk])


def test_transfers_are_counted_with_their_time_and_pathway(cast: SimpleNamespace, as_: As) -> None:
    removals.received(cast, persons=2)
    removals.sent(cast)
    for who, heads in (("coordinator_vn", 2), ("director", 2), ("coordinator_th", 0)):
        with as_(getattr(cast, who)):
            found = transfers(principal_of(getattr(cast, who)))
        assert found.count == heads
        assert found.median_days == (15 if heads else None)
        assert found.pathways == ({"extradition": 2} if heads else {})
