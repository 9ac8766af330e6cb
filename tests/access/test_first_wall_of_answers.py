"""The first wall alone before what recipients say of a report: receipts and feedback.

As in test_first_wall.py no row-level security stands behind it.
"""

import pytest

from coordination.exchange.models import Feedback, Receipt
from operation.cases.records.intelligence_report import IntelligenceReport
from tests.access import table
from tests.access.test_first_wall import CAST, principal
from tests.access.things import World


@pytest.mark.parametrize("person", CAST)
def test_answers_are_between_their_recipient_and_the_originator(owner_world: World, person: str) -> None:
    who = principal(owner_world, person)
    reports = {thing.row.pk: thing.kind for thing in owner_world.of("report")}
    for model in (Receipt, Feedback):
        seen = {reports[key] for key in model.objects.visible_to(who).values_list("report_id", flat=True)}
        assert seen == {kind for kind in reports.values() if person in table.sees("report", kind, "feedback")}


def test_whoever_may_not_read_the_report_does_not_read_what_was_said_of_it(owner_world: World) -> None:
    full = owner_world.one("report.full").row.pk
    IntelligenceReport.objects.filter(pk=full).update(tlp="amber_strict")
    for person, reads in (("coordinator_vn", True), ("officer_vn", False)):
        seen = Feedback.objects.visible_to(principal(owner_world, person))
        assert seen.filter(report=full).exists() is reads
