"""The pages: on the record, of a thing, of one conversation, with and without htmx."""

import re
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coordination.messages.models import Message
from operation.cases.base import CaseRecord
from operation.cases.confirmations import confirm_handling
from operation.cases.sharing import recall_records
from operation.people.selectors import principal_of
from tests.coordination.conftest import As, ClientOf
from tests.coordination.messages.conftest import release
from tests.factories.messages import say
from tests.factories.records import log

HTMX = {"HX-Request": "true"}


def talk_of(record: CaseRecord) -> str:
    return f"/messages/suspects/{record.pk}/"


def test_the_record_tells_how_much_was_said_and_no_text(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, suspect: CaseRecord
) -> None:
    with as_(cast.coordinator_th):
        say(suspect, cast.coordinator_th, text="only inside")
        say(suspect, cast.coordinator_th, cast.coordinator_kh.organisation, text="to Cambodia")
    own = client_of(cast.officer_th).get(f"/records/suspects/{suspect.pk}/").content.decode()
    assert "Between us" in own and "With Cambodia (" in own and "1 unread" in own
    assert "only inside" not in own and "to Cambodia" not in own
    theirs = client_of(cast.coordinator_kh).get(f"/records/suspects/{suspect.pk}/").content.decode()
    section = re.search(r'<section class="panel" id="messages">.*?</section>', theirs, re.DOTALL)
    assert section and "With Thailand (" in section.group() and "Between us" not in section.group()


def test_one_begins_a_conversation_from_the_record(
    cast: SimpleNamespace, client_of: ClientOf, suspect: CaseRecord
) -> None:
    client = client_of(cast.coordinator_th)
    page = client.get(talk_of(suspect)).content.decode()
    assert page.count('name="to"') == 3
    to = str(cast.coordinator_kh.organisation_id)
    sent = client.post(talk_of(suspect), {"to": to, "text": "ถึงกัมพูชา", "language": "th"})
    assert sent.status_code == 302
    thread = client.get(sent.headers["Location"]).content.decode()
    assert '<p class="prewrap" lang="th" dir="auto">ถึงกัมพูชา</p>' in thread
    assert "TLP:AMBER" in thread


def test_an_officer_is_offered_the_inside_alone(
    cast: SimpleNamespace, client_of: ClientOf, suspect: CaseRecord
) -> None:
    client = client_of(cast.officer_th)
    assert client.get(talk_of(suspect)).content.decode().count('name="to"') == 1
    to = str(cast.coordinator_kh.organisation_id)
    assert client.post(talk_of(suspect), {"to": to, "text": "x", "language": "en"}).status_code == 400


def test_a_message_by_htmx_is_answered_with_the_list(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, suspect: CaseRecord
) -> None:
    with as_(cast.officer_th):
        first = say(suspect, cast.officer_th, text="first")
    client, address = client_of(cast.coordinator_th), f"/messages/{first.thread_id}/"
    part = client.post(address, {"text": "second", "language": "en"}, headers=HTMX).content.decode()
    assert part.lstrip().startswith('<div class="stack" id="thread">') and "<html" not in part
    assert "first" in part and "second" in part
    assert ">second</textarea>" not in part
    refused = client.post(address, {"text": "", "language": "en"}, headers=HTMX)
    assert (refused.status_code, "errsum" in refused.content.decode()) == (200, True)
    assert client.post(address, {"text": "", "language": "en"}).status_code == 400
    plain = client.post(address, {"text": "third", "language": "en"})
    assert plain.headers["Location"] == f"{address}#m3"


def test_opening_a_conversation_marks_it_as_read(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, suspect: CaseRecord
) -> None:
    with as_(cast.officer_th):
        message = say(suspect, cast.officer_th, mentions=[cast.coordinator_th.pk])
    client = client_of(cast.coordinator_th)
    assert "You are mentioned" in client.get("/desk/").content.decode()
    assert "1 unread" in client.get("/messages/").content.decode()
    assert 'data-s="due"' in client.get(f"/messages/{message.thread_id}/").content.decode()
    assert "You are mentioned" not in client.get("/desk/").content.decode()
    assert "unread" not in client.get("/messages/").content.decode()


def test_a_translation_stands_under_its_text_in_its_language(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, suspect: CaseRecord
) -> None:
    with as_(cast.officer_th):
        message = say(suspect, cast.officer_th, text="สวัสดี", language="th")
    client = client_of(cast.coordinator_th)
    address = f"/messages/{message.thread_id}/{message.pk}/translate/"
    assert "สวัสดี" in client.get(address).content.decode()
    assert client.post(address, {"translation": "hello", "translation_language": ""}).status_code == 400
    assert client.post(address, {"translation": "hello", "translation_language": "en"}).status_code == 302
    page = client.get(f"/messages/{message.thread_id}/").content.decode()
    assert re.search(r'<span class="prewrap"\s+lang="en"\s+dir="auto">hello</span>', page)


def test_a_withdrawn_message_is_told_and_not_shown(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, suspect: CaseRecord
) -> None:
    with as_(cast.coordinator_th):
        message = say(suspect, cast.coordinator_th, cast.coordinator_kh.organisation, "by mistake")
        answer = say(suspect, cast.coordinator_th, cast.coordinator_kh.organisation, "answer", reply_to=message.pk)
    client, address = client_of(cast.coordinator_th), f"/messages/{message.thread_id}/"
    assert "by mistake" in client.get(f"{address}{message.pk}/withdraw/").content.decode()
    assert client.post(f"{address}{message.pk}/withdraw/").status_code == 302
    for who in (cast.coordinator_th, cast.coordinator_kh):
        page = client_of(who).get(address).content.decode()
        assert "This message was withdrawn." in page and "by mistake" not in page and "answer" in page
    assert client.post(f"{address}{answer.pk}/withdraw/").status_code == 302
    assert client.post(f"{address}{answer.pk}/withdraw/", follow=True).status_code == 200


def test_text_is_never_markup(cast: SimpleNamespace, as_: As, client_of: ClientOf, suspect: CaseRecord) -> None:
    with as_(cast.officer_th):
        message = say(suspect, cast.officer_th, text="<script>alert(1)</script>")
    page = client_of(cast.officer_th).get(f"/messages/{message.thread_id}/").content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page


def test_a_recalled_conversation_answers_404(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, suspect: CaseRecord
) -> None:
    kh = cast.coordinator_kh.organisation
    with as_(cast.coordinator_th):
        message = say(suspect, cast.coordinator_th, kh)
    client, address = client_of(cast.coordinator_kh), f"/messages/{message.thread_id}/"
    assert client.get(address).status_code == 200
    with as_(cast.coordinator_th):
        recall_records(principal=principal_of(cast.coordinator_th), records=[suspect], from_=[kh], reason="an error")
    assert client.get(address).status_code == client.get(talk_of(suspect)).status_code == 404
    own = client_of(cast.coordinator_th)
    assert "do not read it any more" in own.get(address).content.decode()
    assert own.post(address, {"text": "x", "language": "en"}).status_code == 403


def test_h3_is_confirmed_before_its_conversation_is_read(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    with as_(cast.coordinator_th):
        record = log("suspects", cast.coordinator_th, handling_code="H3", handling_text="for the task force")
        release(record, cast.coordinator_th, cast.coordinator_kh.organisation)
        message = say(record, cast.coordinator_th, cast.coordinator_kh.organisation, "after that")
    client, address = client_of(cast.coordinator_kh), f"/messages/{message.thread_id}/"
    for page in (address, talk_of(record)):
        assert client.get(page).headers["Location"] == f"/records/suspects/{record.pk}/"
    with as_(cast.coordinator_kh):
        confirm_handling(principal=principal_of(cast.coordinator_kh), record=record)
    assert "after that" in client.get(address).content.decode()


def test_long_conversations_are_read_page_by_page(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, suspect: CaseRecord
) -> None:
    with as_(cast.officer_th):
        for number in range(102):
            message = say(suspect, cast.officer_th, text=f"word{number}.")
    client, address = client_of(cast.officer_th), f"/messages/{message.thread_id}/"
    page = client.get(address).content.decode()
    assert "word1." not in page and "word2." in page and "?before=3" in page
    earlier = client.get(f"{address}?before=3").content.decode()
    assert "word1." in earlier and "word2." not in earlier
    assert client.get(f"{address}?before=x").status_code == 200


def test_pages_cost_the_same_however_much_was_said(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, suspect: CaseRecord
) -> None:
    with as_(cast.officer_th):
        message = say(suspect, cast.officer_th, mentions=[cast.coordinator_th.pk])
    client = client_of(cast.coordinator_th)
    pages = ["/messages/", f"/messages/{message.thread_id}/", talk_of(suspect), f"/records/suspects/{suspect.pk}/"]

    def costs() -> list[int]:
        counted = []
        for page in pages:
            client.get(page)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(page).status_code == 200
            counted.append(len(captured))
        return counted

    few = costs()
    with as_(cast.officer_th):
        for _time in range(5):
            say(suspect, cast.officer_th, mentions=[cast.supervisor_th.pk])
            say(log("suspects", cast.officer_th), cast.officer_th)
    assert costs() == few


@pytest.mark.parametrize("who", ["dpo", "admin", "observer_unodc", "stranger"])
def test_who_reads_no_records_has_no_messages(cast: SimpleNamespace, client_of: ClientOf, who: str) -> None:
    client = client_of(getattr(cast, who))
    assert client.get("/messages/").status_code == 403
    assert "/messages/" not in client.get("/account/").content.decode()
    assert not Message.objects.exists()
