"""From alerts to mails, and from mails to the server that takes them: two steps, each owned by PostgreSQL.

`gather` decides the way of each alert and writes the mail in the same transaction. `send` holds the row of a mail while
it leaves: a worker that dies before it could write «sent» leaves a mail that goes again under the same Message-ID, so
that it is one mail to its reader (and one file under var/mail/).
"""

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.utils import timezone

from coordination.alerts.kinds import Channel, all_kinds, kind_of
from coordination.alerts.models import SYSTEM, Alert, AlertChoice, Mail, MailSetting
from coordination.alerts.schedule import last_departure, next_departure
from coordination.alerts.wording import alerts_mail
from operation.access.context import as_system
from operation.people.models import User
from operation.people.selectors import principal_of

log = logging.getLogger(__name__)
PEOPLE_AT_ONCE = 500
MAILS_AT_ONCE = 100
MOST_ATTEMPTS = 12
LONGEST_PAUSE = timedelta(hours=6)


def gather(now: datetime) -> int:
    """Write the mails that are due at `now` (real time); returns how many. One transaction for each person."""
    with as_system(SYSTEM):
        waiting = Alert.objects.filter(due(now), settled_at=None).order_by("user_id").values_list("user_id", flat=True)
        people = list(waiting.distinct()[:PEOPLE_AT_ONCE])
    return sum(_gather_for(person, now) for person in people)


def due(now: datetime) -> Q:
    """Alerts to look at: new ones, and those whose digest leaves. The others rest."""
    return Q(look_again_at=None) | Q(look_again_at__lte=now)


def _gather_for(person: UUID, now: datetime) -> bool:
    with as_system(SYSTEM):
        open_ones = list(Alert.objects.select_for_update(skip_locked=True).filter(user_id=person, settled_at=None))
        user = User.objects.select_related("organisation").get(pk=person)
        setting = MailSetting.objects.filter(user_id=person).first() or MailSetting(user_id=person)
        address = setting.address or user.email
        if not (settings.MAIL_IS_SENT and address and principal_of(user).roles):
            _settle(open_ones, now, None)
            return False
        choices = dict(AlertChoice.objects.filter(user_id=person).values_list("kind", "channel"))
        leave = last_departure(now, ZoneInfo(user.time_zone), setting.rhythm)
        mailed = [one for one in open_ones if _leaves(one, choices, leave)]
        mail = _mail(user, address, mailed, now) if mailed else None
        _settle(mailed, now, mail)
        waiting = [one for one in open_ones if one not in mailed and _waits(one, choices, leave)]
        _settle([one for one in open_ones if one not in mailed and one not in waiting], now, None)
        if leave is not None:
            _rest(waiting, next_departure(leave, setting.rhythm))
        return mail is not None


def _channel(alert: Alert, choices: Mapping[str, str]) -> Channel:
    """The chosen way; a kind whose feature is gone stays on the desk, and what is urgent never waits for a digest."""
    if alert.kind not in {kind.code for kind in all_kinds()}:
        return Channel.DESK
    kind = kind_of(alert.kind)
    chosen = Channel(choices.get(alert.kind, kind.default))
    return chosen if chosen in kind.channels else kind.default


def _leaves(alert: Alert, choices: Mapping[str, str], leave: datetime | None) -> bool:
    if alert.seen_at is not None:
        return False
    channel = _channel(alert, choices)
    in_digest = channel == Channel.DIGEST and leave is not None and alert.made_at < leave
    return channel == Channel.AT_ONCE or in_digest


def _waits(alert: Alert, choices: Mapping[str, str], leave: datetime | None) -> bool:
    """For a digest that is still to come."""
    return alert.seen_at is None and leave is not None and _channel(alert, choices) == Channel.DIGEST


def _mail(user: User, address: str, alerts: Sequence[Alert], now: datetime) -> Mail:
    counts = Counter(one.kind for one in alerts)
    subject, body = alerts_mail(counts, user.language)
    return Mail.objects.create(
        user=user, address=address, language=user.language, subject=subject, body=body, next_try_at=now
    )


def _settle(alerts: Sequence[Alert], now: datetime, mail: Mail | None) -> None:
    Alert.objects.filter(pk__in=[one.pk for one in alerts]).update(settled_at=now, mail=mail)


def _rest(alerts: Sequence[Alert], until: datetime) -> None:
    Alert.objects.filter(pk__in=[one.pk for one in alerts]).update(look_again_at=until)


def send(now: datetime) -> int:
    """Hand over the mails that wait, each in a transaction of its own; returns how many left."""
    sent = 0
    for _turn in range(MAILS_AT_ONCE):
        with as_system(SYSTEM):
            mail = _next(now)
            if mail is None:
                return sent
            sent += _hand_over(mail, now)
    return sent


def _next(now: datetime) -> Mail | None:
    waiting = Mail.objects.filter(sent_at=None, dropped_at=None, next_try_at__lte=now)
    return waiting.select_for_update(skip_locked=True, of=("self",)).order_by("next_try_at", "pk").first()


def _hand_over(mail: Mail, now: datetime) -> bool:
    """Rights are asked again: whoever may do nothing any more gets no mail that was written before."""
    user = User.objects.select_related("organisation").get(pk=mail.user_id)
    if not principal_of(user).roles:
        _end(mail, dropped_at=now)
        return False
    try:
        message(mail).send()
    except OSError as fault:  # what a mail server that is away or refuses raises, smtplib's own included
        log.warning("mail %s waits: %s", mail.pk, type(fault).__name__)
        _try_later(mail, now)
        return False
    _end(mail, sent_at=timezone.now())
    Alert.objects.filter(mail=mail).update(emailed_at=timezone.now())
    return True


def message(mail: Mail) -> EmailMessage:
    """Plain text, the same Message-ID however often it is tried, and no answer of a machine wanted."""
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
    headers = {
        "Message-ID": f"<{mail.pk}@{host}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": mail.language,
    }
    return EmailMessage(mail.subject, mail.body, to=[mail.address], headers=headers)


def _try_later(mail: Mail, now: datetime) -> None:
    mail.attempts += 1
    if mail.attempts >= MOST_ATTEMPTS:
        _end(mail, dropped_at=now)
        return
    mail.next_try_at = now + min(timedelta(minutes=2**mail.attempts), LONGEST_PAUSE)
    mail.save(update_fields=["attempts", "next_try_at"])


def _end(mail: Mail, **when: Any) -> None:
    """Nothing but the moment is kept of a mail that is over."""
    Mail.objects.filter(pk=mail.pk).update(address="", subject="", body="", **when)
