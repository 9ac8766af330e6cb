"""Links between suspects of the world: one of which Cambodia sees one end alone, one of which it sees both."""

import psycopg

from operation.access.context import acting_as
from operation.cases.links.actions import LinkDraft, link_records
from operation.cases.links.models import End, Link
from operation.people.selectors import principal_of
from tests.access import canaries
from tests.access.things import Thing, World

SLUG = "suspects"
ENDS = {"one_end": "record.own", "both_ends": "record.strict"}


def make(world: World, owner: psycopg.Connection) -> None:
    """Each from the suspect that Thailand released to Cambodia."""
    principal, here = principal_of(world.cast.officer_th), world.one("record.released", SLUG)
    for kind, other in ENDS.items():
        draft = LinkDraft("same", End.of(here.row), End.of(world.one(other, SLUG).row))
        with acting_as(principal, channel="test"):
            [link] = link_records(principal=principal, drafts=[draft])
        params = {"slug": SLUG, "pk": here.row.pk, "link": link.pk}
        thing = world.add(Thing("link", kind, params, link, SLUG), link.pk)
        canaries.plant(owner, world.marks, Link, [link.pk], {}, otherwise=f"{thing.part}|content")
