"""Targets of the results, and pages of results that somebody keeps, marked."""

import psycopg

from operation.access.context import acting_as
from operation.people.selectors import principal_of
from reporting.dashboards.actions import keep_view
from reporting.targets.models import TargetStep
from tests.access import canaries
from tests.access.things import Thing, World
from tests.factories.targets import target_set


def make(world: World, owner: psycopg.Connection) -> None:
    step = target_set(world.cast.director, "P02", 7, "TH")
    thing = world.add(Thing("target", "set", {"code": "P02"}, step), step.pk)
    canaries.plant(owner, world.marks, TargetStep, [step.pk], {}, otherwise=f"{thing.part}|content")
    for kind, shared in (("own", False), ("shared", True)):
        _kept(world, kind, shared)


def _kept(world: World, kind: str, shared: bool) -> None:
    """Its name is the mark: page and filters are an address, not a text."""
    principal, mark = principal_of(world.cast.officer_th), canaries.new()
    with acting_as(principal, channel="test"):
        row = keep_view(principal=principal, page="results-line", query="line=3", name=mark, is_shared=shared)
    thing = world.add(Thing("kept_view", kind, {"drop": str(row.pk)}, row), row.pk)
    world.marks.add(f"{thing.part}|content", "name", mark)
