"""Sign-in and sign-out: the way in, the lock, the language, and what the trail keeps of it."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from operation.audit.models import AuditEntry
from operation.people.models import User
from tests.factories.people import PASSWORD

WRONG = "canary-typed-by-mistake"


def attempt(client: Client, user: User | str, password: str = PASSWORD, **more: str) -> HttpResponse:
    name = user if isinstance(user, str) else user.username
    return client.post(reverse("sign-in"), {"username": name, "password": password, **more})  # type: ignore[return-value]


def told(verb: str) -> QuerySet[AuditEntry]:
    return AuditEntry.objects.filter(verb=verb)


def test_the_first_page_leads_to_sign_in_and_then_to_the_desk(cast: SimpleNamespace, client: Client) -> None:
    assert client.get("/")["Location"] == reverse("sign-in")
    assert attempt(client, cast.coordinator_th)["Location"] == reverse("desk")
    assert client.get("/")["Location"] == reverse("desk")
    assert client.get(reverse("desk")).status_code == 200


def test_one_comes_back_to_where_one_wanted_to_go(cast: SimpleNamespace, client: Client) -> None:
    wanted = client.get(reverse("account"))["Location"]
    assert wanted == f"{reverse('sign-in')}?next={reverse('account')}"
    assert attempt(client, cast.coordinator_th, next=reverse("account"))["Location"] == reverse("account")


def test_no_other_site_is_where_one_wanted_to_go(cast: SimpleNamespace, client: Client) -> None:
    elsewhere = "https://elsewhere.example.org/"
    assert attempt(client, cast.coordinator_th, next=elsewhere)["Location"] == reverse("desk")


def test_who_is_signed_in_is_not_asked_again(cast: SimpleNamespace, client: Client) -> None:
    attempt(client, cast.coordinator_th)
    assert client.get(reverse("sign-in"))["Location"] == reverse("desk")


def test_the_session_gets_a_new_key(cast: SimpleNamespace, client: Client) -> None:
    session = client.session
    session["before"] = "sign-in"
    session.save()
    before = str(session.session_key)
    client.cookies[settings.SESSION_COOKIE_NAME] = before
    attempt(client, cast.coordinator_th)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before


def test_sign_in_is_told_as_the_person_s_own(cast: SimpleNamespace, client: Client) -> None:
    attempt(client, cast.coordinator_th)
    entry = told("signed in").get()
    assert entry.actor_id == entry.target_id == cast.coordinator_th.pk
    assert entry.organisation_id == cast.coordinator_th.organisation_id
    assert (entry.channel, entry.address) == ("page", "127.0.0.1")


def test_a_wrong_password_is_told_without_it(cast: SimpleNamespace, client: Client) -> None:
    response = attempt(client, cast.coordinator_th, WRONG)
    assert response.status_code == 200
    assert 'class="errsum"' in response.content.decode()
    assert WRONG not in response.content.decode()
    entry = told("failed to sign in").get()
    assert entry.target_id == cast.coordinator_th.pk
    assert entry.actor_id is None
    assert WRONG not in str(entry.details)


def test_what_is_typed_as_a_name_is_not_kept_unless_it_is_one(cast: SimpleNamespace, client: Client) -> None:
    attempt(client, WRONG, PASSWORD)
    entry = told("failed to sign in").get()
    assert entry.target_id is None
    assert WRONG not in f"{entry.reference} {entry.details}"


def test_the_answer_does_not_tell_whether_the_account_exists(cast: SimpleNamespace, client: Client) -> None:
    answers = [attempt(client, name, WRONG).content.decode() for name in (cast.officer_th.username, "officer.xx")]
    without_names = [text.replace("officer.th", "").replace("officer.xx", "") for text in answers]
    first, second = (text[text.index("errsum") : text.index("</form>")] for text in without_names)
    assert first == second


def test_the_sixth_bad_attempt_locks_the_account_for_that_address(cast: SimpleNamespace, client: Client) -> None:
    answers = [attempt(client, cast.coordinator_th, WRONG) for _attempt in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert "Too many attempts" in answers[-1].content.decode()
    assert attempt(client, cast.coordinator_th).status_code == 429
    assert told("failed to sign in").count() >= 6


def test_a_lock_holds_neither_for_others_nor_elsewhere(cast: SimpleNamespace, client: Client) -> None:
    for _attempt in range(6):
        attempt(client, cast.coordinator_th, WRONG)
    assert attempt(Client(), cast.officer_th).status_code == 302
    assert attempt(Client(REMOTE_ADDR="192.0.2.7"), cast.coordinator_th).status_code == 302


def test_an_account_that_has_expired_is_told_so(cast: SimpleNamespace, client: Client) -> None:
    User.objects.filter(pk=cast.officer_th.pk).update(expires_on=date(2025, 1, 31))
    response = attempt(client, cast.officer_th)
    assert "This account has expired." in response.content.decode()
    assert not told("signed in").exists()


def test_a_disabled_account_does_not_sign_in(cast: SimpleNamespace, client: Client) -> None:
    User.objects.filter(pk=cast.officer_th.pk).update(is_active=False)
    assert attempt(client, cast.officer_th).status_code == 200
    assert not told("signed in").exists()


def test_disabling_an_account_ends_its_session(cast: SimpleNamespace, client: Client) -> None:
    attempt(client, cast.officer_th)
    User.objects.filter(pk=cast.officer_th.pk).update(is_active=False)
    assert client.get(reverse("desk")).status_code == 302


def test_changing_the_password_ends_other_sessions(cast: SimpleNamespace, client: Client) -> None:
    attempt(client, cast.officer_th)
    user = User.objects.get(pk=cast.officer_th.pk)
    user.set_password("another synthetic password")
    user.save()
    assert client.get(reverse("desk")).status_code == 302


def test_the_browser_takes_on_the_language_of_the_account(cast: SimpleNamespace, client: Client) -> None:
    User.objects.filter(pk=cast.coordinator_th.pk).update(language="th")
    attempt(client, cast.coordinator_th)
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "th"
    assert '<html lang="th">' in client.get(reverse("desk")).content.decode()


def test_a_language_chosen_before_sign_in_stays(cast: SimpleNamespace, client: Client) -> None:
    User.objects.filter(pk=cast.coordinator_th.pk).update(language="th")
    client.post(reverse("set_language"), {"language": "vi", "next": reverse("sign-in")})
    attempt(client, cast.coordinator_th)
    assert '<html lang="vi">' in client.get(reverse("desk")).content.decode()


def test_sign_out_ends_the_session_and_forgets_the_language(cast: SimpleNamespace, client: Client) -> None:
    attempt(client, cast.coordinator_th)
    response = client.post(reverse("sign-out"))
    assert response["Location"] == reverse("sign-in")
    assert client.get(reverse("desk")).status_code == 302
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == ""
    entry = told("signed out").get()
    assert entry.actor_id == entry.target_id == cast.coordinator_th.pk


def test_a_link_does_not_sign_out(cast: SimpleNamespace, client: Client) -> None:
    attempt(client, cast.coordinator_th)
    assert client.get(reverse("sign-out")).status_code == 405
    assert client.get(reverse("desk")).status_code == 200


def test_sign_in_wants_the_token_of_its_form(cast: SimpleNamespace) -> None:
    assert attempt(Client(enforce_csrf_checks=True), cast.coordinator_th).status_code == 403


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_the_page_opens_in_every_language_before_sign_in(db: None, client: Client, language: str) -> None:
    response = client.post(reverse("set_language"), {"language": language, "next": reverse("sign-in")})
    assert response["Location"] == reverse("sign-in")
    text = client.get(reverse("sign-in")).content.decode()
    assert f'<html lang="{language}">' in text


def test_the_switch_leads_to_no_other_site(db: None, client: Client) -> None:
    answer = client.post(reverse("set_language"), {"language": "th", "next": "https://elsewhere.example.org/"})
    assert answer["Location"] == "/"


def test_the_page_names_the_operation(seagull: object, client: Client) -> None:
    assert "Joint Operation SEAGULL" in client.get(reverse("sign-in")).content.decode()
