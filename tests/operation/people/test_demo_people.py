"""The accounts of the demonstration: there with DEMO_TODAY, refused without."""

import stat
from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import CommandError

from operation.access.roles import Role
from operation.audit.models import AuditEntry
from operation.people.demo import demo_password, make_demo_people
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation

pytestmark = pytest.mark.usefixtures("nobody")

NAMED = [
    *("officer.th", "supervisor.th", "protection.th"),
    *(f"coordinator.{country}" for country in ("kh", "cn", "la", "mm", "th", "vn")),
    *("director", "desk.communication", "desk.information", "desk.investigation", "desk.supervision", "dpo"),
    *("observer.unodc", "observer.interpol", "admin"),
]
EXAMPLE = ("គំរូ", "示例", "ຕົວຢ່າງ", "နမူနာ", "ตัวอย่าง", "Mẫu", "Example")
PASSWORD = "one-pass-word-for-all"


@pytest.fixture
def demonstration(settings: Any, tmp_path: Path) -> Path:
    settings.DEMO_TODAY = "2025-01-08"
    settings.BASE_DIR = tmp_path
    return tmp_path / "var" / "demo-password"


def test_everybody_named_is_there(seagull: Operation, demonstration: Path) -> None:
    people = make_demo_people(seagull, PASSWORD)
    assert set(NAMED) <= people.keys()
    assert len(people) == 37


def test_each_holds_one_role_of_the_operation_now(seagull: Operation, demonstration: Path) -> None:
    people = make_demo_people(seagull, PASSWORD)
    roles = {name: principal_of(user).roles for name, user in people.items()}
    assert all(len(held) == 1 for held in roles.values())
    assert roles["coordinator.la2"] == {Role.COORDINATOR}
    assert roles["protection.th"] == {Role.FOCAL_POINT}
    assert roles["desk.supervision"] == {Role.DESK_SUPERVISION}
    assert roles["observer.interpol"] == {Role.OBSERVER}
    assert roles["admin"] == {Role.ADMINISTRATOR}


def test_every_agency_can_draft_and_submit(seagull: Operation, demonstration: Path) -> None:
    people = [principal_of(user) for user in make_demo_people(seagull, PASSWORD).values()]
    drafting = {one.organisation_id for one in people if one.is_member and one.holds("return.draft")}
    submitting = {one.organisation_id for one in people if one.is_member and one.holds("return.submit")}
    assert len(drafting) == len(submitting) == 7


def test_they_read_on_their_own_clock(seagull: Operation, demonstration: Path) -> None:
    people = make_demo_people(seagull, PASSWORD)
    assert people["coordinator.mm"].time_zone == "Asia/Yangon"
    assert people["director"].time_zone == "Asia/Shanghai"


def test_every_name_says_that_it_is_an_example(seagull: Operation, demonstration: Path) -> None:
    people = make_demo_people(seagull, PASSWORD)
    assert all(any(word in str(user) for word in EXAMPLE) for user in people.values())
    assert len({str(user) for user in people.values()}) == len(people)


def test_the_password_opens_every_account(seagull: Operation, demonstration: Path) -> None:
    assert all(user.check_password(PASSWORD) for user in make_demo_people(seagull, PASSWORD).values())
    assert not User.objects.filter(is_superuser=True).exists()
    assert not User.objects.filter(is_staff=True).exists()


def test_a_second_time_nothing_is_made(seagull: Operation, demonstration: Path) -> None:
    make_demo_people(seagull, PASSWORD)
    told = AuditEntry.objects.filter(verb="appointed").count()
    again = make_demo_people(seagull, "another password")
    assert User.objects.count() == seagull.appointments.count() == len(again) == told == 37
    assert again["director"].check_password(PASSWORD)


def test_the_password_is_made_once_for_its_owner_alone(demonstration: Path) -> None:
    password = demo_password()
    assert len(password) >= 20
    assert demo_password() == password == demonstration.read_text()
    assert stat.S_IMODE(demonstration.stat().st_mode) == 0o600


def test_without_a_demonstration_both_are_refused(seagull: Operation, tmp_path: Path, settings: Any) -> None:
    settings.BASE_DIR = tmp_path
    settings.DEMO_TODAY = ""
    with pytest.raises(CommandError, match="no demonstration"):
        demo_password()
    with pytest.raises(CommandError, match="no demonstration"):
        make_demo_people(seagull, PASSWORD)
    assert not User.objects.exists()
    assert not list(tmp_path.iterdir())
