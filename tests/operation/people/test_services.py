"""Sign-in through a service (OpenID Connect): connected accounts alone, and the second factor as on every way in."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from operation.audit.models import AuditEntry
from operation.config.env import sign_in_origins, sign_in_service
from operation.people.models import User
from tests.operation.people.second_factors import code_at, give, password_given, with_app

ISSUER = "https://ministry.example.org"
CONFIGURATION = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize",
    "token_endpoint": f"{ISSUER}/token",
    "userinfo_endpoint": f"{ISSUER}/userinfo",
    "jwks_uri": f"{ISSUER}/keys",
}


class Ministry:
    """The service, without a network: what it would answer to allauth's requests."""

    subject = "person-1"

    def __enter__(self) -> "Ministry":
        return self

    def __exit__(self, *_error: object) -> None: ...

    def get(self, address: str, **_more: Any) -> Any:
        return answer({"sub": self.subject} if address.endswith("/userinfo") else CONFIGURATION)

    def request(self, _method: str, _address: str, **_more: Any) -> Any:
        return answer({"access_token": "synthetic", "token_type": "Bearer"})


def answer(body: dict[str, str]) -> SimpleNamespace:
    headers = {"content-type": "application/json"}
    return SimpleNamespace(
        status_code=200, headers=headers, json=lambda: body, raise_for_status=lambda: None, text=str(body)
    )


@pytest.fixture
def ministry(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ministry]:
    monkeypatch.setenv("OIDC_ISSUER", ISSUER)
    monkeypatch.setenv("OIDC_NAME", "the Ministry")
    monkeypatch.setenv("OIDC_CLIENT_ID", "seagull")
    monkeypatch.setenv("OIDC_CLIENT_SECRET", "synthetic")
    settings.SOCIALACCOUNT_PROVIDERS = sign_in_service()
    service = Ministry()
    path = "allauth.socialaccount.adapter.DefaultSocialAccountAdapter.get_requests_session"
    monkeypatch.setattr(path, lambda _adapter: service)
    yield service


def go_through(client: Client, **more: str) -> Any:
    """To the service and back again."""
    sent = client.post(reverse("openid_connect_login", args=["service"]), more)
    assert sent["Location"].startswith(f"{ISSUER}/authorize?")
    query = parse_qs(urlsplit(sent["Location"]).query)
    assert query["code_challenge_method"] == ["S256"]
    given = {"code": "synthetic", "state": query["state"][0]}
    return client.get(reverse("openid_connect_callback", args=["service"]), given)


def connect(user: User) -> None:
    go_through(password_given(user), process="connect")


def is_in(client: Client) -> bool:
    return client.get(reverse("desk")).status_code == 200


def test_an_account_is_connected_by_its_owner_and_then_opens(cast: SimpleNamespace, ministry: Ministry) -> None:
    client = password_given(cast.officer_th)
    assert "Connect to the Ministry" in client.get(reverse("account")).content.decode()
    assert go_through(client, process="connect")["Location"] == reverse("account")
    assert "Connected to the Ministry" in client.get(reverse("account")).content.decode()
    assert AuditEntry.objects.get(verb="connected sign-in service").target_id == cast.officer_th.pk
    elsewhere = Client()
    assert "Sign in with the Ministry" in elsewhere.get(reverse("sign-in")).content.decode()
    assert go_through(elsewhere, next=reverse("account"))["Location"] == reverse("account")
    assert is_in(elsewhere)


def test_a_stranger_to_us_is_turned_away_and_no_account_is_made(cast: SimpleNamespace, ministry: Ministry) -> None:
    before = User.objects.count()
    client = Client()
    assert go_through(client)["Location"] == reverse("sign-in")
    assert "No account is connected to it." in client.get(reverse("sign-in")).content.decode()
    assert not is_in(client)
    assert (User.objects.count(), SocialAccount.objects.count()) == (before, 0)


def test_it_does_not_stand_for_the_second_factor(cast: SimpleNamespace, ministry: Ministry) -> None:
    connect(cast.officer_th)
    with_app(cast.officer_th)
    client = Client()
    assert go_through(client)["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)
    give(client, code_at())
    assert is_in(client)


def test_it_opens_no_closed_account(cast: SimpleNamespace, ministry: Ministry) -> None:
    connect(cast.officer_th)
    User.objects.filter(pk=cast.officer_th.pk).update(is_active=False)
    client = Client()
    go_through(client)
    assert not is_in(client)
    assert "This account is disabled." in client.get(reverse("sign-in")).content.decode()


def test_one_that_is_another_s_is_not_connected(cast: SimpleNamespace, ministry: Ministry) -> None:
    connect(cast.officer_th)
    connect(cast.supervisor_th)
    assert SocialAccount.objects.get().user == cast.officer_th


def test_a_refusal_of_the_service_is_said(cast: SimpleNamespace, ministry: Ministry) -> None:
    client = Client()
    sent = client.post(reverse("openid_connect_login", args=["service"]))
    state = parse_qs(urlsplit(sent["Location"]).query)["state"][0]
    back = client.get(reverse("openid_connect_callback", args=["service"]), {"error": "access_denied", "state": state})
    assert back["Location"] == reverse("sign-in")
    assert "did not let you in" in client.get(reverse("sign-in")).content.decode()


def test_without_configuration_there_is_none(cast: SimpleNamespace, client: Client) -> None:
    assert sign_in_service() == {}
    assert sign_in_origins() == []
    assert client.post(reverse("openid_connect_login", args=["service"])).status_code == 404
    assert "Sign in with the" not in client.get(reverse("sign-in")).content.decode()


def test_there_is_one_at_most_and_no_other_kind(ministry: Ministry, settings: Any) -> None:
    assert list(settings.SOCIALACCOUNT_PROVIDERS) == ["openid_connect"]
    assert [app["provider_id"] for app in settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]] == ["service"]
    kinds = {name for name in settings.INSTALLED_APPS if name.startswith("allauth.socialaccount.providers.")}
    assert kinds == {"allauth.socialaccount.providers.openid_connect"}


def test_its_secret_is_required_and_its_site_allowed_in_the_policy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OIDC_ISSUER", f"{ISSUER}/realms/one")
    assert sign_in_origins() == [ISSUER]
    monkeypatch.setenv("OIDC_CLIENT_ID", "seagull")
    with pytest.raises(Exception, match="OIDC_CLIENT_SECRET"):
        sign_in_service()
    monkeypatch.setenv("OIDC_CLIENT_SECRET", "")
    with pytest.raises(ImproperlyConfigured, match="OIDC_CLIENT_SECRET is not set"):
        sign_in_service()
