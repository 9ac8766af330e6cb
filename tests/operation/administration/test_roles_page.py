"""«Who may do what»: the table in words, whole, in the reader's language."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from operation.access.roles import PERMISSIONS, Role
from operation.administration.wording import WORDS, permission_rows, role_rows
from operation.people.models import User

ClientOf = Callable[[User], Client]


def test_every_permission_has_words_and_no_words_are_left_over() -> None:
    """A new line of access/roles.py needs one in administration/wording.py: the page is for people."""
    assert set(PERMISSIONS) - set(WORDS) == set()
    assert set(WORDS) - set(PERMISSIONS) == set()


def test_no_two_permissions_say_the_same() -> None:
    assert len({str(words) for words in WORDS.values()}) == len(WORDS)


def test_a_row_names_who_may() -> None:
    rows = {str(row["what"]): [str(who) for who in row["who"]] for row in permission_rows()}
    assert rows["Release and recall records of the own agency"] == ["Operation coordinator"]
    assert rows["Open the desk"] == ["every role"]
    assert rows["Build reports"] == ["the desks and the director of LMLECC"]


def test_a_role_says_whose_it_is_who_appoints_and_what_it_excludes() -> None:
    rows = {str(row["role"]): row for row in role_rows()}
    assert len(rows) == len(Role)
    officer, dpo = rows["National officer"], rows["Data-protection officer"]
    assert [str(one) for one in officer["held_in"]] == ["Agency of a member country"]
    assert [str(one) for one in officer["appointed_by"]] == ["Operation coordinator"]
    assert officer["apart_from"] == []
    assert [str(one) for one in dpo["apart_from"]] == ["every other role"]
    assert len(rows["LMLECC director"]["apart_from"]) == 4
    assert rows["Observer"]["apart_from"] == []


@pytest.mark.parametrize("who", ["officer_th", "coordinator_kh", "director", "desk_information", "dpo", "admin"])
def test_members_and_lmlecc_read_it(cast: SimpleNamespace, client_of: ClientOf, who: str) -> None:
    text = client_of(getattr(cast, who)).get(reverse("roles")).content.decode()
    for said in (*WORDS.values(), *(role.label for role in Role)):
        assert str(said).replace("'", "&#x27;") in text


@pytest.mark.parametrize("who", ["observer_unodc", "observer_interpol", "stranger"])
def test_partners_and_strangers_do_not(cast: SimpleNamespace, client_of: ClientOf, who: str) -> None:
    assert client_of(getattr(cast, who)).get(reverse("roles")).status_code == 403


def test_the_account_leads_there(cast: SimpleNamespace, client_of: ClientOf) -> None:
    assert reverse("roles") in client_of(cast.officer_th).get(reverse("account")).content.decode()
