"""Changes of messages and of what one chose are told, whoever makes them; marks and deliveries are not."""

from types import SimpleNamespace

from django.db import connection

from coordination.alerts.actions import alert, choose_ways, note_alerts
from coordination.alerts.delivery import gather, send
from coordination.alerts.kinds import MENTION, RELEASE
from coordination.messages.actions import mark_seen
from operation.audit.capture import ADDED, CHANGED, REMOVED
from operation.audit.models import AuditEntry
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.coordination.alerts.conftest import NOON
from tests.coordination.conftest import As
from tests.factories.messages import say
from tests.factories.records import log


def told(kind: str) -> list[tuple[str, object]]:
    rows = AuditEntry.objects.filter(target_type=kind, verb__in=(ADDED, CHANGED, REMOVED)).order_by("at", "n")
    return [(row.verb, row.details.get("columns")) for row in rows]


def test_messages_are_told_at_their_thread(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        record = log("suspects", cast.officer_th)
        say(record, cast.officer_th)
        message = say(record, cast.officer_th)
        mark_seen(principal=principal_of(cast.officer_th), thread=message.thread)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE coordination_message SET text = 'by hand' WHERE id = %s", [message.pk])
    assert told("coordination.Message") == [(ADDED, None), (ADDED, None), (CHANGED, ["text"])]
    assert told("coordination.Thread") == [(ADDED, None)]
    assert "by hand" not in str(list(AuditEntry.objects.values_list("details", flat=True)))


def test_choices_are_told_and_deliveries_are_not(cast: SimpleNamespace, as_: As) -> None:
    principal = principal_of(cast.officer_th)
    User.objects.filter(pk=cast.officer_th.pk).update(email="reader@example.org")
    with as_(cast.officer_th):
        choose_ways(principal=principal, channels={"mention": "desk"}, rhythm="weekly")
    alert(MENTION, [cast.officer_th.pk], url="/x/")
    alert(RELEASE, [cast.officer_th.pk], url="/y/")
    gather(NOON)
    send(NOON)
    with as_(cast.officer_th):
        note_alerts(principal=principal)
    assert told("coordination.AlertChoice") == [(ADDED, None)]
    assert told("coordination.MailSetting") == [(ADDED, None)]
    assert told("coordination.Alert") == told("coordination.Mail") == []
