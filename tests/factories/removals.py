"""Removals as two countries make them: Cambodia asks, Viet Nam holds. Each step in the context of who takes it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from coordination.removals import answering, asking, checking, handing, naming
from coordination.removals.answering import Crossing
from coordination.removals.asking import RemovalDraft
from coordination.removals.checking import Answer, ItemDraft
from coordination.removals.models import CheckKind, Removal, RemovalPerson
from coordination.removals.stepping import Order
from operation.access.context import acting_as
from operation.cases.base import CaseRecord
from operation.cases.drafts import NameDraft
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from tests.factories.records import WARRANT, log, step

ZONE = "Asia/Ho_Chi_Minh"
ASKED_ON = date(2024, 10, 1)
ARRESTED_ON = date(2024, 9, 20)
HANDED_ON = date(2024, 10, 15)
RECEIVED_ON = date(2024, 10, 16)
TOMORROW = datetime.now(UTC) + timedelta(days=2)
REQUEST = "Led the call centre; charged with fraud"


def wanted(by: User, name: str = "ចាន់ គំរូ", **values: Any) -> CaseRecord:
    """A suspect whom the asking side seeks under a warrant."""
    with acting_as(principal_of(by), channel="test"):
        record = log("suspects", by, names=(NameDraft(name),), **WARRANT, **values)
        return step(record, "seek", by, date(2024, 9, 11))


def held(by: User, name: str = "Trần Văn Mẫu", on: date = ARRESTED_ON, **values: Any) -> CaseRecord:
    """A suspect whom the asked side has arrested."""
    with acting_as(principal_of(by), channel="test"):
        record = log("suspects", by, names=(NameDraft(name),), **values)
        return step(record, "arrest", by, on)


def fresh(removal: Removal, by: User) -> Removal:
    """The removal as `by` sees it now."""
    with acting_as(principal_of(by), channel="test"):
        return Removal.objects.visible_to(principal_of(by)).get(pk=removal.pk)


def order(removal: Removal, by: User, on: date, words: str = "") -> Order:
    current = fresh(removal, by)
    return Order(principal_of(by), current, current.version, on, words)


def begun(cast: SimpleNamespace, *, persons: int = 1, through_lmlecc: bool = True, **given: Any) -> Removal:
    """A draft of Cambodia's with that many persons."""
    by = cast.coordinator_kh
    records = [wanted(by, f"ចាន់ {chr(0x1780 + number)}") for number in range(persons)]
    with acting_as(principal_of(by), channel="test"):
        draft = RemovalDraft("extradition", REQUEST, "Treaty of 2013", through_lmlecc=through_lmlecc, **given)
        made = asking.ask_removal(
            principal=principal_of(by),
            operation=Operation.objects.get(code="seagull"),
            to=cast.coordinator_vn.organisation,
            draft=draft,
        )
        for record in records:
            current = fresh(made, by)
            naming.list_person(principal=principal_of(by), removal=current, version=current.version, record=record.pk)
        return fresh(made, by)


def sent(cast: SimpleNamespace, on: date = ASKED_ON, **given: Any) -> Removal:
    return taken(begun(cast, **given), cast.coordinator_kh, asking.send_removal, on)


def taken(
    removal: Removal, by: User, action: Callable[..., Removal], on: date, words: str = "", **given: Any
) -> Removal:
    """One step by one person."""
    with acting_as(principal_of(by), channel="test"):
        action(order=order(removal, by, on, words), **given)
        return fresh(removal, by)


def acknowledged(cast: SimpleNamespace, **given: Any) -> Removal:
    return taken(sent(cast, **given), cast.coordinator_vn, answering.acknowledge_removal, date(2024, 10, 2))


def granted(cast: SimpleNamespace, **given: Any) -> Removal:
    """Acknowledged, located, everybody matched with a suspect in custody, granted."""
    by = cast.coordinator_vn
    removal = taken(acknowledged(cast, **given), by, answering.locate_persons, date(2024, 10, 3))
    for number, person in enumerate(people(removal, by)):
        match(removal, by, person, held(by, f"Trần Văn {chr(65 + number)}"))
    removal = taken(removal, by, answering.hold_persons, date(2024, 10, 4))
    return taken(removal, by, answering.grant_removal, date(2024, 10, 8), "Granted by the Ministry, order 12")


def people(removal: Removal, by: User) -> list[RemovalPerson]:
    with acting_as(principal_of(by), channel="test"):
        return list(RemovalPerson.objects.visible_to(principal_of(by)).filter(removal=removal))


def match(removal: Removal, by: User, person: RemovalPerson, record: CaseRecord) -> None:
    with acting_as(principal_of(by), channel="test"):
        current = fresh(removal, by)
        naming.match_person(
            principal=principal_of(by),
            removal=current,
            version=current.version,
            person=person.pk,
            record=record.pk,
        )


def check(removal: Removal, by: User, person: RemovalPerson, **answers: str) -> None:
    """Answer every question «yes», or as named."""
    given = {kind.value: Answer(answers.get(kind.value, "yes"), "Seen the file", ARRESTED_ON) for kind in CheckKind}
    with acting_as(principal_of(by), channel="test"):
        current = fresh(removal, by)
        checking.answer_checks(
            principal=principal_of(by), removal=current, version=current.version, person=person.pk, answers=given
        )


def item(removal: Removal, by: User, what: str = "Lê Văn Hộ Tống", kind: str = "escort", **given: str) -> None:
    with acting_as(principal_of(by), channel="test"):
        current = fresh(removal, by)
        draft = ItemDraft(kind, what, **given)
        checking.add_item(principal=principal_of(by), removal=current, version=current.version, draft=draft)


def cleared(cast: SimpleNamespace, **given: Any) -> Removal:
    """Granted, every question answered, an escort on the manifest."""
    by = cast.coordinator_vn
    removal = granted(cast, **given)
    for person in people(removal, by):
        check(removal, by, person)
    item(removal, by)
    return removal


def crossing(place: str = "Mộc Bài", at: datetime | None = TOMORROW, zone: str = ZONE) -> Crossing:
    return Crossing(place, at, zone)


def scheduled(cast: SimpleNamespace, **given: Any) -> Removal:
    by = cast.coordinator_vn
    return taken(cleared(cast, **given), by, answering.schedule_removal, date(2024, 10, 10), crossing=crossing())


def handed_over(cast: SimpleNamespace, *, left_behind: int = 0, **given: Any) -> Removal:
    """All but the last `left_behind` are ticked by Viet Nam."""
    by, removal = cast.coordinator_vn, scheduled(cast, **given)
    keys = [person.pk for person in people(removal, by)]
    return taken(removal, by, handing.hand_over_persons, HANDED_ON, persons=keys[: len(keys) - left_behind])


def received(cast: SimpleNamespace, *, missing: int = 0, **given: Any) -> Removal:
    """All but the last `missing` of those on the list are ticked by Cambodia."""
    by, removal = cast.coordinator_kh, handed_over(cast, **given)
    keys = [person.pk for person in people(removal, by)]
    return taken(removal, by, handing.receive_persons, RECEIVED_ON, persons=keys[: len(keys) - missing])
