"""A new installation: two people begin it, once; everybody else comes through the pages."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest import CaptureFixture

from operation.access.roles import Role
from operation.audit.models import AuditEntry
from operation.people.models import Appointment, User
from operation.plan.models import Operation
from tests.factories.people import make_cast
from tests.operation.administration.staff import roles_of
from tests.operation.administration.test_codes import enter_with

pytestmark = pytest.mark.usefixtures("nobody")


def begun(administrator: str = "anna", director: str = "chen") -> None:
    call_command("first_people", administrator=administrator, director=director)


def test_two_people_sign_in_with_their_codes(seagull: Operation, capsys: CaptureFixture[str]) -> None:
    begun()
    codes = dict(line.split() for line in capsys.readouterr().out.splitlines())
    assert set(codes) == {"anna", "chen"}
    for name, opens, closed in (("anna", "accounts", "appointment-new"), ("chen", "appointment-new", "accounts")):
        browser: Client = enter_with(User.objects.get(username=name), codes[name])
        assert browser.get(reverse(opens)).status_code == 200
        assert browser.get(reverse(closed)).status_code == 403
    assert roles_of(User.objects.get(username="chen")) == {Role.DIRECTOR}


def test_it_is_told(seagull: Operation) -> None:
    begun()
    verbs = list(AuditEntry.objects.filter(channel="command").values_list("verb", flat=True))
    assert (verbs.count("created account"), verbs.count("appointed"), verbs.count("issued entry code")) == (2, 2, 2)


def test_the_door_is_open_once(seagull: Operation) -> None:
    begun()
    with pytest.raises(CommandError, match="already"):
        begun("second", "third")
    assert not User.objects.filter(username__in=["second", "third"]).exists()


def test_it_is_closed_where_people_are_at_work(seagull: Operation) -> None:
    make_cast(seagull)
    with pytest.raises(CommandError, match="already"):
        begun()


def test_it_opens_again_when_nobody_is_left(seagull: Operation) -> None:
    """Both gone without successors: whoever runs the server begins anew, and the trail tells it."""
    make_cast(seagull)
    Appointment.objects.filter(role__in=["director", "administrator"]).update(ends_on="2024-08-02")
    begun()
    assert roles_of(User.objects.get(username="anna")) == {Role.ADMINISTRATOR}


def test_one_person_is_not_both(seagull: Operation) -> None:
    with pytest.raises(CommandError, match="already exists"):
        begun("anna", "anna")
    assert not User.objects.filter(username="anna").exists()


def test_without_an_operation_there_is_nothing_to_begin(seagull: Operation) -> None:
    Operation.objects.filter(pk=seagull.pk).update(code="other")
    with pytest.raises(CommandError, match="load_operation"):
        begun()
