"""One's own password: changed by who knows it; what it had opened elsewhere is closed."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from operation.access.principal import Principal
from operation.audit.models import AuditEntry
from operation.kernel.errors import NotAllowed
from operation.people.actions import change_password, make_token
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.people import PASSWORD

NEW = "seven gulls over the river"


def signed_in(user: User) -> Client:
    client = Client()
    client.post(reverse("sign-in"), {"username": user.username, "password": PASSWORD})
    return client


def change(client: Client, old: str = PASSWORD, new: str = NEW, again: str = NEW) -> Any:
    return client.post(
        reverse("password"), {"old_password": old, "new_password1": new, "new_password2": again, "save": "1"}
    )


def test_it_is_changed_and_told_without_being_told(cast: SimpleNamespace) -> None:
    client = signed_in(cast.officer_th)
    assert reverse("password") in client.get(reverse("account")).content.decode()
    assert change(client)["Location"] == reverse("account")
    assert User.objects.get(pk=cast.officer_th.pk).check_password(NEW)
    entry = AuditEntry.objects.get(verb="changed password")
    assert entry.actor_id == entry.target_id == cast.officer_th.pk
    assert NEW not in str(entry.details)


def test_this_browser_stays_and_others_do_not(cast: SimpleNamespace) -> None:
    here, elsewhere = signed_in(cast.officer_th), signed_in(cast.officer_th)
    change(here)
    assert here.get(reverse("desk")).status_code == 200
    assert elsewhere.get(reverse("desk")).status_code == 302


def test_this_browser_stays_in_the_list_of_sessions(cast: SimpleNamespace) -> None:
    here = signed_in(cast.officer_th)
    change(here)
    assert here.get(reverse("sessions")).content.decode().count("This one") == 1


def test_every_token_ends(cast: SimpleNamespace) -> None:
    secret = make_token(principal=principal_of(cast.officer_th), days=30)
    change(signed_in(cast.officer_th))
    assert Client(headers={"Authorization": f"Token {secret}"}).get("/api/v1/").status_code == 401
    assert AuditEntry.objects.get(verb="changed password").details == {"tokens_revoked": 1}


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"old": "not the one"}, "Your old password was entered incorrectly."),
        ({"again": "another one altogether"}, "The two password fields"),
        ({"new": "12345678", "again": "12345678"}, "This password is too common."),
        ({"new": "gulls", "again": "gulls"}, "This password is too short."),
    ],
)
def test_a_bad_one_is_refused_with_the_reason(cast: SimpleNamespace, given: dict[str, str], reason: str) -> None:
    answer = change(signed_in(cast.officer_th), **given)
    assert answer.status_code == 400
    assert reason in answer.content.decode()
    assert User.objects.get(pk=cast.officer_th.pk).check_password(PASSWORD)


def test_accounts_of_the_demonstration_keep_their_shared_one(cast: SimpleNamespace, settings: Any) -> None:
    settings.DEMO_TODAY = "2025-01-08"
    client = signed_in(cast.officer_th)
    assert reverse("password") not in client.get(reverse("account")).content.decode()
    answer = change(client)
    assert answer.status_code == 403
    assert "share one password" in answer.content.decode()
    assert User.objects.get(pk=cast.officer_th.pk).check_password(PASSWORD)


def test_nobody_changes_a_password(db: None) -> None:
    with pytest.raises(NotAllowed):
        change_password(principal=Principal.nobody(), password=NEW)
