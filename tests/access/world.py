"""One set of objects for the whole matrix: one of each kind in expected/objects.toml, marked in every text field."""

from operation.plan.models import Operation
from tests import database
from tests.access import (
    beside_objects,
    file_objects,
    intelligence_objects,
    joint_objects,
    knowledge_objects,
    link_objects,
    match_objects,
    message_objects,
    plan_objects,
    record_objects,
    removal_objects,
    report_objects,
    request_objects,
    result_objects,
    supervision_objects,
    written_objects,
)
from tests.access.things import World
from tests.factories.people import make_cast


def make_world(name: str) -> World:
    """Make everything, committed, in the database that Django is connected to."""
    operation = Operation.objects.get(code="seagull")
    world = World(name, make_cast(operation))
    with database.owner(name) as owner:
        record_objects.make(world, owner)
        link_objects.make(world, owner)
        file_objects.make(world, owner)
        intelligence_objects.make(world, owner)
        match_objects.make(world, owner)
        message_objects.make(world, owner)
        report_objects.make(world, owner)
        plan_objects.make(world, owner, operation)
        result_objects.make(world, owner)
        removal_objects.make(world, owner)
        request_objects.make(world, owner, operation)
        joint_objects.make(world, owner)
        supervision_objects.make(world, owner, operation)
        knowledge_objects.make(world, owner)
        written_objects.make(world, owner)
        beside_objects.make(world, owner)  # whatever those before it logged
    return world
