"""The life of a request: each side takes its own steps, and what is said stays."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest

from coordination.alerts.models import Alert
from coordination.messages.actions import MessageDraft, write_message
from coordination.messages.models import Message, Thread, ThreadSeen
from coordination.messages.talkable import by_kind, two_sides
from coordination.requests.actions import amend_request, discard_request
from coordination.requests.drafts import RequestDraft
from coordination.requests.models import PartKind, Request, RequestPart, RequestState, RequestStep
from coordination.requests.stepping import LONGEST, Given, take_step
from operation.audit.models import AuditEntry
from operation.kernel import clock
from operation.kernel.errors import Conflict, NotAllowed, Refused
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from tests.factories.records import log
from tests.factories.requests import TEXTS, at, drafted, sent, step

As = Callable[[User], AbstractContextManager[None]]


def state_of(request: Request, as_: As, who: User) -> str:
    with as_(who):
        return str(Request.objects.get(pk=request.pk).state)


def test_from_the_draft_to_the_end(cast: SimpleNamespace, as_: As) -> None:
    given = drafted(cast.officer_th, cast.coordinator_kh)
    assert given.state == RequestState.DRAFT
    assert given.reference.startswith("SG24-TH-REQ-")
    for name, who in (
        ("send", cast.coordinator_th),
        ("acknowledge", cast.supervisor_kh),
        ("ask", cast.supervisor_kh),
        ("clarify", cast.supervisor_th),
        ("begin", cast.coordinator_kh),
        ("partly", cast.coordinator_kh),
        ("answer", cast.coordinator_kh),
        ("close", cast.coordinator_th),
    ):
        step(given, name, who)
    with as_(cast.coordinator_th):
        taken = list(RequestStep.objects.values_list("name", "state"))
        kinds = list(RequestPart.objects.values_list("kind", flat=True))
    assert [state for _name, state in taken] == [
        "sent", "acknowledged", "clarification", "acknowledged", "in_progress", "partly_answered", "answered", "closed",
    ]  # fmt: skip
    assert kinds == ["subject", "asked", "acknowledgement", "question", "clarification", "partial", "answer"]


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("send", "officer_th"),
        ("send", "coordinator_kh"),
        ("acknowledge", "officer_kh"),
        ("acknowledge", "coordinator_th"),
        ("acknowledge", "director"),
        ("answer", "coordinator_vn"),
        ("withdraw", "coordinator_kh"),
        ("close", "supervisor_kh"),
    ],
)
def test_a_step_is_its_sides_alone(cast: SimpleNamespace, as_: As, name: str, who: str) -> None:
    given = drafted(cast.officer_th, cast.coordinator_kh)
    actor = getattr(cast, who)
    with as_(actor), pytest.raises(NotAllowed):
        take_step(principal=principal_of(actor), request=given, name=name, given=Given("words"), version=1)


def test_who_watches_writes_nothing_behind_the_second_wall(cast: SimpleNamespace, as_: As) -> None:
    given = sent(cast.coordinator_th, cast.coordinator_kh)
    for who in (cast.director, cast.coordinator_vn):
        with as_(who):
            assert Request.objects.filter(pk=given.pk).update(state="closed") == 0
    assert state_of(given, as_, cast.coordinator_th) == "sent"


def test_what_is_not_possible_from_a_state_says_so(cast: SimpleNamespace) -> None:
    given = sent(cast.coordinator_th, cast.coordinator_kh)
    with pytest.raises(Refused, match="«Answer» is not possible from there"):
        step(given, "answer", cast.coordinator_kh)


def test_words_that_the_other_side_needs_are_asked_for(cast: SimpleNamespace) -> None:
    given = sent(cast.coordinator_th, cast.coordinator_kh)
    step(given, "acknowledge", cast.coordinator_kh, words="")
    for words in ("  ", "x" * (LONGEST + 1)):
        with pytest.raises(Refused) as refused:
            step(given, "answer", cast.coordinator_kh, words=words)
        assert list(refused.value.message_dict) == ["words"]


def test_a_refusal_names_its_ground_and_can_be_asked_again(cast: SimpleNamespace, as_: As) -> None:
    given = sent(cast.coordinator_th, cast.coordinator_kh)
    with pytest.raises(Refused) as refused:
        step(given, "refuse", cast.coordinator_kh, words="")
    assert list(refused.value.message_dict) == ["ground"]
    now = step(given, "refuse", cast.coordinator_kh, words="", ground="source")
    assert (now.state, now.ground) == ("refused", "source")
    step(given, "close", cast.coordinator_th)
    assert drafted(cast.coordinator_th, cast.coordinator_kh, repeats=given.pk).repeats_id == given.pk


def test_only_what_was_refused_is_asked_again(cast: SimpleNamespace) -> None:
    mine = sent(cast.coordinator_th, cast.coordinator_kh)
    of_others = sent(cast.coordinator_vn, cast.coordinator_kh)
    step(of_others, "refuse", cast.coordinator_kh, ground="source")
    for other in (mine, of_others):
        with pytest.raises(Refused) as refused:
            drafted(cast.coordinator_th, cast.coordinator_kh, repeats=other.pk)
        assert list(refused.value.message_dict) == ["repeats"]


def test_evidence_is_redirected_and_never_answered(cast: SimpleNamespace) -> None:
    given = sent(cast.coordinator_th, cast.coordinator_kh, kind="evidence")
    step(given, "acknowledge", cast.coordinator_kh)
    with pytest.raises(Refused, match="mutual legal assistance alone"):
        step(given, "answer", cast.coordinator_kh)
    with pytest.raises(Refused):
        step(given, "redirect", cast.coordinator_kh, words="")
    assert step(given, "redirect", cast.coordinator_kh).state == RequestState.REDIRECTED


def test_an_older_version_is_a_conflict(cast: SimpleNamespace, as_: As) -> None:
    given = sent(cast.coordinator_th, cast.coordinator_kh)
    principal = principal_of(cast.coordinator_kh)
    with as_(cast.coordinator_kh), pytest.raises(Conflict):
        take_step(principal=principal, request=given, name="acknowledge", given=Given(), version=given.version - 1)


def amend(request: Request, by: User, as_: As, **given: Any) -> Request:
    principal = principal_of(by)
    wanted: dict[str, Any] = {"recipient": request.recipient, "texts": TEXTS} | given
    draft = RequestDraft(**wanted)
    with as_(by):
        return amend_request(principal=principal, request=request, draft=draft, version=request.version)


def test_a_draft_is_written_anew(cast: SimpleNamespace, as_: As) -> None:
    given = drafted(cast.officer_th, cast.coordinator_kh)
    changed = amend(given, cast.supervisor_th, as_, texts=TEXTS | {PartKind.PURPOSE: "to warn them"}, urgency="urgent")
    with as_(cast.officer_th):
        assert set(RequestPart.objects.values_list("kind", flat=True)) == {"subject", "asked", "purpose"}
    assert (changed.urgency, changed.version) == ("urgent", 2)
    with pytest.raises(NotAllowed):
        amend(given, cast.officer_kh, as_)
    with pytest.raises(Conflict):
        amend(given, cast.officer_th, as_)


def test_what_was_sent_is_neither_changed_nor_thrown_away(cast: SimpleNamespace, as_: As) -> None:
    given = sent(cast.coordinator_th, cast.coordinator_kh)
    principal = principal_of(cast.coordinator_th)
    with pytest.raises(Refused):
        amend(given, cast.coordinator_th, as_)
    with as_(cast.coordinator_th), pytest.raises(Refused):
        discard_request(principal=principal, request=given, version=given.version)


def test_a_draft_is_thrown_away_whole(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        record = log("suspects", cast.officer_th)
    given = drafted(cast.officer_th, cast.coordinator_kh, references=[record.reference])
    with as_(cast.officer_th):
        discard_request(principal=principal_of(cast.officer_th), request=given, version=given.version)
        assert not Request.objects.exists()
        assert not RequestPart.objects.exists()


def test_what_was_said_about_a_draft_goes_with_it(cast: SimpleNamespace, as_: As) -> None:
    """Thread, messages, how far one has read, and the alert that leads there; of another draft nothing."""
    given, other = (drafted(cast.officer_th, cast.coordinator_kh) for _time in range(2))
    principal, talkable = principal_of(cast.officer_th), by_kind("request")
    assert talkable is not None
    words = MessageDraft("shall we?", "en", mentions=[cast.supervisor_th.pk])
    with as_(cast.officer_th):
        for request in (given, other):
            (inside,) = two_sides(principal, request)
            write_message(principal=principal, talkable=talkable, thing=request, audience=inside, draft=words)
    with as_(cast.supervisor_th):
        assert (Thread.objects.count(), Message.objects.count(), Alert.objects.count()) == (2, 2, 2)
    with as_(cast.officer_th):
        discard_request(principal=principal, request=given, version=given.version)
        assert [one.thing_id for one in Thread.objects.all()] == [other.pk]
        assert (Message.objects.count(), ThreadSeen.objects.count()) == (1, 1)
    with as_(cast.supervisor_th):
        assert Alert.objects.count() == 1


@pytest.mark.parametrize("what", ["amend", "discard", "send"])
def test_a_draft_that_a_colleague_threw_away_meanwhile(cast: SimpleNamespace, as_: As, what: str) -> None:
    given, principal = drafted(cast.officer_th, cast.coordinator_kh), principal_of(cast.supervisor_th)
    with as_(cast.officer_th):
        discard_request(principal=principal_of(cast.officer_th), request=given, version=given.version)
    with as_(cast.supervisor_th), pytest.raises(Conflict):
        if what == "amend":
            amend(given, cast.supervisor_th, as_)
        elif what == "discard":
            discard_request(principal=principal, request=given, version=given.version)
        else:
            take_step(principal=principal, request=given, name="send", given=Given(), version=given.version)


def test_a_colleagues_record_stays_in_a_draft_that_somebody_else_changes(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.coordinator_th):
        hidden = log("suspects", cast.coordinator_th, tlp="red", named_readers=[cast.coordinator_th.pk])
        given = drafted(cast.coordinator_th, cast.coordinator_kh, references=[hidden.reference])
    amend(given, cast.officer_th, as_)
    with as_(cast.coordinator_th):
        assert [row.record_id for row in given.subjects.all()] == [hidden.pk]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"texts": {PartKind.SUBJECT: "only this"}}, "asked"),
        ({"handling_code": "H3"}, "handling_text"),
        ({"tlp": "amber_strict"}, "tlp"),
        ({"references": ["SG24-TH-SUS-NOBODY"]}, "references"),
        ({"references": ["nonsense"]}, "references"),
        ({"references": [f"SG24-TH-SUS-{number}" for number in range(21)]}, "references"),
    ],
)
def test_what_a_draft_lacks_is_said_by_field(cast: SimpleNamespace, given: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        drafted(cast.officer_th, cast.coordinator_kh, **given)
    assert list(refused.value.message_dict) == [field]


@pytest.mark.parametrize("to", ["coordinator_th", "director", "observer_unodc"])
def test_it_goes_to_an_agency_of_another_country(cast: SimpleNamespace, to: str) -> None:
    with pytest.raises(Refused) as refused:
        drafted(cast.officer_th, getattr(cast, to))
    assert list(refused.value.message_dict) == ["recipient"]


def test_a_record_that_is_not_yours_cannot_be_named(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_vn):
        foreign = log("suspects", cast.officer_vn)
    with pytest.raises(Refused) as refused:
        drafted(cast.officer_th, cast.coordinator_kh, references=[foreign.reference])
    assert "that you may read" in str(refused.value)


@pytest.mark.parametrize("who", ["protection_th", "director", "observer_unodc", "stranger"])
def test_who_logs_nothing_asks_nothing(cast: SimpleNamespace, who: str) -> None:
    with pytest.raises(NotAllowed):
        drafted(getattr(cast, who), cast.coordinator_kh)


def test_the_trail_tells_each_step_and_no_word(cast: SimpleNamespace) -> None:
    with clock.at(at("2024-09-02 10:00")):
        given = sent(cast.coordinator_th, cast.coordinator_kh)
        step(given, "refuse", cast.coordinator_kh, words="a secret reason", ground="source")
    entries = AuditEntry.objects.filter(target_id=given.pk, verb="took request step").order_by("at")
    assert [entry.details["step"] for entry in entries] == ["send", "refuse"]
    assert entries[1].details["ground"] == "source"
    assert "secret" not in str([entry.details for entry in AuditEntry.objects.all()])


def test_the_operation_is_that_of_the_installation(cast: SimpleNamespace) -> None:
    given = drafted(cast.officer_th, cast.coordinator_kh)
    assert given.operation == Operation.objects.get(code="seagull")
