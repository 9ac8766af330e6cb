"""Who asks, without a database: what a principal reads follows from role and kind of organisation together."""

from uuid import uuid4

import pytest

from operation.access.principal import NO_ORGANISATION, SIGN_IN_FIRST, Principal
from operation.access.roles import Role
from operation.kernel.errors import NotAllowed
from tests.access.test_policies import OWN, who


@pytest.mark.parametrize(
    ("kind", "role", "reads"),
    [
        ("agency", Role.OFFICER, True),
        ("secretariat", Role.DIRECTOR, True),
        ("partner", Role.OFFICER, False),
        ("partner", Role.OBSERVER, False),
        ("secretariat", Role.DPO, False),
        ("agency", Role.ADMINISTRATOR, False),
        ("", Role.OFFICER, False),
    ],
)
def test_records_are_read_by_role_and_never_by_partners(kind: str, role: Role, reads: bool) -> None:
    assert who(role, kind=kind).reads_records is reads
    assert not who(kind=kind).reads_records


@pytest.mark.parametrize("kind", ["agency", "secretariat", "partner"])
def test_an_organisation_is_of_one_kind(kind: str) -> None:
    one = who(kind=kind)
    held = {"agency": one.is_member, "secretariat": one.is_secretariat, "partner": one.is_partner}
    assert [name for name, is_so in held.items() if is_so] == [kind]


def test_who_acts_is_somebody() -> None:
    key = uuid4()
    assert Principal(key).person == key
    with pytest.raises(NotAllowed) as refused:
        _nobody = Principal.nobody().person
    assert refused.value.denied is SIGN_IN_FIRST


def test_who_acts_for_an_organisation_has_one() -> None:
    assert who().own_organisation == OWN
    with pytest.raises(NotAllowed) as refused:
        _none = Principal(uuid4()).own_organisation
    assert refused.value.denied is NO_ORGANISATION


def test_what_the_database_is_told_is_what_is_held() -> None:
    officer = who(Role.OFFICER)
    assert "record.open" in officer.permissions
    assert "record.share" not in officer.permissions
    assert Principal.nobody().permissions == frozenset()
