"""Reads of accounts, for the administrator: no role, no record, nothing of what their owners do."""

from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.administration.accounts.policies import may_manage
from operation.audit import trail
from operation.kernel.errors import require
from operation.people.models import User


class Condition(models.TextChoices):
    """Whether one can sign in with an account, and why not."""

    WORKS = "works", _("works")
    UNUSED = "unused", _("not used yet")
    EXPIRED = "expired", _("expired")
    DISABLED = "disabled", _("disabled")


def list_accounts(principal: Principal, asked: dict[str, Any]) -> QuerySet[User]:
    """All accounts, newest first; one entry in the trail."""
    require(may_manage(principal), verb="list accounts")
    trail.record("listed", trail.Target(User._meta.label), filter=asked)
    return _accounts().order_by("-date_joined", "-pk")


def read_account(principal: Principal, key: UUID) -> User | None:
    """One account; None: there is none."""
    require(may_manage(principal), verb="read account")
    found = _accounts().filter(pk=key).first()
    if found is not None:
        trail.record("read", found)
    return found


def vouched_for(principal: Principal) -> QuerySet[User]:
    """Colleagues for whom the principal can vouch: of the same organisation, who have signed in before."""
    colleagues = User.objects.filter(organisation_id=principal.own_organisation, is_active=True)
    return colleagues.exclude(pk=principal.person).exclude(last_login=None).order_by("first_name", "username")


def _accounts() -> QuerySet[User]:
    return User.objects.select_related("organisation__country")


def condition_of(user: User) -> Condition:
    """In the order in which one would mend it."""
    if not user.is_active:
        return Condition.DISABLED
    if user.expires_on and user.expires_on < timezone.now().date():
        return Condition.EXPIRED
    return Condition.WORKS if user.last_login else Condition.UNUSED


def in_condition(accounts: QuerySet[User], condition: Condition) -> QuerySet[User]:
    """The same for a list: two accounts are never in two conditions, none is in none."""
    expired = Q(expires_on__lt=timezone.now().date())
    used = Q(last_login__isnull=False)
    if condition == Condition.DISABLED:
        return accounts.filter(is_active=False)
    if condition == Condition.EXPIRED:
        return accounts.filter(expired, is_active=True)
    works = accounts.filter(is_active=True).exclude(expired)
    return works.filter(used if condition == Condition.WORKS else ~used)
