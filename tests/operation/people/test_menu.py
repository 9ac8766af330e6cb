"""The menu: what one can use, in its order, and nothing else."""

import re
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from operation.access.principal import Principal
from operation.access.roles import Role
from operation.people import navigation
from operation.people.models import User
from operation.people.navigation import Entry, entries, register
from operation.people.selectors import principal_of

ClientOf = Callable[[User], Client]
NAV = re.compile(r'<nav class="nav".*?</nav>', re.DOTALL)

ONE_OF_EACH_ROLE = (
    *("officer_th", "supervisor_kh", "protection_mm", "coordinator_la2", "director", "desk_communication"),
    *("desk_information", "desk_investigation", "desk_supervision", "dpo", "observer_interpol", "admin"),
)


@pytest.fixture
def empty() -> Iterator[list[Entry]]:
    """A menu without entries; the real one is put back afterwards."""
    before = list(navigation._entries)
    navigation._entries.clear()
    yield navigation._entries
    navigation._entries[:] = before


def holder(role: Role) -> Principal:
    return Principal(uuid4(), "x", roles=frozenset({role}))


def test_entries_stand_in_their_order(empty: list[Entry]) -> None:
    register(Entry(20, "second", "account", "/account/", "desk.read"))
    register(Entry(10, "first", "desk", "/desk/", "desk.read"))
    assert [entry["label"] for entry in entries(holder(Role.OFFICER), "/")] == ["first", "second"]


def test_an_entry_is_there_for_who_may_use_it(empty: list[Entry]) -> None:
    register(Entry(10, "plan", "operation", "/operation/", "plan.read"))
    assert entries(holder(Role.OBSERVER), "/")
    assert not entries(holder(Role.ADMINISTRATOR), "/")
    assert not entries(Principal.nobody(), "/")


def test_the_entry_above_the_page_is_the_current_one(empty: list[Entry]) -> None:
    register(Entry(10, "desk", "desk", "/desk/", "desk.read"))
    register(Entry(20, "plan", "operation", "/operation/", "plan.read"))
    shown = entries(holder(Role.OFFICER), reverse("timeline"))
    assert [entry["current"] for entry in shown] == [False, True]


def test_an_entry_counts_what_waits_there_for_its_reader(empty: list[Entry]) -> None:
    register(Entry(10, "desk", "desk", "/desk/", "desk.read", lambda principal: len(principal.name)))
    assert entries(holder(Role.OFFICER), "/")[0]["count"] == 1


@pytest.mark.parametrize("who", ONE_OF_EACH_ROLE)
def test_whatever_stands_in_a_menu_opens(cast: SimpleNamespace, client_of: ClientOf, who: str) -> None:
    user = getattr(cast, who)
    client = client_of(user)
    shown = entries(principal_of(user), "/")
    assert shown
    for entry in shown:
        assert client.get(str(entry["url"]), follow=True).status_code == 200, entry["url"]


def test_a_page_shows_the_menu_of_its_reader(cast: SimpleNamespace, client_of: ClientOf) -> None:
    menus = {
        name: NAV.search(client_of(getattr(cast, name)).get(reverse("desk")).content.decode())
        for name in ("coordinator_th", "observer_unodc", "admin", "stranger")
    }
    links = {name: re.findall(r'href="([^"]+)"', menu[0]) if menu else [] for name, menu in menus.items()}
    assert reverse("records") in links["coordinator_th"]
    assert reverse("records") not in links["observer_unodc"]
    assert links["admin"] == [reverse("desk"), reverse("appointments")]
    assert links["stranger"] == []
