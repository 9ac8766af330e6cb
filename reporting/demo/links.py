"""Links of the demonstration: from whom things were seized, of those who were logged together with them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import cycle, islice

from operation.access.context import acting_as
from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.links.actions import LinkDetails, LinkDraft, link_records
from operation.cases.links.kinds import Confidence, LinkKind
from operation.cases.links.models import End
from operation.cases.links.selectors import ends_of
from operation.kernel import clock
from reporting.demo.script import Life
from reporting.demo.staff import Desk
from reporting.demo.stage import CHANNEL

MOST = 40
"""Of one agency: enough for a picture, and no second in a first start."""

SURE = (Confidence.CONFIRMED, Confidence.CONFIRMED, Confidence.PROBABLE)


def link_things(
    lives: Sequence[Life], records: Mapping[str, CaseRecord], desks: Mapping[str, Desk], moment: datetime
) -> None:
    """Each agency's officer links what is still there for him, in one action, at a moment of the script."""
    for key, desk in desks.items():
        together = list(_pairs([life for life in lives if life.agency == key], records))
        with clock.at(moment), acting_as(desk.officer, channel=CHANNEL):
            drafts = list(islice(_drafts(desk.officer, together), MOST))
            link_records(principal=desk.officer, drafts=drafts)


def _pairs(lives: Sequence[Life], records: Mapping[str, CaseRecord]) -> Iterator[tuple[End, End]]:
    """A thing and a suspect that were logged in the same session."""
    by_session: dict[int, dict[str, list[End]]] = defaultdict(lambda: defaultdict(list))
    for life in lives:
        if life.key in records:
            by_session[life.opened][life.slug].append(End.of(records[life.key]))
    for logged in by_session.values():
        if logged["suspects"]:
            yield from zip(logged["seized-assets"], cycle(logged["suspects"]))


def _drafts(principal: Principal, pairs: Sequence[tuple[End, End]]) -> Iterator[LinkDraft]:
    """Who was reclassified meanwhile, or marked for named readers alone, is linked with nothing."""
    seen = ends_of(principal, [end for pair in pairs for end in pair])
    for (thing, suspect), sure in zip(pairs, cycle(SURE)):
        if thing.id in seen and suspect.id in seen:
            details = LinkDetails(source="list of what was seized", confidence=sure)
            yield LinkDraft(LinkKind.SEIZED_FROM, thing, suspect, details)
