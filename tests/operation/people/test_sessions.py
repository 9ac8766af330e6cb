"""Sessions: they lock when idle, live twelve hours, are listed and ended, and end with the account."""

import time
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from operation.audit.models import AuditEntry
from operation.people.actions import make_token
from operation.people.gate import SECONDS_IDLE, SEEN
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.people.unlock import ANSWER
from tests.factories.people import PASSWORD
from tests.operation.people.second_factors import password_given

ClientOf = Callable[[User], Client]
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36"
TELEPHONE = "Mozilla/5.0 (Android 14; Mobile; rv:133.0) Gecko/133.0 Firefox/133.0"


def last_seen(client: Client, seconds_ago: float) -> None:
    """As if the last request, and the last proof, were some time ago."""
    session = client.session
    session[SEEN] = time.time() - seconds_ago
    for record in session.get("account_authentication_methods", []):
        record["at"] = time.time() - seconds_ago
    session.save()


def is_in(client: Client) -> bool:
    return client.get(reverse("desk")).status_code == 200


def unlock(client: Client, password: str = PASSWORD, onward: str = "/account/") -> Any:
    return client.post(reverse("account_reauthenticate"), {"password": password, "next": onward})


def test_half_an_hour_without_a_request_locks(cast: SimpleNamespace) -> None:
    client = password_given(cast.officer_th)
    last_seen(client, SECONDS_IDLE - 5)
    assert is_in(client)
    last_seen(client, SECONDS_IDLE + 1)
    answer = client.get("/records/?page=2")
    assert answer["Location"] == f"{reverse('account_reauthenticate')}?next=%2Frecords%2F%3Fpage%3D2"


def test_the_password_unlocks_and_leads_back(cast: SimpleNamespace) -> None:
    client = password_given(cast.officer_th)
    last_seen(client, SECONDS_IDLE + 1)
    page = client.get(f"{reverse('account_reauthenticate')}?next=/account/").content.decode()
    assert "Confirm that it is you" in page
    assert 'name="next" value="/account/"' in page
    assert not is_in(client)
    assert unlock(client)["Location"] == "/account/"
    assert is_in(client)


def test_looking_at_the_lock_does_not_unlock(cast: SimpleNamespace) -> None:
    client = password_given(cast.officer_th)
    last_seen(client, SECONDS_IDLE + 1)
    for name in ("account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_index"):
        client.get(reverse(name))
    client.post(reverse("set_language"), {"language": "th", "next": "/"})
    assert not is_in(client)


def test_a_wrong_password_does_not_unlock_and_counts(cast: SimpleNamespace) -> None:
    client = password_given(cast.officer_th)
    last_seen(client, SECONDS_IDLE + 1)
    assert [unlock(client, "wrong").status_code for _guess in range(6)] == [200] * 5 + [429]
    assert unlock(client).status_code == 429
    assert not is_in(client)


def test_the_lock_leads_to_no_other_site(cast: SimpleNamespace) -> None:
    client = password_given(cast.officer_th)
    last_seen(client, SECONDS_IDLE + 1)
    assert unlock(client, onward="https://elsewhere.example.org/")["Location"] == reverse("desk")


def test_what_is_sent_while_locked_is_said_not_to_be_saved(cast: SimpleNamespace) -> None:
    client = password_given(cast.officer_th)
    last_seen(client, SECONDS_IDLE + 1)
    answer = client.post(reverse("account"), {"language": "th", "time_zone": "Asia/Bangkok"})
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "What you sent was not saved" in page
    assert '<input type="hidden" name="language" value="th">' in page
    assert User.objects.get(pk=cast.officer_th.pk).language == "en"
    assert not is_in(client)


def test_it_is_sent_again_with_the_password(cast: SimpleNamespace) -> None:
    client = password_given(cast.officer_th)
    last_seen(client, SECONDS_IDLE + 1)
    sent = {"language": "th", "time_zone": "Asia/Bangkok"}
    refused = client.post(reverse("account"), sent | {ANSWER: "wrong"})
    assert refused.status_code == 403
    assert "This password is wrong." in refused.content.decode()
    assert client.post(reverse("account"), sent | {ANSWER: PASSWORD})["Location"] == reverse("account")
    assert User.objects.get(pk=cast.officer_th.pk).language == "th"
    assert is_in(client)


def test_guessing_there_counts_for_the_lock(cast: SimpleNamespace) -> None:
    client = password_given(cast.officer_th)
    last_seen(client, SECONDS_IDLE + 1)
    answers = [client.post(reverse("account"), {ANSWER: "wrong"}).status_code for _guess in range(6)]
    assert answers == [403] * 5 + [429]
    assert client.post(reverse("account"), {ANSWER: PASSWORD}).status_code == 429


def test_passwords_and_files_are_not_among_it(cast: SimpleNamespace) -> None:
    client = password_given(cast.officer_th)
    last_seen(client, SECONDS_IDLE + 1)
    sent = {
        "old_password": "canary-one",
        "new_password1": "canary-two",
        "note": "kept",
        "file": StringIO("canary-three"),
    }
    page = client.post(reverse("password"), sent).content.decode()
    assert "canary" not in page
    assert 'value="kept"' in page
    assert "Files and passwords are not among it" in page


def test_the_answer_is_no_field_of_the_form_behind_it(cast: SimpleNamespace) -> None:
    """An open session takes it for nothing: it neither unlocks nor is read."""
    client = password_given(cast.officer_th)
    sent = {"language": "th", "time_zone": "Asia/Bangkok", ANSWER: "wrong"}
    assert client.post(reverse("account"), sent)["Location"] == reverse("account")


def test_a_part_of_a_page_sends_the_whole_page_to_the_lock(cast: SimpleNamespace) -> None:
    client = password_given(cast.officer_th)
    last_seen(client, SECONDS_IDLE + 1)
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/records/"}
    answer = client.get("/search/?q=a", headers=headers)
    assert answer["HX-Redirect"] == f"{reverse('account_reauthenticate')}?next=%2Frecords%2F"


def test_the_api_says_why(cast: SimpleNamespace) -> None:
    client = password_given(cast.officer_th)
    last_seen(client, SECONDS_IDLE + 1)
    answer = client.get("/api/v1/suspects/")
    assert answer.status_code == 403
    assert "idle for half an hour" in answer.json()["detail"]
    assert AuditEntry.objects.filter(verb="denied", details__path="/api/v1/suspects/").exists()


def test_sign_out_is_open_while_locked(cast: SimpleNamespace) -> None:
    client = password_given(cast.officer_th)
    last_seen(client, SECONDS_IDLE + 1)
    assert client.post(reverse("sign-out"))["Location"] == reverse("sign-in")


def test_a_session_that_never_said_when_it_was_seen_is_locked(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.officer_th)
    session = client.session
    del session[SEEN]
    session.save()
    assert not is_in(client)


def test_it_lives_twelve_hours_however_much_it_is_used(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.officer_th)
    ends = client.session.get_expiry_date()
    assert timedelta(hours=11, minutes=59) < ends - timezone.now() <= timedelta(hours=12)
    last_seen(client, 120)
    assert is_in(client)
    assert client.session.get_expiry_date() == ends
    session = client.session
    session.set_expiry(timezone.now() - timedelta(seconds=1))
    session.save()
    assert not is_in(client)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"is_active": False}, ""),
        ({"expires_on": timezone.now().date() - timedelta(days=1)}, "This account has expired."),
        ({}, "Your appointment has ended."),
    ],
)
def test_session_and_token_end_with_the_account(cast: SimpleNamespace, change: dict[str, Any], reason: str) -> None:
    client = password_given(cast.officer_th)
    secret = make_token(principal=principal_of(cast.officer_th), days=1)
    program = Client(headers={"Authorization": f"Token {secret}"})
    assert is_in(client)
    assert program.get("/api/v1/").status_code == 200
    if change:
        User.objects.filter(pk=cast.officer_th.pk).update(**change)
    else:
        cast.officer_th.appointments.update(ends_on=timezone.now().date() - timedelta(days=1))
    assert client.get(reverse("desk"))["Location"].startswith(reverse("sign-in"))
    assert "_auth_user_id" not in client.session
    assert program.get("/api/v1/").status_code == 401
    page = client.post(reverse("sign-in"), {"username": "officer.th", "password": PASSWORD}).content.decode()
    assert reason in page
    assert 'class="errsum"' in page


def test_one_appointment_that_holds_keeps_the_account_open(cast: SimpleNamespace, seagull: Any) -> None:
    yesterday = timezone.now().date() - timedelta(days=1)
    cast.officer_th.appointments.update(ends_on=yesterday)
    seagull.appointments.create(user=cast.officer_th, role="supervisor", starts_on=yesterday)
    assert is_in(password_given(cast.officer_th))


def test_whoever_waits_for_an_appointment_may_come_in(cast: SimpleNamespace) -> None:
    assert is_in(password_given(cast.stranger))


def test_any_change_of_the_password_ends_tokens(cast: SimpleNamespace) -> None:
    """Also one that our action did not make: `manage.py changepassword`."""
    program = Client(headers={"Authorization": f"Token {make_token(principal=principal_of(cast.officer_th), days=1)}"})
    user = User.objects.get(pk=cast.officer_th.pk)
    user.set_password("set elsewhere by hand")
    user.save()
    assert program.get("/api/v1/").status_code == 401


def test_they_are_listed_with_device_address_and_time(cast: SimpleNamespace) -> None:
    here = password_given(cast.officer_th, Client(headers={"user-agent": CHROME}))
    password_given(cast.officer_th, Client(headers={"user-agent": TELEPHONE}, REMOTE_ADDR="192.0.2.7"))
    password_given(cast.supervisor_th, Client(REMOTE_ADDR="192.0.2.9"))
    page = here.get(reverse("sessions")).content.decode()
    for said in ("Chrome · Windows", "Firefox · Android", "192.0.2.7", "127.0.0.1", "This one"):
        assert said in page
    assert "192.0.2.9" not in page


def test_when_it_was_seen_last_is_kept_by_the_minute(cast: SimpleNamespace) -> None:
    client = password_given(cast.officer_th)
    UserSession.objects.update(last_seen_at=timezone.now() - timedelta(hours=1))
    is_in(client)
    assert timezone.now() - UserSession.objects.get().last_seen_at > timedelta(minutes=59)
    last_seen(client, 61)
    is_in(client)
    assert timezone.now() - UserSession.objects.get().last_seen_at < timedelta(minutes=1)


def test_one_is_ended(cast: SimpleNamespace) -> None:
    here, there = password_given(cast.officer_th), password_given(cast.officer_th)
    session = UserSession.objects.get(session_key=there.session.session_key)
    assert here.post(reverse("end-session", args=[session.pk]))["Location"] == reverse("sessions")
    assert not is_in(there)
    assert is_in(here)
    assert [entry.details for entry in AuditEntry.objects.filter(verb="ended sessions")] == [{"sessions": 1}]


def test_all_others_are_ended(cast: SimpleNamespace) -> None:
    here, *others = (password_given(cast.officer_th) for _browser in range(3))
    another = password_given(cast.supervisor_th)
    here.post(reverse("end-other-sessions"))
    assert [is_in(browser) for browser in (here, another, *others)] == [True, True, False, False]


def test_another_s_session_is_as_unknown_as_none(cast: SimpleNamespace) -> None:
    here, there = password_given(cast.officer_th), password_given(cast.supervisor_th)
    session = UserSession.objects.get(session_key=there.session.session_key)
    for key in (session.pk, 0):
        assert here.post(reverse("end-session", args=[key])).status_code == 404
    assert is_in(there)


def test_a_link_ends_nothing(cast: SimpleNamespace) -> None:
    here = password_given(cast.officer_th)
    assert here.get(reverse("end-other-sessions")).status_code == 405
    assert here.get(reverse("end-session", args=[UserSession.objects.get().pk])).status_code == 405
