"""Who is told of what, and what one was told."""

from collections.abc import Collection
from uuid import UUID

from django.http import Http404

from coordination.alerts.models import Alert, AlertChoice, MailSetting
from operation.access.handling import TLP
from operation.access.principal import Principal
from operation.access.roles import HELD_IN, PERMISSIONS, Role
from operation.cases.base import CaseRecord
from operation.people.models import Appointment

SHOWN_AT_MOST = 50


def people_of(organisations: Collection[UUID], permission: str) -> set[UUID]:
    """The people of these organisations whose appointment of today carries a permission."""
    held = (
        Appointment.objects.holding()
        .filter(user__organisation__in=organisations, user__is_active=True)
        .values_list("user_id", "role", "user__organisation__kind")
    )
    return {user for user, role, kind in held if role in PERMISSIONS[permission] and Role(role) in HELD_IN[kind]}


def readers_of(record: CaseRecord, organisations: Collection[UUID], permission: str) -> set[UUID]:
    """The same, as far as the record's mark lets them read it (access/scope.py)."""
    people = people_of(organisations, permission)
    if record.tlp == TLP.RED:
        return people & {*record.named_readers}
    if record.tlp == TLP.AMBER_STRICT:
        return people & people_of(organisations, "record.read_strict")
    return people


def own_alerts(principal: Principal) -> list[tuple[Alert, int]]:
    """What one was told and has not noted, newest first; what leads to the same page once, with how often."""
    found: dict[tuple[str, str], tuple[Alert, int]] = {}
    for one in Alert.objects.visible_to(principal).unseen()[:SHOWN_AT_MOST]:
        newest, times = found.get((one.kind, one.url), (one, 0))
        found[one.kind, one.url] = (newest, times + 1)
    return list(found.values())


def read_alert(principal: Principal, key: UUID) -> Alert:
    """One of one's own. Raises Http404."""
    found = Alert.objects.visible_to(principal).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def own_choices(principal: Principal) -> dict[str, str]:
    """Kind → way, as far as one chose."""
    return dict(AlertChoice.objects.filter(user_id=principal.person).values_list("kind", "channel"))


def own_setting(principal: Principal) -> MailSetting:
    """One's own, or what holds without one."""
    return MailSetting.objects.filter(user_id=principal.person).first() or MailSetting(user_id=principal.person)
