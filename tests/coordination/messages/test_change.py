"""A message that is there: withdrawn, translated, with a file, erased with its record."""

import io
from types import SimpleNamespace
from typing import Any

import pytest

from coordination.messages.actions import translate_message, withdraw_message
from coordination.messages.models import LONGEST, Message
from operation.access.context import acting_as
from operation.audit.capture import CHANGED, REMOVED
from operation.audit.models import AuditEntry
from operation.cases.attachments.arriving import FileDraft, attach_file
from operation.cases.attachments.models import Attachment, FileState
from operation.cases.base import CaseRecord
from operation.cases.erasure import erase_record
from operation.kernel.errors import NotAllowed, Refused
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.coordination.conftest import As
from tests.factories import files
from tests.factories.messages import say


def test_a_withdrawn_message_has_no_text_and_keeps_its_place(
    cast: SimpleNamespace, as_: As, suspect: CaseRecord
) -> None:
    with as_(cast.officer_th):
        message = say(
            suspect,
            cast.officer_th,
            text="a name",
            translation="a name",
            translation_language="th",
            mentions=[cast.coordinator_th.pk],
        )
        withdraw_message(principal=principal_of(cast.officer_th), thing=suspect, message=message)
        kept = Message.objects.get(pk=message.pk)
        assert (kept.text, kept.translation, kept.mentions, kept.number) == ("", "", [], 1)
        assert kept.withdrawn_at is not None
        with pytest.raises(Refused, match="withdrawn"):
            withdraw_message(principal=principal_of(cast.officer_th), thing=suspect, message=message)
    assert AuditEntry.objects.filter(verb="withdrew message", target_id=message.thread_id).count() == 1
    changed = AuditEntry.objects.filter(verb=CHANGED, target_type="coordination.Message").latest("at")
    assert "a name" not in str(changed.details)


@pytest.mark.parametrize("who", ["coordinator_th", "coordinator_kh"])
def test_only_its_writer_withdraws_it(cast: SimpleNamespace, as_: As, suspect: CaseRecord, who: str) -> None:
    with as_(cast.supervisor_th):
        message = say(suspect, cast.supervisor_th, cast.coordinator_kh.organisation)
    other = getattr(cast, who)
    with as_(other), pytest.raises(NotAllowed, match="Only who wrote"):
        withdraw_message(principal=principal_of(other), thing=suspect, message=message)


def test_a_colleague_adds_a_translation_and_takes_it_away(cast: SimpleNamespace, as_: As, suspect: CaseRecord) -> None:
    with as_(cast.supervisor_th):
        message = say(suspect, cast.supervisor_th, cast.coordinator_kh.organisation, "สวัสดี", language="th")
    principal = principal_of(cast.officer_th)
    with as_(cast.officer_th):
        about: dict[str, Any] = {"principal": principal, "thing": suspect, "message": message}
        told = translate_message(**about, translation=" hello ", language="en")
        assert (told.translation, told.translation_language, told.translated_by) == ("hello", "en", cast.officer_th)
        for text, language in (("hello", "xx"), ("x" * (LONGEST + 1), "en"), ("a\0b", "en")):
            with pytest.raises(Refused):
                translate_message(**about, translation=text, language=language)
        gone = translate_message(**about, translation=" ", language="en")
        assert (gone.translation, gone.translation_language, gone.translated_by) == ("", "", None)
    with as_(cast.coordinator_kh), pytest.raises(NotAllowed, match="or a colleague"):
        translate_message(
            principal=principal_of(cast.coordinator_kh), thing=suspect, message=message, translation="x", language="en"
        )


def attached(record: CaseRecord, by: User, tlp: str = "", state: str = FileState.CLEAN) -> Attachment:
    content = files.picture()
    with acting_as(principal_of(by), channel="test"):
        draft = FileDraft("picture.png", len(content), tlp=tlp)
        made = attach_file(principal=principal_of(by), record=record, draft=draft, content=io.BytesIO(content))
        Attachment.objects.filter(pk=made.pk).update(state=state)
    return made


def test_a_message_points_to_a_file_that_its_readers_may_open(
    cast: SimpleNamespace, as_: As, suspect: CaseRecord
) -> None:
    kh = cast.coordinator_kh.organisation
    clean = attached(suspect, cast.coordinator_th)
    others = [
        attached(suspect, cast.coordinator_th, tlp="red"),
        attached(suspect, cast.coordinator_th, state=FileState.QUARANTINED),
    ]
    with as_(cast.coordinator_th):
        assert say(suspect, cast.coordinator_th, kh, attachment=clean.pk).attachment == clean.pk
        for other in others:
            with pytest.raises(Refused) as refused:
                say(suspect, cast.coordinator_th, kh, attachment=other.pk)
            assert list(refused.value.message_dict) == ["attachment"]


def test_what_was_said_goes_with_its_record(cast: SimpleNamespace, as_: As, suspect: CaseRecord) -> None:
    with as_(cast.coordinator_kh):
        say(suspect, cast.coordinator_kh)
    with as_(cast.coordinator_th):
        say(suspect, cast.coordinator_th, cast.coordinator_kh.organisation)
        erase_record(suspect)
    gone = AuditEntry.objects.filter(verb=REMOVED, target_type="coordination.Message")
    assert gone.count() == 2, "both, whoever sees which"
