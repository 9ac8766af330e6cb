"""Django's admin: reference data alone, behind the one sign-in, every change in the trail."""

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from coordination.clocks.models import Holiday
from coordination.requests.models import Benchmark
from operation.administration.actions import amend_reference
from operation.administration.reference import site
from operation.audit.models import AuditEntry
from operation.kernel.errors import NotAllowed
from operation.people.models import Country, Organisation, User
from operation.people.selectors import principal_of

ClientOf = Callable[[User], Client]
ADDRESS = "/administration/reference/"
COUNTRY = f"{ADDRESS}operation/country/TH/change/"
WRITTEN = {"name": "Siam", "time_zone": "Asia/Bangkok", "language": "th"}
UNSAFE = (" style=", "<style", "javascript:", " onclick", " onload")


def test_it_holds_four_tables_and_nothing_else() -> None:
    assert set(site._registry) == {Benchmark, Country, Holiday, Organisation}


def test_its_addresses_are_few() -> None:
    """No sign-in, no sign-out, no password, nothing told; only what clocks run by is added and removed."""

    def walk(patterns: list[Any], prefix: str) -> list[str]:
        found: list[str] = []
        for one in patterns:
            path = prefix + str(one.pattern)
            found += walk(one.url_patterns, path) if isinstance(one, URLResolver) else [path]
        return found

    found = [path for path in walk(get_resolver().url_patterns, "/") if path.startswith(ADDRESS)]
    assert sorted(found) == [
        ADDRESS,
        f"{ADDRESS}^(?P<app_label>operation|coordination)/$",
        *kept("benchmark"),
        *kept("holiday"),
        f"{ADDRESS}jsi18n/",
        f"{ADDRESS}operation/country/",
        f"{ADDRESS}operation/country/<path:object_id>/change/",
        f"{ADDRESS}operation/organisation/",
        f"{ADDRESS}operation/organisation/<path:object_id>/change/",
    ]


def kept(table: str) -> list[str]:
    """Addresses of a table of which rows come and go."""
    list_ = f"{ADDRESS}coordination/{table}/"
    one = f"{list_}<path:object_id>/"
    return [list_, f"{one}change/", f"{one}delete/", f"{list_}add/"]


def test_who_is_not_signed_in_meets_the_one_sign_in() -> None:
    for address in (ADDRESS, COUNTRY, f"{ADDRESS}jsi18n/"):
        assert Client().get(address).headers["Location"].startswith(reverse("sign-in"))


@pytest.mark.parametrize(
    "who", ["officer_th", "coordinator_th", "director", "desk_supervision", "dpo", "observer_unodc", "stranger"]
)
def test_it_is_for_administrators(cast: SimpleNamespace, client_of: ClientOf, who: str) -> None:
    browser = client_of(getattr(cast, who))
    for address in (ADDRESS, COUNTRY, f"{ADDRESS}operation/organisation/"):
        answer = browser.get(address)
        assert answer.status_code == 403
        assert "It is for: Administrator." in answer.content.decode()
    assert browser.post(COUNTRY, WRITTEN).status_code == 403
    assert Country.objects.get(pk="TH").name == "Thailand"


def test_a_flag_in_the_table_of_users_opens_nothing(cast: SimpleNamespace, client_of: ClientOf) -> None:
    User.objects.filter(pk=cast.stranger.pk).update(is_staff=True, is_superuser=True)
    assert client_of(cast.stranger).get(ADDRESS).status_code == 403


def test_a_name_is_amended_and_told(cast: SimpleNamespace, client_of: ClientOf) -> None:
    answer = client_of(cast.admin).post(COUNTRY, WRITTEN)
    assert answer.status_code == 302
    assert Country.objects.get(pk="TH").name == "Siam"
    entry = AuditEntry.objects.get(verb="amended")
    assert (entry.target_type, entry.reference, entry.actor_id) == ("operation.Country", "TH", cast.admin.pk)
    assert entry.details == {"fields": ["name"]}
    assert not LogEntry.objects.exists()


def test_nothing_changed_is_nothing_told(cast: SimpleNamespace, client_of: ClientOf) -> None:
    client_of(cast.admin).post(COUNTRY, WRITTEN | {"name": "Thailand"})
    assert not AuditEntry.objects.filter(verb="amended").exists()


def test_what_decides_on_scope_is_read_only(cast: SimpleNamespace, client_of: ClientOf) -> None:
    agency = Organisation.objects.get(code="th-rtp")
    address = f"{ADDRESS}operation/organisation/{agency.pk}/change/"
    given = {"name": "RTP", "short_name": "RTP", "code": "x", "kind": "partner", "country": "KH", "group": "1"}
    client_of(cast.admin).post(address, given)
    after = Organisation.objects.get(pk=agency.pk)
    assert (after.name, after.code, after.kind, after.country_id, after.group_id) == (
        *("RTP", "th-rtp", "agency", "TH"),
        agency.group_id,
    )


def test_the_action_itself_asks(cast: SimpleNamespace) -> None:
    country = Country.objects.get(pk="TH")
    with pytest.raises(NotAllowed, match="Administrator"):
        amend_reference(principal=principal_of(cast.director), thing=country, fields=["name"])


def test_its_pages_fit_the_strict_policy(cast: SimpleNamespace, client_of: ClientOf) -> None:
    browser = client_of(cast.admin)
    organisation = Organisation.objects.get(code="unodc")
    for path in ("", "operation/", "operation/country/", "operation/country/TH/change/"):
        answer = browser.get(ADDRESS + path)
        assert answer.status_code == 200, path
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        text = answer.content.decode()
        assert not [word for word in UNSAFE if word in text.lower()], path
        assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text)), path
    assert browser.get(f"{ADDRESS}operation/organisation/{organisation.pk}/change/").status_code == 200


def test_it_leads_back_and_shows_no_second_way_out(cast: SimpleNamespace, client_of: ClientOf) -> None:
    text = client_of(cast.admin).get(ADDRESS).content.decode()
    assert reverse("appointments") in text
    assert "logout" not in text
    assert "password_change" not in text
