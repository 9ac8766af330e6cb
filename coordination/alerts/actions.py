"""Writes on alerts: tell people, take note, choose the way, set and confirm an address."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from coordination.alerts.kinds import Channel, Kind, Rhythm, kind_of
from coordination.alerts.models import Alert, AlertChoice, Mail, MailSetting
from coordination.alerts.wording import code_mail
from operation.access.policies import may
from operation.access.principal import Principal
from operation.audit import trail
from operation.kernel.errors import Refused, require
from operation.kernel.models import new_id
from operation.people.models import User

CODE_LIVES = timedelta(hours=1)
WRONG_CODES = 5
PAUSE = timedelta(minutes=1)


def alert(kind: Kind, users: Iterable[UUID], *, url: str, key: str = "") -> None:
    """Tell these people that something of this kind waits at `url`, in the caller's transaction.

    Once for each person and `key` («danger:<id>»); without a key each call is told. Who is told may read what stands at
    `url`: that is the caller's to say. Nothing of it but the kind reaches an e-mail.
    """
    alert_each(kind, [(user, url, key or str(new_id())) for user in {*users}])


def alert_each(kind: Kind, told: Iterable[tuple[UUID, str, str]]) -> None:
    """The same for many things at once: who is told, of which page, under which key."""
    rows = [Alert(user_id=user, kind=kind.code, url=url, key=key) for user, url, key in told]
    Alert.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)


@transaction.atomic
def note_alerts(*, principal: Principal, url: str = "") -> int:
    """The principal has seen his alerts, all of them or those of one page; returns how many were new to him."""
    own = Alert.objects.visible_to(principal).unseen()
    return (own.filter(url=url) if url else own).update(seen_at=timezone.now())


@transaction.atomic
def choose_ways(*, principal: Principal, channels: Mapping[str, str], rhythm: str) -> None:
    """Set by which way each kind comes, and when the digest leaves. Raises NotAllowed; Refused for another way."""
    require(may(principal, "alert.read"), verb="choose ways of alerts")
    if rhythm not in Rhythm.values:
        raise Refused({"rhythm": _("Choose one of the rhythms.")})
    for code, channel in channels.items():
        if channel not in kind_of(code).channels:
            raise Refused({code: _("What is urgent waits for no digest: choose at once, or the desk alone.")})
        AlertChoice.objects.update_or_create(
            user_id=principal.person, kind=code, defaults={"channel": Channel(channel)}
        )
    MailSetting.objects.update_or_create(user_id=principal.person, defaults={"rhythm": rhythm})
    # what waits for a digest is looked at again, by the new choice
    Alert.objects.visible_to(principal).filter(settled_at=None).update(look_again_at=None)
    trail.record("chose alerts", trail.Target(User._meta.label, principal.person), rhythm=rhythm, ways=dict(channels))


@transaction.atomic
def ask_for_address(*, principal: Principal, address: str) -> None:
    """Send six figures to an address; mails go there once they were given back. Empty: back to the account's own.

    Raises NotAllowed, and Refused when the last code left less than a minute ago.
    """
    require(may(principal, "alert.read"), verb="set address")
    setting = _own_setting(principal)
    now = timezone.now()
    if setting.awaits_code(now) and setting.code_until and setting.code_until - now > CODE_LIVES - PAUSE:
        raise Refused({"address": _("A code was sent a moment ago. Wait a minute, then ask for another.")})
    setting.wanted, setting.wrong_codes = address, 0
    if not address:
        setting.address, setting.code, setting.code_until = "", "", None
    else:
        code = f"{secrets.randbelow(1_000_000):06}"
        setting.code, setting.code_until = _digest(principal, code), now + CODE_LIVES
        _send_code(principal, address, code)
    setting.save()
    trail.record("asked for address", trail.Target(User._meta.label, principal.person))


@transaction.atomic
def confirm_address(*, principal: Principal, code: str) -> bool:
    """Give the six figures back; from now on mails go to the address to which they were sent. False: a wrong code.

    A wrong one counts, so nothing is raised, which would undo the counting. Raises NotAllowed.
    """
    require(may(principal, "alert.read"), verb="confirm address")
    setting = _own_setting(principal)
    living = setting.awaits_code(timezone.now()) and setting.wrong_codes < WRONG_CODES
    if not (living and constant_time_compare(setting.code, _digest(principal, code))):
        setting.wrong_codes += 1
        setting.save(update_fields=["wrong_codes"])
        return False
    setting.address, setting.wanted, setting.code, setting.code_until = setting.wanted, "", "", None
    setting.save()
    trail.record("confirmed address", trail.Target(User._meta.label, principal.person))
    return True


def _own_setting(principal: Principal) -> MailSetting:
    MailSetting.objects.get_or_create(user_id=principal.person)
    return MailSetting.objects.select_for_update().get(user_id=principal.person)


def _digest(principal: Principal, code: str) -> str:
    return salted_hmac("coordination.alerts.address", f"{principal.person} {code}", algorithm="sha256").hexdigest()


def _send_code(principal: Principal, address: str, code: str) -> None:
    language = User.objects.values_list("language", flat=True).get(pk=principal.person)
    subject, body = code_mail(code, language)
    Mail.objects.create(user_id=principal.person, address=address, language=language, subject=subject, body=body)
