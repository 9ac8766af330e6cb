"""Whose numbers of a measure each reader is told, without a database."""

from typing import Any
from uuid import uuid4

import pytest

from operation.access.principal import Principal
from operation.access.roles import Role
from reporting.measures import selectors
from reporting.measures.base import Item, Measure, Part, Reach

FOUND = (Item(("TH",), {"found": 1}), Item(("KH", "VN"), {"found": 1}), Item((), {"found": 1}))
ALL = {"KH": 1, "TH": 1, "": 1}


def who(role: Role, kind: str = "agency") -> Principal:
    return Principal(uuid4(), kind=kind, country="TH" if kind == "agency" else None, roles=frozenset({role}))


def told(reader: Principal, reach: Reach = Reach.OWN, permission: str = "figures.read") -> tuple[dict[str, int], Any]:
    """By country, and the total."""
    measure = Measure(
        code="Z01",
        label="",
        line=1,
        version=1,
        rule="",
        known="",
        columns=(Part("found", ""),),
        chain=("found",),
        headline="found",
        read=lambda _reading: FOUND,
        reach=reach,
        permission=permission,
    )
    found = selectors.measure_of(reader, None, measure)  # type: ignore[arg-type]
    countries = {country: int(values["found"] or 0) for country, values in found.countries.items()}
    return countries, found.total and found.total["found"]


@pytest.fixture(autouse=True)
def two_countries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selectors, "countries", lambda: ("KH", "TH"))


def test_lmlecc_reads_every_country_and_all_of_them() -> None:
    """Each desk: of matches too, of which some desks are told none."""
    for permission in ("figures.read", "match.read"):
        assert told(who(Role.DESK_COMMUNICATION, "secretariat"), permission=permission) == (ALL, 3)


def test_a_country_reads_its_own_and_what_is_open_to_all() -> None:
    assert told(who(Role.OFFICER)) == ({"TH": 1}, None)
    assert told(who(Role.OFFICER), Reach.ALL) == (ALL, 3)


def test_who_is_not_told_of_the_things_is_told_no_number() -> None:
    nothing: Any = ({}, None)
    for reach in Reach:
        assert told(who(Role.OFFICER), reach, "match.read") == nothing
        assert told(who(Role.OBSERVER, "partner"), reach) == nothing
        assert told(who(Role.DPO, "secretariat"), reach) == nothing
    assert told(who(Role.SUPERVISOR), permission="match.read") == ({"TH": 1}, None)
