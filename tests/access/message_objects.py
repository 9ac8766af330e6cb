"""What is said about the suspect that Thailand released to Cambodia: inside Thailand, and to Cambodia; and an alert."""

import psycopg

from coordination.alerts.actions import alert
from coordination.alerts.kinds import MENTION
from coordination.alerts.models import Alert, Mail, MailSetting
from coordination.messages.models import Message
from operation.access.context import acting_as
from operation.people.selectors import principal_of
from tests.access import canaries
from tests.access.things import Thing, World
from tests.factories.messages import say

SLUG = "suspects"
TO = {"inside": None, "shared": "coordinator_kh"}


def make(world: World, owner: psycopg.Connection) -> None:
    writer, here = principal_of(world.cast.coordinator_th), world.one("record.released", SLUG)
    for kind, reader in TO.items():
        to = getattr(world.cast, reader).organisation if reader else None
        with acting_as(writer, channel="test"):
            said = say(here.row, writer, to, translation="note", translation_language="th")
        params = {"thread": said.thread_id, "message": said.pk, "pk": said.thread_id}
        thing = world.add(Thing("message", kind, params, said), said.pk, said.thread_id)
        canaries.plant(owner, world.marks, Message, [said.pk], {}, otherwise=f"{thing.part}|content")
    _alert(world, owner)


def _alert(world: World, owner: psycopg.Connection) -> None:
    """One of Cambodia's coordinator, his setting, and a mail on its way, whose text nobody meets on any page."""
    person = world.cast.coordinator_kh
    with acting_as(principal_of(person), channel="test"):
        alert(MENTION, [person.pk], url="/desk/", key="world")
        made = Alert.objects.get(user=person, key="world")
        MailSetting.objects.create(user=person)
        mail = Mail(user=person, address="somebody@example.org", language="km", subject="subject", body="body")
        mail.save(force_insert=True)
    thing = world.add(Thing("alert", "of_coordinator_kh", {"alert": made.pk}, made), made.pk)
    for model, key, part in ((MailSetting, person.pk, "content"), (Mail, mail.pk, "hidden")):
        canaries.plant(owner, world.marks, model, [key], {}, otherwise=f"{thing.part}|{part}")
    owner.execute("UPDATE coordination_mailsetting SET code_until = now() + interval '1 day'")
