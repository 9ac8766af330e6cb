"""The cast of every test."""

from datetime import date
from types import SimpleNamespace

from django.contrib.auth.hashers import make_password

from operation.access.roles import Role
from operation.people.models import Appointment, Organisation, User
from operation.plan.models import Operation

PASSWORD = "a synthetic password of the suite"
COUNTRIES = ("kh", "cn", "la", "mm", "th", "vn")
COUNTRY_ROLES = {
    "officer": Role.OFFICER,
    "supervisor": Role.SUPERVISOR,
    "protection": Role.FOCAL_POINT,
    "coordinator": Role.COORDINATOR,
}
SECRETARIAT_ROLES = {
    "director": Role.DIRECTOR,
    "desk_communication": Role.DESK_COMMUNICATION,
    "desk_information": Role.DESK_INFORMATION,
    "desk_investigation": Role.DESK_INVESTIGATION,
    "desk_supervision": Role.DESK_SUPERVISION,
    "dpo": Role.DPO,
    "admin": Role.ADMINISTRATOR,
}
OBSERVERS = {"observer_unodc": "unodc", "observer_interpol": "interpol"}


def make_cast(operation: Operation) -> SimpleNamespace:
    """Users by name; Laos' second agency has `officer_la2`, `supervisor_la2` and `coordinator_la2`."""
    password = make_password(PASSWORD)
    agencies = {code: _agencies(code) for code in COUNTRIES}
    secretariat = Organisation.objects.get(kind="secretariat")
    people = [(f"{name}_{code}", agencies[code][0], role) for code in COUNTRIES for name, role in COUNTRY_ROLES.items()]
    people += [(f"{name}_la2", agencies["la"][1], role) for name, role in COUNTRY_ROLES.items() if name != "protection"]
    people += [(name, secretariat, role) for name, role in SECRETARIAT_ROLES.items()]
    people += [(name, Organisation.objects.get(code=code), Role.OBSERVER) for name, code in OBSERVERS.items()]
    users = {
        name: User(username=name.replace("_", "."), password=password, organisation=of) for name, of, _role in people
    }
    users["stranger"] = User(username="stranger", password=password)
    User.objects.bulk_create(users.values())
    Appointment.objects.bulk_create(
        Appointment(user=users[name], operation=operation, role=role, starts_on=date(2024, 8, 1))
        for name, _organisation, role in people
    )
    return SimpleNamespace(**users)


def find_cast() -> SimpleNamespace:
    """The cast as it stands in the database, by the same names."""
    users = User.objects.select_related("organisation")
    return SimpleNamespace(**{user.username.replace(".", "_"): user for user in users})


def dismiss_everybody() -> None:
    """As after the installation: no account, no appointment."""
    Appointment.objects.all().delete()
    User.objects.all().delete()


def _agencies(code: str) -> list[Organisation]:
    return list(Organisation.objects.filter(country_id=code.upper()).order_by("-is_lead", "position"))
