"""Who can say what to whom, and who meets it."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.http import Http404

from coordination.messages.models import LONGEST, Message, Thread
from operation.audit.models import AuditEntry
from operation.cases.base import CaseRecord
from operation.cases.marking import Marking
from operation.cases.sharing import recall_records, regrade_records
from operation.kernel.errors import NotAllowed, Refused
from operation.people.selectors import principal_of
from tests.coordination.conftest import As
from tests.coordination.messages.conftest import release
from tests.factories.messages import say, texts
from tests.factories.records import log


def test_a_recipient_meets_what_was_said_to_it_and_nothing_else(
    cast: SimpleNamespace, as_: As, suspect: CaseRecord
) -> None:
    with as_(cast.coordinator_th):
        inside = say(suspect, cast.coordinator_th, text="between us")
        to_kh = say(suspect, cast.coordinator_th, cast.coordinator_kh.organisation, "to Cambodia")
        to_vn = say(suspect, cast.coordinator_th, cast.coordinator_vn.organisation, "to Viet Nam")
    with as_(cast.coordinator_kh):
        answer = say(suspect, cast.coordinator_kh, cast.coordinator_th.organisation, "from Cambodia")
        assert answer.thread_id == to_kh.thread_id
        assert texts(cast.coordinator_kh, to_kh) == ["to Cambodia", "from Cambodia"]
        for hidden in (inside, to_vn):
            with pytest.raises(Http404):
                texts(cast.coordinator_kh, hidden)
        assert set(Message.objects.visible_to(principal_of(cast.coordinator_kh))) == {to_kh, answer}
    with as_(cast.officer_th):
        assert texts(cast.officer_th, inside) == ["between us"]
        assert texts(cast.officer_th, to_kh) == ["to Cambodia", "from Cambodia"]


@pytest.mark.parametrize("who", ["coordinator_mm", "director", "dpo", "admin", "observer_unodc", "stranger"])
def test_who_does_not_read_the_record_meets_nothing(
    cast: SimpleNamespace, as_: As, suspect: CaseRecord, who: str
) -> None:
    with as_(cast.coordinator_th):
        message = say(suspect, cast.coordinator_th, cast.coordinator_kh.organisation)
    outsider = getattr(cast, who)
    with as_(outsider):
        assert not Thread.objects.visible_to(principal_of(outsider)).exists()
        with pytest.raises(Http404):
            texts(outsider, message)


def test_a_recalled_record_takes_its_conversation_along(cast: SimpleNamespace, as_: As, suspect: CaseRecord) -> None:
    kh = cast.coordinator_kh.organisation
    with as_(cast.coordinator_th):
        message = say(suspect, cast.coordinator_th, kh)
    with as_(cast.coordinator_kh):
        own = say(suspect, cast.coordinator_kh, text="inside Cambodia")
    with as_(cast.coordinator_th):
        recall_records(principal=principal_of(cast.coordinator_th), records=[suspect], from_=[kh], reason="an error")
    with as_(cast.coordinator_kh):
        for gone in (message, own):
            with pytest.raises(Http404):
                texts(cast.coordinator_kh, gone)
    with as_(cast.coordinator_th):
        assert texts(cast.coordinator_th, message) == ["seen"]
        with pytest.raises(NotAllowed, match="do not read it any more"):
            say(suspect, cast.coordinator_th, kh, "still there?")
        release(suspect, cast.coordinator_th, kh)
    with as_(cast.coordinator_kh):
        assert texts(cast.coordinator_kh, own) == ["inside Cambodia"]


def test_red_is_for_the_named_readers_in_conversation_too(cast: SimpleNamespace, as_: As, suspect: CaseRecord) -> None:
    with as_(cast.coordinator_th):
        message = say(suspect, cast.coordinator_th)
        regrade_records(
            principal=principal_of(cast.coordinator_th),
            records=[suspect],
            versions=[suspect.version],
            marking=Marking("red", "H1", "", (cast.coordinator_th.pk,)),
            reason="a source",
        )
        assert texts(cast.coordinator_th, message) == ["seen"]
    with as_(cast.officer_th), pytest.raises(Http404):
        texts(cast.officer_th, message)


def test_an_officer_talks_inside_and_sends_nothing_out(cast: SimpleNamespace, as_: As, suspect: CaseRecord) -> None:
    with as_(cast.officer_th):
        assert say(suspect, cast.officer_th).number == 1
        with pytest.raises(NotAllowed, match="Your role does not allow this"):
            say(suspect, cast.officer_th, cast.coordinator_kh.organisation)


def test_a_recipient_does_not_write_to_another_one(cast: SimpleNamespace, as_: As, suspect: CaseRecord) -> None:
    with as_(cast.coordinator_kh):
        message = say(suspect, cast.coordinator_kh, cast.coordinator_vn.organisation)
    with as_(cast.coordinator_vn), pytest.raises(Http404):
        texts(cast.coordinator_vn, message)


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        ({"text": "  "}, "text"),
        ({"text": "x" * (LONGEST + 1)}, "text"),
        ({"text": "a\0b"}, "text"),
        ({"language": "xx"}, "language"),
        ({"translation": "note"}, "translation_language"),
        ({"translation": "x" * (LONGEST + 1), "translation_language": "th"}, "translation"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_field(
    cast: SimpleNamespace, as_: As, suspect: CaseRecord, draft: dict[str, Any], field: str
) -> None:
    with as_(cast.officer_th):
        with pytest.raises(Refused) as refused:
            say(suspect, cast.officer_th, **draft)
        assert list(refused.value.message_dict) == [field]
        assert not Message.objects.exists()


def test_the_longest_message_is_kept(cast: SimpleNamespace, as_: As, suspect: CaseRecord) -> None:
    with as_(cast.officer_th):
        assert len(say(suspect, cast.officer_th, text="ก" * LONGEST).text) == LONGEST


def test_one_answers_a_message_of_the_same_conversation_alone(
    cast: SimpleNamespace, as_: As, suspect: CaseRecord
) -> None:
    with as_(cast.coordinator_th):
        inside = say(suspect, cast.coordinator_th)
        assert say(suspect, cast.coordinator_th, reply_to=inside.pk).reply_to == inside
        with pytest.raises(Refused):
            say(suspect, cast.coordinator_th, cast.coordinator_kh.organisation, reply_to=inside.pk)


def test_writing_is_in_the_trail_with_its_recipients(cast: SimpleNamespace, as_: As, suspect: CaseRecord) -> None:
    with as_(cast.coordinator_th):
        message = say(suspect, cast.coordinator_th, cast.coordinator_kh.organisation)
    entry = AuditEntry.objects.get(verb="wrote message")
    assert (entry.target_id, entry.details["message"]) == (message.thread_id, str(message.pk))
    assert sorted(entry.details["to"]) == sorted(
        [cast.coordinator_th.organisation.code, cast.coordinator_kh.organisation.code]
    )


def test_who_must_confirm_the_handling_first_is_told_nothing_before(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.coordinator_th):
        record = log("suspects", cast.coordinator_th, handling_code="H3", handling_text="for the task force")
        release(record, cast.coordinator_th, cast.coordinator_kh.organisation)
        message = say(record, cast.coordinator_th, cast.coordinator_kh.organisation)
    principal = principal_of(cast.coordinator_kh)
    with as_(cast.coordinator_kh):
        assert not Thread.objects.visible_to(principal).exists()
        with pytest.raises(NotAllowed, match="for the task force"):
            texts(cast.coordinator_kh, message)
