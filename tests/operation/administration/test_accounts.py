"""Accounts: created without a right, disabled and enabled with a reason, by the administrator alone."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from knox.models import AuthToken

from operation.administration.accounts.actions import create_account, disable_account, enable_account, set_expiry
from operation.audit.capture import VERBS as CAPTURED
from operation.audit.models import AuditEntry
from operation.kernel.errors import Conflict, NotAllowed, Refused
from operation.people.actions import make_token
from operation.people.models import Organisation, User
from operation.people.selectors import principal_of
from tests.operation.administration.staff import day, roles_of

ClientOf = Callable[[User], Client]
OTHERS = ["officer_th", "coordinator_th", "director", "desk_supervision", "dpo", "observer_unodc", "stranger"]


def created(by: User, **given: Any) -> User:
    values: dict[str, Any] = {
        "username": "somchai.th",
        "name": "สมชาย ตัวอย่าง",
        "organisation": Organisation.objects.get(code="th-rtp"),
        "language": "th",
        "time_zone": "Asia/Bangkok",
        "expires_on": None,
    }
    return create_account(principal=principal_of(by), **(values | given))


def disabled(by: User, user: User, reason: str = "phone lost") -> User:
    return disable_account(principal=principal_of(by), user=user, reason=reason)


def enabled(by: User, user: User, reason: str = "phone found") -> User:
    return enable_account(principal=principal_of(by), user=user, reason=reason)


def test_a_new_account_has_neither_password_nor_right(cast: SimpleNamespace) -> None:
    user = created(cast.admin, expires_on=day(90))
    user.refresh_from_db()
    assert (str(user), user.language, user.time_zone, user.expires_on) == (
        "สมชาย ตัวอย่าง",
        "th",
        "Asia/Bangkok",
        day(90),
    )
    assert not user.has_usable_password()
    assert not (user.is_staff or user.is_superuser)
    assert roles_of(user) == frozenset()


def test_nobody_signs_in_with_it_before_an_entry_code(cast: SimpleNamespace) -> None:
    created(cast.admin)
    for password in ("", "somchai.th", "!"):
        Client().post(reverse("sign-in"), {"username": "somchai.th", "password": password})
    assert User.objects.get(username="somchai.th").last_login is None


@pytest.mark.parametrize("name", ["officer.th", "officer th", "", "<b>"])
def test_a_user_name_that_is_taken_or_cannot_be_is_refused(cast: SimpleNamespace, name: str) -> None:
    with pytest.raises(ValidationError) as refused:
        created(cast.admin, username=name)
    assert "username" in refused.value.message_dict


def test_an_account_does_not_begin_expired(cast: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="is past"):
        created(cast.admin, expires_on=day(-1))


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_keeps_accounts(cast: SimpleNamespace, who: str) -> None:
    user = getattr(cast, who)
    for attempt in (
        lambda: created(user),
        lambda: disabled(user, cast.officer_kh),
        lambda: enabled(user, cast.officer_kh),
        lambda: set_expiry(principal=principal_of(user), user=cast.officer_kh, expires_on=None),
    ):
        with pytest.raises(NotAllowed, match="It is for: Administrator"):
            attempt()
    assert User.objects.get(pk=cast.officer_kh.pk).is_active


def test_nobody_decides_on_the_own_account(cast: SimpleNamespace) -> None:
    for attempt in (
        lambda: disabled(cast.admin, cast.admin),
        lambda: set_expiry(principal=principal_of(cast.admin), user=cast.admin, expires_on=day(900)),
    ):
        with pytest.raises(NotAllowed, match="your own account"):
            attempt()


def test_a_disabled_account_loses_sessions_and_tokens_at_once(cast: SimpleNamespace, client_of: ClientOf) -> None:
    browser, other = client_of(cast.officer_th), client_of(cast.officer_kh)
    make_token(principal=principal_of(cast.officer_th), days=1)
    before = Session.objects.count()
    disabled(cast.admin, cast.officer_th)
    assert not AuthToken.objects.filter(user=cast.officer_th).exists()
    assert Session.objects.count() == before - 1
    assert reverse("sign-in") in browser.get(reverse("desk")).headers["Location"]
    assert other.get(reverse("desk")).status_code == 200


def test_a_session_of_before_does_not_come_back(cast: SimpleNamespace, client_of: ClientOf) -> None:
    browser = client_of(cast.officer_th)
    disabled(cast.admin, cast.officer_th)
    enabled(cast.admin, cast.officer_th)
    assert roles_of(cast.officer_th)
    assert browser.get(reverse("desk")).status_code == 302


def test_a_reason_is_needed_and_kept(cast: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="Say why"):
        disabled(cast.admin, cast.officer_th, " ")
    assert disabled(cast.admin, cast.officer_th, " phone lost ").state_reason == "phone lost"
    with pytest.raises(Refused, match="Say why"):
        enabled(cast.admin, cast.officer_th, "")
    assert enabled(cast.admin, cast.officer_th).state_reason == "phone found"


def test_it_is_done_once(cast: SimpleNamespace) -> None:
    with pytest.raises(Conflict, match="enabled already"):
        enabled(cast.admin, cast.officer_th)
    disabled(cast.admin, cast.officer_th)
    with pytest.raises(Conflict, match="disabled already"):
        disabled(cast.admin, cast.officer_th)


@pytest.mark.parametrize("last", [day(), day(30), None])
def test_the_last_day_can_be_moved(cast: SimpleNamespace, last: date | None) -> None:
    set_expiry(principal=principal_of(cast.admin), user=cast.officer_th, expires_on=last)
    assert User.objects.get(pk=cast.officer_th.pk).expires_on == last
    assert roles_of(cast.officer_th)


def test_the_last_day_is_not_past(cast: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="disable it"):
        set_expiry(principal=principal_of(cast.admin), user=cast.officer_th, expires_on=day(-1))


def test_everything_is_told_without_names(cast: SimpleNamespace) -> None:
    user = created(cast.admin)
    disabled(cast.admin, user)
    enabled(cast.admin, user)
    set_expiry(principal=principal_of(cast.admin), user=user, expires_on=day(3))
    set_expiry(principal=principal_of(cast.admin), user=user, expires_on=day(3))
    told = {"created account", "disabled account", "enabled account", "set last day"}
    entries = AuditEntry.objects.filter(target_id=user.pk).exclude(verb__in=CAPTURED)
    assert sorted(entry.verb for entry in entries) == sorted(told)
    for entry in entries:
        assert not any(word in str(entry.details) for word in ("somchai", "สมชาย", "phone"))
