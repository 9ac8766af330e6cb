"""The table is whole: no address, type or kind of object without its row, no row without its address."""

import pytest

from operation.cases.registry import all_types
from tests.access import table
from tests.access.asking import rows_of, targets
from tests.access.routes import all_routes
from tests.access.table import METHODS
from tests.access.things import World

ADD = "Its expected answers are missing: add a row to tests/access/expected/routes.toml, whose head says how."


@pytest.mark.parametrize("key", sorted({route.key for route in all_routes()}))
def test_every_address_has_its_row(key: str) -> None:
    route = next(route for route in all_routes() if route.key == key)
    assert rows_of(route), f"{key} ({route.pattern}) is not classified. {ADD}"


def test_every_row_has_its_address() -> None:
    asked = {row.key for route in all_routes() for row in rows_of(route)}
    idle = {row.key for row in table.rows()} - asked
    assert not idle, f"routes.toml speaks of addresses that there are not: {sorted(idle)}"


def test_types_stand_in_the_areas_that_they_name() -> None:
    """Who logs a type, that it is held and that it takes no files stand in the table; the code says the same."""
    for known in all_types():
        beside = {"held": bool(known.custody), "fileless": bool(known.files_refused)}
        said = {known.area} - {"record"} | {area for area, holds in beside.items() if holds}
        assert table.areas_of(known.slug) == said, known.slug


def test_every_kind_of_object_was_made(world: World) -> None:
    made = {(thing.family, thing.kind) for thing in world.things}
    assert made == {(family, kind) for family, kinds in table.families().items() for kind in kinds}


def test_every_request_has_an_answer(world: World) -> None:
    for target in targets(world):
        for method in METHODS:
            for person in table.cast():
                assert target.row.answers(method, person, target.kind, target.type)
