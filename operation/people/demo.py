"""The people of the demonstration. Every name holds the word for «example» in its own language and script."""

import secrets
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from operation.access.roles import Role
from operation.audit import trail
from operation.config.local_services import private_text
from operation.people.models import Appointment, Organisation, OrganisationKind, User

if TYPE_CHECKING:
    from operation.plan.models import Operation

APPOINTED_ON = date(2024, 8, 1)
PASSWORD_FILE = Path("var") / "demo-password"
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"

COUNTRY_ROLES = {
    "officer": Role.OFFICER,
    "supervisor": Role.SUPERVISOR,
    "protection": Role.FOCAL_POINT,
    "coordinator": Role.COORDINATOR,
}
COUNTRY_NAMES = {
    "KH": ("គំរូ សុខា", "គំរូ ដារ៉ា", "គំរូ ស្រីពៅ", "គំរូ វិចិត្រ"),
    "CN": ("李示例", "王示例", "张示例", "周示例"),
    "LA": ("ສົມຈິດ ຕົວຢ່າງ", "ບຸນມີ ຕົວຢ່າງ", "ມະນີ ຕົວຢ່າງ", "ຄຳພອນ ຕົວຢ່າງ"),
    "MM": ("အောင်ကို နမူနာ", "သီတာ နမူနာ", "ခင်မေ နမူနာ", "ဇော်မင်း နမူနာ"),
    "TH": ("ณัฐพล ตัวอย่าง", "วิภา ตัวอย่าง", "กานดา ตัวอย่าง", "สุรชัย ตัวอย่าง"),
    "VN": ("Nguyễn Văn Mẫu", "Lê Thị Mẫu", "Phạm Thu Mẫu", "Hoàng Minh Mẫu"),
}
SECOND_AGENCY_NAMES = ("ທອງໃບ ຕົວຢ່າງ", "ສີສະຫວາດ ຕົວຢ່າງ", "ນາລີ ຕົວຢ່າງ", "ວຽງໄຊ ຕົວຢ່າງ")
SECRETARIAT = (
    ("director", Role.DIRECTOR, "陈示例"),
    ("desk.communication", Role.DESK_COMMUNICATION, "ปรีชา ตัวอย่าง"),
    ("desk.information", Role.DESK_INFORMATION, "គំរូ ចន្ថា"),
    ("desk.investigation", Role.DESK_INVESTIGATION, "Đỗ Quang Mẫu"),
    ("desk.supervision", Role.DESK_SUPERVISION, "ສຸລິຍາ ຕົວຢ່າງ"),
    ("dpo", Role.DPO, "ခင်ခင် နမူနာ"),
    ("admin", Role.ADMINISTRATOR, "Admin Example"),
)
OBSERVER_NAMES = {"unodc": "Ana Example", "interpol": "Jean Example"}


@dataclass(frozen=True)
class Person:
    """An account to make: who, of which organisation, in which role."""

    username: str
    organisation: Organisation
    role: Role
    name: str


def demo_password() -> str:
    """The one password of all demonstration accounts, made at first use and kept in var/demo-password (mode 600).

    Raises CommandError where there is no demonstration.
    """
    _refuse_in_production()
    groups = ("".join(secrets.choice(LETTERS) for _letter in range(4)) for _group in range(5))
    return private_text(Path(settings.BASE_DIR) / PASSWORD_FILE, "-".join(groups))


@transaction.atomic
def make_demo_people(operation: "Operation", password: str) -> dict[str, User]:
    """The accounts of the demonstration by their user name, appointed in `operation` from before its first day.

    Those that exist keep their password. Raises CommandError where there is no demonstration.
    """
    _refuse_in_production()
    people = {person.username: person for person in _people()}
    present = set(User.objects.filter(username__in=people).values_list("username", flat=True))
    hashed = make_password(password)
    User.objects.bulk_create(_user(person, hashed) for name, person in people.items() if name not in present)
    users = {user.username: user for user in User.objects.filter(username__in=people).select_related("organisation")}
    appointments = Appointment.objects.bulk_create(
        Appointment(user=users[name], operation=operation, role=person.role, starts_on=APPOINTED_ON)
        for name, person in people.items()
        if name not in present
    )
    trail.record_each("appointed", appointments, {"demonstration": True})
    return users


def _refuse_in_production() -> None:
    if not settings.DEMO_TODAY:
        raise CommandError(_("There is no demonstration here: accounts with a shared password are refused."))


def _user(person: Person, password: str) -> User:
    country = person.organisation.country
    return User(
        username=person.username,
        password=password,
        first_name=person.name,
        email=f"{person.username}@example.org",
        organisation=person.organisation,
        time_zone=country.time_zone if country else settings.TIME_ZONE,
    )


def _people() -> list[Person]:
    """Four of every agency, the secretariat, one of every partner."""
    people: list[Person] = []
    agencies = Organisation.objects.filter(kind=OrganisationKind.AGENCY).select_related("country")
    for agency in agencies.order_by("country__position", "-is_lead", "position"):
        suffix = str(agency.country_id).lower() + ("" if agency.is_lead else "2")
        names = COUNTRY_NAMES[str(agency.country_id)] if agency.is_lead else SECOND_AGENCY_NAMES
        people += [
            Person(f"{what}.{suffix}", agency, role, name)
            for (what, role), name in zip(COUNTRY_ROLES.items(), names, strict=True)
        ]
    secretariat = Organisation.objects.filter(kind=OrganisationKind.SECRETARIAT).order_by("position")[0]
    people += [Person(username, secretariat, role, name) for username, role, name in SECRETARIAT]
    partners = Organisation.objects.filter(kind=OrganisationKind.PARTNER, code__in=OBSERVER_NAMES)
    people += [Person(f"observer.{one.code}", one, Role.OBSERVER, OBSERVER_NAMES[one.code]) for one in partners]
    return people
