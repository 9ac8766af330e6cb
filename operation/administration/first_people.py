"""The first two people of a new installation: nobody is there yet who could create or appoint them."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from operation.access.roles import Role
from operation.audit import trail
from operation.kernel.errors import Refused
from operation.people.entry import issue_entry_code
from operation.people.models import Appointment, EntryKind, Organisation, OrganisationKind, User
from operation.people.selectors import principal_of
from operation.plan.models import Operation

FIRST = (Role.ADMINISTRATOR, Role.DIRECTOR)


@transaction.atomic
def make_first_people(*, operation: Operation, administrator: str, director: str) -> dict[str, str]:
    """An administrator and a director by their user names, and the code with which each signs in first.

    From then on the administrator creates accounts and the director appoints. Raises Refused where somebody holds one
    of these roles already, or may hold it later: the door is open once; and ValidationError for a name that is taken.
    """
    if Appointment.objects.filter(operation=operation, role__in=FIRST).not_past().exists():
        raise Refused(_("There is an administrator or a director already. Ask them."))
    secretariat = Organisation.objects.filter(kind=OrganisationKind.SECRETARIAT).order_by("position")[0]
    names = dict(zip(FIRST, (administrator, director), strict=True))
    people = {role: _appointed(operation, secretariat, name, role) for role, name in names.items()}
    keeper = principal_of(people[Role.ADMINISTRATOR])
    return {
        user.username: issue_entry_code(principal=keeper, user=user, kind=EntryKind.FIRST) for user in people.values()
    }


def _appointed(operation: Operation, organisation: Organisation, name: str, role: Role) -> User:
    user = User(username=name, organisation=organisation)
    user.set_unusable_password()
    user.full_clean()
    user.save(force_insert=True)
    today = timezone.now().date()
    made = Appointment.objects.create(user=user, operation=operation, role=role, starts_on=today)
    trail.record("created account", user, organisation=organisation.pk)
    trail.record("appointed", made, user=user.pk, role=role, starts_on=today)
    return user
