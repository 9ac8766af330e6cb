"""From an alert to a mail: by which way, when, to whom, once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail as sent
from django.db import connection

from coordination.alerts import delivery
from coordination.alerts.actions import alert, choose_ways, note_alerts
from coordination.alerts.delivery import LONGEST_PAUSE, MOST_ATTEMPTS, gather, send
from coordination.alerts.kinds import CLOCK, DANGER_TO_LIFE, MENTION, RELEASE, all_kinds
from coordination.alerts.models import SYSTEM, Alert, Mail
from operation.access.context import acting_as, as_system
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from tests.coordination.alerts.conftest import NOON, mails, told
from tests.coordination.conftest import As
from tests.factories.people import make_cast


def made_at(moment: datetime) -> None:
    with as_system(SYSTEM):
        Alert.objects.update(made_at=moment)


def deliver(now: datetime) -> int:
    gather(now)
    return send(now)


def choose(user: User, rhythm: str = "daily", **channels: str) -> None:
    with acting_as(principal_of(user), channel="test"):
        choose_ways(principal=principal_of(user), channels=channels, rhythm=rhythm)


def test_what_is_urgent_leaves_at_once_and_once(reader: User) -> None:
    alert(DANGER_TO_LIFE, [reader.pk], url="/records/rescue-appeals/x/")
    alert(CLOCK, [reader.pk], url="/requests/x/")
    alert(CLOCK, [reader.pk], url="/requests/y/")
    assert deliver(NOON) == 1
    assert deliver(NOON + timedelta(minutes=1)) == 0
    (mail,) = sent.outbox
    assert (mail.to, mail.subject) == (["reader@example.org"], "Something urgent waits on your desk in Seagull")
    assert mail.body == (
        "Something urgent waits on your desk in Seagull.\n\nDanger to life: 1\nClock that runs out: 2\n\n"
        "https://seagull.example.org/desk/\n\n"
        "What it is stands on your desk alone. Choose which e-mails you get:"
        " https://seagull.example.org/account/notifications/"
    )
    assert all(one.emailed_at for one in told(reader))
    assert [(one.address, one.subject, one.body) for one in mails()] == [("", "", "")]


def test_the_mail_speaks_the_readers_language(reader: User) -> None:
    User.objects.filter(pk=reader.pk).update(language="th")
    alert(MENTION, [reader.pk], url="/messages/x/")
    deliver(NOON)
    (mail,) = sent.outbox
    assert "Something" not in mail.subject
    assert mail.extra_headers["Content-Language"] == "th"


def test_the_same_thing_is_told_once(reader: User) -> None:
    for _time in range(2):
        alert(MENTION, [reader.pk, reader.pk], url="/messages/x/", key="mention:1")
    assert len(told(reader)) == 1


def test_what_was_seen_on_the_desk_is_not_mailed(reader: User) -> None:
    alert(MENTION, [reader.pk], url="/messages/x/")
    with acting_as(principal_of(reader), channel="test"):
        assert note_alerts(principal=principal_of(reader), url="/messages/other/") == 0
        assert note_alerts(principal=principal_of(reader), url="/messages/x/") == 1
    assert deliver(NOON) == 0
    assert told(reader)[0].settled_at


def test_who_wants_the_desk_alone_gets_no_mail(reader: User) -> None:
    choose(reader, mention="desk", danger_to_life="desk")
    alert(MENTION, [reader.pk], url="/messages/x/")
    alert(DANGER_TO_LIFE, [reader.pk], url="/records/x/")
    assert deliver(NOON) == 0
    assert len(told(reader)) == 2


@pytest.mark.parametrize(
    ("zone", "made", "early", "due"),
    [
        ("Asia/Yangon", "2024-11-11T12:00", "2024-11-12T01:29", "2024-11-12T01:30"),
        ("Asia/Bangkok", "2024-11-11T12:00", "2024-11-12T00:59", "2024-11-12T01:00"),
        ("America/New_York", "2024-11-02T20:00", "2024-11-03T12:59", "2024-11-03T13:00"),
    ],
)
def test_a_digest_leaves_at_eight_where_its_reader_is(reader: User, zone: str, made: str, early: str, due: str) -> None:
    """Yangon is six and a half hours ahead; in New York the clock went back in that night."""
    User.objects.filter(pk=reader.pk).update(time_zone=zone)
    alert(RELEASE, [reader.pk], url="/records/x/")
    alert(RELEASE, [reader.pk], url="/records/y/")
    made_at(datetime.fromisoformat(made).replace(tzinfo=UTC))
    assert deliver(datetime.fromisoformat(early).replace(tzinfo=UTC)) == 0
    assert deliver(datetime.fromisoformat(due).replace(tzinfo=UTC)) == 1
    assert "Released to you: 2" in sent.outbox[0].body
    assert deliver(datetime.fromisoformat(due).replace(tzinfo=UTC) + timedelta(days=1)) == 0


def test_what_is_made_after_eight_waits_for_the_next_day(reader: User) -> None:
    eight = datetime(2024, 11, 12, 1, 30, tzinfo=UTC)
    alert(RELEASE, [reader.pk], url="/records/x/")
    made_at(eight)
    assert deliver(eight + timedelta(hours=5)) == 0
    assert deliver(eight + timedelta(days=1)) == 1


def test_a_weekly_digest_leaves_on_mondays(reader: User) -> None:
    choose(reader, rhythm="weekly")
    alert(RELEASE, [reader.pk], url="/records/x/")
    made_at(NOON)
    assert deliver(datetime(2024, 11, 17, 12, 0, tzinfo=UTC)) == 0
    assert deliver(datetime(2024, 11, 18, 1, 29, tzinfo=UTC)) == 0
    assert deliver(datetime(2024, 11, 18, 1, 30, tzinfo=UTC)) == 1


def test_without_a_digest_nothing_waits_for_one(reader: User) -> None:
    choose(reader, rhythm="never")
    alert(RELEASE, [reader.pk], url="/records/x/")
    made_at(NOON)
    assert deliver(NOON + timedelta(days=9)) == 0
    assert told(reader)[0].settled_at


@pytest.mark.parametrize("change", [{"is_active": False}, {"expires_on": "2024-01-01"}, {"email": ""}])
def test_a_closed_account_and_one_without_an_address_get_none(reader: User, change: dict[str, Any]) -> None:
    User.objects.filter(pk=reader.pk).update(**change)
    alert(DANGER_TO_LIFE, [reader.pk], url="/records/x/")
    assert deliver(NOON) == 0
    assert mails() == []


def test_an_account_that_is_closed_on_the_way_gets_none(reader: User) -> None:
    alert(DANGER_TO_LIFE, [reader.pk], url="/records/x/")
    gather(NOON)
    User.objects.filter(pk=reader.pk).update(is_active=False)
    assert send(NOON) == 0
    assert mails()[0].dropped_at and not mails()[0].address


def test_an_installation_without_a_server_keeps_all_on_the_desk(reader: User, settings: Any) -> None:
    settings.MAIL_IS_SENT = False
    alert(DANGER_TO_LIFE, [reader.pk], url="/records/x/")
    assert deliver(NOON) == 0
    assert mails() == []


def test_a_server_that_is_away_is_tried_again_and_then_no_more(reader: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_mail: Mail) -> Any:
        raise ConnectionRefusedError

    alert(DANGER_TO_LIFE, [reader.pk], url="/records/x/")
    with monkeypatch.context() as patched:
        patched.setattr(delivery, "message", away)
        assert deliver(NOON) == 0
        assert send(NOON + timedelta(minutes=1)) == 0
        assert mails()[0].attempts == 1
    assert send(NOON + timedelta(minutes=2)) == 1
    alert(DANGER_TO_LIFE, [reader.pk], url="/records/y/")
    monkeypatch.setattr(delivery, "message", away)
    moment = NOON
    for _time in range(MOST_ATTEMPTS):
        deliver(moment)
        moment += LONGEST_PAUSE
    assert mails()[1].dropped_at
    assert send(moment) == 0


class Killed(BaseException):
    """A worker that is gone: nothing of its transaction stays."""


def test_a_worker_killed_between_sending_and_marking_leaves_one_mail(
    reader: User, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = (
        "coordination.alerts.folder.FolderBackend",
        str(tmp_path / "mail"),
    )

    def die(*_given: Any, **_when: Any) -> None:
        raise Killed

    alert(DANGER_TO_LIFE, [reader.pk], url="/records/x/")
    gather(NOON)
    with monkeypatch.context() as patched:
        patched.setattr(delivery, "_end", die)
        with pytest.raises(Killed):
            send(NOON)
    (first,) = (tmp_path / "mail").iterdir()
    assert mails()[0].sent_at is None
    assert send(NOON) == 1
    assert send(NOON) == 0
    (left,) = (tmp_path / "mail").iterdir()
    assert left == first == tmp_path / "mail" / f"{mails()[0].pk}.eml"


def test_workers_at_once_send_each_mail_once(committed: str) -> None:
    cast = make_cast(Operation.objects.get(code="seagull"))
    people: list[User] = list(vars(cast).values())
    User.objects.update(email="somebody@example.org")
    alert(DANGER_TO_LIFE, [one.pk for one in people], url="/records/x/")

    def work() -> None:
        gather(NOON)
        send(NOON)
        connection.close()

    workers = [Thread(target=work) for _worker in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    keys = [one.extra_headers["Message-ID"] for one in sent.outbox]
    assert len(keys) == len({*keys}) == len(people) - 1, "all but the stranger, who may do nothing"


def test_kinds_have_a_way_and_what_is_urgent_waits_for_no_digest() -> None:
    assert all(kind.default in kind.channels for kind in all_kinds())
    assert {kind.code for kind in all_kinds() if kind.is_urgent} == {"danger_to_life", "clock", "match"}
    assert not any("digest" in kind.channels for kind in all_kinds() if kind.is_urgent)


def test_nobody_but_the_person_and_the_delivery_reads_an_alert(cast: SimpleNamespace, as_: As, reader: User) -> None:
    alert(MENTION, [reader.pk], url="/messages/x/")
    gather(NOON)
    tables = ("coordination_alert", "coordination_mail")

    def counts() -> list[int]:
        with connection.cursor() as cursor:
            found = []
            for table in tables:
                cursor.execute(f"SELECT count(*) FROM {table}")
                found.append(int(cursor.fetchone()[0]))
        return found

    assert counts() == [0, 0]
    for other in (cast.supervisor_mm, cast.admin, cast.dpo, cast.observer_unodc):
        with as_(other):
            assert counts() == [0, 0]
    with as_(reader):
        assert counts() == [1, 0]
    with as_system(SYSTEM):
        assert counts() == [1, 1]
