"""What recipients say: that they have it, and of what use it was; between them and the originator alone."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from coordination.exchange.actions import acknowledge_report, give_feedback, note_feedback
from coordination.exchange.models import Feedback, Receipt
from coordination.exchange.selectors import answers_of
from operation.audit.models import AuditEntry
from operation.cases.records.intelligence_report import IntelligenceReport
from operation.cases.sharing import recall_records
from operation.cases.undoing.actions import undo_last
from operation.kernel.errors import NotAllowed, Refused
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.coordination.exchange.conftest import SLUG, As, ClientOf, Share, seen
from tests.factories.records import log

WORDS = "velquarine"


@pytest.fixture
def sent(report: Any, share: Share) -> Any:
    """The report, released to Viet Nam, Cambodia and LMLECC."""
    return share(report, "vn-mps", "kh-moi", "lmlecc")


def say(user: User, as_: As, report: Any, words: str = WORDS, verdict: str = "useful") -> Feedback:
    mine = seen(user, as_, report)
    with as_(user):
        return give_feedback(principal=principal_of(user), report=mine, verdict=verdict, words=words)


def told(user: User, as_: As, report: Any) -> tuple[set[str], list[str]]:
    """Which organisations' receipts and which words this user meets."""
    with as_(user):
        answers = answers_of(principal_of(user), report)
        receipts = {one.organisation.code for one in answers.receipts.values()}
        return receipts, [one.words for one in answers.feedback]


@pytest.mark.parametrize("who", ["officer_vn", "coordinator_kh", "desk_information"])
def test_one_click_acknowledges_once(cast: SimpleNamespace, as_: As, client_of: ClientOf, sent: Any, who: str) -> None:
    user = getattr(cast, who)
    client, page = client_of(user), f"/records/{SLUG}/{sent.pk}/"
    address = f"/exchange/intelligence/{sent.pk}/acknowledge/"
    assert address in client.get(page).content.decode()
    for _time in (1, 2):
        assert client.post(address).headers["Location"] == page
    assert address not in client.get(page).content.decode()
    assert told(cast.officer_th, as_, sent) == ({user.organisation.code}, [])
    [entry] = AuditEntry.objects.filter(verb="acknowledged", target_id=sent.pk)
    assert entry.organisation_id == user.organisation_id


def test_a_colleague_at_the_recipient_sees_that_it_was_done(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, sent: Any
) -> None:
    client_of(cast.officer_vn).post(f"/exchange/intelligence/{sent.pk}/acknowledge/")
    assert "Acknowledged on" in client_of(cast.coordinator_vn).get(f"/records/{SLUG}/{sent.pk}/").content.decode()


@pytest.mark.parametrize("who", ["officer_th", "coordinator_th", "protection_vn"])
def test_who_does_not_answer(cast: SimpleNamespace, as_: As, sent: Any, who: str) -> None:
    user = getattr(cast, who)
    mine = seen(user, as_, sent)
    with as_(user), pytest.raises(NotAllowed):
        acknowledge_report(principal=principal_of(user), report=mine)


@pytest.mark.parametrize("who", ["officer_la", "observer_unodc", "dpo", "stranger"])
def test_who_does_not_have_it_cannot_answer(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, sent: Any, who: str
) -> None:
    client = client_of(getattr(cast, who))
    for page in ("acknowledge", "feedback", "feedback/noted", "sanitise"):
        assert client.post(f"/exchange/intelligence/{sent.pk}/{page}/").status_code == 404
    with as_(cast.officer_th):
        assert not Receipt.objects.exists()


def test_feedback_is_between_the_two(cast: SimpleNamespace, as_: As, client_of: ClientOf, sent: Any) -> None:
    say(cast.officer_vn, as_, sent)
    say(cast.officer_kh, as_, sent, "no use at all", "not_useful")
    assert told(cast.officer_th, as_, sent) == ({"vn-mps", "kh-moi"}, ["no use at all", WORDS])
    assert told(cast.coordinator_vn, as_, sent) == ({"vn-mps"}, [WORDS])
    assert told(cast.coordinator_kh, as_, sent) == ({"kh-moi"}, ["no use at all"])
    assert told(cast.director, as_, sent) == (set(), [])
    assert told(cast.officer_la, as_, sent) == (set(), [])
    for who in (cast.officer_kh, cast.desk_information, cast.officer_la):
        client = client_of(who)
        for page in (f"/records/{SLUG}/{sent.pk}/", "/exchange/intelligence/", f"/api/v1/{SLUG}/{sent.pk}/feedback/"):
            assert WORDS not in client.get(page).content.decode()


def test_the_database_keeps_them_apart_too(cast: SimpleNamespace, as_: As, sent: Any) -> None:
    say(cast.officer_vn, as_, sent)
    counts = {"officer_th": 1, "officer_vn": 1, "officer_kh": 0, "director": 0, "officer_la": 0, "dpo": 0}
    for who, count in counts.items():
        with as_(getattr(cast, who)):
            assert (Receipt.objects.count(), Feedback.objects.count()) == (count, count), who


def test_a_recipient_changes_nothing_and_nobody_speaks_for_another(
    cast: SimpleNamespace, as_: As, refused: Any, sent: Any
) -> None:
    made = say(cast.officer_vn, as_, sent)
    with as_(cast.officer_vn):
        assert Feedback.objects.filter(pk=made.pk).update(words="other words") == 0
        assert Feedback.objects.filter(pk=made.pk).delete()[0] == 0
    row = {"report_id": sent.pk, "originator_id": sent.originator_id, "given_by_id": cast.officer_kh.pk}
    of_another = row | {"originator_id": cast.officer_la.organisation_id}
    with as_(cast.officer_kh):
        assert refused(Receipt(**row, organisation_id=cast.officer_vn.organisation_id))
        assert refused(Receipt(**of_another, organisation_id=cast.officer_kh.organisation_id))
    with as_(cast.officer_la):
        assert refused(Receipt(**row, organisation_id=cast.officer_la.organisation_id))
    with as_(cast.officer_th):
        assert refused(Receipt(**row, organisation_id=cast.officer_th.organisation_id))


@pytest.fixture
def refused() -> Any:
    def act(row: Any) -> bool:
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except DatabaseError:
            return True
        return False

    return act


@pytest.mark.parametrize(("verdict", "words", "field"), [("fine", "", "verdict"), ("useful", "x" * 2001, "words")])
def test_what_is_no_feedback(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, sent: Any, verdict: str, words: str, field: str
) -> None:
    with pytest.raises(Refused) as found:
        say(cast.officer_vn, as_, sent, words, verdict)
    assert set(found.value.message_dict) == {field}
    address = f"/exchange/intelligence/{sent.pk}/feedback/"
    assert client_of(cast.officer_vn).post(address, {"verdict": verdict, "words": words}).status_code == 400


def test_the_originator_notes_it(cast: SimpleNamespace, as_: As, client_of: ClientOf, sent: Any) -> None:
    say(cast.officer_vn, as_, sent)
    client, address = client_of(cast.officer_th), f"/exchange/intelligence/{sent.pk}/feedback/noted/"
    page = client.get(f"/records/{SLUG}/{sent.pk}/").content.decode()
    assert WORDS in page
    assert address in page
    assert client.post(address).status_code == 302
    assert address not in client.get(f"/records/{SLUG}/{sent.pk}/").content.decode()
    with as_(cast.officer_th):
        assert note_feedback(principal=principal_of(cast.officer_th), report=sent) == 0
    mine = seen(cast.officer_vn, as_, sent)
    with as_(cast.officer_vn), pytest.raises(NotAllowed):
        note_feedback(principal=principal_of(cast.officer_vn), report=mine)


def test_the_originator_changes_nothing_of_it_but_that_it_was_seen(cast: SimpleNamespace, as_: As, sent: Any) -> None:
    say(cast.coordinator_vn, as_, sent)
    with as_(cast.officer_th), connection.cursor() as cursor:
        for change in ("words = 'fine'", "verdict = 'not_useful'", "created_at = now(), seen_at = now()"):
            with pytest.raises(DatabaseError, match="only seen_at"), transaction.atomic():
                cursor.execute(f"UPDATE coordination_feedback SET {change}")
        cursor.execute("UPDATE coordination_feedback SET seen_at = now()")
        assert cursor.rowcount == 1
    assert told(cast.officer_th, as_, sent)[1] == [WORDS]


def test_a_recall_takes_the_recipients_own_words_too_and_leaves_them_with_the_originator(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, sent: Any
) -> None:
    say(cast.officer_vn, as_, sent)
    with as_(cast.coordinator_th):
        recall_records(principal=principal_of(cast.coordinator_th), records=[sent], reason="wrong country")
    assert told(cast.officer_vn, as_, sent) == (set(), [])
    assert told(cast.officer_th, as_, sent) == ({"vn-mps"}, [WORDS])
    page = client_of(cast.officer_th).get(f"/records/{SLUG}/{sent.pk}/").content.decode()
    assert "no longer reads it" in page


def test_who_may_not_read_the_report_does_not_read_what_is_said_of_it(
    cast: SimpleNamespace, as_: As, report: Any, share: Share
) -> None:
    with as_(cast.supervisor_th):
        strict = log(SLUG, cast.supervisor_th, tlp="amber_strict")
    sent = share(strict, "vn-mps")
    say(cast.coordinator_vn, as_, sent)
    assert told(cast.supervisor_th, as_, sent)[1] == [WORDS]
    assert told(cast.officer_th, as_, sent) == told(cast.officer_vn, as_, sent) == (set(), [])


def test_what_was_disseminated_is_not_undone_behind_its_recipients(cast: SimpleNamespace, as_: As, sent: Any) -> None:
    with as_(cast.officer_th):
        report = IntelligenceReport.objects.get(pk=sent.pk)
        assert report.status == "disseminated"
        with pytest.raises(Refused, match="goes back with that alone"):
            undo_last(principal=principal_of(cast.officer_th), record=report, version=report.version, reason="a slip")


def test_over_the_api(cast: SimpleNamespace, client_of: ClientOf, sent: Any) -> None:
    client, root = client_of(cast.officer_vn), f"/api/v1/{SLUG}/{sent.pk}/"
    told = client.post(f"{root}acknowledge/").json()
    assert [one["organisation"] for one in told["receipts"]] == ["vn-mps"]
    sent_words = {"verdict": "acted_upon", "words": WORDS}
    answer = client.post(f"{root}feedback/", sent_words, content_type="application/json")
    assert answer.status_code == 201
    assert [(one["verdict"], one["words"]) for one in answer.json()["feedback"]] == [("acted_upon", WORDS)]
    unknown = client.post(f"{root}feedback/", sent_words | {"seen_at": None}, content_type="application/json")
    assert unknown.status_code == 400
    told = client_of(cast.officer_th).get(f"{root}feedback/").json()
    assert (len(told["receipts"]), len(told["feedback"])) == (1, 1)
