"""One's own account: who one is here, language and time zone, tokens for programs."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from knox.models import AuthToken
from pytest import CaptureFixture

from operation.access.principal import Principal
from operation.audit.models import AuditEntry
from operation.kernel.errors import NotAllowed, Refused
from operation.people.actions import MOST_TOKENS, amend_account, make_token, revoke_token
from operation.people.models import User
from operation.people.selectors import principal_of

pytestmark = pytest.mark.usefixtures("contexts")

ClientOf = Callable[[User], Client]
API = "/api/v1/"
ASKED = {"writes": "no", "areas": ["records", "exchange", "returns", "figures", "reports"], "token": "1"}
WITHOUT_TOKENS = ["observer_unodc", "observer_interpol", "dpo", "admin", "stranger"]


def told(verb: str) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(verb=verb).order_by("at"))


def account(client: Client) -> str:
    return client.get(reverse("account")).content.decode()


def test_it_says_who_one_is_here(cast: SimpleNamespace, client_of: ClientOf) -> None:
    User.objects.filter(pk=cast.coordinator_th.pk).update(first_name="สุรชัย ตัวอย่าง")
    text = account(client_of(cast.coordinator_th))
    for said in ("coordinator.th", "Royal Thai Police", "Operation coordinator", "since 1 August 2024", "Thailand"):
        assert said in text
    assert '<span class="prewrap" lang="th">สุรชัย ตัวอย่าง</span>' in " ".join(text.split())


def test_an_appointment_that_ends_says_until_when(cast: SimpleNamespace, client_of: ClientOf) -> None:
    cast.coordinator_th.appointments.update(ends_on=date(2099, 12, 31))
    assert "1 August 2024 – 31 December 2099" in account(client_of(cast.coordinator_th))


def test_who_has_no_role_is_told_so(cast: SimpleNamespace, client_of: ClientOf) -> None:
    text = account(client_of(cast.stranger))
    assert "Role" in text
    assert "no data" in text


def test_every_role_has_an_account(cast: SimpleNamespace, client_of: ClientOf) -> None:
    for user in vars(cast).values():
        assert client_of(user).get(reverse("account")).status_code == 200


def test_it_is_kept_by_no_cache(cast: SimpleNamespace, client_of: ClientOf) -> None:
    assert "no-store" in client_of(cast.coordinator_th).get(reverse("account"))["Cache-Control"]


def test_language_and_time_zone_are_set(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator_th)
    answer = client.post(reverse("account"), {"language": "th", "time_zone": "Asia/Bangkok", "single_keys": "on"})
    assert answer["Location"] == reverse("account")
    user = User.objects.get(pk=cast.coordinator_th.pk)
    assert (user.language, user.time_zone) == ("th", "Asia/Bangkok")
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "th"
    assert '<html lang="th">' in account(client)
    (entry,) = told("amended")
    assert entry.details == {"fields": ["language", "time_zone"]}
    assert entry.target_id == user.pk


def test_what_does_not_change_is_not_told(cast: SimpleNamespace, client_of: ClientOf) -> None:
    same = {"language": "en", "time_zone": "Asia/Shanghai", "single_keys": "on"}
    client_of(cast.coordinator_th).post(reverse("account"), same)
    assert told("amended") == []


def test_single_keys_are_turned_off_on_every_page(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator_th)
    assert "data-single-keys" not in account(client)
    client.post(reverse("account"), {"language": "en", "time_zone": "Asia/Shanghai"})
    assert 'data-single-keys="off"' in account(client)
    assert 'data-single-keys="off"' in client.get("/records/suspects/").content.decode()


@pytest.mark.parametrize(
    ("language", "zone"), [("xx", "Asia/Bangkok"), ("th", "Asia/Chiang_Mai"), ("", ""), ("th", "Etc/GMT+7")]
)
def test_a_value_that_is_not_offered_is_refused(
    cast: SimpleNamespace, client_of: ClientOf, language: str, zone: str
) -> None:
    answer = client_of(cast.coordinator_th).post(reverse("account"), {"language": language, "time_zone": zone})
    assert answer.status_code == 400
    assert 'class="err ' in answer.content.decode()
    assert User.objects.get(pk=cast.coordinator_th.pk).language == "en"


def test_the_clock_of_the_pages_follows(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator_th)
    client.post(reverse("account"), {"language": "en", "time_zone": "Asia/Yangon"})
    assert "Yangon (UTC+6:30)" in account(client)


def test_nobody_changes_an_account(db: None) -> None:
    with pytest.raises(NotAllowed):
        amend_account(principal=Principal.nobody(), language="th", time_zone="Asia/Bangkok")


def test_a_token_is_shown_once_and_works(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator_th)
    answer = client.post(reverse("account"), {"days": "30", **ASKED})
    secret = answer.context["secret"]
    assert answer.status_code == 200
    assert secret in answer.content.decode()
    text = account(client)
    assert secret not in text
    assert f"{secret[:8]}…" in text
    token = AuthToken.objects.get(user=cast.coordinator_th)
    assert timedelta(days=29) < token.expiry - timezone.now() <= timedelta(days=30)
    (entry,) = told("made token")
    areas = ["records", "exchange", "returns", "figures", "reports"]
    assert entry.details == {"token": secret[:8], "days": 30, "writes": False, "areas": areas}
    assert secret not in str(entry.details)
    bare = Client(headers={"Authorization": f"Token {secret}"})
    assert bare.get(API).status_code == 200


def test_a_revoked_token_opens_nothing(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator_th)
    secret = make_token(principal=principal_of(cast.coordinator_th), days=1)
    answer = client.post(reverse("revoke-token", args=[secret[:15]]))
    assert answer["Location"] == reverse("account")
    assert Client(headers={"Authorization": f"Token {secret}"}).get(API).status_code == 401
    assert "The token no longer works." in account(client)
    assert [entry.details for entry in told("revoked token")] == [{"token": secret[:8]}]


def test_an_expired_token_is_neither_listed_nor_of_use(cast: SimpleNamespace, client_of: ClientOf) -> None:
    secret = make_token(principal=principal_of(cast.coordinator_th), days=1)
    AuthToken.objects.update(expiry=timezone.now() - timedelta(seconds=1))
    assert secret[:8] not in account(client_of(cast.coordinator_th))
    assert Client(headers={"Authorization": f"Token {secret}"}).get(API).status_code == 401


def test_another_s_token_is_as_unknown_as_none(cast: SimpleNamespace, client_of: ClientOf) -> None:
    secret = make_token(principal=principal_of(cast.coordinator_th), days=1)
    client = client_of(cast.coordinator_kh)
    for key in (secret[:15], "0" * 15):
        assert client.post(reverse("revoke-token", args=[key])).status_code == 404
    assert AuthToken.objects.count() == 1
    assert not revoke_token(principal=principal_of(cast.coordinator_kh), token_key=secret[:15])


@pytest.mark.parametrize("who", WITHOUT_TOKENS)
def test_whose_role_uses_no_programs_is_offered_no_token(cast: SimpleNamespace, client_of: ClientOf, who: str) -> None:
    client = client_of(getattr(cast, who))
    assert 'name="token"' not in account(client)
    assert client.post(reverse("account"), {"days": "1", **ASKED}).status_code == 403
    assert not AuthToken.objects.exists()
    assert [entry.details["attempted"] for entry in told("denied")] == ["make_token"]


@pytest.mark.parametrize("days", [0, -1, 91, 10_000])
def test_a_token_lives_ninety_days_at_most(cast: SimpleNamespace, days: int) -> None:
    with pytest.raises(Refused) as refused:
        make_token(principal=principal_of(cast.coordinator_th), days=days)
    assert f"«{days}» days" in refused.value.message_dict["days"][0]


def test_a_life_that_is_not_offered_is_refused_on_the_page(cast: SimpleNamespace, client_of: ClientOf) -> None:
    answer = client_of(cast.coordinator_th).post(reverse("account"), {"days": "3650", **ASKED})
    assert answer.status_code == 400
    assert not AuthToken.objects.exists()


def test_an_eleventh_token_is_refused_with_the_way_out(cast: SimpleNamespace, client_of: ClientOf) -> None:
    principal = principal_of(cast.coordinator_th)
    for _token in range(MOST_TOKENS):
        make_token(principal=principal, days=1)
    answer = client_of(cast.coordinator_th).post(reverse("account"), {"days": "1", **ASKED})
    assert answer.status_code == 400
    assert "Revoke one that you no longer use." in answer.content.decode()
    AuthToken.objects.filter(user=cast.coordinator_th).first().delete()
    assert make_token(principal=principal, days=1)


def test_the_database_holds_no_token_in_clear(cast: SimpleNamespace) -> None:
    secret = make_token(principal=principal_of(cast.coordinator_th), days=1)
    token = AuthToken.objects.get()
    assert secret not in f"{token.digest} {token.token_key}"


def test_the_command_prints_a_token_once(cast: SimpleNamespace, capsys: CaptureFixture[str]) -> None:
    call_command("create_token", "officer.th", "--days", "7")
    secret = capsys.readouterr().out.strip()
    assert Client(headers={"Authorization": f"Token {secret}"}).get(API).status_code == 200
    (entry,) = told("made token")
    assert (entry.channel, entry.actor_id, entry.target_id) == ("command", None, cast.officer_th.pk)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["nobody.xx"], "There is no user «nobody.xx»."),
        (["officer.th", "--days", "91"], "«91» days"),
        (["observer.unodc"], "Your role does not allow this."),
    ],
)
def test_the_command_refuses_with_the_reason(cast: SimpleNamespace, arguments: list[str], reason: str) -> None:
    with pytest.raises(CommandError, match=reason):
        call_command("create_token", *arguments)
    assert not AuthToken.objects.exists()
