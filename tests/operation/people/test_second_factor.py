"""The second factor: asked for on every way in, good once, counted for the lock, and set up before anything else."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver, reverse

from operation.audit.models import AuditEntry
from operation.people.actions import make_token
from operation.people.adapters import SECONDS_FRESH
from operation.people.models import User
from operation.people.sealing import seal, unseal
from operation.people.selectors import principal_of
from tests.operation.people.second_factors import (
    SECRET,
    code_at,
    give,
    password_given,
    signed_in,
    with_app,
)

ClientOf = Callable[[User], Client]
OPEN_WITHOUT = {"health", "set_language", "sign-out", "verify"}
SET_UP = {"mfa_index", "mfa_activate_totp", "mfa_add_webauthn"}
PROOFS = {"account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"}


@pytest.fixture
def required(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = True


def told(verb: str) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(verb=verb).order_by("at"))


def is_in(client: Client) -> bool:
    return client.get(reverse("desk")).status_code == 200


def test_the_password_alone_opens_nothing(cast: SimpleNamespace) -> None:
    with_app(cast.officer_th)
    client = password_given(cast.officer_th)
    assert not is_in(client)
    assert client.get(reverse("desk"))["Location"].startswith(reverse("sign-in"))
    assert not told("signed in")
    assert client.get(reverse("mfa_authenticate")).status_code == 200


def test_the_code_opens_and_leads_to_where_one_wanted_to_go(cast: SimpleNamespace) -> None:
    with_app(cast.officer_th)
    client = password_given(cast.officer_th, next=reverse("account"))
    assert give(client, code_at())["Location"] == reverse("account")
    assert is_in(client)
    assert [entry.actor_id for entry in told("signed in")] == [cast.officer_th.pk]


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_clock_may_be_half_a_minute_off(cast: SimpleNamespace, steps: int) -> None:
    with_app(cast.officer_th)
    assert give(password_given(cast.officer_th), code_at(steps)).status_code == 302


@pytest.mark.parametrize("steps", [-4, 4])
def test_an_old_or_future_code_is_none(cast: SimpleNamespace, steps: int) -> None:
    with_app(cast.officer_th)
    assert give(password_given(cast.officer_th), code_at(steps)).status_code == 200


@pytest.mark.parametrize("again", [0, -1])
def test_a_code_works_once_and_none_before_it_works_after_it(cast: SimpleNamespace, again: int) -> None:
    """Also in another process, whose memory is empty: what was used stands in the database."""
    with_app(cast.officer_th)
    assert is_in(signed_in(cast.officer_th))
    cache.clear()
    second = password_given(cast.officer_th)
    answer = give(second, code_at(again))
    assert "wrong or was used before" in answer.content.decode()
    assert not is_in(second)
    assert give(second, code_at(1)).status_code == 302


def test_the_code_with_which_the_app_was_set_up_is_used(cast: SimpleNamespace) -> None:
    client = password_given(cast.officer_th)
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.operation.people.second_factors.SECRET", secret)
        code = code_at()
        assert client.post(reverse("mfa_activate_totp"), {"code": code}).status_code == 302
        assert give(password_given(cast.officer_th), code).status_code == 200


def test_the_sixth_wrong_code_locks_the_account_for_that_address(cast: SimpleNamespace) -> None:
    with_app(cast.officer_th)
    client = password_given(cast.officer_th)
    assert [give(client, "000000").status_code for _guess in range(6)] == [200] * 5 + [429]
    assert give(client, code_at()).status_code == 429
    assert not is_in(client)
    assert is_in(signed_in(cast.officer_th, Client(REMOTE_ADDR="192.0.2.7")))
    assert len(told("failed to sign in")) >= 6


def test_wrong_passwords_and_wrong_codes_are_counted_together(cast: SimpleNamespace) -> None:
    with_app(cast.officer_th)
    client = Client()
    for _guess in range(3):
        client.post(reverse("sign-in"), {"username": "officer.th", "password": "wrong"})
    password_given(cast.officer_th, client)
    assert [give(client, "000000").status_code for _guess in range(3)] == [200, 200, 429]


def test_a_recovery_code_opens_once(cast: SimpleNamespace) -> None:
    with_app(cast.officer_th)
    code = RecoveryCodes.activate(cast.officer_th).generate_codes()[0]
    first = password_given(cast.officer_th)
    give(first, code)
    assert is_in(first)
    second = password_given(cast.officer_th)
    give(second, code)
    assert not is_in(second)


def test_the_database_holds_no_secret_in_clear(cast: SimpleNamespace) -> None:
    app = with_app(cast.officer_th)
    codes = RecoveryCodes.activate(cast.officer_th)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in kept
    assert codes.generate_codes()[0] not in kept
    assert unseal(app.data["secret"]) == SECRET


@pytest.mark.parametrize("place", [0, 12, -1])
def test_a_changed_byte_opens_nothing(settings: Any, place: int) -> None:
    sealed = bytearray(urlsafe_b64decode(seal(SECRET)))
    sealed[place] ^= 1
    with pytest.raises(InvalidTag):
        unseal(urlsafe_b64encode(bytes(sealed)).decode())


def test_two_seals_of_the_same_secret_differ() -> None:
    assert seal(SECRET) != seal(SECRET)
    assert unseal(seal(SECRET)) == SECRET


def test_another_key_opens_nothing(settings: Any) -> None:
    sealed = seal(SECRET)
    settings.SECRET_KEY = "another-" + "1" * 50
    with pytest.raises(InvalidTag):
        unseal(sealed)


def test_an_older_key_still_reads(cast: SimpleNamespace, settings: Any) -> None:
    with_app(cast.officer_th)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another-" + "1" * 50
    assert is_in(signed_in(cast.officer_th))


def test_resealed_they_need_the_older_key_no_more(cast: SimpleNamespace, settings: Any) -> None:
    with_app(cast.officer_th)
    codes = RecoveryCodes.activate(cast.officer_th).generate_codes()
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another-" + "1" * 50
    call_command("reseal_second_factors")
    settings.SECRET_KEY_FALLBACKS = []
    assert RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).generate_codes() == codes
    assert is_in(signed_in(cast.officer_th))
    assert [entry.details for entry in told("resealed second factors")] == [{"factors": 2}]


def test_adding_and_removing_one_is_told(cast: SimpleNamespace) -> None:
    app = with_app(cast.officer_th)
    assert [entry.details for entry in told("added second factor")] == [{"kind": "totp"}]
    app.delete()
    assert [entry.target_id for entry in told("removed second factor")] == [cast.officer_th.pk]


def test_set_up_shows_recovery_codes_once(cast: SimpleNamespace, required: None) -> None:
    client = password_given(cast.officer_th)
    assert client.get(reverse("desk"))["Location"] == f"{reverse('mfa_index')}?next=%2Fdesk%2F"
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    assert "<svg" in page
    assert client.session["mfa.totp.secret"] in page
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.operation.people.second_factors.SECRET", client.session["mfa.totp.secret"])
        answer = client.post(reverse("mfa_activate_totp"), {"code": code_at()})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    codes = RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).generate_codes()
    first, second = (client.get(reverse("mfa_view_recovery_codes")).content.decode() for _look in range(2))
    assert all(code in first for code in codes)
    assert not any(code in second for code in codes)
    assert client.get(reverse("mfa_download_recovery_codes")).status_code == 403
    assert is_in(client)


VALUES = {"UUIDConverter": "00000000-0000-7000-8000-000000000000", "IntConverter": "1"}


def named() -> Iterator[tuple[str, str]]:
    """Every named address, with some value for each of its parts."""
    found = get_resolver().reverse_dict
    for name in (one for one in found if isinstance(one, str)):
        for bits, _pattern, _defaults, kinds in found.getlist(name):
            template, parts = bits[0]
            yield name, "/" + template % {part: VALUES.get(type(kinds.get(part)).__name__, "x") for part in parts}


def test_without_one_every_address_leads_to_its_set_up(
    cast: SimpleNamespace, required: None, client_of: ClientOf
) -> None:
    client = client_of(cast.coordinator_th)
    seen = 0
    for name, address in named():
        if name in OPEN_WITHOUT | SET_UP | PROOFS or name.startswith("mfa_authenticate"):
            continue
        for answer in (client.get(address), client.post(address)):
            assert is_stopped(answer, address), (name, address, answer.status_code)
        seen += 1
    assert seen > 40


def is_stopped(answer: Any, address: str) -> bool:
    if address.startswith("/api/"):
        return bool(answer.status_code == 403 and "second factor" in answer.json()["detail"])
    if answer.status_code == 403:
        return "What you sent was not saved" in answer.content.decode()
    return bool(answer.status_code == 302 and answer["Location"].startswith(reverse("mfa_index")))


def test_a_token_is_no_way_around_it(cast: SimpleNamespace, required: None) -> None:
    secret = make_token(principal=principal_of(cast.officer_th), days=1)
    program = Client(headers={"Authorization": f"Token {secret}"})
    answer = program.get("/api/v1/suspects/")
    assert (answer.status_code, "second factor" in answer.json()["detail"]) == (403, True)
    with_app(cast.officer_th)
    assert program.get("/api/v1/suspects/").status_code == 200


@pytest.mark.parametrize("name", ["desk", "mfa_index", "mfa_add_webauthn", "mfa_activate_totp"])
def test_a_session_from_before_it_was_set_up_shows_it_first(cast: SimpleNamespace, required: None, name: str) -> None:
    old = password_given(cast.officer_th)
    with_app(cast.officer_th)
    assert old.get(reverse(name))["Location"].startswith(reverse("mfa_reauthenticate"))
    answer = old.post(f"{reverse('mfa_reauthenticate')}?next={reverse('desk')}", {"code": code_at()})
    assert answer["Location"] == reverse("desk")
    assert is_in(old)


def test_nothing_is_set_up_beside_one_that_was_not_shown_even_where_none_is_required(cast: SimpleNamespace) -> None:
    old = password_given(cast.officer_th)
    with_app(cast.officer_th)
    assert is_in(old)
    for name in SET_UP:
        assert old.get(reverse(name))["Location"].startswith(reverse("mfa_reauthenticate"))


@pytest.mark.parametrize("name", ["mfa_add_webauthn", "mfa_deactivate_totp", "mfa_generate_recovery_codes"])
def test_factors_are_changed_within_five_minutes_of_a_proof(cast: SimpleNamespace, name: str) -> None:
    with_app(cast.officer_th)
    client = signed_in(cast.officer_th)
    assert client.get(reverse(name)).status_code == 200
    session = client.session
    for record in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        record["at"] -= SECONDS_FRESH + 1
    session.save()
    assert client.get(reverse(name))["Location"].startswith(reverse("account_reauthenticate"))
    assert client.post(reverse(name), {})["Location"].startswith(reverse("account_reauthenticate"))
    assert Authenticator.objects.filter(type="totp").exists()


def test_the_session_gets_a_new_key_with_the_code(cast: SimpleNamespace) -> None:
    with_app(cast.officer_th)
    client = password_given(cast.officer_th)
    before = client.session.session_key
    give(client, code_at())
    assert is_in(client)
    assert client.session.session_key != before


def test_the_last_one_stays_where_one_is_required(cast: SimpleNamespace, required: None) -> None:
    with_app(cast.officer_th)
    client = signed_in(cast.officer_th)
    answer = client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(type="totp").exists()
    assert answer.status_code == 200


def test_so_does_the_last_passkey(cast: SimpleNamespace, required: None) -> None:
    app = with_app(cast.officer_th)
    client = signed_in(cast.officer_th)
    data = {"name": "synthetic", "credential": {}}
    passkey = Authenticator.objects.create(user=cast.officer_th, type=Authenticator.Type.WEBAUTHN, data=data)
    app.delete()
    address = reverse("mfa_remove_webauthn", args=[passkey.pk])
    assert "your last second factor" in client.post(address).content.decode()
    with_app(cast.officer_th)
    assert client.post(address)["Location"] == reverse("mfa_list_webauthn")
    assert [one.type for one in Authenticator.objects.all()] == ["totp"]


def test_it_is_removed_where_none_is_required(cast: SimpleNamespace) -> None:
    with_app(cast.officer_th)
    RecoveryCodes.activate(cast.officer_th)
    client = signed_in(cast.officer_th)
    assert client.post(reverse("mfa_deactivate_totp"))["Location"] == reverse("mfa_index")
    assert not Authenticator.objects.exists()


def test_nobody_is_asked_where_none_is_required(cast: SimpleNamespace) -> None:
    assert not settings.REQUIRE_SECOND_FACTOR
    assert is_in(password_given(cast.officer_th))


def test_nobody_signs_up(db: None, client: Client) -> None:
    assert client.get("/account/signup/").status_code == 404
    assert client.get("/account/email/").status_code == 404
